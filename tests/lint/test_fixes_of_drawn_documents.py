"""Documents with drawn slips: what holds of each that was fixed."""

from __future__ import annotations

import functools
import re

from collections import Counter

import pytest

from hypothesis import given, seed
from hypothesis import strategies as st

from plivoml import Problem, check, fix
from tests.lint.test_one_round import foreign_documents
from tests.support.checking import RULES, Rule
from tests.support.effort import examples
from tests.support.strategies import documents


CAPITALS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")

everything = functools.partial(check, select=["all"])


@st.composite
def slips(draw: st.DrawFn) -> str:
    """Draw a right document, and write some of it wrong."""
    text = str(draw(documents()))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(text) - 1))
        letter = text[at]
        instead = [letter.translate(CAPITALS), letter.lower(), letter * 2, "", f"{letter} "]
        text = f"{text[:at]}{draw(st.sampled_from(instead))}{text[at + 1 :]}"
    if draw(st.booleans()):
        text = text.replace("&amp;", "&").replace("&lt;", "< ")
    return draw(st.sampled_from(["", "\n", " \r\n"])) + text


def hold(wrong: str, *, unsafe: bool) -> None:
    fixed = fix(wrong, unsafe=unsafe, select=["all"])
    before, after = everything(wrong), everything(fixed)

    assert fix(fixed, unsafe=unsafe, select=["all"]) == fixed
    assert [one for one in after if one.fix and (unsafe or one.fix.is_safe)] == []
    if not unsafe and not hides(before):
        assert Counter(one.rule for one in after) <= Counter(one.rule for one in before)
    for problem in before:
        assert problem.fix is None or in_place(wrong, problem)


def hides(problems: list[Problem]) -> bool:
    """Whether a document was not read to its end, so that there is more to say of it."""
    rules = {"not-well-formed", "text-before-declaration", "refused-xml", "too-large"}
    return not rules.isdisjoint(one.rule for one in problems)


def in_place(document: str, problem: Problem) -> bool:
    """Whether the edits of a fix follow each other, and lines, columns and bytes agree."""
    assert problem.fix is not None
    starts = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", document))]
    last = 0
    for edit in problem.fix.edits:
        start = len(document[: starts[edit.line - 1] + edit.column - 1].encode())
        end = len(document[: starts[edit.end_line - 1] + edit.end_column - 1].encode())
        assert (last <= start, start, end) == (True, edit.start, edit.end)
        last = end
    return True


@examples(300)
@given(foreign_documents())
def test_a_document_of_another_platform(document: str) -> None:
    hold(document, unsafe=False)


@examples(100)
@given(foreign_documents())
def test_a_document_of_another_platform_on_demand(document: str) -> None:
    hold(document, unsafe=True)


@examples(300)
@given(slips())
def test_a_document_with_slips(document: str) -> None:
    hold(document, unsafe=False)


@pytest.mark.stress
@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.suffix == ".xml"])
def test_the_wrong_document_of_a_rule(rule: Rule) -> None:
    hold(rule.wrong, unsafe=False)
    hold(rule.wrong, unsafe=True)


#: In how many tests, so that several processes share them.
SHARES = 10


@pytest.mark.long
@pytest.mark.once
@pytest.mark.parametrize("share", range(SHARES))
def test_ten_thousand_documents(share: int) -> None:
    @seed(share)
    @examples(10_000 // SHARES)
    @given(foreign_documents() | slips())
    def look(document: str) -> None:
        hold(document, unsafe=False)

    look()
