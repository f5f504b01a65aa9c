"""What is on record of faults in documents, held against the rules."""

from __future__ import annotations

import tomllib

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from plivoml import Problem, check
from tests.support.checking import RULES


ROOT = Path(__file__).parent.parent.parent
RECORD: dict[str, Any] = tomllib.loads(
    (ROOT / "tests/facts/checks.toml").read_text(encoding="utf-8")
)
FACTS: dict[str, dict[str, Any]] = RECORD["facts"]
SEVERITIES = {"breaks": "error", "risky": "warning", "style": "info"}


def facts_with(*keys: str) -> list[Any]:
    """Give the facts that have all of some keys; one that is pending has to fail."""
    return [
        pytest.param(
            fact,
            id=name,
            marks=[pytest.mark.xfail(strict=True)] if _is_pending(fact, keys) else [],
        )
        for name, fact in FACTS.items()
        if all(key in fact for key in keys)
    ]


def _is_pending(fact: dict[str, Any], keys: tuple[str, ...]) -> bool:
    return fact.get("pending", False) and keys != ("rule", "right", "wrong")


def problems_of(fact: dict[str, Any], side: str) -> list[Problem]:
    document = fact[side].replace("{agent}", RECORD["agent"])
    document = document.replace("{filler}", "a" * fact.get("filler", 0))
    return check(document, select=["all"], answers=fact.get("answers"))


@pytest.mark.parametrize("fact", facts_with("wrong", "rule"))
def test_what_is_wrong_is_told_with_its_grade_and_its_code(fact: dict[str, Any]) -> None:
    told = {
        (found.severity, found.hangup_code)
        for found in problems_of(fact, "wrong")
        if found.rule == fact["rule"]
    }
    assert told == {(fact["told"], fact.get("told_code", fact.get("code")))}


def test_a_rule_declares_each_code_that_it_tells() -> None:
    facts = [fact for fact in FACTS.values() if "wrong" in fact]
    assert [
        (found.rule, found.hangup_code)
        for fact in facts
        for found in problems_of(fact, "wrong")
        if found.hangup_code not in {None, *RULES[found.rule].hangup_codes}
    ] == []


@pytest.mark.parametrize("fact", facts_with("rule", "right", "wrong"))
def test_of_what_is_right_the_rule_has_nothing_to_say(fact: dict[str, Any]) -> None:
    told = [found for found in problems_of(fact, "right") if found.rule == fact["rule"]]
    assert told == []


@pytest.mark.parametrize("fact", facts_with("clean_of"))
def test_what_looks_wrong_and_is_right_draws_no_alarm(fact: dict[str, Any]) -> None:
    told = [(found.rule, found.severity) for found in problems_of(fact, "right")]
    assert told == ([(fact["clean_of"], fact["told"])] if "told" in fact else [])


def test_each_fact_has_a_rule_or_the_reason_why_none_holds_it() -> None:
    for name, fact in FACTS.items():
        held = {"rule", "clean_of", "not_held"} & fact.keys()
        assert len(held - ({"rule"} if "clean_of" in held else set())) == 1, name
        assert fact.get("not_held", "http") in RECORD["reasons"], name
        assert {"wrong", "right"} <= fact.keys() or "rule" not in fact or "clean_of" in fact, name


def test_each_reason_is_one_that_a_fact_has() -> None:
    assert {fact["not_held"] for fact in FACTS.values() if "not_held" in fact} == set(
        RECORD["reasons"]
    )


def test_each_rule_that_a_fact_names_is_a_rule_unless_the_fact_is_pending() -> None:
    named = {
        rule
        for fact in FACTS.values()
        if not fact.get("pending", False)
        for rule in (fact.get("rule"), fact.get("clean_of"))
        if rule is not None
    }
    # A right shape is clean of what is not there yet, too.
    assert named - RULES.keys() <= {
        fact["rule"] for fact in FACTS.values() if fact.get("pending", False) and "rule" in fact
    }


def test_each_source_is_one_on_record() -> None:
    for name, fact in FACTS.items():
        sources = {source.partition(":")[0] for source in (*fact["sources"], *fact["by"])}
        assert sources
        assert sources <= RECORD["sources"].keys(), name


def test_a_severity_is_that_of_the_grade_or_the_fact_says_why() -> None:
    differing = {
        name: fact["because"]
        for name, fact in FACTS.items()
        if "wrong" in fact and "told" in fact and fact["told"] != SEVERITIES[fact["grade"]]
    }
    assert Counter(differing.values()) == {"schema": 19, "cross-field": 1, "gate": 1, "examples": 1}
    assert {name for name, fact in FACTS.items() if "because" in fact} == differing.keys()


def test_the_facts_are_as_many_as_are_known_of_each_grade() -> None:
    assert Counter(fact["grade"] for fact in FACTS.values()) == {
        "breaks": 63,
        "risky": 87,
        "style": 21,
    }
    assert len([fact for fact in FACTS.values() if "clean_of" in fact]) == 8
