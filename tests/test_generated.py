"""What is made from the declarations and committed."""

from __future__ import annotations

import pytest

from tools.generate import CHECKOUT, files, stale


pytestmark = pytest.mark.once


@pytest.mark.parametrize("path", files())
def test_a_committed_file_is_fresh(path: str) -> None:
    assert (CHECKOUT / path).read_text("utf-8") == files()[path], "run `make generate`"


def test_nothing_is_left_of_what_is_gone() -> None:
    assert stale() == []
