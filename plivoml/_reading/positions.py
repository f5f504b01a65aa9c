"""
Where something is in a document: offsets, and the lines and columns that people are told.

Offsets are characters of the text of a document, whatever bytes it is written in.  Lines,
columns and bytes are only worked out for what is told.
"""

from __future__ import annotations

import bisect
import io
import itertools
import re

from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import Final

from .._model.diagnostic import Diagnostic
from .._model.plain import without_secrets
from .._model.tags import Place
from ..errors import Edit, Fix, Problem, Related
from .edits import spans_of


_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_DECLARED: Final = re.compile(rb"""<\?xml[^>]*encoding=["'](?i:(iso-8859-1)|us-ascii)["']""")
# In characters: where bytes are counted, they are counted from one of these to the next.
_PIECE: Final = 4096


class Lines:
    """
    The lines of a text; columns are counted in code points.

    Args:
        text: The text.
        encoding: How it is written in bytes.
        mark: How many bytes stand before it.
        errors: What stands in it for bytes that are none of that encoding.

    Attributes:
        text: The text.
        encoding: How it is written in bytes.
        mark: How many bytes stand before it.
        errors: What stands in it for bytes that are none of that encoding.
    """

    def __init__(
        self, text: str, encoding: str = "utf-8", mark: int = 0, errors: str = "surrogatepass"
    ) -> None:
        self.text = text
        self.encoding = encoding
        self.mark = mark
        self.errors = errors
        # The bytes before each so many characters, as far as somebody has asked.
        self._bytes = [mark]
        # What is behind the text makes a last line of what has no end, and of nothing.
        lines = io.StringIO(f"{text} ", newline="")
        self._starts = [0, *itertools.accumulate(map(len, lines))][:-1]

    @property
    def count(self) -> int:
        """How many there are; the last one may be empty."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end."""
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end].rstrip("\r\n")

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
        head = self.text[start : start + byte]
        return start + byte if head.isascii() else start + len(head.encode()[:byte].decode())

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Put a text in the place of the characters from `start` to `end`."""
        where = *self.position(start), *self.position(end)
        return Edit(*where, text, self.bytes_before(start), self.bytes_before(end))

    def bytes_before(self, offset: int) -> int:
        """Return how many bytes stand before a character."""
        number, rest = divmod(offset, _PIECE)
        for at in range(len(self._bytes) - 1, number):
            self._bytes.append(self._bytes[at] + self._size(at * _PIECE, (at + 1) * _PIECE))
        return self._bytes[number] + self._size(offset - rest, offset)

    def _size(self, start: int, end: int) -> int:
        return len(self.text[start:end].encode(self.encoding, self.errors))


def read(source: str | bytes) -> Lines:
    """Read a document as a text, of which its byte order mark is no part."""
    if isinstance(source, str):
        text = source.removeprefix("\ufeff")
        return Lines(text, mark=len(BOM_UTF8) if len(text) < len(source) else 0)
    encoding, mark = _coding(source)
    try:
        return Lines(source[mark:].decode(encoding, "surrogatepass"), encoding, mark)
    except UnicodeDecodeError:
        # Half a character can only be at the end of UTF-16, where nothing may stand.
        errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        return Lines(source[mark:].decode(encoding, errors), encoding, mark, errors)


def _coding(source: bytes) -> tuple[str, int]:
    """Return the encoding of a document, and how long its byte order mark is."""
    first = source[:2]
    if first in _WIDE_MARKS or b"\0" in first:
        is_little = first == _WIDE_MARKS[0] or first[1:] == b"\0"
        return f"utf-16-{'le' if is_little else 'be'}", 2 if first in _WIDE_MARKS else 0
    declared = _DECLARED.match(source)
    encoding = "utf-8" if declared is None else "latin-1" if declared[1] else "ascii"
    return encoding, len(BOM_UTF8) if source.startswith(BOM_UTF8) else 0


def data_of(source: str | bytes, lines: Lines | None = None) -> tuple[bytes, str | None]:
    """Return what a parser is given of `source`, and its encoding unless it says that itself."""
    if isinstance(source, bytes) and not _coding(source)[0].startswith("utf-16"):
        return source, None
    lines = lines or read(source)
    mark = BOM_UTF8 if lines.mark else b""
    return mark + lines.text.encode("utf-8", "surrogatepass"), "utf-8"


def located(lines: Lines, found: Iterable[tuple[Place, Diagnostic]]) -> tuple[Problem, ...]:
    """Return what is wrong with a document, and what to write instead, in its order."""
    problems: list[Problem] = []
    for place, wrong in sorted(found, key=lambda one: one[0].offset):
        related = tuple(
            Related(one.message, *lines.position(one.what.offset), one.what.path)
            for one in wrong.beside
            if isinstance(one.what, Place)
        )
        fix: Fix | None = None
        change = wrong.change
        if change and (spans := spans_of(lines.text, place, change)):
            edits = tuple(lines.edit(at, to, _in(lines.encoding, text)) for at, to, text in spans)
            fix = Fix(without_secrets(change.title), edits, change.is_safe)
        problem = wrong.at(place.path, *lines.position(place.offset))
        problems.append(problem.replace(fix=fix, related=related) if fix or related else problem)
    return tuple(problems)


def _in(encoding: str, text: str) -> str:
    """Return a text with a reference for each character that an encoding of XML has not."""
    is_short = encoding in ("latin-1", "ascii")
    return text.encode(encoding, "xmlcharrefreplace").decode(encoding) if is_short else text
