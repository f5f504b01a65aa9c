"""
Elements as Python source, laid out as `ruff format` lays it out.

`repr()` gives a call on one line and hides secrets; this is what a person pastes into a
program, so every value is there in full.
"""

from __future__ import annotations

import unicodedata

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

import attrs

from . import _repr
from ._element import Comment, Element, nodes_of


_WIDTH: Final = 88
_STEP: Final = "    "

# Python reads at most 200 brackets in each other, and an element may need two of them.
_TALLEST: Final = 40


@attrs.frozen
class _Brackets:
    """Items in brackets: a call, a list or a dict."""

    opening: str
    items: tuple[_Code, ...]
    closing: str

    def __str__(self) -> str:
        return f"{self.opening}{', '.join(map(str, self.items))}{self.closing}"


_Code: TypeAlias = str | _Brackets


def expression(element: Element) -> str:
    """Return the call that builds *element*, without the imports that it needs."""
    return "\n".join(_lines(_call(element, {}), ""))


def source(element: Element) -> str:
    """Return the module that builds *element* under the name `answer`, imports included."""
    return module([("", element)])


def module(elements: Sequence[tuple[str, Element]]) -> str:
    """
    Return the module that builds several elements: `answer`, `answer_2` and so on.

    Args:
        elements: Each with the comment that stands above it, which may be empty.
    """
    imported: set[str] = set()
    named: dict[int, str] = {}
    lines: list[str] = []
    for number, (comment, element) in enumerate(elements, 1):
        imported.update(_imported(element))
        if comment:
            lines.append(f"# {comment}")
        for part in _tall_parts(element):
            name = f"part_{len(named) + 1}"
            lines += _lines(_call(part, named), "", f"{name} = ")
            named[id(part)] = name
        name = f"answer_{number}" if number > 1 else "answer"
        lines += _lines(_call(element, named), "", f"{name} = ")
    return "\n".join([*_import(imported), "", *lines, ""])


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


def _imported(element: Element) -> Iterator[str]:
    for inner in element.walk():
        kind = inner._kind
        yield _repr.called(kind).partition(".")[0]
        if any(isinstance(node, Comment) for node in nodes_of(inner)):
            yield Comment.__name__


def _tall_parts(element: Element) -> list[Element]:
    """Return what must have a name of its own, the innermost first."""
    found = [inner for inner in element.walk() if inner._height and not inner._height % _TALLEST]
    return [part for part in reversed(found) if part is not element]


def _call(element: Element, named: Mapping[int, str]) -> _Brackets:
    given = _repr.arguments(element)
    code = tuple(_value(value, named, prefix) for _, prefix, value in given)
    return _Brackets(f"{_repr.called(element._kind)}(", code, ")")


def _value(value: Any, named: Mapping[int, str], prefix: str) -> _Code:
    """Write an argument; *prefix* is its keyword, if it has one."""
    match value:
        case (str(words),):
            return prefix + _string(words)
        case tuple():
            nodes = cast("tuple[Element | Comment | str, ...]", value)
            return _Brackets(f"{prefix}[", tuple(_node(node, named) for node in nodes), "]")
        case Mapping():
            pairs = cast("Mapping[str, str | int]", value).items()
            items = tuple(f"{_string(name)}: {_scalar(item)}" for name, item in pairs)
            return _Brackets(f"{prefix}{{", items, "}")
        case _:
            return prefix + _scalar(value)


def _node(node: Element | Comment | str, named: Mapping[int, str]) -> _Code:
    match node:
        case str():
            return _string(node)
        case Comment(text):
            return _Brackets("Comment(", (_string(text),), ")")
        case _:
            return named.get(id(node)) or _call(node, named)


def _scalar(value: str | int) -> str:
    return _string(value) if isinstance(value, str) else repr(value)


def _string(text: str) -> str:
    """Write a literal, in double quotes unless single ones need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    # A double quote at the end makes repr() take single quotes around all of it.
    body = repr(f'{text}"')[1:-2].replace("\\'", "'")
    return quote + body.replace(quote, f"\\{quote}") + quote


def _lines(code: _Code, indent: str, before: str = "", after: str = "") -> Iterator[str]:
    """Lay *code* out: on one line, in brackets on the next line, or an item on each line."""
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


def columns(line: str) -> int:
    """Count the columns that *line* takes: two for a wide character, none for a mark."""
    if line.isascii():
        return len(line)
    return sum(map(_columns_of, line))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
