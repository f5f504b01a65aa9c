"""The page on performance shows what was recorded last."""

from __future__ import annotations

import pytest

from benchmarks import figures


pytestmark = pytest.mark.once


def test_the_page_shows_the_figures_that_were_recorded_last() -> None:
    shown = figures.PAGE.read_text("utf-8").partition(figures.START)[2].partition(figures.END)[0]

    assert figures.START + shown + figures.END == figures.section()
