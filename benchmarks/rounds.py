"""Taking turns: what is compared is measured in the same rounds, in shuffled order."""

from __future__ import annotations

import gc
import random
import statistics
import time
import timeit

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar


Call = Callable[[], object]
T = TypeVar("T")

#: Seconds that one measurement takes, unless a single call takes longer.
TURN = 0.004

#: A turn has so many pieces, and takes what is their median: something else on the machine comes
#: in bursts, and empties the caches, which what is in C feels less than what is in Python.
PIECES = 8


class Ratio(NamedTuple):
    """How many times something else, over the rounds: the median between its quartiles."""

    low: float
    median: float
    high: float


def rounds_of(calls: Mapping[str, Callable[[], T]], *, count: int) -> Mapping[str, list[T]]:
    """Let each measurement take its turn in each of *count* rounds."""
    measured: dict[str, list[T]] = {name: [] for name in calls}
    for _ in range(count):
        for name in random.sample(list(calls), len(calls)):
            measured[name].append(calls[name]())
    return measured


def race(
    calls: Mapping[str, Call | tuple[Call, Callable[[Any], object]]], *, count: int
) -> Mapping[str, list[float]]:
    """
    Time *calls* in this process, in seconds for one call.

    Of a pair, the second is called with what the first returns.
    """
    return rounds_of({name: _measure(call) for name, call in calls.items()}, count=count)


def ratio(mine: Iterable[float], other: Iterable[float]) -> Ratio:
    """Return how *mine* compares with *other* in the same rounds."""
    return spread(a / b for a, b in zip(mine, other, strict=True))


def spread(numbers: Iterable[float]) -> Ratio:
    """Return the median and the quartiles of *numbers*, which need not be ratios."""
    return Ratio(*statistics.quantiles(numbers, n=4))


def _measure(call: Call | tuple[Call, Callable[[Any], object]]) -> Callable[[], float]:
    first, then = call if isinstance(call, tuple) else (call, None)
    statement = "first()" if then is None else "then(first())"
    # The collector of garbage stays on, as it does for users; time on the processor counts,
    # which does not grow while others have it.
    timer = timeit.Timer(
        statement,
        "gc.enable()",
        time.process_time,
        globals={"first": first, "then": then, "gc": gc},
    )
    timer.timeit(1)  # whatever is done once is done
    once = timer.timeit(1)
    times = max(1, round(TURN / PIECES / once))
    pieces = min(PIECES, max(1, round(TURN / once)))
    return lambda: statistics.median(timer.repeat(pieces, times)) / times
