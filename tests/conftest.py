"""What all tests share."""

from __future__ import annotations

import gc
import signal

from collections.abc import Iterator

import pytest

from tests.support.effort import register


register()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let the collector of garbage not look at all that is loaded, time and again."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


@pytest.fixture(params=[signal.default_int_handler, signal.SIG_IGN], ids=["terminal", "background"])
def deaf_or_not(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the tests be run by a terminal, or by a script in the background: deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, request.param)
    yield
    signal.signal(signal.SIGINT, before)
