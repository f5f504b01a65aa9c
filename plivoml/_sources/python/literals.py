"""
String literals, character by character.

Python says where a literal begins and ends, and what it holds, but not which character of
the source each character of the text comes from.
"""

from __future__ import annotations

import ast
import bisect
import copy
import functools
import math
import re
import warnings

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from ..parts import Chars, Hole, Part, joined
from .pasted import Pasted


_OPENING: Final = re.compile(r"""([A-Za-z]*)('{3}|"{3}|'|")""")
_BETWEEN: Final = re.compile(r"(?:[ \t\f\r\n\\]++|#[^\r\n]*+)++")
_LINE_END: Final = re.compile(r"\r\n?")
# What stands for itself by the quote that ends a literal, in one without values and in one with them.
_PLAIN: Final = {quote: re.compile(rf"[^\\{quote}\r]++") for quote in "'\""}
_PLAIN_FORMATTED: Final = {quote: re.compile(rf"[^\\{quote}\r{{}}]++") for quote in "'\""}
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_ESCAPE: Final = re.compile(
    r"\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\}|(?s:.))"
)
# Nothing is escaped there, but a quote after a backslash does not end the literal.
_RAW_ESCAPE: Final = re.compile(r"\\(?:\r\n|(?s:.))")
_OF_FORMATS: Final = frozenset("{}$")
# What `{x=}` writes before the value.
_SOURCE: Final = re.compile(
    r"\{(?=[^\r\n]*\Z)([^\r\n]*(?<![:=<>!])=[ \t]*)(?:![rsa][ \t]*)?(?::[^\r\n]*)?\}\Z"
)


def parts_of(source: str, start: int, end: int, node: ast.expr, read: list[Literal]) -> list[Part]:
    """
    Return what the literals from `start` to `end` of `source` say.

    Args:
        source: The program.
        start: Where the first of the literals begins.
        end: Where the last one ends.
        node: What Python made of them: a constant or an f-string.
        read: What the literals are added to.
    """
    values = node.values if isinstance(node, ast.JoinedStr) else []
    holes = iter([value for value in values if isinstance(value, ast.FormattedValue)])
    found: list[Part] = []
    offset = start
    while offset < end:
        if between := _BETWEEN.match(source, offset, end):
            offset = between.end()
            continue
        literal = Literal(source, offset, holes, node)
        found += literal.parts()
        offset = literal.offset
        read.append(literal)
    return joined(found)


