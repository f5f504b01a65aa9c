"""What a document is made of: the base of every element, and the nodes without a declaration."""

from __future__ import annotations

import functools
import itertools
import operator

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias, TypeVar, Union, cast

import attrs

from ..errors import InvalidElementError
from . import diagnostic, escaping
from .characters import is_name, plain_text
from .diagnostic import Diagnostic
from .mapping import NOTHING, FrozenMapping
from .plain import Shown, masked
from .types import Rule


ElementT = TypeVar("ElementT", bound="Element")

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'

#: How many elements may stand in each other.
DEEPEST: Final = 100


class Node(Shown):
    """What the nodes of a document have in common and no user sees."""

    __slots__ = ()

    _height: int = 1
    """How many elements it is high, if they may be in each other without end."""

    if TYPE_CHECKING:

        def _write(self, put: Callable[[str], object], line: str, step: str, /) -> None:
            """
            Put the XML, piece by piece; each kind of node has its own way.

            Args:
                put: Takes a piece.
                line: A line feed and the indentation of the node.
                step: What a level is indented with; empty where nothing may be.
            """

        def to_dict(self) -> dict[str, Any]:
            """Give the node as plain data."""
            ...


@attrs.frozen(init=False, eq=False, repr=False)
class Element(Node):
    """
    One XML element: immutable, hashable, compared by value.

    `str()` gives the XML and `repr()` the Python that builds it.
    `attrs.evolve(element, timeout=5)` gives a changed copy.
    """

    rules: ClassVar[tuple[Rule, ...]] = ()
    """What must hold between several attributes."""

    _is_final: ClassVar[bool] = False
    _declared: ClassVar[bool] = False
    """Whether the XML declaration comes first, where nobody says."""
    _namespace: ClassVar[str] = ""
    """What stands before the name of the class in Python, where it is not imported by name."""
    _tag: ClassVar[str] = ""
    _content: ClassVar[str] = ""
    _names: ClassVar[tuple[str, ...]] = ()
    _values: ClassVar[Callable[[Any], object]]

    def __init_subclass__(cls, *, is_twin: bool = False) -> None:
        for base in cls.__mro__[1:]:
            if not is_twin and base.__dict__.get("_is_final"):
                msg = f"{base.__name__} is final: no class can be made of it"
                raise TypeError(msg)

    @property
    def tag(self) -> str:
        """The name in XML."""
        return self._tag

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Element) or type(self) is not type(other):
            return NotImplemented
        return type(self)._values(self) == type(self)._values(other)

    def __hash__(self) -> int:
        return hash((type(self), type(self)._values(self)))

    def __str__(self) -> str:
        return self.to_xml()

    def _called(self) -> str:
        return called(type(self))

    def _arguments(self) -> Iterator[tuple[str, Any]]:
        for field, by_position, value in arguments(self):
            yield "" if by_position else field, _listed(masked(field, value))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        values = {name: getattr(self, name) for name in self._names}
        return functools.partial(type(self), **values), ()

    def to_xml(self, *, indent: str | int = "", declaration: bool | None = None) -> str:
        """
        Write the element as XML.

        Args:
            indent: What each level is indented with, for people to read, or how many blanks
                are.  It never gets into an element that holds words.
            declaration: Whether the XML declaration comes first, as it does before a whole
                document unless this says otherwise.
        """
        is_declared = self._declared if declaration is None else declaration
        step = indent if isinstance(indent, str) else " " * indent
        line = "\n" if step else ""
        pieces = [DECLARATION + line] if is_declared else []
        self._write(pieces.append, line, step)
        return "".join(pieces)

    def to_bytes(self) -> bytes:
        """Write the element in UTF-8, as `str()` has it."""
        return str(self).encode()

    def to_dict(self) -> dict[str, Any]:
        """
        Give the element as plain data, which `json.dumps` takes.

        It is `{"tag": ..., "attributes": {...}, "children": [...]}`: attributes by their names
        in XML, with their texts; texts, elements, and comments as `{"comment": ...}`.
        """
        children = [node if isinstance(node, str) else node.to_dict() for node in nodes_of(self)]
        return {"tag": self.tag, "attributes": self._texts(), "children": children}

    if TYPE_CHECKING:

        def _texts(self) -> dict[str, str]:
            """Return the attributes as XML has them; a declaration says how."""
            ...

    def walk(self) -> Iterator[Element]:
        """Yield this element and every element in it, in document order."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            nodes = reversed(nodes_of(element))
            waiting.extend(node for node in nodes if isinstance(node, Element))

    def find(self, kind: type[ElementT]) -> Iterator[ElementT]:
        """Yield those elements of `walk()` that are of a class."""
        return (element for element in self.walk() if isinstance(element, kind))

    def _then(self, children: tuple[object, ...]) -> Self:
        return attrs.evolve(self, **{self._content: (*nodes_of(self), *children)})


@attrs.frozen(repr=False)
class Comment(Node):
    """A note for whoever reads the XML; Plivo skips it."""

    text: str
    """What it says; no two hyphens in a row, none at the end and no carriage return."""

    _height = 0

    def __attrs_post_init__(self) -> None:
        said = plain_text(self.text)
        if said is None:
            refuse("Comment", [("text", not_a_text(self.text))])
        elif "--" in said or said.endswith("-") or "\r" in said:
            wanted = "text without '--', a '-' at its end and carriage returns"
            refuse("Comment", [("text", expected(wanted, self.text))])
        object.__setattr__(self, "text", said)

    def _arguments(self) -> Iterator[tuple[str, Any]]:
        yield "", self.text

    def to_dict(self) -> dict[str, Any]:
        """Give the comment as plain data: `{"comment": ...}`."""
        return {"comment": self.text}

    def _write(self, put: Callable[[str], object], _line: str, _step: str, /) -> None:
        put(f"<!--{self.text}-->")


class _Tall(Element):
    # Stored, so that the limit on depth costs nothing.
    __slots__ = ("_height",)


Unknown: TypeAlias = Union[str, Comment, "UnknownElement"]


@attrs.frozen(eq=False, repr=False, weakref_slot=False)
class UnknownElement(_Tall):
    """
    An element that this package does not know, or one that it cannot build.

    It lets through what Plivo adds before anyone can release, and keeps what a lenient
    `parse` cannot read.  Nothing in it is checked but that it is XML, so everything in
    it is unknown too.  It is not meant to be subclassed.
    """

    tag: str  # pyright: ignore[reportIncompatibleMethodOverride] - read-only, as there
    """The name in XML."""

    attributes: Mapping[str, str] = NOTHING
    """Attributes by their XML name."""

    children: Sequence[Unknown] = ()
    """Text, comments and elements in their order."""

    _is_final: ClassVar[bool] = True
    _content: ClassVar[str] = "children"
    _names: ClassVar[tuple[str, ...]] = ("tag", "attributes", "children")
    _values: ClassVar[Callable[[Any], object]] = operator.attrgetter(*_names)

    def __attrs_post_init__(self) -> None:
        wrong: Problems = []
        tag = plain_text(self.tag)
        if tag is None or ":" in tag or not is_name(tag):
            wrong.append(("tag", expected("the name of an element", self.tag)))
        pairs = texts_by_name(self.attributes, "attributes", wrong)
        nodes: list[Node | str] = []
        for index, node in enumerate(several(self.children)):
            if isinstance(node, Comment | UnknownElement):
                nodes.append(node)
            elif (words := plain_text(node)) is not None:
                nodes.append(words)
            else:
                wanted = "text, Comment or UnknownElement"
                wrong.append((f"children[{index}]", not_a_text(node, wanted)))
        children, height = settled(nodes, "children", wrong)
        refuse("UnknownElement", wrong)
        stored = {"tag": tag, "attributes": pairs, "children": children, "_height": height}
        for name, value in stored.items():
            object.__setattr__(self, name, value)

    def _texts(self) -> dict[str, str]:
        return dict(self.attributes)

    def _write(self, put: Callable[[str], object], _line: str, _step: str, /) -> None:
        tag = f"<{self.tag}{escaping.attributes(self.attributes)}"
        if not self.children:
            put(f"{tag}/>")
            return
        put(f"{tag}>")
        for node in self.children:
            if isinstance(node, str):
                put(escaping.text(node))
            else:
                node._write(put, "", "")
        put(f"</{self.tag}>")


def nodes_of(element: Element) -> tuple[Element | Comment | str, ...]:
    """Return what stands between the tags of `element`: nodes, or its one value."""
    content: Any = getattr(element, element._content) if element._content else ()
    if isinstance(content, tuple):
        return cast("tuple[Element | Comment | str, ...]", content)
    return (content,)


def elements_in(element: Element) -> list[Element]:
    """Return the elements that are directly in one."""
    return [node for node in nodes_of(element) if isinstance(node, Element)]


def texts_in(element: Element) -> Iterator[str]:
    """Yield the texts in an element and in the elements in it, in document order."""
    for node in nodes_of(element):
        if isinstance(node, str):
            yield node
        elif isinstance(node, Element):
            yield from texts_in(node)


def called(kind: type[Element]) -> str:
    """Return the name under which a class is imported; SSML has a namespace."""
    return f"{kind._namespace}{kind.__name__}"


def arguments(element: Element) -> Iterator[tuple[str, bool, Any]]:
    """Yield the arguments that are no defaults: the field, whether by position, the value."""
    by_position = True
    for field in attrs.fields(type(element)):
        value = getattr(element, field.name)
        if value == field.default:
            # What comes after something left out must be named.
            by_position = False
            continue
        by_position = by_position and not field.kw_only
        yield field.name, by_position, value


def _listed(value: Any) -> Any:
    """Return what one writes to build a value: a text alone, and a list."""
    if not isinstance(value, tuple):
        return value
    items = cast("tuple[object, ...]", value)
    return items[0] if len(items) == 1 and isinstance(items[0], str) else [*items]


# What is wrong with what a node was given.

Problems: TypeAlias = list[tuple[str, Diagnostic]]
"""What is wrong, each with the field to point at."""


def refuse(
    name: str, wrong: Problems, error: type[InvalidElementError] = InvalidElementError
) -> None:
    """
    Refuse to build a node of the class `name` if anything is wrong.

    Raises:
        InvalidElementError: With every problem; or `error`, which is one.
    """
    if wrong:
        raise error([one.at(f"{name}.{at}" if at else name) for at, one in wrong])


def expected(what: str, got: object) -> Diagnostic:
    """Say what should stand in the place of `got`."""
    return Diagnostic(diagnostic.expected(what, got))


def not_a_text(got: object, what: str = "text") -> Diagnostic:
    """Say why `got` is no text that XML can hold."""
    return diagnostic.bad_text(got) or expected(what, got)


def several(given: object) -> Sequence[Any]:
    """Return `given` as a sequence; a text is one thing."""
    if isinstance(given, str | bytes) or not isinstance(given, Sequence):
        return (given,)
    return cast("Sequence[object]", given)


def settled(nodes: Sequence[Any], field: str, wrong: Problems) -> tuple[tuple[Any, ...], int]:
    """Return what is stored of nodes, and the height of the element around them."""
    height = 1 + max((node._height for node in nodes if not isinstance(node, str)), default=0)
    if height > DEEPEST:
        wrong.append((field, diagnostic.too_deep(DEEPEST)))
    return joined(nodes), height


def joined(nodes: Iterable[Any]) -> tuple[Any, ...]:
    """Run neighbouring texts together, as XML does."""
    stored: list[Any] = []
    for is_text, run in itertools.groupby(nodes, lambda node: isinstance(node, str)):
        if not is_text:
            stored.extend(run)
        elif words := "".join(run):
            stored.append(words)
    return tuple(stored)


def texts_by_name(given: object, field: str, wrong: Problems) -> FrozenMapping[str]:
    """Return attributes with names that need no declaration; note what is wrong with them."""
    if not isinstance(given, Mapping):
        wrong.append((field, expected("a mapping of names to texts", given)))
        return NOTHING
    stored: dict[str, str] = {}
    for key, value in cast("Mapping[object, object]", given).items():
        name, text = plain_text(key), plain_text(value)
        if name is None or not is_name(name) or name == "xmlns":
            wrong.append((field, expected("the name of an attribute", key)))
        elif text is None:
            shown = masked(field, {name: value})[name]
            one = not_a_text(value) if shown is value else expected("text that XML can hold", shown)
            wrong.append((f"{field}[{name!r}]", one))
        else:
            stored[name] = text
    return FrozenMapping(stored) if stored else NOTHING
