"""
The fixture `plivo_call`, for pytest.

It is loaded with every pytest, so it imports nothing before a test asks for the fixture.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest


if TYPE_CHECKING:
    from ._call import Call


_CALLS: pytest.StashKey[list[Call]] = pytest.StashKey()


@pytest.fixture
def plivo_call(request: pytest.FixtureRequest) -> Generator[Callable[..., Call]]:
    """
    Make calls: it takes what `plivoml.testing.Call` takes.

    The transcripts of the calls are shown when the test fails.  An ASGI app is started
    before and stopped after.
    """
    from ._call import Call

    calls: list[Call] = []
    node: pytest.Item = request.node
    node.stash[_CALLS] = calls
    with ExitStack() as stack:

        def make(*arguments: Any, **settings: Any) -> Call:
            call = stack.enter_context(Call(*arguments, **settings))
            calls.append(call)
            return call

        yield make


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the transcripts to the report of a test that fails."""
    report = yield
    if report.failed:
        none: list[Call] = []
        for call in item.stash.get(_CALLS, none):
            report.sections.append((repr(call), call.transcript()))
    return report
