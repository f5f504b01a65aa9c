"""
Where something is in a document: offsets, and the lines and columns that people are told.

Offsets of a document are bytes of it.  Lines and columns are only worked out for what is told.
"""

from __future__ import annotations

import bisect
import re

from collections.abc import Iterable
from typing import Final

from .._model.diagnostic import Diagnostic
from ..errors import Problem
from .tags import Place


_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LATIN: Final = re.compile(rb"""<\?xml[^>]*encoding=["'](?i:iso-8859-1)["']""")
_LINE_END: Final = re.compile("\r\n|\r|\n")


class Lines:
    """The lines of a text; columns are counted in code points."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of a character, both counted from 1."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column, both counted from 1."""
        return self._starts[line - 1] + column - 1

    def offset_of_byte(self, line: int, byte: int) -> int:
        """Return the offset of a byte of a line in UTF-8, counted from 0, as `ast` has it."""
        start = self._starts[line - 1]
        head = self._text[start : start + byte]
        return start + byte if head.isascii() else start + len(head.encode()[:byte].decode())


def data_of(source: str | bytes) -> tuple[bytes, str | None]:
    """Return *source* as bytes, and their encoding unless they say it themselves."""
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass"), "utf-8"
    if source[:2] in _BYTE_ORDER_MARKS or b"\0" in source[:2]:
        # Offsets are found by searching for ASCII, which UTF-16 is not.
        encoding = "utf-16"
        if b"\0" in source[:2]:
            encoding = "utf-16-le" if source[1:2] == b"\0" else "utf-16-be"
        try:
            return source.decode(encoding).encode(), "utf-8"
        except UnicodeDecodeError:
            pass
    return source, None


def located(data: bytes, found: Iterable[tuple[Place, Diagnostic]]) -> tuple[Problem, ...]:
    """Return what is wrong with a document, with lines and columns, in the order of the document."""
    lines = Lines(_text(data, _start(data), len(data)))
    problems: list[Problem] = []
    last, characters = _start(data), 0
    for place, diagnostic in sorted(found, key=lambda one: one[0].offset):
        characters += len(_text(data, last, place.offset))
        last = max(last, place.offset)
        problems.append(diagnostic.at(place.path, *lines.position(characters)))
    return tuple(problems)


def position(data: bytes, offset: int) -> tuple[int, int]:
    """Return the line and the column of a byte of a document, both counted from 1."""
    *before, last = _LINE_END.split(_text(data, _start(data), offset))
    return len(before) + 1, len(last) + 1


def lines(source: str | bytes) -> list[str]:
    """Return the lines of a document, as its problems count them."""
    data, _ = data_of(source)
    return _LINE_END.split(_text(data, _start(data), len(data)))


def _start(data: bytes) -> int:
    return 3 if data.startswith(_BYTE_ORDER_MARKS[0]) else 0


def _text(data: bytes, start: int, end: int) -> str:
    encoding = "latin-1" if _LATIN.match(data) else "utf-8"
    return data[start:end].decode(encoding, "replace")
