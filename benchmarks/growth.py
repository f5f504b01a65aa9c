"""Whether twice the document costs twice the time, and no more."""

from __future__ import annotations

import functools
import math
import statistics

from collections.abc import Iterator
from typing import Final

from plivoml import Dial, Number, Response, parse

from .figures import Figure
from .rounds import Call, race, spread


SIZES: Final = (20, 200, 2_000, 20_000)
BAR: Final = 1.15


def figures() -> Iterator[Figure]:
    """Yield the exponents: 1 is linear, 2 quadratic."""
    yield _exponent("build and write", {size: functools.partial(_write, size) for size in SIZES})
    texts = {size: _write(size) for size in SIZES}
    yield _exponent("read", {size: functools.partial(parse, text) for size, text in texts.items()})


def _write(size: int) -> str:
    dials = [Dial([Number(f"+1555{index:07}")], timeout=30) for index in range(size // 2)]
    return str(Response(dials))


def _exponent(name: str, calls: dict[int, Call]) -> Figure:
    times = race({str(size): call for size, call in calls.items()}, count=7)
    slopes = [
        statistics.linear_regression(
            [math.log(size) for size in calls], [math.log(seconds) for seconds in turn]
        ).slope
        for turn in zip(*times.values(), strict=True)
    ]
    name = f"{name}, from {SIZES[0]} to {SIZES[-1]:,} elements: exponent"
    return Figure(name, spread(slopes), BAR)
