"""What all tests share."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.effort import register
from tests.support.processes import PATIENCE


register()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let the collector of garbage not look at all that is loaded, nor look time and again."""
    gc.disable()
    yield
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    gc.enable()


@pytest.fixture(params=[signal.default_int_handler, signal.SIG_IGN], ids=["terminal", "background"])
def deaf_or_not(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the tests be run by a terminal, or by a script in the background: deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, request.param)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, in which every warning is an error."""
    pytest.importorskip("sphinx")
    docs = Path(__file__).parent.parent / "docs"
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", str(docs), str(folder)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder
