"""The mistakes that no test tells of are still those that can be made."""

from __future__ import annotations

import tomllib

from pathlib import Path
from typing import Any

import pytest


ROOT = Path(__file__).parent.parent
SURVIVORS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tools" / "mutants" / "survivors.toml").read_text("utf-8")
)["survivor"]


@pytest.mark.once
@pytest.mark.parametrize("survivor", SURVIVORS, ids=lambda row: row["before"])
def test_a_survivor_stands_where_it_is_said_to_and_has_a_reason(survivor: dict[str, str]) -> None:
    assert survivor.keys() == {"file", "before", "after", "why"}
    lines = (ROOT / survivor["file"]).read_text("utf-8").splitlines()
    assert survivor["before"] in [line.strip() for line in lines]
    assert survivor["after"] != survivor["before"]
    assert survivor["why"].endswith(".")
