"""The pages of the site, looked at by axe-core and for their width."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.support.browser import Browser
from tools import npm


pytestmark = [pytest.mark.once, pytest.mark.long]

AXE: Final = "4.14.1"

#: One of each kind, and those that are like no other.
PAGES: Final = [
    "index.html",
    "tutorial.html",
    "playground.html",
    "graph.html",
    "testing.html",
    "checking.html",
    "callbacks.html",
    "scenarios/ivr-menu.html",
    "explanation/rooms.html",
    "reference/elements/dial.html",
    "reference/callbacks/dial.html",
    "reference/hangup-causes.html",
    "rules/index.html",
    "rules/flow.html",
    "search.html",
    "genindex.html",
]

#: What there is in each page that is serious: the rule, the places, and what is wrong there.
SERIOUS: Final = """
axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")}: ${failureSummary}`)))
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Have the program that looks at a page."""
    try:
        return (npm.package("axe-core", AXE) / "axe.min.js").read_text("utf-8")
    except npm.MissingError as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_used_by_everybody(
    page: str, is_dark: bool, tab: Browser, address: str, axe: str
) -> None:
    tab.look_like(1280, is_dark=is_dark)
    tab.open(f"{address}/{page}")
    tab.run(axe)
    assert tab.run(SERIOUS) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_no_wider_than_a_phone(page: str, tab: Browser, address: str) -> None:
    tab.look_like(390)
    tab.open(f"{address}/{page}")
    assert tab.run("document.documentElement.scrollWidth") <= 390


def test_the_pages_that_are_looked_at_are_there(site: Path) -> None:
    assert [page for page in PAGES if not (site / page).exists()] == []
