"""
Where something is in a document: offsets, and the lines and columns that people are told.

Offsets of a document are bytes of it.  Lines and columns are only worked out for what is told.
"""

from __future__ import annotations

import bisect
import re

from collections.abc import Iterable, Iterator
from typing import Final

from .._model.diagnostic import Diagnostic
from .._model.tags import Place
from ..errors import Edit, Fix, Problem, Related
from .edits import Span, spans_of


_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LATIN: Final = re.compile(rb"""<\?xml[^>]*encoding=["'](?i:iso-8859-1)["']""")
_ASCII: Final = re.compile(rb"""<\?xml[^>]*encoding=["'](?i:us-ascii)["']""")
_LINE_END: Final = re.compile("\r\n|\r|\n")


# In characters: where bytes are counted, they are counted from one of these to the next.
_PIECE: Final = 4096


class Lines:
    """
    The lines of a text; columns are counted in code points.

    Args:
        text: The text.
        encoding: How it is written in bytes.
        mark: How many bytes stand before it.

    Attributes:
        text: The text.
    """

    def __init__(self, text: str, encoding: str = "utf-8", mark: int = 0) -> None:
        self.text = text
        self._encoding = encoding
        # The bytes before each so many characters, as far as somebody has asked.
        self._bytes = [mark]
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

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
        return Edit(*where, text, self._byte(start), self._byte(end))

    def _byte(self, offset: int) -> int:
        """Return how many bytes stand before a character."""
        number, rest = divmod(offset, _PIECE)
        for at in range(len(self._bytes) - 1, number):
            self._bytes.append(self._bytes[at] + self._size(at * _PIECE, (at + 1) * _PIECE))
        return self._bytes[number] + self._size(offset - rest, offset)

    def _size(self, start: int, end: int) -> int:
        return len(self.text[start:end].encode(self._encoding, "surrogatepass"))


def data_of(source: str | bytes) -> tuple[bytes, str | None]:
    """Return `source` as bytes, and their encoding unless they say it themselves."""
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


class Coding:
    """
    How the text of a document, given as what `data_of` makes of it, is written in bytes.

    Attributes:
        name: The encoding of the bytes that offsets count.
    """

    def __init__(self, source: str | bytes, data: bytes) -> None:
        self._data = data
        self._start = _start(data)
        self.name = "utf-8"
        self._is_wide = isinstance(source, bytes) and source != data
        self._mark = 2 if self._is_wide and source[:2] in _BYTE_ORDER_MARKS else 0
        if isinstance(source, bytes) and not self._is_wide:
            self.name = "latin-1" if _LATIN.match(data) else self.name
            self.name = "ascii" if _ASCII.match(data) else self.name

    def written(self, text: str) -> str:
        """Return a text as it is written in the document, with a character for each byte."""
        errors = "surrogatepass" if self.name == "utf-8" else "xmlcharrefreplace"
        return text.encode(self.name, errors).decode("latin-1")

    def read(self, written: str) -> str:
        """Return a text of which each byte is a character."""
        return written.encode("latin-1").decode(self.name, "surrogatepass")

    def places(self, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Return the character that is at each offset, and the byte of the source."""
        found: dict[int, tuple[int, int]] = {}
        last, characters, size = self._start, 0, self._mark
        for offset in sorted(set(offsets)):
            text = _text(self._data, last, offset)
            characters += len(text)
            size += len(text.encode("utf-16-le")) if self._is_wide else 0
            last = max(last, offset)
            found[offset] = characters, size if self._is_wide else offset
        return found


def located(
    source: str | bytes, data: bytes, document: str, found: Iterable[tuple[Place, Diagnostic]]
) -> tuple[Problem, ...]:
    """
    Return what is wrong with a document, and what to write instead, in the order of the document.

    Args:
        source: The document.
        data: What `data_of` makes of it.
        document: The same with a character for each byte.
        found: What is wrong, and where.
    """
    coding, lines = Coding(source, data), Lines(_text(data, _start(data), len(data)))
    told: list[tuple[Place, Diagnostic, list[Span]]] = []
    for place, wrong in sorted(found, key=lambda one: one[0].offset):
        change = wrong.change
        spans = spans_of(document, place, change, coding.written) if change else []
        told.append((place, wrong, spans))
    offsets = [place.offset for place, _, _ in told]
    offsets += (offset for *_, spans in told for span in spans for offset in span[:2])
    offsets += (other.offset for _, wrong, _ in told for _, other in _beside(wrong))
    places = coding.places(offsets)

    def edit(start: int, end: int, text: str) -> Edit:
        (first, from_byte), (last, to_byte) = places[start], places[end]
        where = *lines.position(first), *lines.position(last)
        return Edit(*where, coding.read(text), from_byte, to_byte)

    problems: list[Problem] = []
    for place, diagnostic, spans in told:
        problem = diagnostic.at(place.path, *lines.position(places[place.offset][0]))
        if diagnostic.beside:
            related = (
                Related(message, *lines.position(places[other.offset][0]), other.path)
                for message, other in _beside(diagnostic)
            )
            problem = problem.replace(related=tuple(related))
        change = diagnostic.change
        if change is not None and spans:
            edits = tuple(edit(*span) for span in spans)
            problem = problem.replace(fix=Fix(change.title, edits, change.is_safe))
        problems.append(problem)
    return tuple(problems)


def _beside(wrong: Diagnostic) -> Iterator[tuple[str, Place]]:
    for one in wrong.beside:
        assert isinstance(one.what, Place)
        yield one.message, one.what


def encoding_of(source: bytes) -> str:
    """Return the encoding in which a document is written, as Python calls it."""
    data, encoding = data_of(source)
    if encoding is None:
        return Coding(source, data).name
    is_big = source.startswith(_BYTE_ORDER_MARKS[2]) or source[:1] == b"\0"
    return "utf-16-be" if is_big else "utf-16-le"


def line_of(data: bytes, offset: int) -> int:
    """Return the line of a byte of a document, counted from 1."""
    return 1 + len(_LINE_END.findall(_text(data, _start(data), offset)))


def lines(source: str | bytes) -> list[str]:
    """Return the lines of a document, as its problems count them."""
    data, _ = data_of(source)
    return _LINE_END.split(_text(data, _start(data), len(data)))


def _start(data: bytes) -> int:
    return 3 if data.startswith(_BYTE_ORDER_MARKS[0]) else 0


def _text(data: bytes, start: int, end: int) -> str:
    encoding = "latin-1" if _LATIN.match(data) else "utf-8"
    return data[start:end].decode(encoding, "replace")
