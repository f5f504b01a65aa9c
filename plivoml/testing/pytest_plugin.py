"""
The fixtures `plivo_call` and `plivo_conversation`, for pytest.

They are loaded with every pytest, so nothing is imported before a test asks for one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar

import pytest


if TYPE_CHECKING:
    from ._platform.account import Platform
    from .call import Call
    from .conversation import Conversation
    from .observed import Seen

    SeenT = TypeVar("SeenT", bound=Seen)


_PLATFORMS: pytest.StashKey[list[Platform]] = pytest.StashKey()


@pytest.fixture
def plivo_call(request: pytest.FixtureRequest) -> Generator[Callable[..., Call]]:
    """
    Make calls: it takes what `plivoml.testing.Call` takes.

    The transcripts of the calls, and of others beside them, are shown when the test fails.
    An ASGI app is started before and stopped after.
    """
    from .call import Call

    with ExitStack() as stack:
        yield _maker(request.node, stack, Call)


@pytest.fixture
def plivo_conversation(request: pytest.FixtureRequest) -> Generator[Callable[..., Conversation]]:
    """Make conversations, as `plivo_call` makes calls: with `plivoml.testing.Conversation`."""
    from .conversation import Conversation

    with ExitStack() as stack:
        yield _maker(request.node, stack, Conversation)


def _maker(node: pytest.Item, stack: ExitStack, kind: type[SeenT]) -> Callable[..., SeenT]:
    none: list[Platform] = []
    platforms = node.stash.setdefault(_PLATFORMS, none)

    def make(*arguments: Any, **settings: Any) -> SeenT:
        made = kind(*arguments, **settings)
        platforms.append(made._platform)
        stack.enter_context(made)
        return made

    return make


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the transcripts to the report of a test that fails."""
    report = yield
    if report.failed:
        none: list[Platform] = []
        for platform in item.stash.get(_PLATFORMS, none):
            report.sections += [(repr(seen), seen.transcript()) for seen in platform.seen]
    return report
