"""
Elements as Python source, laid out as `ruff format` lays it out.

`repr()` gives a call on one line and hides secrets; this is what a person pastes into a
program, so every value is there in full.
"""

from __future__ import annotations

import itertools

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

import attrs

from .._model.nodes import Comment, Element, arguments, called, nodes_of
from .columns import columns
from .literals import literal


_WIDTH: Final = 88
_STEP: Final = "    "

# Python reads at most 200 brackets in each other, of which an element may need two; and what is
# indented far takes more room than what it says.
_TALLEST: Final = 12


@attrs.frozen
class _Brackets:
    """Items in brackets: a call, a list or a dict."""

    opening: str
    items: tuple[_Code, ...]
    closing: str

    def __str__(self) -> str:
        return f"{self.opening}{', '.join(map(str, self.items))}{self.closing}"


_Code: TypeAlias = str | _Brackets


@attrs.frozen
class Blanks:
    """What a program fills into a document."""

    text: Callable[[str], str] = literal
    """Writes the code of a text, with what is filled into it."""

    written: Mapping[tuple[int, str], str] = attrs.field(factory=dict[tuple[int, str], str])
    """Code of arguments, by the identity of the element and the field."""

    parameters: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """Names that the code needs, with their types."""

    @property
    def typed(self) -> Iterator[str]:
        """The names that the code needs from `typing`."""
        has_cast = any(code.startswith("cast(") for code in self.written.values())
        if has_cast or "Any" in self.parameters.values():
            yield "Any"
        if has_cast:
            yield "cast"


#: A document that nothing is filled into.
WHOLE: Final = Blanks()


@attrs.frozen
class Document:
    """A document that is to be printed."""

    element: Element
    blanks: Blanks = WHOLE
    comment: str = ""
    """What stands above it."""


def expression(element: Element, blanks: Blanks = WHOLE) -> str:
    """Return the call that builds `element`, without the imports that it needs."""
    return "\n".join(_lines(_Writer(blanks).call(element), ""))


def source(element: Element) -> str:
    """Return the module that builds `element` under the name `answer`, imports included."""
    return module([Document(element)])


def module(documents: Sequence[Document]) -> str:
    """
    Return the module that builds several documents: `answer`, `answer_2` and so on.

    One that names are needed for is what a function of that name returns.
    """
    imported: set[str] = set()
    names = itertools.count(1)
    # Functions have two blank lines around them.
    text = ""
    was_function = False
    for number, document in enumerate(documents, 1):
        imported.update(imports(document.element))
        name = f"answer_{number}" if number > 1 else "answer"
        is_function = bool(document.blanks.parameters)
        lines = [f"# {document.comment}"] if document.comment else []
        lines += (_function if is_function else _assignment)(document, name, names)
        text += "\n\n" * (is_function or was_function) + "\n".join([*lines, ""])
        was_function = is_function
    typed = sorted({name for document in documents for name in document.blanks.typed})
    head = [f"from typing import {', '.join(typed)}", ""] if typed else []
    return "\n".join([*head, *_import(imported), "", text.removeprefix("\n")])


def _assignment(document: Document, name: str, names: Iterator[int]) -> Iterator[str]:
    yield from _statements(document, "", f"{name} = ", names)


def _function(document: Document, name: str, names: Iterator[int]) -> Iterator[str]:
    parameters = document.blanks.parameters.items()
    given = tuple(f"{parameter}: {type_}" for parameter, type_ in parameters)
    after = f" -> {called(type(document.element))}:"
    yield from _lines(_Brackets(f"def {name}(", given, ")"), "", after=after)
    yield from _statements(document, _STEP, "return ", names)


def _statements(
    document: Document, indent: str, before: str, names: Iterator[int]
) -> Iterator[str]:
    """Write what gives parts that are too tall names of their own, and then the whole."""
    writer = _Writer(document.blanks)
    for part in _tall_parts(document.element):
        name = f"part_{next(names)}"
        yield from _lines(writer.call(part), indent, f"{name} = ")
        writer.named[id(part)] = name
    yield from _lines(writer.call(document.element), indent, before)


def _import(names: set[str]) -> Iterator[str]:
    """Write the import, in the order that ruff sorts names in: constants, classes, modules."""
    ordered = sorted(names, key=lambda name: (not name.isupper(), name.islower(), name))
    line = f"from plivoml import {', '.join(ordered)}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield "from plivoml import ("
    yield from (f"{_STEP}{name}," for name in ordered)
    yield ")"


def imports(element: Element) -> Iterator[str]:
    """Yield the names that the call of `element` needs from plivoml."""
    for inner in element.walk():
        kind = type(inner)
        yield called(kind).partition(".")[0]
        if any(isinstance(node, Comment) for node in nodes_of(inner)):
            yield Comment.__name__


def _tall_parts(element: Element) -> list[Element]:
    """Return what must have a name of its own, the innermost first."""
    found = [inner for inner in element.walk() if inner._height and not inner._height % _TALLEST]
    return [part for part in reversed(found) if part is not element]


class _Writer:
    """Writes the calls of a document."""

    def __init__(self, blanks: Blanks) -> None:
        self.named: dict[int, str] = {}
        """The names of elements that have one, by their identity."""

        self._blanks = blanks

    def call(self, element: Element) -> _Brackets:
        """Write the call that builds an element."""
        written = self._blanks.written
        code: list[_Code] = []
        for field, by_position, value in arguments(element):
            prefix = "" if by_position else f"{field}="
            if (id(element), field) in written:
                code.append(f"{prefix}{written[id(element), field]}")
            else:
                code.append(self._value(value, prefix))
        return _Brackets(f"{called(type(element))}(", tuple(code), ")")

    def _value(self, value: Any, prefix: str) -> _Code:
        """Write an argument; `prefix` is its keyword, if it has one."""
        match value:
            case (str(words),):
                return prefix + self._blanks.text(words)
            case tuple():
                nodes = cast("tuple[Element | Comment | str, ...]", value)
                return _Brackets(f"{prefix}[", tuple(map(self._node, nodes)), "]")
            case Mapping():
                pairs = cast("Mapping[str, str | int]", value).items()
                items = tuple(f"{literal(name)}: {self._scalar(item)}" for name, item in pairs)
                return _Brackets(f"{prefix}{{", items, "}")
            case _:
                return prefix + self._scalar(value)

    def _node(self, node: Element | Comment | str) -> _Code:
        match node:
            case str():
                return self._blanks.text(node)
            case Comment(text):
                return _Brackets("Comment(", (self._blanks.text(text),), ")")
            case _:
                return self.named.get(id(node)) or self.call(node)

    def _scalar(self, value: str | int) -> str:
        return self._blanks.text(value) if isinstance(value, str) else repr(value)


def _lines(code: _Code, indent: str, before: str = "", after: str = "") -> Iterator[str]:
    """Lay `code` out: on one line, in brackets on the next line, or an item on each line."""
    flat = f"{indent}{before}{code}{after}"
    if isinstance(code, str) or not code.items or columns(flat) <= _WIDTH:
        yield flat
        return
    inner = indent + _STEP
    together = f"{inner}{', '.join(map(str, code.items))}"
    yield f"{indent}{before}{code.opening}"
    if code.closing == ")" and columns(together) <= _WIDTH:
        yield together
    else:
        comma = "," if len(code.items) > 1 else ""
        for item in code.items:
            yield from _lines(item, inner, after=comma)
    yield f"{indent}{code.closing}{after}"
