"""
Fixes, put into a file.

Those that overlap wait for each other: the file is checked again, and fixed again, until there
is nothing more to fix.
"""

from __future__ import annotations

import bisect

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

import attrs

from ..errors import Fix, Problem
from .document import Checked, Selection


#: As often as a file is fixed at most.
MOST_ROUNDS: Final = 100

# Each round may fix so many times what was fixed before it.  So there are few rounds of a file with
# many problems, and only one in which there was much to fix may fill the memory with more.
_TIMES: Final = 9

# Where it begins and ends in bytes, and the text that is put there.
_Span: TypeAlias = tuple[int, int, str]


@attrs.frozen
class Fixed:
    """A file that was fixed."""

    data: bytes
    number: int
    """How many of its problems were."""

    checked: Checked
    """What there is to say of it now."""


def fixed(
    data: bytes, look: Callable[[bytes, Selection], Checked], selection: Selection, encoding: str
) -> Fixed:
    """
    Put the fixes that count into a file, as long as there are some.

    Args:
        data: What is in it.
        look: What checks it.
        selection: What counts, and which fixes do.
        encoding: How its text is written in bytes.
    """
    number = 0
    checked = look(data, selection)
    for _ in range(MOST_ROUNDS):
        fixes = [one.fix for one in fixable(checked.problems, selection) if one.fix]
        if not fixes:
            break
        data, done = applied(data, fixes, encoding)
        number += done
        checked = look(data, attrs.evolve(selection, most=selection.most + _TIMES * number))
    if len(checked.problems) > selection.most:
        checked = look(data, selection)
    return Fixed(data, number, checked)


def fixable(problems: Iterable[Problem], selection: Selection) -> list[Problem]:
    """Return those of `problems` that have a fix that counts."""
    return [one for one in problems if one.fix is not None and selection.fixes(one, one.fix)]


def applied(data: bytes, fixes: Iterable[Fix], encoding: str) -> tuple[bytes, int]:
    """Put fixes into a file, the first of those that overlap; also return how many."""
    taken: list[_Span] = []
    number = 0
    for fix in sorted(fixes, key=lambda one: one.edits[0].start):
        spans = [(edit.start, edit.end, edit.text) for edit in fix.edits]
        new = [span for span in spans if span not in _around(taken, span)]
        if all(_is_free(taken, span) for span in new):
            for span in new:
                bisect.insort(taken, span)
            number += 1
    pieces: list[bytes] = []
    last = 0
    for start, end, text in taken:
        pieces += (data[last:start], text.encode(encoding, "xmlcharrefreplace"))
        last = end
    return b"".join([*pieces, data[last:]]), number


def _around(taken: list[_Span], span: _Span) -> list[_Span]:
    """Return what is taken at the place of a span."""
    at = bisect.bisect_left(taken, span)
    return taken[max(0, at - 1) : at + 1]


def _is_free(taken: list[_Span], span: _Span) -> bool:
    start, end, _ = span
    near = _around(taken, span)
    return all(other_end <= start != other or end <= other != start for other, other_end, _ in near)
