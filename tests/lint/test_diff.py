"""The difference of two texts, as `--diff` shows it."""

from __future__ import annotations

import difflib
import random

from collections.abc import Iterator, Sequence

import pytest

from tests.support.command import unified


def changed(seed: int, size: int, kinds: int) -> tuple[list[str], list[str]]:
    """Return lines, and what becomes of them where some are left out and others put in."""
    draw = random.Random(seed)
    old = [f"{draw.randrange(kinds)}\n" for _ in range(size)]
    new = [line for line in old if draw.random() > 0.1]
    for _ in range(draw.randrange(6)):
        new.insert(draw.randrange(len(new) + 1), f"new {draw.randrange(5)}\n")
    return old, new


def applied(old: Sequence[str], told: Sequence[str]) -> Iterator[str]:
    """Yield what becomes of lines by a difference."""
    at = 0
    for line in told[2:]:
        if line.startswith("@@"):
            first, _, size = line.split()[1].removeprefix("-").partition(",")
            start = int(first) if size == "0" else int(first) - 1
            yield from old[at:start]
            at = start
            continue
        if line[0] != "+":
            assert old[at] == line[1:]
            at += 1
        if line[0] != "-":
            yield line[1:]
    yield from old[at:]


@pytest.mark.once
@pytest.mark.parametrize("size", [0, 1, 3, 20, 60, 150])
@pytest.mark.parametrize("kinds", [2, 20, 1000])
def test_a_short_difference_is_that_of_difflib(size: int, kinds: int) -> None:
    for seed in range(20):
        old, new = changed(seed, size, kinds)
        assert [*unified("a", old, new)] == [*difflib.unified_diff(old, new, "a", "a")]


@pytest.mark.once
@pytest.mark.parametrize("kinds", [2, 20, 10_000])
@pytest.mark.parametrize("moved", [0, 10, 2000])
def test_a_long_difference_makes_the_one_text_of_the_other(kinds: int, moved: int) -> None:
    old, new = changed(kinds, 3000, kinds)
    new[700:700] = [f"{number}\n" for number in range(moved)]
    assert [*applied(old, [*unified("a", old, new)])] == new


@pytest.mark.once
def test_equal_lines_of_a_long_text_are_not_shown() -> None:
    old = [f"{number}\n" for number in range(2000)]
    new = [*old[:1200], "new\n", *old[1201:]]
    around = [f" {number}\n" for number in range(1197, 1200)]
    after = [f" {number}\n" for number in range(1201, 1204)]
    assert [*unified("a.xml", old, new)] == [
        *("--- a.xml\n", "+++ a.xml\n", "@@ -1198,7 +1198,7 @@\n"),
        *(*around, "-1200\n", "+new\n", *after),
    ]
