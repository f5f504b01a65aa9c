"""Elements as a program builds them with the SDK, step by step, and the documents that they are."""

from __future__ import annotations

import itertools

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from ...budget import size
from ...parts import Block, Hole, Part, at, joined
from ..blocks import Branching, Entered, enter, since
from .table import SdkClass, classes


#: Elements by number, of which a name stands for one.
Ones: TypeAlias = tuple[int, ...]

_ROOT: Final = "Response"
_SPEECH: Final = "Speak"

_OPENING: Final = frozenset({"if", "loop"})

# In characters: what an element is counted as that is written.
_SIZE: Final = 200

# Plivo's SDK puts a blank where the tags of this are, unless nothing is in it.
_CONT: Final = "cont"


@attrs.frozen
class Attribute:
    """What is written of an attribute."""

    offset: int
    parts: Sequence[Part]
    is_conditional: bool = False
    otherwise: Attribute | None = None
    """What is written where the condition does not hold."""


@attrs.frozen(eq=False)
class Built:
    """An element as far as it is built."""

    cls: SdkClass
    offset: int
    content: Sequence[Part] = ()
    attributes: Mapping[str, Attribute] = attrs.field(factory=dict[str, Attribute])
    loose: Hole | None = None
    """What stands for attributes that are not seen."""

    children: Sequence[int | Part] = ()

    around: Branching | None = None
    """What it was made in, which is none of its own."""

    entered: Entered = ()

    name: str | None = None
    """Under which it may be known elsewhere too, where more is added."""

    is_extended: bool = False
    """Whether the SDK writes attributes by itself, which stand where the element does."""

    @property
    def is_root(self) -> bool:
        return self.cls.tag == _ROOT


@attrs.define
class State:
    """
    What a program has built at some point, and what its names stand for.

    Attributes:
        names: What is given in a branch is in a map of its own, as long as that is followed.
        out: What has been written, returned or given to a function.
        inner: What is followed.
    """

    heap: dict[int, Built] = attrs.field(factory=dict[int, Built])
    names: ChainMap[str, Ones] = attrs.field(factory=ChainMap[str, Ones])
    out: set[int] = attrs.field(factory=set[int])
    inner: Branching | None = None

    def copy(self) -> State:
        names = ChainMap(*({**one} for one in self.names.maps))
        return State({**self.heap}, names, {*self.out}, self.inner)

    def add(self, number: int, built: Built) -> None:
        """Take a new element."""
        self.heap[number] = attrs.evolve(built, around=self.inner)

    def append(self, parent: int, *children: int | Part) -> None:
        """Put something into an element, in marks of the blocks that began after the element."""
        built = self.heap[parent]
        marks, entered = enter(built.entered, self.blocks(built))
        new = itertools.chain.from_iterable(mark for _, mark in marks)
        self.heap[parent] = attrs.evolve(
            built, children=[*built.children, *new, *children], entered=entered
        )

    def blocks(self, built: Built) -> list[Branching]:
        """Return the blocks that have begun since an element was made, from the outermost on."""
        return since(built.around, self.inner)

    def put(self, element: int, keyword: str, given: Attribute) -> None:
        """Write an attribute; under a condition, it may be what it was before."""
        built = self.heap[element]
        if self.blocks(built):
            before = built.attributes.get(keyword)
            given = attrs.evolve(given, is_conditional=True, otherwise=before)
        attributes = {**built.attributes, keyword: given}
        self.heap[element] = attrs.evolve(built, attributes=attributes)

    def mark(self, offset: int, kind: str) -> None:
        """Begin a block, another branch of the innermost one, or end that."""
        if kind in _OPENING:
            self.inner = Branching(self.inner)
        assert self.inner is not None
        self.inner.marks.append(Block(offset, kind))
        if kind == "end":
            self.inner = self.inner.around

    def roots(self, known: Iterable[int]) -> list[int]:
        """Return the elements that stand in no other one; `known` are those of elsewhere."""
        own = self.heap.keys() - {*known}
        inside = {
            child for number in own for child in self.heap[number].children if type(child) is int
        }
        return sorted(own - inside)

    def extended(self) -> frozenset[int]:
        """Return where attributes stand that the SDK writes by itself."""
        return frozenset(built.offset for built in self.heap.values() if built.is_extended)

    def document(self, root: int, charge: Callable[[int], None]) -> list[Part]:
        """
        Return what is written of an element: a document, or what stands in one somewhere.

        Args:
            root: The element.
            charge: Takes how many characters are put together.
        """
        built = self.heap[root]
        parts = [*self._written(root, (), charge)]
        if not built.is_root:
            parts = [*_around(built, parts)]
        return joined(parts)

    def _written(self, number: int, around: Ones, charge: Callable[[int], None]) -> Iterator[Part]:
        built = self.heap[number]
        charge(_SIZE + size(built.content))
        tag, offset = built.cls.tag, built.offset
        inside = [*built.content]
        ends = (mark for one, seen in reversed(built.entered) for mark in one.marks[seen:])
        for child in (*built.children, *ends):
            if not isinstance(child, int):
                inside.append(child)
            elif child not in (*around, number):
                inside += self._written(child, (*around, number), charge)
        if built.name:
            inside.append(Hole(offset, f"{{{built.name}}}"))
        has_content = any(not isinstance(part, Block) for part in inside)
        if tag == _CONT and has_content:
            yield from (at(" ", offset), *inside, at(" ", offset))
            return
        yield at(f"<{tag}", offset)
        for keyword, declared in built.cls.keywords.items():
            if given := built.attributes.get(keyword):
                yield from _attribute(declared.attribute, given)
        if built.loose:
            yield from (at(" ", built.loose.offset), built.loose)
        if has_content:
            yield from (at(">", offset), *inside, at(f"</{tag}>", offset))
        else:
            yield at("/>", offset)


def _attribute(name: str, given: Attribute) -> Iterator[Part]:
    offset = given.offset
    if given.is_conditional:
        yield Block(offset, "if")
    yield from (at(f' {name}="', offset), *given.parts, at('"', offset))
    if given.otherwise:
        yield Block(offset, "else")
        yield from _attribute(name, given.otherwise)
    if given.is_conditional:
        yield Block(offset, "end")


def _around(built: Built, parts: Iterable[Part]) -> Iterator[Part]:
    """Put an element where it may stand, among others that are not seen."""
    # What is around it is told from it by its place.
    offset, tag = built.offset + 1, built.cls.tag
    by_tag = {cls.tag: cls for cls in classes().values()}
    root = by_tag[_ROOT]
    unseen = Hole(offset, "...")
    inner: list[Part] = [*parts]
    if tag not in root.nests:
        parent = next((name for name in root.nests if tag in by_tag[name].nests), _SPEECH)
        # A voice that takes every tag.
        voice = 'voice="Polly.Amy" ' if parent == _SPEECH else ""
        start: list[Part] = [at(f"<{parent} {voice}", offset), unseen, at(">", offset), unseen]
        inner = [*start, *inner, unseen, at(f"</{parent}>", offset)]
    yield from (at(f"<{_ROOT}>", offset), unseen, *inner, unseen, at(f"</{_ROOT}>", offset))
