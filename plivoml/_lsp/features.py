"""What an editor asks of a place: what may be written, what it means, and where that is said."""

from __future__ import annotations

import functools
import re

from pathlib import Path
from typing import Final

from lsprotocol import types

from .._lint.xsd import schema_path
from .._model import unknown
from .._model.spec import spec_of
from ..elements.vocabulary import by_tag
from . import facts
from .completion import Choice, choices
from .documents import Document
from .places import Shown
from .spots import Kind, Spot
from .text import Text


_KINDS: Final = {
    Kind.TAG: types.CompletionItemKind.Class,
    Kind.END: types.CompletionItemKind.Class,
    Kind.ATTRIBUTE: types.CompletionItemKind.Property,
    Kind.VALUE: types.CompletionItemKind.EnumMember,
}

#: What somebody types before something that can be completed.
TRIGGERS: Final = ("<", "/", " ", '"', "'", "=", "#", "&", ",", ".")

_NUMBER: Final = re.compile(r"\b\d+\b")
_QUOTE: Final = re.compile(r"=\s*([\"'])")


def completions(
    document: Document, params: types.CompletionParams, *, with_snippets: bool
) -> types.CompletionList:
    """Return what may be written at a position."""
    offset = document.text.offset(params.position)
    found = document.shown_at(offset)
    if found is None:
        return types.CompletionList(is_incomplete=False, items=[])
    shown, spot = found
    place = shown.place(offset)
    assert place is not None
    quote = _quote(document, shown)
    # What no page of Plivo's has comes last.
    offered = sorted(choices(spot, shown.text, place), key=lambda one: one.is_doubtful)
    items: list[types.CompletionItem] = []
    for number, choice in enumerate(offered):
        start = offset if choice.start == place else shown.in_file(choice.start)
        where = document.text.range(min(start, offset), offset)
        written = _written(shown, spot, choice, quote if with_snippets else None)
        items.append(_item(choice, number, where, *written))
    return types.CompletionList(is_incomplete=False, items=items)


def _quote(document: Document, shown: Shown) -> str | None:
    """Return the quote of a document as the file has it, if nothing in it has to be escaped."""
    found = _QUOTE.search(shown.text)
    if found is not None:
        start = shown.in_file(found.start(1))
        return found[1] if document.source[start] == found[1] else None
    is_file = isinstance(shown.offsets, range) and shown.offsets.start == 0
    return '"' if is_file else None


def _written(shown: Shown, spot: Spot, choice: Choice, quote: str | None) -> tuple[str, bool]:
    """Return what a choice puts into the file, and whether that is a snippet."""
    is_new = choice.kind is Kind.ATTRIBUTE and shown.text[spot.end : spot.end + 1] != "="
    return (f"{choice.text}={quote}$1{quote}", True) if is_new and quote else (choice.text, False)


def _item(
    choice: Choice, number: int, where: types.Range, text: str, is_snippet: bool
) -> types.CompletionItem:
    return types.CompletionItem(
        choice.name,
        kind=_KINDS[choice.kind],
        detail=choice.detail or None,
        documentation=_markdown(choice.says) if choice.says else None,
        # An editor would sort by name, and the likeliest is not the first of the alphabet.
        sort_text=f"{number:03}",
        insert_text_format=types.InsertTextFormat.Snippet if is_snippet else None,
        text_edit=types.TextEdit(where, text),
    )


def hover(document: Document, params: types.HoverParams) -> types.Hover | None:
    """Say what stands at a position: a tag, an attribute, a value or a hangup code."""
    offset = document.text.offset(params.position)
    if (found := document.shown_at(offset)) is not None:
        shown, spot = found
        if told := _said(shown, spot):
            where = document.span(shown, spot.start, spot.end)
            return types.Hover(_markdown(told), where)
    return _hangup_code(document, offset)


def _said(shown: Shown, spot: Spot) -> str | None:
    if spot.kind in (Kind.TAG, Kind.END):
        return facts.of_tag(spot.tag)
    cls = unknown.judged_as(spot.tag)
    if cls is None or not spot.attribute:
        return None
    spec = spec_of(cls)
    if spot.kind is Kind.VALUE and (attribute := spec.by_name.get(spot.attribute)):
        return facts.of_value(spec, attribute, shown.text[spot.start : spot.end])
    return facts.of_name(spec, spot.attribute)


def _hangup_code(document: Document, offset: int) -> types.Hover | None:
    """Say what a number means on a line that speaks of hangups."""
    line = document.text.line_at(offset)
    if "hangup" not in line.lower():
        return None
    start = document.text.offset_of(document.text.line_of(offset), 1)
    for number in _NUMBER.finditer(line):
        if start + number.start() <= offset <= start + number.end():
            told = facts.of_code(number[0])
            where = document.text.range(start + number.start(), start + number.end())
            return types.Hover(_markdown(told), where) if told else None
    return None


def definition(document: Document, params: types.DefinitionParams) -> types.Location | None:
    """Return where the XML Schema has the element or the attribute at a position."""
    found = document.shown_at(document.text.offset(params.position))
    cls = by_tag.get(found[1].tag) if found else None
    if found is None or cls is None:
        return None
    path = schema_path()
    return types.Location(path.as_uri(), _in_schema(path, cls.__name__, found[1].attribute))


@functools.cache
def _in_schema(path: Path, name: str, attribute: str) -> types.Range:
    """Return where in the schema the type of an element is, or one of its attributes."""
    schema = Text(path.read_text("utf-8"))
    start = schema.source.index(f'<xs:complexType name="{name}Element"')
    end = schema.source.index("</xs:complexType>", start)
    if attribute:
        found = schema.source.find(f'<xs:attribute name="{attribute}"', start, end)
        start = start if found < 0 else found
    return schema.range(start, schema.source.index(">", start) + 1)


def formatting(document: Document) -> list[types.TextEdit] | None:
    """
    Return what lays a document out, as `plivoml format` does.

    Raises:
        ValueError: If it cannot be read.
    """
    if document.suffix != ".xml":
        return None
    from .._convert.layout import laid_out  # it is seldom asked for

    edit = document.replaced(laid_out(document.data))
    return [] if edit.new_text == document.source else [edit]


def _markdown(text: str) -> types.MarkupContent:
    return types.MarkupContent(types.MarkupKind.Markdown, text)