class Literals:
    """The literals of a program, as far as they were read."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._read: list[Literal] = []
        self._parts: dict[ast.expr, list[Part]] = {}
        self._sorted: list[tuple[int, int, Literal]] = []

    def parts_of(self, start: int, end: int, node: ast.expr) -> list[Part]:
        """Return what the literals from `start` to `end` say."""
        if node not in self._parts:
            self._parts[node] = parts_of(self._source, start, end, node, self._read)
        return [*self._parts[node]]

    def at(self, offset: int) -> Literal | None:
        """Return the literal in which a character is at an offset, if one is."""
        if len(self._sorted) < len(self._read):
            self._sorted = []
            reach = 0
            for literal in sorted(self._read, key=lambda one: one.start):
                reach = max(reach, literal.offset)
                self._sorted.append((literal.start, reach, literal))
        index = bisect.bisect_right(self._sorted, offset, key=lambda one: one[0]) - 1
        # One may stand in a value of another.
        while index >= 0 and self._sorted[index][1] > offset:
            if offset in self._sorted[index][2]:
                return self._sorted[index][2]
            index -= 1
        return None


class Literal:
    """
    One literal; `offset` goes through it.

    Attributes:
        node: What Python made of it, and of its neighbours.
        start: Where its text begins.
        offset: Once it is read, where it ends.
        is_of_bytes: Whether it is one of bytes.
    """

    def __init__(
        self, source: str, offset: int, holes: Iterator[ast.FormattedValue], node: ast.expr
    ) -> None:
        self.node = node
        opening = _OPENING.match(source, offset)
        assert opening is not None
        self.start = self.offset = opening.end()
        self._source = source
        self._values: list[tuple[int, int]] = []
        self._quote = opening[2]
        self._holes = holes
        self._prefix = re.sub("[fF]", "", opening[1])
        self._is_formatted = self._prefix != opening[1]
        self.is_of_bytes = "b" in self._prefix.lower()

    def __contains__(self, offset: int) -> bool:
        is_inside = self.start <= offset < self.offset - len(self._quote)
        at = bisect.bisect_right(self._values, (offset, math.inf)) - 1
        return is_inside and (at < 0 or self._values[at][1] <= offset)

    def parts(self) -> Iterator[Part]:
        """Yield what it says."""
        plain = (_PLAIN_FORMATTED if self._is_formatted else _PLAIN)[self._quote[0]]
        while not self._source.startswith(self._quote, self.offset):
            if run := plain.match(self._source, self.offset):
                yield Chars(run[0], range(self.offset, run.end()))
                self.offset = run.end()
            else:
                yield from self._next()
        self.offset += len(self._quote)

    def read(self, source: str, start: int, end: int) -> Iterator[Chars]:
        """Yield the character that is written from `start` to `end`."""
        del source
        (written,) = self._written(start)[0]
        yield written[:1] if end - start == 1 else written

    def end_of(self, source: str, offset: int) -> int:
        """Return where the character ends whose writing begins at `offset`."""
        del source
        (written,), end = self._written(offset)
        # A backslash that escapes nothing is a character, and what follows is another one.
        return offset + 1 if len(written.text) > 1 else end

    def spelled(self, text: str) -> str | None:
        """Write `text`, so that it is read as it is; `None` where that cannot be."""
        if self.is_of_bytes and not text.isascii():
            return None
        if self._is_formatted:
            text = text.replace("{", "{{").replace("}", "}}")
        elif not self._of_formats.isdisjoint(text):
            # What the text is used for nobody sees here.
            return None
        quote = self._quote[0]
        if "r" in self._prefix.lower():
            return text if {"\\", quote, "\n", "\r"}.isdisjoint(text) else None
        text = text.replace("\\", "\\\\").replace("\r", "\\r")
        if len(self._quote) == 1:
            text = text.replace("\n", "\\n")
        return text.replace(quote, f"\\{quote}")

    @functools.cached_property
    def _of_formats(self) -> AbstractSet[str]:
        """What means something else in a format; one that `%` fills in has tags."""
        written = self.node.value if isinstance(self.node, ast.Constant) else ""
        return _OF_FORMATS | {"%"} if "<" in str(written) else _OF_FORMATS

    def _written(self, offset: int) -> tuple[list[Chars], int]:
        twin = copy.copy(self)
        twin.offset = offset
        written = [part for part in twin._next() if isinstance(part, Chars)]
        return written, twin.offset

    def _next(self) -> Iterator[Part]:
        source, start = self._source, self.offset
        if self._is_formatted and source[start] in "{}":
            yield from self._brace()
        elif source[start] == "\\":
            yield self._backslash()
        elif line_end := _LINE_END.match(source, start):
            self.offset = line_end.end()
            yield Chars("\n", [start])
        else:
            self.offset += 1
            yield Chars(source[start], [start])

    def _brace(self) -> Iterator[Part]:
        start = self.offset
        if self._source[start] == self._source[start + 1]:
            self.offset += 2
            yield Chars(self._source[start], [start])
            return
        self.offset = end_of_hole(self._source, start + 1)
        self._values.append((start, self.offset))
        shown = self._source[start : self.offset]
        if found := _SOURCE.match(shown):
            yield Chars(found[1], range(start + 1, start + found.end(1)))
        hole = next(self._holes)
        yield Hole(start, shown, Pasted(hole.value, hole.conversion, hole.format_spec))

    def _backslash(self) -> Chars:
        start = self.offset
        if self._is_formatted and self._source[start + 1] in "{}":
            # The brace opens a value all the same.
            self.offset += 1
            return Chars("\\", [start])
        is_raw = "r" in self._prefix.lower()
        escape = (_RAW_ESCAPE if is_raw else _ESCAPE).match(self._source, start)
        assert escape is not None
        text = _unescaped(escape[0], self._prefix)
        self.offset = escape.end()
        return Chars(text, range(start, start + len(text)))


@functools.cache
def _unescaped(escape: str, prefix: str) -> str:
    """Return what an escape stands for; where it is none, its characters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text: str | bytes = ast.literal_eval(f"{prefix}'''{escape}'''")
    return text if isinstance(text, str) else text.decode("latin-1")


def end_of_hole(source: str, offset: int) -> int:
    """Return where the value in an f-string ends that begins before `offset`."""
    depth = 0
    while True:
        character = source[offset]
        if character in "'\"":
            offset = _end_of_string(source, offset)
            continue
        if comment := _COMMENT.match(source, offset):
            offset = comment.end()
            continue
        if character == ":" and not depth:
            return _end_of_format(source, offset + 1)
        if character == "}" and not depth:
            return offset + 1
        depth += (character in "([{") - (character in ")]}")
        offset += 1


def _end_of_format(source: str, offset: int) -> int:
    while source[offset] != "}":
        offset = end_of_hole(source, offset + 1) if source[offset] == "{" else offset + 1
    return offset + 1


def _end_of_string(source: str, offset: int) -> int:
    """Return where the literal ends that stands in a value; `offset` is that of its quote."""
    first = offset
    while source[first - 1].isalpha():
        first -= 1
    opening = _OPENING.match(source, first)
    assert opening is not None
    is_formatted = "f" in opening[1].lower()
    offset = opening.end()
    while not source.startswith(opening[2], offset):
        if source[offset] == "\\":
            offset += 2
        elif is_formatted and source[offset] == "{" and source[offset + 1] != "{":
            offset = end_of_hole(source, offset + 1)
        else:
            offset += 2 if is_formatted and source[offset] == "{" else 1
    return offset + len(opening[2])
