"""How work grows with its input: counted in calls, never timed."""

from __future__ import annotations

import cProfile
import functools
import itertools

from collections.abc import Callable

from plivoml import InvalidDocumentError, parse


#: How many times as much work twice the input may take.
MOST = 2.2


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def growth(work: Callable[[int], object], start: int) -> list[float]:
    """Return by how many times the calls grow from *start* to twice and to four times as much."""
    work(start + 1)  # whatever is done once is done, and nothing of this is met again
    counted = [calls(functools.partial(work, size)) for size in (start, 2 * start, 4 * start)]
    return [after / before for before, after in itertools.pairwise(counted)]


def read(document: str) -> None:
    """Read a document in both ways, whether it is one or not."""
    for strict in (True, False):
        try:
            parse(document, strict=strict)
        except InvalidDocumentError as error:
            assert error.problems  # noqa: PT017 - most have some
