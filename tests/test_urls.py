"""Queries that are escaped, and the settings behind the `#`."""

from __future__ import annotations

import enum
import tomllib

from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml.urls import (
    CallbackOptions,
    OptionProblem,
    Region,
    RetryPolicy,
    options,
    url,
    with_options,
)


FACTS = tomllib.loads(
    (Path(__file__).parent / "facts/url_settings.toml").read_text(encoding="utf-8")
)
ANSWER = "https://example.com/answer"
SETTINGS: dict[str, dict[str, Any]] = FACTS["settings"]


def drawn_settings() -> st.SearchStrategy[dict[str, Any]]:
    kinds: dict[str, st.SearchStrategy[Any]] = {}
    for row in SETTINGS.values():
        if "minimum" in row:
            kinds[row["python"]] = st.integers(row["minimum"], row["maximum"])
        elif row["python"] == "policy":
            kinds["policy"] = st.lists(st.sampled_from(row["values"]), min_size=1).map(tuple)
        else:
            kinds["region"] = st.sampled_from(row["values"])
    return st.fixed_dictionaries({}, optional=kinds)


@given(drawn_settings())
def test_settings_are_read_as_they_were_written(settings: dict[str, Any]) -> None:
    assert options(with_options(ANSWER, **settings)) == CallbackOptions(**settings)


@pytest.mark.parametrize(
    "row",
    [row for row in SETTINGS.values() if "minimum" in row],
    ids=lambda row: row["python"],
)
def test_a_whole_number_has_the_range_on_record(row: dict[str, Any]) -> None:
    name = row["python"]
    for value in (row["minimum"], row["maximum"]):
        assert getattr(options(with_options(ANSWER, **{name: value})), name) == value
    refused: list[Any] = [row["minimum"] - 1, row["maximum"] + 1, str(row["minimum"]), 1.0, True]
    for value in refused:
        with pytest.raises(ValueError, match=rf"^{name}: expected a whole number from "):
            with_options(ANSWER, **{name: value})


@pytest.mark.parametrize("text", ["", "abc", "-1", "1.0", "１０００", "9" * 5000])
def test_what_is_no_whole_number_is_a_problem(text: str) -> None:
    assert [problem.where for problem in options(f"{ANSWER}#ct={text}").problems] == ["ct"]


def test_the_words_are_those_on_record() -> None:
    assert list(get_args(RetryPolicy)) == SETTINGS["rp"]["values"]
    assert list(get_args(Region)) == SETTINGS["er"]["values"]


@pytest.mark.parametrize("row", FACTS["example"], ids=lambda row: row["fragment"])
def test_the_examples_on_record_are_right_or_wrong(row: dict[str, Any]) -> None:
    assert (not options(f"{ANSWER}#{row['fragment']}").problems) is row["valid"]


def test_settings_stand_in_one_order() -> None:
    written = with_options(
        f"{ANSWER}?a=1",
        region="mumbai",
        policy=["5xx", "ct"],
        retries=3,
        total_timeout=9000,
        read_timeout=3000,
        connect_timeout=2000,
    )
    assert written == f"{ANSWER}?a=1#ct=2000&rt=3000&tt=9000&rc=3&rp=5xx,ct&er=mumbai"


def test_the_policy_may_be_given_as_plivo_writes_it() -> None:
    assert with_options(ANSWER, policy="5xx,ct") == f"{ANSWER}#rp=5xx,ct"


def test_nothing_given_changes_nothing() -> None:
    assert with_options(ANSWER) == ANSWER
    assert options(ANSWER) == CallbackOptions()
    assert options(f"{ANSWER}#") == CallbackOptions()
    assert with_options("#rc=1") == "#rc=1"


def test_settings_that_are_there_stay_unless_given_again() -> None:
    assert with_options(f"{ANSWER}#rc=1&ct=500", retries=2) == f"{ANSWER}#ct=500&rc=2"


