"""The causes against what was written down apart from them, and how they are found."""

from __future__ import annotations

import pickle
import tomllib

from pathlib import Path
from typing import Any

import pytest

from plivoml.hangup_causes import CAUSES, GROUPS, HangupCause, by_code, by_name


pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
FACTS = tomllib.loads((ROOT / "tests/facts/hangup_causes.toml").read_text(encoding="utf-8"))


def recorded(cause: HangupCause) -> dict[str, Any]:
    """*cause* in the form of the record, which leaves out what is usual."""
    row: dict[str, Any] = {
        "code": cause.code,
        "name": cause.name,
        "group": cause.group,
        "caused_by": list(cause.caused_by),
        "sources": list(cause.sources),
        "basis": cause.basis,
        "has_mistakes": bool(cause.mistakes),
    }
    if cause.also_spelled:
        row["also_spelled"] = list(cause.also_spelled)
    if cause.seen_sources:
        row["seen_sources"] = list(cause.seen_sources)
    if cause.b_leg_only:
        row["b_leg_only"] = True
    if not cause.in_table:
        row["in_table"] = False
    if cause.only_if:
        row["needs_redirect"] = True
    if cause.doubt:
        row["doubtful"] = True
    return row


def test_the_causes_are_those_on_record() -> None:
    rows = [{name: row[name] for name in row if name != "tells"} for row in FACTS["cause"]]
    assert [recorded(cause) for cause in CAUSES] == rows


@pytest.mark.parametrize("row", [row for row in FACTS["cause"] if "tells" in row])
def test_a_cause_tells_what_is_known_of_it(row: dict[str, Any]) -> None:
    cause = by_code(row["code"])
    assert cause is not None
    text = " ".join((cause.meaning, *cause.mistakes, cause.doubt or ""))
    assert [words for words in row["tells"] if words not in text] == []


def test_each_cause_says_what_it_means_and_what_to_do() -> None:
    for cause in CAUSES:
        assert cause.meaning.endswith(".")
        assert cause.next_step.endswith(".")
        assert cause.group in GROUPS


def test_each_group_has_a_cause() -> None:
    assert {cause.group for cause in CAUSES} == set(GROUPS)


@pytest.mark.parametrize("code", [4000, "4000", " 4000 "])
def test_a_cause_is_found_by_its_code_as_number_or_text(code: int | str) -> None:
    cause = by_code(code)
    assert cause is not None
    assert cause.name == "Normal Hangup"


@pytest.mark.parametrize(
    "code",
    [4001, -1, "", "abc", "4000.0", "٤٠٠٠", "9" * 5000, 10**5000],
    ids=lambda code: type(code).__name__,
)
def test_an_unknown_code_is_none_and_no_error(code: int | str) -> None:
    assert by_code(code) is None


def test_every_cause_is_found_by_its_code_and_its_names() -> None:
    for cause in CAUSES:
        assert by_code(cause.code) is cause
        for name in (cause.name, *cause.also_spelled):
            assert cause in by_name(name)


@pytest.mark.parametrize("name", ["Lost Race", "lost race", "LOST_RACE", " LostRace "])
def test_a_name_is_found_in_any_case_and_spelling(name: str) -> None:
    assert [cause.code for cause in by_name(name)] == [9000]


def test_an_old_spelling_is_found() -> None:
    assert [cause.code for cause in by_name("cancelled")] == [1000]


def test_a_name_that_two_causes_share_gives_both() -> None:
    assert [cause.code for cause in by_name("sip_auth_failed")] == [4210, 4240]


@pytest.mark.parametrize("name", ["", "Nobody Knows"])
def test_an_unknown_name_is_nothing_and_no_error(name: str) -> None:
    assert by_name(name) == ()


def test_a_cause_reads_as_a_sentence() -> None:
    assert str(by_code(9000)) == (
        "9000 Lost Race: Another leg of the same Dial was answered first."
        " Nothing; it is no missed call."
    )


def test_causes_are_values() -> None:
    assert pickle.loads(pickle.dumps(CAUSES)) == CAUSES
    assert len(set(CAUSES)) == len(CAUSES)
    with pytest.raises(AttributeError):
        CAUSES[0].code = 1  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
