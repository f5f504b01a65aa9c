"""What this package raises."""

from __future__ import annotations

import copy
import pickle

from typing import Any

import pytest

from plivoml import Dial, InvalidDocumentError, InvalidElementError, Number, Problem, errors, parse
from plivoml.errors import (
    Edit,
    Fix,
    InvalidArgumentError,
    InvalidCallbackError,
    InvalidMessageError,
    InvalidSignatureError,
    PlivoMLError,
)


PROBLEM = Problem("bad-value", "error", "expected 1; got 2", 3, 4, "/Response", "write 1")
EXAMPLES: list[PlivoMLError] = [
    InvalidElementError([PROBLEM]),
    InvalidArgumentError([PROBLEM]),
    InvalidDocumentError([PROBLEM, PROBLEM]),
    InvalidCallbackError("DialAction", ["Duration: expected a whole number; got 'abc'"]),
    InvalidMessageError("Media", ["media.payload: expected base64; got nothing"]),
    InvalidSignatureError("X-Plivo-Signature-V3: expected a signature; got none"),
]
each_error = pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)


@each_error
def test_an_error_is_a_value_error_of_this_package(error: PlivoMLError) -> None:
    assert isinstance(error, ValueError)
    assert isinstance(error, PlivoMLError)


@each_error
def test_an_error_comes_through_pickle_as_it_is(error: PlivoMLError) -> None:
    again = pickle.loads(pickle.dumps(error))

    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_every_error_is_in_the_tree() -> None:
    public = {name for name in errors.__all__ if name.endswith("Error")}

    assert public == {type(error).__name__ for error in EXAMPLES} | {"PlivoMLError"}


def test_a_problem_of_a_document_says_its_place_and_its_rule() -> None:
    assert str(PROBLEM) == "3:4: error[bad-value] /Response: expected 1; got 2; write 1"
    assert PROBLEM.sentence == "/Response: expected 1; got 2; write 1"


def test_a_problem_of_an_element_in_python_has_no_place() -> None:
    with pytest.raises(InvalidElementError) as caught:
        Dial([Number("1")], timeout=0)

    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.path) == (None, None, "Dial.timeout")
    assert str(problem) == str(caught.value) == problem.sentence


def test_the_message_has_a_line_for_each_problem() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse("<Response><A/><B/></Response>")

    assert str(caught.value).splitlines() == [str(p) for p in caught.value.problems]


def test_a_problem_never_changes() -> None:
    with pytest.raises(AttributeError, match="cannot assign to field 'line'"):
        PROBLEM.line = 5  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot delete field 'line'"):
        delattr(PROBLEM, "line")

    moved = PROBLEM.replace(line=5)

    assert (PROBLEM.line, moved.line) == (3, 5)
    assert moved.replace(line=3) == PROBLEM
    assert copy.copy(PROBLEM) == PROBLEM


def test_problems_are_compared_and_hashed_by_value() -> None:
    same = Problem(
        rule="bad-value",
        severity="error",
        message="expected 1; got 2",
        line=3,
        column=4,
        path="/Response",
        hint="write 1",
    )

    assert same == PROBLEM
    assert {same, PROBLEM} == {PROBLEM}
    assert PROBLEM.replace(column=5) != PROBLEM
    assert PROBLEM.sentence != PROBLEM
    assert PROBLEM.hangup_code is None
    assert PROBLEM.fix is None


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<Speak voice="Bob">Hello</Speak>', 8011),
        ("<Play/>", 8011),
        ("<Dial><Number/></Dial>", 8011),
        ("<Reject/>", 8011),
        ("<Bogus/>", None),
        ("<Reset/>", None),
        ("<Conference/>", None),
        ('<Record action="two words"/>', 7022),
        ('<Record action="https://example.com/" method="PUT"/>', 7032),
        ("<Redirect>two words</Redirect>", 7024),
        ("<Redirect/>", 7024),
        ('<Redirect method="PUT">https://example.com/</Redirect>', 7034),
    ],
)
def test_a_problem_has_the_code_with_which_the_call_would_end(
    inside: str, code: int | None
) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse(f"<Response>{inside}</Response>")

    assert [problem.hangup_code for problem in caught.value.problems] == [code]


def test_a_problem_shows_every_field() -> None:
    assert repr(PROBLEM) == (
        "Problem(rule='bad-value', severity='error', message='expected 1; got 2', line=3, column=4,"
        " path='/Response', hint='write 1', docs=None, hangup_code=None, fix=None, related=())"
    )


def test_a_problem_matches_a_pattern() -> None:
    match PROBLEM:
        case Problem("bad-value", line=int(line)):
            assert line == 3
        case _:
            pytest.fail("it has that rule")


@pytest.mark.parametrize(
    "given",
    [{}, {"rule": "a", "severity": "error", "message": "", "rul": ""}, {"rule": "a"}],
)
def test_a_field_that_is_missing_or_unknown_is_a_type_error(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Problem\(\) takes rule, severity, message, line, .*fix"):
        Problem(**given)


def test_a_copy_has_no_other_fields() -> None:
    with pytest.raises(TypeError, match=r"Problem\(\) takes rule, severity, message, line, .*fix"):
        PROBLEM.replace(rul="b")


def test_a_field_is_given_once() -> None:
    build: Any = Problem
    with pytest.raises(TypeError, match="each once"):
        build("a", "error", "b", rule="a")
    with pytest.raises(TypeError, match="each once"):
        build(*"abcdefghijkl")
    with pytest.raises(TypeError, match="each once"):
        Problem("a", "error", "b").replace(message="c", rul="")


def test_a_fix_has_edits_of_the_source() -> None:
    edit = Edit(line=1, column=11, end_line=1, end_column=14, text="Speak", start=10, end=13)
    fix = Fix("Write Speak for Say", (edit,), is_safe=True)
    problem = PROBLEM.replace(fix=fix)

    assert pickle.loads(pickle.dumps(problem)) == problem
    assert problem.fix is fix
    assert hash(problem) != hash(PROBLEM)
