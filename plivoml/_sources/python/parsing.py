"""
Programs as Python reads them.

Who types changes one statement of a program at a time, which alone is read again: the others are
kept from the time before.
"""

from __future__ import annotations

import ast
import bisect
import io
import operator
import warnings

from collections.abc import Iterable, Sequence
from typing import Final


# In characters: of a longer program nothing is kept.
_LONGEST: Final = 256 * 1024


class _Parser:
    """Keeps the last program that it has read."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[str], Sequence[ast.stmt]] = (), ()

    def parse(self, source: str) -> ast.Module:
        """
        Return the nodes of a program, some of which another one may have, too.

        Raises:
            SyntaxError: If it is no Python of the version that runs this.
            ValueError: If it is no Python of any version.
        """
        if len(source) > _LONGEST:
            return _parsed(source)
        # The lines that Python counts, each with its end.
        lines = [*io.StringIO(source, newline="")]
        module = _changed(lines, *self._last) or _parsed(source)
        self._last = lines, module.body
        return module


parse: Final = _Parser().parse


def _parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        # Whether the program is good Python is for others to say.
        warnings.simplefilter("ignore")
        return ast.parse(source)


def _changed(
    lines: Sequence[str], before: Sequence[str], body: Sequence[ast.stmt]
) -> ast.Module | None:
    """Return what became of a program, if what changed in it can be read by itself."""
    head = _same(lines, before)
    # What moved has other places.
    tail = _same(reversed(lines), reversed(before)) if len(lines) == len(before) else 0
    kept = bisect.bisect_right(body, head, key=last_line)
    left = bisect.bisect_right(body, max(len(before) - tail, head), kept, key=_first)
    above, below = body[:kept], body[left:]
    start = last_line(above[-1]) if above else 0
    end = _first(below[0]) - 1 if below else len(lines)
    between = lines[start:end]
    # Two statements may share a line, and one may go on behind a backslash.
    is_apart = all(_first(one) > start for one in body[kept : kept + 1]) and not (
        below and any(last_line(one) > end for one in body[left - 1 : left])
    )
    around = (*lines[:start][-1:], *between[-1:])
    goes_on = any(line.rstrip("\r\n").endswith("\\") for line in around)
    if not (above or below) or not is_apart or goes_on:
        return None
    try:
        inner = _parsed("\n" * start + "".join(between))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return ast.Module([*above, *inner.body, *below], [])


def _same(some: Iterable[str], others: Iterable[str]) -> int:
    """Return how many are the same in both from the first on."""
    return [*map(operator.eq, some, others), False].index(False)


def _first(statement: ast.stmt) -> int:
    """Return the line on which a statement begins, with its decorators."""
    decorators: Sequence[ast.expr] = getattr(statement, "decorator_list", ())
    return min([statement.lineno, *(one.lineno for one in decorators)])


def last_line(statement: ast.stmt) -> int:
    """Return the line on which a statement ends."""
    return statement.end_lineno or statement.lineno
