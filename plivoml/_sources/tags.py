"""Tags in a document with holes: what is a tag, and what the holes in it stand for."""

from __future__ import annotations

import bisect
import enum
import re

from collections.abc import Callable, Iterator
from typing import Final

from .._model.tokens import ignored_by
from ..elements.vocabulary import by_tag
from .parts import HOLE
from .recognition import NO_TAGS


class InTag(enum.Enum):
    """What a hole stands for that is in a tag and not in quotes."""

    NAME = "the name of an attribute"
    ELEMENT = "the name of an element"
    REST = "the end of a tag"
    UNQUOTED = "a value with its quotes"
    ATTRIBUTES = "attributes"


_NEXT_IN_TAG: Final = re.compile(rf"""[<>{HOLE}]|"[^"<]*"|'[^'<]*'""")
_TAG: Final = re.compile(rf"</?(?:[^\W\d]|[:{HOLE}])")
_TAG_NAME: Final = re.compile(r"</?([^\s<>/=\"']*)")
_BETWEEN: Final = re.compile(r"""[\s<>/="']""")
_ATTRIBUTE: Final = re.compile(r"""[^\s<>/="']+(?:\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s<>"']+))?""")
# One that nothing ends goes as far as the text does: no other begins in it.
_COMMENT: Final = re.compile(r"<!--(.*?)(-->|\Z)", re.DOTALL)


def contexts(text: str) -> Iterator[tuple[int, InTag]]:
    """Find the holes that stand in tags and not in quotes."""
    offset = 0
    while (offset := text.find("<", offset)) >= 0:
        if skipped := NO_TAGS.match(text, offset):
            offset = skipped.end()
        elif _TAG.match(text, offset):
            start, offset = offset, offset + 1
            inside: list[int] = []
            while (found := _NEXT_IN_TAG.search(text, offset)) and found[0] not in "<>":
                offset = found.end()
                inside += [found.start()] if found[0] == HOLE else []
            offset = found.start() if found else len(text)
            name = _TAG_NAME.match(text, start)
            assert name is not None
            if found and found[0] == ">":
                yield from ((hole, _context(text, name, hole)) for hole in inside)
            elif inside and name[1] in by_tag:
                # What is not the end of a tag as it stands may have one in a value.
                yield inside[0], InTag.REST
        else:
            offset += 1


def _context(text: str, name: re.Match[str], hole: int) -> InTag:
    before, after = text[max(0, hole - 64) : hole], text[hole + 1 : hole + 2]
    if before.rstrip().endswith("="):
        return InTag.UNQUOTED
    if hole < name.end() and name[1].partition(HOLE)[0] not in by_tag:
        return InTag.ELEMENT
    is_end = name[0].startswith("</")
    return InTag.ATTRIBUTES if is_end or after in " \t\r\n/>" or after == HOLE else InTag.NAME


def attributes_around(text: str) -> Callable[[int], tuple[int, int]]:
    """Return what tells where the attribute begins and ends that has a hole in its name."""
    begins: list[int] = []

    def around(hole: int) -> tuple[int, int]:
        if not begins:
            begins.extend(found.end() for found in _BETWEEN.finditer(text))
        start = begins[bisect.bisect_right(begins, hole) - 1]
        # The name of an element ends where a value begins.
        found = _ATTRIBUTE.match(text, hole if text[start - 1] == "<" else start)
        assert found is not None
        return found.span()

    return around


def count_tags(text: str) -> int:
    """Return how many tags are seen."""
    return len(_TAG.findall(NO_TAGS.sub("", text)))


def ignored_in(text: str) -> frozenset[str]:
    """Return the rules that comments turn off, anywhere in a document."""
    found = (ignored_by(comment) for comment, end in _COMMENT.findall(text) if end)
    return frozenset(rule for rules in found for rule in rules)
