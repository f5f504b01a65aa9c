"""The line that a problem is on, and where on it: safe to print, and not too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from .._convert.columns import width
from .._reading.positions import Lines
from ..errors import Problem
from .terminal import printable


_WIDTH: Final = 96
_BEFORE: Final = 60
_CUT: Final = "..."


@attrs.frozen
class Excerpt:
    """A part of a line."""

    text: str
    indent: str
    """What stands before a caret on the next line, so that it is below the place."""


def excerpts(lines: Lines, problems: Sequence[Problem]) -> list[Excerpt | None]:
    """Return the excerpt for each problem, or `None` where there is nothing to show."""
    return [
        excerpt(lines.line(problem.line), problem.column)
        if problem.line and problem.column and not _is_blank(lines.line(problem.line))
        else None
        for problem in problems
    ]


def excerpt(line: str, column: int) -> Excerpt:
    """Return the part of a line around a column."""
    start = max(0, column - 1 - _BEFORE) if len(line) > _WIDTH else 0
    end = start + _WIDTH
    text = printable(line[start:end])
    before = text[: column - 1 - start]
    if start:
        text, before = _CUT + text, _CUT + before
    if end < len(line):
        text += _CUT
    return Excerpt(text, "".join(map(_blank, before)))


def _is_blank(line: str) -> bool:
    # A copy of a long line for each problem on it would take a while.
    return not line or line.isspace()


def _blank(character: str) -> str:
    """Return white space that is as wide as a character."""
    return character if character == "\t" else " " * width(character)
