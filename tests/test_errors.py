"""What this package raises."""

from __future__ import annotations

import pickle

import pytest

from plivoml import Dial, InvalidDocumentError, InvalidElementError, Number, Problem, errors, parse
from plivoml.errors import (
    InvalidArgumentError,
    InvalidCallbackError,
    InvalidSignatureError,
    PlivoMLError,
)


PROBLEM = Problem("bad-value", "error", "expected 1; got 2", 3, 4, "/Response", "write 1")
EXAMPLES: list[PlivoMLError] = [
    InvalidElementError([PROBLEM]),
    InvalidArgumentError([PROBLEM]),
    InvalidDocumentError([PROBLEM, PROBLEM]),
    InvalidCallbackError("DialAction", ["Duration: expected a whole number; got 'abc'"]),
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


def test_the_module_of_errors_has_problem_and_no_more_than_it_says() -> None:
    errors.__dict__.pop("Problem", None)  # as before it was first asked for

    assert errors.Problem is Problem
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        errors.Nothing  # type: ignore[attr-defined]  # noqa: B018
