"""Whether twice the document costs twice the time, and no more."""

from __future__ import annotations

import functools
import math
import statistics
import sys
import time

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import plivoml

from plivoml import Dial, Number, Response, parse

from .figures import Figure
from .rounds import Call, Ratio, race, spread
from .worst import SHAPES


SIZES: Final = (20, 200, 2_000, 20_000)
BAR: Final = 1.15

#: In characters: smaller ones may be right, and larger ones are too large, which takes other ways.
LENGTHS: Final = (40_000, 60_000, 90_000)
_ROUNDS: Final = 3
_SHOWN: Final = 5


def figures() -> Iterator[Figure]:
    """Yield the exponents: 1 is linear, 2 quadratic."""
    yield _exponent("build and write", {size: functools.partial(_write, size) for size in SIZES})
    texts = {size: _write(size) for size in SIZES}
    yield _exponent("read", {size: functools.partial(parse, text) for size, text in texts.items()})
    yield from _worst("check", plivoml.check)


def _write(size: int) -> str:
    dials = [Dial([Number(f"+1555{index:07}")], timeout=30) for index in range(size // 2)]
    return str(Response(dials))


def _exponent(name: str, calls: dict[int, Call]) -> Figure:
    times = race({str(size): call for size, call in calls.items()}, count=7)
    slopes = [
        _slope(dict(zip(calls, turn, strict=True))) for turn in zip(*times.values(), strict=True)
    ]
    name = f"{name}, from {SIZES[0]} to {SIZES[-1]:,} elements: exponent"
    return Figure(name, spread(slopes), BAR)


def _worst(name: str, work: Callable[[str], object]) -> Iterator[Figure]:
    """Yield the exponents of all shapes, and the largest, which a busy machine makes larger."""
    slopes = {shape: _of_shape(work, document) for shape, document in SHAPES.items()}
    ordered = sorted(slopes, key=lambda shape: -slopes[shape])
    told = ", ".join(f"{shape} {slopes[shape]:.2f}" for shape in ordered[:_SHOWN])
    print(f"{name}, exponents: {told}", file=sys.stderr)
    most = slopes[ordered[0]]
    name = f"{name} of {len(slopes)} bad shapes, from 40 to 90 KB: exponent"
    yield Figure(name, spread(slopes.values()), BAR)
    yield Figure(f"{name} of the worst", Ratio(most, most, most))


def _of_shape(work: Callable[[str], object], document: Callable[[int], str]) -> float:
    texts = {size: document(size) for size in LENGTHS}
    work(texts[LENGTHS[0]])  # whatever is done once is done
    return _slope(
        {size: min(_seconds(work, text) for _ in range(_ROUNDS)) for size, text in texts.items()}
    )


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def _slope(seconds: Mapping[int, float]) -> float:
    def logarithms(numbers: Iterable[float]) -> list[float]:
        return [math.log(number) for number in numbers]

    return statistics.linear_regression(logarithms(seconds), logarithms(seconds.values())).slope
