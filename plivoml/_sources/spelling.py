"""
How text is written in the string literals of a language, and read from them.

Each character of a text knows where in the program it comes from, and each literal knows how
other text is written in its place.
"""

from __future__ import annotations

import re
import sys

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from .parts import Chars, Hole, Part, is_called_a_number


_HEX: Final = re.compile("[0-9a-fA-F]+")
_MEMBER: Final = re.compile(r"\s*(?:->|\?\.|\?->|!!\.|::)\s*")


@attrs.frozen
class Spelling:
    """
    The way in which one kind of literal is written.

    What is not an escape is itself.
    """

    literal: re.Pattern[str]
    """A whole literal; its group `body` is what stands between the marks."""

    escape: re.Pattern[str]
    """What is written in another way than as itself, by a group for each of these ways."""

    letters: Mapping[str, str]
    """What a backslash and a character stand for."""

    is_kept: bool
    """Whether the backslash stays before any other character."""

    written: Mapping[str, str]
    """How that is written which does not stand there as it is."""

    refused: re.Pattern[str] | None
    """What cannot be written at all."""

    def read(self, source: str, start: int, end: int) -> Iterator[Part]:
        """Yield what is written from `start` to `end` of a program."""
        at = start
        for found in self.escape.finditer(source, start, end):
            yield Chars(source[at : found.start()], range(at, found.start()))
            at = found.end()
            if found.lastgroup == "hole":
                yield hole(source, found.start(), at)
            else:
                text = self._meaning(found)
                yield Chars(text, [found.start()] * len(text))
        yield Chars(source[at:end], range(at, end))

    def end_of(self, source: str, offset: int) -> int:
        """Return where the character ends whose writing begins at `offset`."""
        found = self.escape.match(source, offset)
        return found.end() if found else offset + 1

    def spelled(self, text: str) -> str | None:
        """Write `text` so that it is read as it is; `None` where that cannot be."""
        if self.refused is not None and self.refused.search(text):
            return None
        for plain, written in self.written.items():
            text = text.replace(plain, written)
        return text

    def _meaning(self, found: re.Match[str]) -> str:
        text = found[0]
        match found.lastgroup:
            case "code":
                return _characters(_HEX.findall(text[2:].replace("\\u", " ")))
            case "octal":
                return chr(int(text[1:], 8))
            case "joined":
                return ""
            case "doubled":
                return text[0]
            case _:
                return self.letters.get(text[1:], text if self.is_kept else text[1:])


def _characters(codes: list[str]) -> str:
    """Return characters by their numbers; where there is none, the sign for that."""
    numbers = (int(code, 16) for code in codes)
    text = "".join(chr(one) if one <= sys.maxunicode else "\ufffd" for one in numbers)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def hole(source: str, start: int, end: int) -> Hole:
    """Return the value that stands from `start` to `end` of a program."""
    shown = source[start:end]
    return Hole(start, shown, is_text=is_called_a_number(_MEMBER.sub(".", shown)))
