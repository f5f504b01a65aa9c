"""Programs and templates in the manner of real ones: what is found there, and whether it is right."""

from __future__ import annotations

import tomllib

from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.checking import check_data
from tests.support.lifelike_programs import applications


pytestmark = pytest.mark.once

JUDGED: Final[list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("findings.toml").read_text("utf-8")
)["finding"]


@pytest.mark.stress
def test_what_is_found_is_what_was_judged() -> None:
    found = [
        {
            "file": name,
            "line": one.line,
            "column": one.column,
            "rule": one.rule,
            "message": one.message,
        }
        for name, text in applications(2026, 40)
        for one in check_data(text.encode(), Path(name).suffix)
    ]
    judged = [{key: one[key] for key in found[0]} for one in JUDGED]
    assert found[: len(judged)] == judged


def test_no_finding_is_false_and_few_are_doubtful() -> None:
    verdicts = [one["verdict"] for one in JUDGED]

    assert len(verdicts) == 100
    assert set(verdicts) <= {"true", "doubtful"}
    assert verdicts.count("doubtful") <= 10
    assert all(one["why"] for one in JUDGED if one["verdict"] == "doubtful")
