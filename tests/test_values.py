"""Kinds of value, where the declarations do not go everywhere."""

from __future__ import annotations

import copy
import re

from hypothesis import example, given
from hypothesis import strategies as st

from plivoml._mapping import FrozenMapping
from plivoml._values import Whole


LARGEST = 10**18 - 1
ends = st.integers(0, 20_000) | st.integers(0, LARGEST)


@given(ends, ends, st.integers(0, 20_000) | st.integers(0, 10**19))
@example(0, 0, 0)
@example(13, 17, 15)
@example(3, 298, 99)
@example(100, 899, 900)
@example(199, 300, 250)
@example(199, 200, 200)
def test_the_pattern_of_a_range_is_the_range(one: int, other: int, number: int) -> None:
    low, high = sorted((one, other))
    pattern = re.compile(Whole("", low, high).pattern)

    for near in {number, low, high, max(low - 1, 0), high + 1}:
        assert bool(pattern.fullmatch(str(near))) == (low <= near <= high)


def test_a_mapping_that_cannot_change_is_its_own_copy() -> None:
    mapping = FrozenMapping({"a": "1"})

    assert copy.copy(mapping) is mapping
    assert copy.deepcopy(mapping) is mapping
