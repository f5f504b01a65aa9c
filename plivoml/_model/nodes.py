"""The base of every element, the nodes without a declaration, and what declares one."""

from __future__ import annotations

import operator

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias, TypeVar, Union, cast

import attrs

from . import coercion, constructor, escaping, representation
from .mapping import NOTHING
from .spec import Rule


if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:
    # It tells checkers something and does nothing; the other one takes 2 ms to load.
    from typing import dataclass_transform

ElementT = TypeVar("ElementT", bound="Element")

#: Every declared element, by its tag.
by_tag: Final[dict[str, type[Element]]] = {}


class Node:
    """What the nodes of a document have in common and no user sees."""

    __slots__ = ()

    _height: int = 1
    """How many elements it is high."""

    if TYPE_CHECKING:

        def _write(self, put: Callable[[str], object], line: str, step: str) -> None:
            """
            Put the XML, piece by piece; each kind of node has its own way.

            Args:
                put: Takes a piece.
                line: A line feed and the indentation of the node.
                step: What a level is indented with; empty where nothing may be.
            """

    def _declared(self, kinds: tuple[type, ...]) -> Element | None:
        """Return the element of *kinds* that is written in the same way."""
        del kinds
        return None


@attrs.frozen(init=False, eq=False, repr=False, weakref_slot=False)
class Element(Node):
    """
    One XML element: immutable, hashable, compared by value.

    `str()` gives the XML and `repr()` the Python that builds it.
    `attrs.evolve(element, timeout=5)` gives a changed copy.
    """

    rules: ClassVar[tuple[Rule, ...]] = ()
    """What must hold between several attributes."""

    _kind: ClassVar[type[Element]]
    """The class that is declared; that of an instance may be one with room for `extra`."""

    _is_final: ClassVar[bool] = False
    _is_made: ClassVar[bool]
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
        if not isinstance(other, Element) or self._kind is not other._kind:
            return NotImplemented
        return type(self)._values(self) == type(self)._values(other)

    def __hash__(self) -> int:
        return hash((self._kind, type(self)._values(self)))

    def __str__(self) -> str:
        return self.to_xml()

    def __repr__(self) -> str:
        return representation.python(self)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self._kind, {name: getattr(self, name) for name in self._names})

    def to_xml(self, *, indent: str = "", declaration: bool = False) -> str:
        """
        Write the element as XML.

        Args:
            indent: What each level is indented with, for people to read.  It never gets
                into an element that holds words.
            declaration: Whether the XML declaration comes first.
        """
        return escaping.document(self, indent, declaration=declaration)

    def to_bytes(self) -> bytes:
        """Write the element in UTF-8, as `str()` has it."""
        return str(self).encode()

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


Element._kind = Element


def nodes_of(element: Element) -> tuple[Element | Comment | str, ...]:
    """Return what stands between the tags of *element*: nodes, or its one value."""
    content: Any = getattr(element, element._content) if element._content else ()
    if isinstance(content, tuple):
        return cast("tuple[Element | Comment | str, ...]", content)
    return (content,)


def _rebuilt(cls: type[ElementT], values: dict[str, Any]) -> ElementT:
    return cls(**values)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field,))
def element(cls: type[ElementT]) -> type[ElementT]:
    """Declare an element: a frozen, slotted class whose fields are keywords."""
    declare = attrs.frozen(
        kw_only=True,
        init=False,
        eq=False,
        repr=False,
        weakref_slot=False,
        # `Extensible` says itself that it has none.
        slots="__slots__" not in cls.__dict__,
    )
    made = declare(cls)
    made._kind = made
    made._tag = cls.__dict__.get("_tag", cls.__name__)
    fields = attrs.fields(made)
    made._names = tuple(field.name for field in fields)
    made._content = next((field.name for field in fields if not field.kw_only), "")
    constructor.on_first_use(made)
    if made._tag:
        made._is_final = True
        by_tag[made._tag] = made
    return made


@element
class Extensible(Element):
    """An element that takes attributes which this package does not know yet."""

    # Hardly an element has any: the few are of a subclass that has room for them.
    __slots__ = ()

    _tag: ClassVar[str] = ""

    extra: Mapping[str, str] = NOTHING
    """Attributes by their XML name; a declared one may not be among them."""


# It is none of the slots, so attrs takes it away.
Extensible.extra = NOTHING


class Tall(Element):
    """An element that may hold others, and knows how high that makes it."""

    # Kept, so that the limit on depth costs nothing.
    __slots__ = ("_height",)


class Container(Tall, Extensible):
    """A declared element that holds others."""

    __slots__ = ()


@attrs.frozen(repr=False, weakref_slot=False)
class Comment(Node):
    """A note for whoever reads the XML; Plivo skips it."""

    text: str
    """What it says; no two hyphens in a row, none at the end and no carriage return."""

    _height = 0

    def __attrs_post_init__(self) -> None:
        coercion.comment(self.text)

    def __repr__(self) -> str:
        return f"Comment({self.text!r})"

    def _write(self, put: Callable[[str], object], line: str, step: str) -> None:
        del line, step
        put(f"<!--{self.text}-->")


Unknown: TypeAlias = Union[str, Comment, "UnknownElement"]


@attrs.frozen(eq=False, repr=False, weakref_slot=False)
class UnknownElement(Tall):
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

    _content: ClassVar[str] = "children"
    _names: ClassVar[tuple[str, ...]] = ("tag", "attributes", "children")
    _values: ClassVar[Callable[[Any], object]] = operator.attrgetter(*_names)

    def __attrs_post_init__(self) -> None:
        coerced = coercion.unknown(self.tag, self.attributes, self.children)
        for name, value in zip((*self._names, "_height"), coerced, strict=True):
            object.__setattr__(self, name, value)

    def _write(self, put: Callable[[str], object], line: str, step: str) -> None:
        del line, step
        escaping.unknown(self, put)

    def _declared(self, kinds: tuple[type, ...]) -> Element | None:
        if by_tag.get(self.tag) not in kinds:
            return None
        from .._reading.parser import strictly  # the reader knows the elements, not they the reader

        return strictly(str(self))


UnknownElement._is_final = True
UnknownElement._kind = UnknownElement
