"""
Where in a document the text is that a change puts another one for.

Everything that a change does not speak of stays as it is written, byte for byte.
"""

from __future__ import annotations

import itertools
import re

from collections.abc import Iterator
from typing import Final, TypeAlias

from .._model import escaping
from .._model.change import Change
from .._model.characters import WHITE_SPACE
from .._model.tags import Place, Tag
from .._model.tokens import Attribute, Token, tag_at


#: From which character to which, and the text for it.
Span: TypeAlias = tuple[int, int, str]

_LINE_BEFORE: Final = re.compile(r"(?:\r\n|\r|\n)[ \t]*\Z")
_BLANK_LINE: Final = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
# A character, for which a reference may stand.
_CHARACTER: Final = re.compile("&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);|.", re.DOTALL)


def spans_of(document: str, place: Place, change: Change) -> list[Span]:
    """
    Return the spans that a change is about, in their order.

    There are none where the document is not written in a way that it can be changed in.
    """
    if change.spans:
        return [*change.spans]
    tag = place.tag
    if tag is None or not tag.closed:
        return []
    start = tag_at(document, tag.offset)
    assert start is not None
    if change.around is not None:
        return _around(document, place.offset, change)
    named = next((one for one in start.attributes if one.offset == place.offset), None)
    if named is not None and change.is_moved:
        return _moved(document, named, start, tag)
    if named is not None and not change.attributes:
        return _attribute(document, named, change)
    spans = [*_attributes(document, start, tag, change)]
    if change.is_left_out:
        spans = [_without(document, *span) for span in _tags(document, start, tag)]
    if change.name is not None:
        spans += _names(start, tag, change.name)
    if change.text is not None:
        content = _content(document, start, tag, change.text)
        spans = [] if content is None else [*spans, *content]
    return sorted(spans)


def _attribute(document: str, found: Attribute, change: Change) -> list[Span]:
    if change.is_left_out:
        return [_without_attribute(document, found)]
    spans: list[Span] = []
    if change.name is not None:
        spans.append((found.offset, found.offset + len(found.name), change.name))
    if change.text is not None:
        value = _quoted(change.text, document[found.end])
        spans += _difference(document, found.start, found.end, value)
    return spans


def _without_attribute(document: str, attribute: Attribute) -> Span:
    start = attribute.offset
    while document[start - 1] in WHITE_SPACE:
        start -= 1
    return start, attribute.end + 1, ""


def _moved(document: str, found: Attribute, start: Token, tag: Tag) -> list[Span]:
    """Put the value of an attribute, as it is written, between tags that nothing is between."""
    value = document[found.start : found.end]
    attribute = _without_attribute(document, found)
    if start.kind == "empty":
        name = start.start + 1, _end_of_name(start), start.name
        # The name stands there twice from now on, so it is not changed at the same time.
        return [name, attribute, (start.end - 2, start.end, f">{value}</{start.name}>")]
    is_empty = not document[start.end : tag.end].strip(WHITE_SPACE)
    return [attribute, (tag.end, tag.end, value)] if is_empty else []


def _attributes(document: str, start: Token, tag: Tag, change: Change) -> Iterator[Span]:
    """Yield what gives a tag attributes."""
    given = {attribute.name: attribute for attribute in start.attributes}
    end = start.attributes[-1].end + 1 if start.attributes else _end_of_name(start)
    quote = document[start.attributes[-1].end] if start.attributes else '"'
    added = ""
    for name, text in change.attributes:
        if there := given.get(tag.meant.get(name, name)):
            yield there.start, there.end, _quoted(text, document[there.end])
        else:
            added += f" {name}={quote}{_quoted(text, quote)}{quote}"
    if added:
        yield end, end, added


def _names(start: Token, tag: Tag, name: str) -> Iterator[Span]:
    """Yield where the name of an element stands: in its tag, and in that at its end."""
    yield start.start + 1, _end_of_name(start), name
    if start.kind != "empty":
        yield tag.end + 2, tag.end + 2 + len(start.name), name


def _tags(document: str, start: Token, tag: Tag) -> Iterator[tuple[int, int]]:
    yield start.start, start.end
    if start.kind != "empty":
        yield tag.end, document.index(">", tag.end) + 1


def _without(document: str, start: int, end: int) -> Span:
    """Take a tag away, with the line if nothing else is on it."""
    before = _LINE_BEFORE.search(document, max(0, document.rfind("\n", 0, start) - 1), start)
    is_alone = before is not None and _BLANK_LINE.match(document, end) is not None
    return (before.start() if before and is_alone else start), end, ""


def _content(document: str, start: Token, tag: Tag, text: str) -> list[Span] | None:
    """Return what puts another value between tags, where one is written there in one piece."""
    raw = "" if start.kind == "empty" else document[start.end : tag.end]
    value = raw.strip(WHITE_SPACE)
    if not value or "<" in value:
        return None
    at = start.end + raw.index(value)
    return _difference(document, at, at + len(value), escaping.text(text))


def _around(document: str, offset: int, change: Change) -> list[Span]:
    """Return what puts tags around a text that is one piece."""
    end = document.find("<", offset)
    raw = document[offset:end].rstrip(WHITE_SPACE)
    if "".join(meant for _, meant in _characters(raw)) != change.text:
        return []
    end = offset + len(raw)
    return [(offset, offset, f"<{change.around}>"), (end, end, f"</{change.around}>")]


def _quoted(text: str, quote: str) -> str:
    written = escaping.quoted(text)
    return written.replace("'", "&apos;") if quote == "'" else written


def _end_of_name(start: Token) -> int:
    return start.start + 1 + len(start.name)


def _difference(document: str, start: int, end: int, new: str) -> list[Span]:
    """Return the parts of a value that are others in `new`, so that the rest is left alone."""
    import difflib  # few documents need it

    old, others = _characters(document[start:end]), _characters(new)
    matcher = difflib.SequenceMatcher(None, [one for _, one in old], [one for _, one in others])
    places = [*itertools.accumulate((len(one) for one, _ in old), initial=start)]
    return [
        (places[before], places[after], "".join(text for text, _ in others[first:last]))
        for kind, before, after, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]


def _characters(text: str) -> list[tuple[str, str]]:
    """Return each character as it is written, and as what it means."""
    import html  # few documents need it

    # HTML reads a few references to controls in another way: what holds one is written anew.
    return [(one, html.unescape(one)) for one in _CHARACTER.findall(text)]
