"""The site as a browser shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser import CHROMIUM, Browser, browser, shown


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site."""
    with shown(site) as address:
        yield address


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Open a tab of the browser."""
    if CHROMIUM is None:
        pytest.skip("this machine has no Chromium")
    with browser(tmp_path_factory.mktemp("browser")) as tab:
        yield tab
