"""
The fixtures `plivo_call`, `plivo_conversation` and `plivo_account`, and what differs between documents.

They are loaded with every pytest, so nothing is imported before a test asks for one.
"""

from __future__ import annotations

import sys

from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar

import pytest


if TYPE_CHECKING:
    from .._model.nodes import Element
    from ._platform.account import Account as Platform
    from .account import Account
    from .call import Call
    from .conversation import Conversation
    from .observed import Observed

    MadeT = TypeVar("MadeT", bound=Observed | Account)


_ACCOUNTS: pytest.StashKey[list[Platform]] = pytest.StashKey()


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


@pytest.fixture
def plivo_account(request: pytest.FixtureRequest) -> Generator[Callable[..., Account]]:
    """
    Make accounts whose API answers on this machine: it takes what `plivoml.testing.Account` takes.

    Plivo's SDK is led there until the test is over. What was asked of the API, and the
    transcripts of the calls, are shown when the test fails.
    """
    from .account import Account

    with ExitStack() as stack:
        yield _maker(request.node, stack, Account)


def _maker(node: pytest.Item, stack: ExitStack, kind: type[MadeT]) -> Callable[..., MadeT]:
    none: list[Platform] = []
    accounts = node.stash.setdefault(_ACCOUNTS, none)

    def make(*arguments: Any, **settings: Any) -> MadeT:
        made = kind(*arguments, **settings)
        accounts.append(made._account)
        stack.enter_context(made)
        return made

    return make


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the transcripts to the report of a test that fails."""
    report = yield
    none: list[Platform] = []
    for account in item.stash.get(_ACCOUNTS, none):
        # It has failed already, and what went wrong in a call is in the transcripts; or the test
        # has ended itself, as by a skip.
        if report.failed or call.excinfo is not None:
            account.complaints()
        if report.failed:
            report.sections += [(repr(seen), seen.transcript()) for seen in account.seen]
    return report


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """
    Tell two values of this package apart line by line.

    Of elements these are lines of indented XML, in which secrets stay hidden; of callbacks and of
    messages of streams, the fields that differ.
    """
    differing = op == "==" and (_elements(left, right) or _fields(left, right))
    return [f"{type(left).__name__} == {type(right).__name__}", *differing] if differing else None


def _elements(left: object, right: object) -> list[str]:
    # Whoever has built an element has loaded its base.
    if "plivoml._model.nodes" not in sys.modules:
        return []
    from .._model.nodes import Element

    if not (isinstance(left, Element) and isinstance(right, Element)):
        return []
    from .._convert.differences import compared

    return [*map(str.rstrip, compared(_lines(right), _lines(left)))]


def _fields(left: object, right: object) -> list[str]:
    if type(left) is not type(right) or "plivoml._model.plain" not in sys.modules:
        return []
    from .._model.plain import Plain

    if not (isinstance(left, Plain) and isinstance(right, Plain)):
        return []
    had, has = right.to_dict(), left.to_dict()
    lines: list[str] = []
    for name in {**had, **has}:
        if had.get(name) != has.get(name):
            lines += [f"- {name}={had[name]!r}"] if name in had else []
            lines += [f"+ {name}={has[name]!r}"] if name in has else []
    return lines


def _lines(root: Element) -> list[str]:
    from .._model.plain import hidden

    return hidden(root.to_xml(indent="    ", declaration=False)).splitlines()