def test_every_wrong_setting_is_named_at_once() -> None:
    wrong: dict[str, Any] = {"connect_timeout": 50, "policy": [], "region": "moon"}
    with pytest.raises(ValueError, match="expected") as caught:
        with_options(f"{ANSWER}#top&rc=9", **wrong)
    assert str(caught.value).splitlines() == [
        "top: expected one of ct, rt, tt, rc, rp, er; got 'top'",
        "rc: expected a whole number from 0 to 5; got '9'",
        "connect_timeout: expected a whole number from 100 to 10000 (milliseconds); got 50",
        "policy: expected some of 4xx, 5xx, ct, rt, all; got []",
        "region: expected one of nearest, local, n_california, n_virginia, frankfurt, singapore, mumbai; got 'moon'",
    ]


@pytest.mark.parametrize("policy", [5, ["3xx"], [["ct"]], "ct,,rt"])
def test_a_policy_of_other_things_is_refused(policy: Any) -> None:
    with pytest.raises(ValueError, match=r"^policy: expected some of"):
        with_options(ANSWER, policy=policy)


def test_what_is_wrong_is_told_beside_what_is_right() -> None:
    assert options(f"{ANSWER}#ct=50&rc=1&rc=2&er=local") == CallbackOptions(
        retries=1,
        region="local",
        problems=(
            OptionProblem(
                where="ct",
                message="expected a whole number from 100 to 10000 (milliseconds); got '50'",
            ),
            OptionProblem(where="rc", message="expected once; got it again"),
        ),
    )


@given(st.text())
def test_nothing_that_stands_behind_the_mark_is_an_error(fragment: str) -> None:
    assert isinstance(options(f"{ANSWER}#{fragment}"), CallbackOptions)


def test_a_problem_reads_as_a_sentence() -> None:
    assert str(OptionProblem(where="ct", message="expected x; got y")) == "ct: expected x; got y"


class _Language(str, enum.Enum):  # noqa: UP042 - whose `str()` is its name
    GERMAN = "de-DE"


class _Number(int, enum.Enum):
    TWO = 2


@pytest.mark.parametrize(
    ("base", "query", "expected"),
    [
        (ANSWER, {}, ANSWER),
        (ANSWER, {"a": "x y&z+ü"}, f"{ANSWER}?a=x%20y%26z%2B%C3%BC"),
        (ANSWER, {"a": 1, "b": True, "c": False, "d": 0.5}, f"{ANSWER}?a=1&b=true&c=false&d=0.5"),
        (ANSWER, {"a": None, "b": "", "c": []}, f"{ANSWER}?b="),
        (ANSWER, {"a": ["x", 2, True]}, f"{ANSWER}?a=x&a=2&a=true"),
        (ANSWER, {"X-Ref&": "1"}, f"{ANSWER}?X-Ref%26=1"),
        (ANSWER, {"base": "1"}, f"{ANSWER}?base=1"),
        (f"{ANSWER}?", {"a": 1}, f"{ANSWER}?a=1"),
        (f"{ANSWER}?x=%20", {"a": 1}, f"{ANSWER}?x=%20&a=1"),
        (f"{ANSWER}?x&", {"a": 1}, f"{ANSWER}?x&a=1"),
        (f"{ANSWER}?x=y?", {"a": 1}, f"{ANSWER}?x=y?&a=1"),
        (f"{ANSWER}/fish&", {"a": 1}, f"{ANSWER}/fish&?a=1"),
        (f"{ANSWER}#ct=500", {"a": 1}, f"{ANSWER}?a=1#ct=500"),
        ("/next", {"a": 1}, "/next?a=1"),
        # A member of an enumeration is what it is, as in an element.
        (ANSWER, {"a": _Language.GERMAN, "b": _Number.TWO}, f"{ANSWER}?a=de-DE&b=2"),
    ],
)
def test_a_query_is_added(base: str, query: dict[str, Any], expected: str) -> None:
    assert url(base, **query) == expected


@pytest.mark.parametrize("value", [object(), [None], {"a": 1}, b"x"])
def test_a_value_of_another_kind_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match=r"^a: expected text, a number, a boolean or several"):
        url(ANSWER, a=value)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        url(ANSWER, a="\ud800")


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
)
def test_a_query_is_read_as_it_was_written(query: dict[str, str]) -> None:
    read = parse_qsl(urlsplit(url(ANSWER, **query)).query, keep_blank_values=True)
    assert dict(read) == query
