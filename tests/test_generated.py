"""What is made from the declarations and committed."""

from __future__ import annotations

import pytest

from tools.generate import CHECKOUT, files, stale


pytestmark = [pytest.mark.once, pytest.mark.stress]


def test_what_is_committed_is_fresh() -> None:
    committed = {path: (CHECKOUT / path).read_text("utf-8") for path in files()}
    assert committed == files(), "run `make generate`"


def test_nothing_is_left_of_what_is_gone() -> None:
    assert stale() == []
