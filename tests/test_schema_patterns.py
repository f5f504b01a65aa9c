"""The patterns in the schema and the reference, of types that are not checked by one."""

from __future__ import annotations

import re

from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import Element, GetInput, MultiPartyCall
from tests.support.declarations import Integer, spec_of
from tools.generate.patterns import decimals, pattern_of


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

LARGEST = 10**18 - 1
ends = st.integers(0, 20_000) | st.integers(0, LARGEST)


@given(ends, ends, st.integers(0, 20_000) | st.integers(0, 10**19))
def test_the_pattern_of_any_range_is_the_range(one: int, other: int, number: int) -> None:
    low, high = sorted((one, other))
    pattern = re.compile(pattern_of(Integer("", low, high)))

    for near in {number, low, high, max(low - 1, 0), high + 1}:
        assert bool(pattern.fullmatch(str(near))) == (low <= near <= high)


@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 0), (13, 17), (3, 298), (100, 899), (100, 999), (199, 300), (199, 200), (1, 500)],
)
def test_the_pattern_of_a_range_is_the_range(low: int, high: int) -> None:
    pattern = re.compile(pattern_of(Integer("", low, high)))
    matched = [number for number in range(2000) if pattern.fullmatch(str(number))]
    assert matched == [*range(low, high + 1)]


@pytest.mark.parametrize(
    ("low", "high", "patterns"),
    [
        (10, 99, ["[1-9][0-9]"]),
        (10, 999, ["[1-9][0-9]{1,2}"]),
        (0, 9, ["0", "[1-9]"]),
        (1, 999, ["[1-9][0-9]{0,2}"]),
        (100, 100, ["100"]),
        (3, 2, []),
    ],
)
def test_a_range_of_numbers_is_a_few_patterns(low: int, high: int, patterns: list[str]) -> None:
    assert [*decimals(low, high)] == patterns


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (0, 7), (2, 10), (5, 25), (9, 99), (10, 99), (11, 300), (99, 1000)]
)
def test_the_patterns_of_a_range_match_the_numbers_in_it(low: int, high: int) -> None:
    pattern = re.compile("|".join(decimals(low, high)))
    matched = [number for number in range(1101) if pattern.fullmatch(str(number))]
    assert matched == [*range(low, high + 1)]


@pytest.mark.parametrize(
    ("element", "field", "right", "wrong"),
    [
        (MultiPartyCall, "status_callback_events", "mpc-state-changes, mpc-state-changes", "mpc"),
        (GetInput, "hints", "anything at all", " "),
    ],
)
def test_the_pattern_of_a_list_is_of_its_words_if_there_are_some(
    element: type[Element], field: str, right: str, wrong: str
) -> None:
    value: Any = spec_of(element).by_field[field].value
    pattern = re.compile(pattern_of(value))
    assert [bool(pattern.fullmatch(text)) for text in (right, wrong)] == [True, False]
