"""
XML in pieces, as it stands: nothing is read into it and nothing is lost.

The reader wants to know what a document says.  Whoever moves or fills in its text wants
to know where each piece is, also where the document is not right.
"""

from __future__ import annotations

import enum
import re

from collections.abc import Iterator
from typing import Final

import attrs


class Kind(enum.Enum):
    """What a piece of XML is."""

    START = "start tag"
    EMPTY = "empty tag"
    END = "end tag"
    TEXT = "text"
    COMMENT = "comment"
    CDATA = "CDATA section"
    INSTRUCTION = "processing instruction"


@attrs.frozen
class Attribute:
    """An attribute in a tag; *start* and *end* are those of its value, without quotes."""

    name: str
    offset: int
    """Where its name is."""
    start: int
    end: int


@attrs.frozen
class Piece:
    """A piece, from *start* to *end*; only tags have a name."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


_BLANK: Final = r"[ \t\r\n]"
_VALUE: Final = r"""(?:"[^"<]*"|'[^'<]*')"""
_ATTRIBUTE: Final = re.compile(rf"{_BLANK}+([^ \t\r\n=<>/'\"]+){_BLANK}*={_BLANK}*({_VALUE})")
_NAME: Final = re.compile(r"<(/?)([^ \t\r\n=<>/!?'\"]+)")
_TAG_END: Final = re.compile(rf"{_BLANK}*(/?)>")
_ENCLOSED: Final = (
    ("<!--", "-->", Kind.COMMENT),
    ("<![CDATA[", "]]>", Kind.CDATA),
    ("<?", "?>", Kind.INSTRUCTION),
)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of *text*; a `<` that begins none of the others is text."""
    start = place = 0
    while (place := text.find("<", place)) >= 0:
        found = _enclosed(text, place) or _tag(text, place)
        if found is None:
            place += 1
            continue
        if start < place:
            yield Piece(Kind.TEXT, start, place)
        yield found
        start = place = found.end
    if start < len(text):
        yield Piece(Kind.TEXT, start, len(text))


def _enclosed(text: str, place: int) -> Piece | None:
    for opening, closing, kind in _ENCLOSED:
        if text.startswith(opening, place):
            end = text.find(closing, place + len(opening))
            # What is not closed reaches to the end, so that nothing is searched twice.
            return Piece(kind, place, len(text) if end < 0 else end + len(closing))
    return None


def _tag(text: str, start: int) -> Piece | None:
    opened = _NAME.match(text, start)
    if opened is None:
        return None
    attributes = tuple(_attributes(text, opened.end()))
    closed = _TAG_END.match(text, attributes[-1].end + 1 if attributes else opened.end())
    if closed is None:
        return None
    kind = Kind.END if opened[1] else Kind.EMPTY if closed[1] else Kind.START
    return Piece(kind, start, closed.end(), opened[2], attributes)


def _attributes(text: str, place: int) -> Iterator[Attribute]:
    while found := _ATTRIBUTE.match(text, place):
        yield Attribute(found[1], found.start(1), found.start(2) + 1, found.end(2) - 1)
        place = found.end()


def attribute_offsets(text: str, start: int) -> dict[str, int]:
    """Return where the names of the attributes are in a tag, which may have no end."""
    opened = _NAME.match(text, start)
    assert opened is not None
    return {attribute.name: attribute.offset for attribute in _attributes(text, opened.end())}
