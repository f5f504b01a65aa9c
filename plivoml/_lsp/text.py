"""Where something is in a text, in the units of an editor and in code points."""

from __future__ import annotations

from typing import Final

from lsprotocol import types

from .._reading.positions import Lines


#: In which encoding an editor counts, and how many bytes of it are one unit.
_UNITS: Final[dict[str, tuple[str, int]]] = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Text:
    """
    A text, with the lines that editors see in it.

    Args:
        source: The text.
        encoding: What the characters of a position are counted in.
    """

    def __init__(self, source: str, encoding: str = types.PositionEncodingKind.Utf16) -> None:
        self.source = source
        self._encoding, self._size = _UNITS[encoding]
        self._lines = Lines(source, self._encoding)

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one that is not in the text is its nearest one."""
        number = position.line + 1
        if number > self._lines.count:
            return len(self.source)
        start = self._lines.offset(number, 1)
        line = self._lines.line(number)
        if line.isascii():
            return start + min(position.character, len(line))
        head = line.encode(self._encoding, "surrogatepass")[: position.character * self._size]
        return start + len(head.decode(self._encoding, "ignore"))

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        line, column = self._lines.position(offset)
        # A line may be as long as the file, and have a thousand places.
        size = self._lines.bytes_before(offset) - self._lines.bytes_before(offset - column + 1)
        return types.Position(line - 1, size // self._size)

    def range(self, start: int, end: int) -> types.Range:
        """Return the range from an offset to another one."""
        return types.Range(self.position(start), self.position(end))

    def offset_of(self, line: int, column: int) -> int:
        """Return the offset of a line and a column, as problems have them."""
        return min(self._lines.offset(line, column), len(self.source))

    def line_at(self, offset: int) -> str:
        """Return the line around an offset."""
        return self._lines.line(self.line_of(offset))

    def line_of(self, offset: int) -> int:
        """Return the number of the line of an offset, counted from 1."""
        return self._lines.position(offset)[0]
