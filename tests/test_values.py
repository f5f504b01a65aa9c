"""Kinds of value, where the declarations do not go everywhere."""

from __future__ import annotations

import copy
import re

from collections.abc import Iterator
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

import plivoml

from tests.support.declarations import (
    FrozenMapping,
    Text,
    Union,
    Value,
    When,
    matcher,
    printable,
    quoted,
    when_includes,
    when_is,
    when_set,
)
from tests.support.effort import examples
from tests.support.strategies import SPECS, XML_TEXT, right, texts


def _members(value: Value) -> Iterator[Value]:
    if isinstance(value, Union):
        for member in value.members:
            yield from _members(member)
    else:
        yield value


VALUES = {
    member.name: member
    for spec in SPECS
    for value in (spec.content.value, *(a.value for a in spec.attributes))
    if value is not None
    for member in _members(value)
}
each_value = pytest.mark.parametrize("value", VALUES.values(), ids=list(VALUES))


#: What is nearly right, or right nearly everywhere.
STRAYS: list[Any] = [
    *(True, False, 0, 1, -1, 1.0, 10**18, None, "", " ", "a ", " a", b"a", [], {}, ["a,b"]),
    *(
        f"{before}{character}{after}"
        for character in "\0\x85\ud800\ufffe\xad\t\n"
        for before in ("", "a" * 200)
        for after in ("", "a" * 200)
    ),
]


@each_value
@pytest.mark.hypothesis
def test_what_is_quickly_right_is_kept_as_it_would_be_after_a_longer_look(value: Value) -> None:
    names: dict[str, object] = {}
    look = eval(f"lambda v: (v if {value.fast_check('v', names)} else NotImplemented,)", names)

    @given(right(value) | texts(value) | st.sampled_from(STRAYS))
    @examples(40)
    def holds(drawn: Any) -> None:
        (kept,) = look(drawn)
        coerced: Any = value.coerce(drawn)
        assert kept is NotImplemented or (type(kept), kept) == (type(coerced), coerced)

    holds()


TEXTS = {name: value for name, value in VALUES.items() if isinstance(value, Text)}


@pytest.mark.parametrize("value", TEXTS.values(), ids=list(TEXTS))
@pytest.mark.hypothesis
def test_what_is_said_of_a_pattern_is_true_of_every_text(value: Text) -> None:
    @given(right(value))
    @examples(40)
    def holds(text: str) -> None:
        if value.is_plain:
            assert text.isascii()
            assert text.isprintable()
            assert quoted(text) == text
        if value.is_one_line:
            assert not re.search(r"[\t\r\n]", text)

    holds()


CHEAPER = {name: value for name, value in TEXTS.items() if value.if_printable}


@pytest.mark.parametrize("value", CHEAPER.values(), ids=list(CHEAPER))
@pytest.mark.hypothesis
def test_what_is_cheaper_than_a_pattern_takes_nothing_that_the_pattern_does_not(
    value: Text,
) -> None:
    assert value.if_printable
    assert value.pattern
    is_cheaply_right = eval(f"lambda v: {value.if_printable.format(v='v')}")
    is_right = matcher(value.pattern)

    @given((texts(value) | XML_TEXT).filter(str.isprintable))
    @examples(60)
    def holds(text: str) -> None:
        assert is_right(text) or not is_cheaply_right(text)

    holds()


COMMON = {name: value for name, value in TEXTS.items() if value.common}


@pytest.mark.parametrize("value", COMMON.values(), ids=list(COMMON))
def test_what_is_common_is_taken_without_it_too(value: Text) -> None:
    assert {value.replace(common=()).coerce(word) for word in value.common} == {*value.common}


def test_words_are_what_no_padding_is_dropped_from() -> None:
    assert {name for name, value in TEXTS.items() if value.is_words} == {"Words"}


def test_long_texts_are_printable_as_short_ones_are() -> None:
    names: dict[str, object] = {}
    is_printable = eval(f"lambda v: {printable('v', names)}", names)
    for character in map(chr, range(0x300)):
        for text in (character, f"{'a' * 200}{character}"):
            assert is_printable(text) == text.isprintable()


def test_a_mapping_that_cannot_change_is_its_own_copy() -> None:
    mapping = FrozenMapping({"a": "1"})

    assert copy.copy(mapping) is mapping
    assert copy.deepcopy(mapping) is mapping


def test_a_whole_number_without_a_range_has_at_most_eighteen_digits() -> None:
    assert plivoml.Record(max_length=10**18 - 1).max_length == 10**18 - 1
    with pytest.raises(plivoml.InvalidElementError):
        plivoml.Record(max_length=10**18)


OFF = When("a and b are false", ("a", "b"), "false", or_missing=True)


@pytest.mark.parametrize(
    ("condition", "given", "holds"),
    [
        (when_set("action"), {"action": ""}, True),
        (when_set("action"), {"method": "POST"}, False),
        (when_is("record", "true"), {"record": "True"}, True),
        (when_is("record", "true"), {"record": "false"}, False),
        (when_is("record", "true"), {}, False),
        (when_includes("inputType", "dtmf"), {"inputType": "speech dtmf"}, True),
        (when_includes("inputType", "dtmf"), {"inputType": "speech"}, False),
        (when_includes("inputType", "dtmf"), {}, True),
        (OFF, {"a": "false"}, True),
        (OFF, {"a": "false", "b": "true"}, False),
    ],
    ids=repr,
)
def test_an_attribute_has_an_effect_where_its_condition_holds(
    condition: When,
    given: dict[str, str],
    holds: bool,
) -> None:
    assert condition.holds(given.get) is holds
