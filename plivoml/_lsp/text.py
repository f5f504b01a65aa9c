"""Where something is in a text, in the units of an editor and in code points."""

from __future__ import annotations

import bisect
import re

from typing import Final

from lsprotocol import types


_LINE_END: Final = re.compile("\r\n|\r|\n")

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
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(source))]
        self._encoding, self._size = _UNITS[encoding]

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one that is not in the text is its nearest one."""
        if position.line >= len(self._starts):
            return len(self.source)
        start = self._starts[position.line]
        line = self._line(position.line)
        if line.isascii():
            return start + min(position.character, len(line))
        head = self._encoded(line)[: position.character * self._size]
        return start + len(head.decode(self._encoding, "ignore"))

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        line = bisect.bisect_right(self._starts, offset) - 1
        head = self.source[self._starts[line] : offset]
        units = len(head) if head.isascii() else len(self._encoded(head)) // self._size
        return types.Position(line, units)

    def range(self, start: int, end: int) -> types.Range:
        """Return the range from an offset to another one."""
        return types.Range(self.position(start), self.position(end))

    def offset_of(self, line: int, column: int) -> int:
        """Return the offset of a line and a column, as problems have them."""
        return min(self._starts[line - 1] + column - 1, len(self.source))

    def line_at(self, offset: int) -> str:
        """Return the line around an offset."""
        return self._line(bisect.bisect_right(self._starts, offset) - 1)

    def line_of(self, offset: int) -> int:
        """Return the number of the line of an offset, counted from 1."""
        return bisect.bisect_right(self._starts, offset)

    def _line(self, number: int) -> str:
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.source)
        return self.source[self._starts[number] : end].rstrip("\r\n")

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._encoding, "surrogatepass")
