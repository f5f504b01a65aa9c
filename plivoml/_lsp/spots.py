"""
What stands at a place of a document that is being written.

Whoever types has not closed a tag yet, nor a quote: here nothing has to be right.
"""

from __future__ import annotations

import enum
import re

from collections.abc import Mapping
from typing import Final

import attrs

from .._model.nodes import DEEPEST


class Kind(enum.Enum):
    """What a place is in."""

    TAG = "the name in a start tag"
    END = "the name in an end tag"
    ATTRIBUTE = "the name of an attribute, or where one may begin"
    VALUE = "the value of an attribute"
    CONTENT = "what stands between tags"
    OTHER = "a comment, and what else nobody completes"


@attrs.frozen
class Around:
    """An element that is open where the place is."""

    name: str
    start: int
    """Where its tag begins."""


@attrs.frozen
class Spot:
    """A place, with the word that it is in."""

    kind: Kind
    start: int
    """Where the word begins."""
    end: int
    around: tuple[Around, ...] = ()
    """The elements that are open, the innermost last; not the one whose tag the place is in."""
    tag: str = ""
    """The name in the tag that the place is in."""
    tag_start: int = 0
    attribute: str = ""
    attributes: Mapping[str, str] = attrs.Factory(dict[str, str])
    """What that tag has already, besides the attribute that the place is in."""

    @property
    def parent(self) -> str | None:
        """The name of the innermost element that is open."""
        return self.around[-1].name if self.around else None


_SKIPPED: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[?!%].*?(?:>|\Z)", re.DOTALL
)
_TAG: Final = re.compile(
    r"""<(?P<end>/?)(?P<name>[^\s<>/="'!?]*)(?P<rest>(?:"[^"<]*"|'[^'<]*'|[^"'<>])*+)(?P<close>>?)"""
)
_ATTRIBUTE: Final = re.compile(
    r"""(?P<name>[^\s<>/="']+)(?P<equals>\s*=\s*)?(?:(?P<quote>["'])(?P<value>[^<]*?)(?:(?P=quote)|\Z))?"""
)


def spot_at(text: str, place: int) -> Spot:
    """Return what stands in a document at an offset, between what is before it and after it."""
    around: list[Around] = []
    start = text.find("<")
    while 0 <= start < place:
        if skipped := _SKIPPED.match(text, start):
            if place < skipped.end() or not skipped[0].endswith(">"):
                return Spot(Kind.OTHER, place, place, tuple(around))
            start = text.find("<", skipped.end())
            continue
        tag = _TAG.match(text, start)
        assert tag is not None
        end = tag.end()
        if not tag["close"] and text[end : end + 1] in ('"', "'"):
            # A quote that is not closed reaches to the next tag.
            end = text.find("<", end)
            end = len(text) if end < 0 else end
        if place < end or (place == end and not tag["close"]):
            return _in_tag(text, tag, end, place, tuple(around))
        if tag["end"]:
            _close(around, tag["name"])
        # No document is deeper.
        elif tag["name"] and not tag["rest"].endswith("/") and len(around) < DEEPEST:
            around.append(Around(tag["name"], start))
        start = text.find("<", end)
    return Spot(Kind.CONTENT, place, place, tuple(around))


def _close(around: list[Around], name: str) -> None:
    """Close an element, with those in it; an end tag of nothing that is open closes nothing."""
    if any(one.name == name for one in around):
        while around.pop().name != name:
            pass


def _in_tag(
    text: str, tag: re.Match[str], end: int, place: int, around: tuple[Around, ...]
) -> Spot:
    name, start = tag["name"], tag.start()
    if place <= tag.end("name"):
        kind = Kind.END if tag["end"] else Kind.TAG
        return Spot(kind, tag.start("name"), tag.end("name"), around, name, start)
    kind, word, attribute = Kind.OTHER, (place, place), ""
    if text[place - 1].isspace() and name and not tag["end"]:
        kind = Kind.ATTRIBUTE
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text, tag.end("name"), end):
        if found.start("name") <= place <= found.end("name"):
            kind, word, attribute = Kind.ATTRIBUTE, found.span("name"), found["name"]
        elif found["quote"] and found.start("value") <= place <= found.end("value"):
            kind, word, attribute = Kind.VALUE, found.span("value"), found["name"]
        elif found.start() < place <= found.end():
            kind = Kind.OTHER
        elif found["quote"]:
            attributes[found["name"]] = found["value"]
    return Spot(kind, *word, around, name, start, attribute, attributes)
