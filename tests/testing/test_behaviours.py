"""The table of what is simulated: each row that can be proved names its tests."""

from __future__ import annotations

import ast

from collections.abc import Iterator
from pathlib import Path

import pytest

from plivoml import testing
from plivoml.testing import BEHAVIOURS
from plivoml.testing.behaviours import table
from tests.support.faces import names_of


HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "testing.md"


def proved() -> Iterator[tuple[str, str]]:
    """Yield the rows that tests name."""
    for path in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "proves":
                subject, beginning = (ast.literal_eval(argument) for argument in node.args)
                yield subject, beginning


def test_every_behaviour_has_a_test() -> None:
    rows = list(proved())
    bare = [
        (behaviour.subject, behaviour.what)
        for behaviour in BEHAVIOURS
        if behaviour.level != "not simulated"
        and not any(
            behaviour.subject == subject and behaviour.what.startswith(beginning)
            for subject, beginning in rows
        )
    ]
    assert bare == []


def test_every_behaviour_names_its_page_or_is_a_guess() -> None:
    for behaviour in BEHAVIOURS:
        assert behaviour.source or behaviour.level in {"guess", "approximated"}


@pytest.mark.once
def test_the_table_in_the_documentation_is_this_one() -> None:
    assert table() in PAGE.read_text("utf-8")


def test_what_is_public_can_be_imported() -> None:
    assert len(set(names_of(testing))) == len(names_of(testing))
    for name in names_of(testing):
        assert getattr(testing, name) is not None
    assert set(names_of(testing)) <= set(dir(testing))
    with pytest.raises(AttributeError, match="has no attribute 'Caller'"):
        _ = testing.Caller  # type: ignore[attr-defined]
