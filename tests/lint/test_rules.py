"""Each rule: its example, its words, and what it must not cry wolf at."""

from __future__ import annotations

import re

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from hypothesis import given

from plivoml import Element, Problem, UnknownElement, check, parse
from plivoml.hangup_causes import by_code
from tests.support.checking import (
    ERRORS_OF_MEANING,
    FAMILIES,
    RULES,
    Rule,
    RuleName,
    check_data,
)
from tests.support.declarations import (
    WRONG,
    class_of,
    content_field,
    elements,
    fields,
    nodes_of,
    spec_of,
)
from tests.support.effort import examples
from tests.support.strategies import SPECS, documents


ROOT = Path(__file__).parent.parent.parent

ERRORS = """
not-well-formed text-before-declaration refused-xml too-large unknown-element twilio-element
unknown-attribute misplaced-attribute bad-value missing-attribute missing-text misplaced-element
stray-text dial-without-target free-text-reason sip-auth-pair stream-track-conflict
stream-headers-limit hints-limit prosody-without-attribute refused-by-sdk
"""

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def found(rule: Rule, example: str) -> list[Problem]:
    return check_data(example.encode(), rule.suffix, ["all"])


def _extended(element: Element) -> Element:
    """Return the element with an attribute that nobody knows, in it and in what is in it."""
    if isinstance(element, UnknownElement):
        return element
    build: Any = class_of(element)
    values: dict[str, Any] = {name: getattr(element, name) for name in fields(element)}
    if spec_of(class_of(element)).content.children:
        values[content_field(element)] = [
            _extended(node) if isinstance(node, Element) else node for node in nodes_of(element)
        ]
    return cast("Element", build(**{**values, "extra": {"newThing": "1"}}))


@each_rule
def test_an_unknown_attribute_changes_nothing_of_what_else_is_said(rule: Rule) -> None:
    if rule.suffix != ".xml" or rule.severity == "error":
        return
    said = check(rule.wrong)
    extended = check(_extended(parse(rule.wrong)))
    assert [(p.rule, p.path) for p in extended if p.rule != "unknown-attribute"] == [
        (p.rule, p.path) for p in said
    ]


def test_every_name_of_a_rule_is_that_of_a_rule() -> None:
    assert list(RULES) == [name.value for name in RuleName]


def test_these_rules_and_no_others_are_errors() -> None:
    errors = {*ERRORS.split(), *ERRORS_OF_MEANING}
    assert {name for name, rule in RULES.items() if rule.severity == "error"} == errors


@each_rule
def test_the_wrong_example_breaks_its_rule_and_no_other(rule: Rule) -> None:
    (problem,) = found(rule, rule.wrong)

    assert (problem.rule, problem.severity) == (rule.name, rule.severity)
    # Of a program no page of Plivo's tells.
    assert rule.suffix == ".py" or (problem.docs or "").startswith("https://")


@each_rule
def test_there_is_nothing_to_say_of_the_right_example(rule: Rule) -> None:
    assert found(rule, rule.right) == []


@each_rule
def test_a_warning_says_may(rule: Rule) -> None:
    (problem,) = found(rule, rule.wrong)

    words = re.findall(r"\w+", f"{problem.sentence} {rule.says}")
    assert rule.severity == "error" or "may" in words


@each_rule
def test_a_message_says_what_was_expected_and_what_came(rule: Rule) -> None:
    (problem,) = found(rule, rule.wrong)

    assert re.fullmatch(r"expected .+; got.+", problem.message, re.DOTALL)


@each_rule
def test_the_code_of_a_rule_is_a_hangup_cause(rule: Rule) -> None:
    (problem,) = found(rule, rule.wrong)

    assert rule.hangup_code is None or problem.hangup_code == rule.hangup_code
    assert problem.hangup_code in {None, *rule.hangup_codes}
    assert problem.hangup_code is None or by_code(problem.hangup_code) is not None


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ('<Response><Redirect method="PUT">https://a.example/</Redirect></Response>', 7034),
        ('<Response><Record method="put"/></Response>', 7032),
        ("<Response><Redirect>/next</Redirect></Response>", 7024),
        ('<Response><Record action="/next"/></Response>', 7022),
        ("<Response><Play>/a.mp3</Play></Response>", None),
    ],
)
def test_what_plivo_reports_depends_on_who_asks(document: str, code: int | None) -> None:
    (problem,) = check(document, select=["all"])

    assert problem.hangup_code == code


def test_every_cross_field_rule_of_the_elements_is_documented() -> None:
    assert {rule.name for spec in SPECS for rule in spec.rules} <= set(RULES)


def test_every_condition_of_a_declaration_is_on_attributes_of_the_element() -> None:
    asked: set[str] = set()
    for cls in elements():
        names = spec_of(cls).by_name

        def note(name: str, names: Mapping[str, object] = names) -> None:
            assert name in names
            asked.add(name)

        for attribute in spec_of(cls).attributes:
            if attribute.when is not None:
                attribute.when.holds(note)

    assert asked == {
        "confirmSound",
        "inputType",
        "interpret-as",
        "minSilence",
        "noiseCancellation",
        "recordSession",
        "role",
        "silence",
        "sipAuthUsername",
        "startOnDialAnswer",
        "transcriptionType",
    }


def test_what_is_contested_is_a_value_that_can_be_given() -> None:
    contested = {
        (spec.tag, attribute.name): attribute.contested.values
        for spec in SPECS
        for attribute in spec.attributes
        if attribute.contested
    }

    assert contested == {
        ("Conference", "transcriptionType"): ("hybrid", "manual"),
        ("GetDigits", "finishOnKey"): ("",),
        ("GetDigits", "retries"): (0,),
        ("GetInput", "finishOnKey"): ("",),
        ("MultiPartyCall", "aiAgentStreamContentType"): ("audio/x-l16;rate=24000",),
        ("MultiPartyCall", "statusCallbackEvents"): ("participant-audio-events",),
        ("Record", "transcriptionType"): ("hybrid", "manual"),
        ("Stream", "contentType"): ("audio/x-l16;rate=24000",),
    }
    for spec in SPECS:
        for attribute in spec.attributes:
            for word in attribute.contested.values if attribute.contested else ():
                assert attribute.value.load(str(word)) is not WRONG


@given(documents())
@examples(100)
def test_what_the_classes_build_has_no_errors_but_those_of_meaning(document: object) -> None:
    problems = check(str(document))

    errors = [one for one in problems if one.severity == "error"]
    assert {one.rule for one in errors} <= ERRORS_OF_MEANING
    assert all(problem.rule in RULES for problem in problems)


def test_every_rule_is_in_one_family() -> None:
    names = [rule.name for family in FAMILIES.values() for rule in family.rules]

    assert sorted(names) == sorted(RULES)
