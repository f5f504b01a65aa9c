"""What all tests share."""

from __future__ import annotations

import os
import signal

from collections.abc import Iterator

import pytest

from hypothesis import HealthCheck, settings


# How long something takes says how busy the machine is.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Where nobody looks on, the same examples are drawn each time: red means a change.
settings.register_profile("steady", settings.get_profile("patient"), derandomize=True)
settings.load_profile("steady" if os.environ.get("CI") else "patient")


@pytest.fixture(params=[signal.default_int_handler, signal.SIG_IGN], ids=["terminal", "background"])
def deaf_or_not(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the tests be run by a terminal, or by a script in the background: deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, request.param)
    yield
    signal.signal(signal.SIGINT, before)
