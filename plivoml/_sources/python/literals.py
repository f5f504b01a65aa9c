"""
String literals, character by character.

Python says where a literal begins and ends, and what it holds, but not which character of
the source each character of the text comes from.
"""

from __future__ import annotations

import ast
import functools
import re
import warnings

from collections.abc import Iterator
from typing import Final

from ..parts import Chars, Hole, Part, joined
from .pasted import Pasted


_OPENING: Final = re.compile(r"""([A-Za-z]*)('{3}|"{3}|'|")""")
_BETWEEN: Final = re.compile(r"(?:[ \t\f\r\n\\]|#[^\r\n]*)+")
_LINE_END: Final = re.compile(r"\r\n?|\n")
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_ESCAPE: Final = re.compile(
    r"\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\}|(?s:.))"
)
# Nothing is escaped there, but a quote after a backslash does not end the literal.
_RAW_ESCAPE: Final = re.compile(r"\\(?:\r\n|(?s:.))")
# What `{x=}` writes before the value.
_SOURCE: Final = re.compile(r"\{([^\r\n]*(?<![:=<>!])=[ \t]*)(?:![rsa][ \t]*)?(?::[^\r\n]*)?\}\Z")


def parts_of(source: str, start: int, end: int, node: ast.expr) -> list[Part]:
    """
    Return what the literals from *start* to *end* of *source* say.

    Args:
        source: The program.
        start: Where the first of the literals begins.
        end: Where the last one ends.
        node: What Python made of them: a constant or an f-string.
    """
    values = node.values if isinstance(node, ast.JoinedStr) else []
    holes = iter([value for value in values if isinstance(value, ast.FormattedValue)])
    found: list[Part] = []
    place = start
    while place < end:
        if between := _BETWEEN.match(source, place, end):
            place = between.end()
            continue
        literal = _Literal(source, place, holes)
        found += literal.parts()
        place = literal.place
    return joined(found)


class _Literal:
    """One literal; *place* goes through it."""

    def __init__(self, source: str, place: int, holes: Iterator[ast.FormattedValue]) -> None:
        opening = _OPENING.match(source, place)
        assert opening is not None
        self.place = opening.end()
        self._source = source
        self._quote = opening[2]
        self._holes = holes
        self._prefix = re.sub("[fF]", "", opening[1])
        self._is_formatted = self._prefix != opening[1]

    def parts(self) -> Iterator[Part]:
        source = self._source
        while not source.startswith(self._quote, self.place):
            start = self.place
            if self._is_formatted and source[start] in "{}":
                yield from self._brace()
            elif source[start] == "\\":
                yield self._backslash()
            elif line_end := _LINE_END.match(source, start):
                self.place = line_end.end()
                yield Chars("\n", [start])
            else:
                self.place += 1
                yield Chars(source[start], [start])
        self.place += len(self._quote)

    def _brace(self) -> Iterator[Part]:
        start = self.place
        if self._source[start] == self._source[start + 1]:
            self.place += 2
            yield Chars(self._source[start], [start])
            return
        self.place = end_of_hole(self._source, start + 1)
        shown = self._source[start : self.place]
        if found := _SOURCE.match(shown):
            yield Chars(found[1], range(start + 1, start + found.end(1)))
        hole = next(self._holes)
        yield Hole(start, shown, Pasted(hole.value, hole.conversion, hole.format_spec))

    def _backslash(self) -> Part:
        start = self.place
        if self._is_formatted and self._source[start + 1] in "{}":
            # The brace opens a value all the same.
            self.place += 1
            return Chars("\\", [start])
        is_raw = "r" in self._prefix.lower()
        escape = (_RAW_ESCAPE if is_raw else _ESCAPE).match(self._source, start)
        assert escape is not None
        text = _unescaped(escape[0], self._prefix)
        self.place = escape.end()
        return Chars(text, range(start, start + len(text)))


@functools.cache
def _unescaped(escape: str, prefix: str) -> str:
    """Return what an escape stands for; where it is none, its characters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text: str | bytes = ast.literal_eval(f"{prefix}'''{escape}'''")
    return text if isinstance(text, str) else text.decode("latin-1")


def end_of_hole(source: str, place: int) -> int:
    """Return where the value in an f-string ends that begins before *place*."""
    depth = 0
    while True:
        character = source[place]
        if character in "'\"":
            place = _end_of_string(source, place)
            continue
        if comment := _COMMENT.match(source, place):
            place = comment.end()
            continue
        if character == ":" and not depth:
            return _end_of_format(source, place + 1)
        if character == "}" and not depth:
            return place + 1
        depth += (character in "([{") - (character in ")]}")
        place += 1


def _end_of_format(source: str, place: int) -> int:
    while source[place] != "}":
        place = end_of_hole(source, place + 1) if source[place] == "{" else place + 1
    return place + 1


def _end_of_string(source: str, place: int) -> int:
    """Return where the literal ends that stands in a value; *place* is that of its quote."""
    first = place
    while source[first - 1].isalpha():
        first -= 1
    opening = _OPENING.match(source, first)
    assert opening is not None
    is_formatted = "f" in opening[1].lower()
    place = opening.end()
    while not source.startswith(opening[2], place):
        if source[place] == "\\":
            place += 2
        elif is_formatted and source[place] == "{" and source[place + 1] != "{":
            place = end_of_hole(source, place + 1)
        else:
            place += 2 if is_formatted and source[place] == "{" else 1
    return place + len(opening[2])
