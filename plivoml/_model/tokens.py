"""
XML as tokens, as it stands: nothing is read into it and nothing is lost.  What a comment says to
`check` is read here too.

The reader wants to know what a document says.  Whoever moves or fills in its text wants
to know where each token is, also where the document is not right.
"""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias


#: What a token of XML is: one of three tags, or something else.
Kind: TypeAlias = Literal["start", "empty", "end", "text", "comment", "cdata", "instruction"]


class Attribute(NamedTuple):
    """An attribute in a tag; `start` and `end` are those of its value, without quotes."""

    name: str
    offset: int
    """Where its name is."""
    start: int
    end: int


class Token(NamedTuple):
    """A token, from `start` to `end`; only tags have a name."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


_BLANK: Final = r"[ \t\r\n]"
_VALUE: Final = r"""(?:"[^"<]*"|'[^'<]*')"""
_SPACE: Final = re.compile(rf"{_BLANK}+")
_ATTRIBUTE: Final = re.compile(rf"([^ \t\r\n=<>/'\"]+){_BLANK}*={_BLANK}*({_VALUE})")
_NAME: Final = re.compile(r"<(/?)([^ \t\r\n=<>/!?'\"]+)")
_TAG_END: Final = re.compile(rf"{_BLANK}*(/?)>")
_ENCLOSED: Final[tuple[tuple[str, str, Kind], ...]] = (
    ("<!--", "-->", "comment"),
    ("<![CDATA[", "]]>", "cdata"),
    ("<?", "?>", "instruction"),
)


# A comment turns rules of `check` off: `plivoml: ignore RULE`.
_IGNORE: Final = re.compile(r"\s*plivoml:\s*ignore\s(.*)", re.DOTALL)
_RULE: Final = re.compile("[a-z0-9-]+")


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text`; a `<` that begins none of the others is text."""
    start = place = 0
    while (place := text.find("<", place)) >= 0:
        found = tag_at(text, place) or _enclosed(text, place)
        if found is None:
            place += 1
            continue
        if start < place:
            yield Token("text", start, place)
        yield found
        start = place = found.end
    if start < len(text):
        yield Token("text", start, len(text))


def _enclosed(text: str, place: int) -> Token | None:
    for opening, closing, kind in _ENCLOSED:
        if text.startswith(opening, place):
            end = text.find(closing, place + len(opening))
            # What is not closed reaches to the end, so that nothing is searched twice.
            return Token(kind, place, len(text) if end < 0 else end + len(closing))
    return None


def tag_at(text: str, start: int) -> Token | None:
    """Return the tag that begins at `start`, if one does."""
    opened = _NAME.match(text, start)
    if opened is None:
        return None
    attributes = tuple(_attributes(text, opened.end()))
    closed = _TAG_END.match(text, attributes[-1].end + 1 if attributes else opened.end())
    if closed is None:
        return None
    kind: Kind = "end" if opened[1] else "empty" if closed[1] else "start"
    return Token(kind, start, closed.end(), opened[2], attributes)


def _attributes(text: str, place: int) -> Iterator[Attribute]:
    while (space := _SPACE.match(text, place)) and (found := attribute_at(text, space.end())):
        yield found
        place = found.end + 1


def attribute_at(text: str, offset: int) -> Attribute | None:
    """Return the attribute whose name begins at `offset`, if one does."""
    found = _ATTRIBUTE.match(text, offset)
    return found and Attribute(found[1], found.start(1), found.start(2) + 1, found.end(2) - 1)


def attributes_of(text: str, start: int) -> Iterator[Attribute]:
    """Yield the attributes of a tag, which may have no end."""
    opened = _NAME.match(text, start)
    assert opened is not None
    return _attributes(text, opened.end())


def ignored_by(comment: str) -> frozenset[str]:
    """Return the rules of `check` that a comment turns off, without its marks."""
    found = _IGNORE.match(comment)
    return frozenset(_RULE.findall(found[1])) if found else frozenset()
