"""The elements of a document, as editors list, fold and link them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from lsprotocol import types

from .._model.nodes import DEEPEST
from .._model.spec import docs_of
from .._model.tokens import Token, tokens
from ..elements.vocabulary import by_tag
from .documents import Document
from .places import Shown


# In characters, of the text of an element that is shown beside its name.
_ROOM: Final = 60


@attrs.define(eq=False)
class _Element:
    opening: Token
    end: int
    inside: list[_Element] = attrs.field(factory=lambda: [])


def symbols(document: Document, _: object = None) -> list[types.DocumentSymbol]:
    """Return the elements of a file, each with those in it."""
    return [
        _symbol(document, shown, element)
        for shown in document.documents
        for element in _elements(shown.text)
    ]


def folds(document: Document, _: object = None) -> list[types.FoldingRange]:
    """Return the elements of a file that have several lines."""
    found: dict[tuple[int, int], types.FoldingRange] = {}
    for shown in document.documents:
        for element in _every(_elements(shown.text)):
            where = document.span(shown, element.opening.start, element.end)
            first, last = where.start.line, where.end.line
            if first < last:
                found[first, last] = types.FoldingRange(first, last)
    return [*found.values()]


def links(document: Document, _: object = None) -> list[types.DocumentLink]:
    """Return the names of the elements of a file, each with the page that Plivo has of it."""
    found: dict[int, types.DocumentLink] = {}
    for shown in document.documents:
        for tag in tokens(shown.text):
            cls = by_tag.get(tag.name)
            if cls is not None and tag.kind != "end" and (page := docs_of(cls)):
                start = tag.start + len("<")
                where = document.span(shown, start, start + len(tag.name))
                # A text that a program repeats is linked once.
                at = shown.in_file(start)
                found[at] = types.DocumentLink(where, page, f"{tag.name} in Plivo's documentation")
    return [*found.values()]


def _symbol(document: Document, shown: Shown, element: _Element) -> types.DocumentSymbol:
    opening = element.opening
    whole = document.span(shown, opening.start, element.end)
    name = document.span(shown, opening.start, opening.end)
    is_inside = whole.start <= name.start and name.end <= whole.end
    return types.DocumentSymbol(
        opening.name,
        types.SymbolKind.Struct if element.inside else types.SymbolKind.Field,
        whole,
        # Of what a program puts together the parts may stand in any order.
        name if is_inside else whole,
        _detail(shown, element),
        children=[_symbol(document, shown, one) for one in element.inside],
    )


def _detail(shown: Shown, element: _Element) -> str:
    """Return what is said of an element beside its name: its text, or its attributes."""
    opening = element.opening
    if element.inside or opening.kind == "empty":
        said = " ".join(shown.read(one.offset, one.end + 1) for one in opening.attributes)
    else:
        end = shown.text.find("<", opening.end, element.end)
        said = shown.read(opening.end, element.end if end < 0 else end)
    said = " ".join(said.split())
    return said if len(said) <= _ROOM else f"{said[: _ROOM - 3]}..."


def _elements(text: str) -> Sequence[_Element]:
    """Return the elements at the top; one that is not closed ends where the one around it does."""
    top: list[_Element] = []
    waiting: list[_Element] = []
    for token in tokens(text):
        if token.kind in ("start", "empty"):
            element = _Element(token, token.end)
            (waiting[-1].inside if waiting else top).append(element)
            # No document is deeper.
            if token.kind == "start" and len(waiting) < DEEPEST:
                waiting.append(element)
        elif token.kind == "end" and any(one.opening.name == token.name for one in waiting):
            while (closed := waiting.pop()).opening.name != token.name:
                closed.end = token.start
            closed.end = token.end
    for unclosed in waiting:
        unclosed.end = len(text)
    return top


def _every(elements: Sequence[_Element]) -> Iterator[_Element]:
    for element in elements:
        yield element
        yield from _every(element.inside)
