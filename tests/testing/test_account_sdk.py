"""Plivo's SDK is led to the double while a block lasts, and nothing but loopback is contacted."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import subprocess
import sys
import textwrap

import plivo.rest  # type: ignore[import-untyped]
import plivo.rest.client as client_of_sdk  # type: ignore[import-untyped]
import pytest

from plivoml.testing import Account
from tests.support.processes import PATIENCE
from tests.support.simulator import OPERATIONS

from .api import ANSWER, place, sdk
from .test_account import menu


#: Plivo's Python SDK has no method for that.
NAMELESS = {"calls.hangup_all"}

BASES = (
    "PLIVO_API_BASE_URI",
    "API_VOICE_BASE_URI",
    "API_VOICE_BASE_URI_FALLBACK_1",
    "API_VOICE_BASE_URI_FALLBACK_2",
)
REAL = "https://api.plivo.com/v1/Account"


def bases() -> set[str]:
    return {getattr(client_of_sdk, name) for name in BASES}


def test_the_sdk_is_redirected_while_the_block_lasts_and_put_back_afterwards() -> None:
    before = sdk(Account(menu()))
    assert bases() == {REAL}
    with Account(menu()) as account:
        assert bases() == {f"{account.url}/v1/Account"}
        before.calls.create(from_="+15550100100", to_="+15550100200", answer_url=ANSWER)
        assert len(account.calls) == 1
        with Account(menu()) as other:
            assert bases() == {f"{other.url}/v1/Account"}
        assert bases() == {f"{account.url}/v1/Account"}
    assert bases() == {REAL}


def test_the_sdk_is_put_back_when_the_block_raises() -> None:
    with pytest.raises(ZeroDivisionError), Account(menu()):
        _ = 1 / 0
    assert bases() == {REAL}


def test_blocks_that_overlap_lead_to_the_newest_that_is_open_in_whatever_order_they_end() -> None:
    for first, second, third in itertools.permutations(range(3)):
        open_ones = dict(enumerate(Account(menu()) for _ in range(3)))
        with contextlib.ExitStack() as ends:
            blocks = {at: ends.enter_context(contextlib.ExitStack()) for at in open_ones}
            for at, account in open_ones.items():
                blocks[at].enter_context(account)
            for at in (first, second):
                del open_ones[at]
                blocks[at].close()
                newest = open_ones[max(open_ones)]
                assert bases() == {f"{newest.url}/v1/Account"}
                assert sdk(newest).live_calls.list_ids().calls == []
            blocks[third].close()
            assert bases() == {REAL}


@pytest.mark.usefixtures("unloaded")
def test_an_sdk_that_is_loaded_in_two_blocks_is_put_back_with_the_last() -> None:
    first, second = contextlib.ExitStack(), contextlib.ExitStack()
    first.enter_context(Account(menu()))
    other = second.enter_context(Account(menu()))
    loaded = importlib.import_module("plivo.rest.client")
    first.close()
    assert {getattr(loaded, name) for name in BASES} == {f"{other.url}/v1/Account"}
    second.close()
    assert {getattr(loaded, name) for name in BASES} == {REAL}
    assert not any("Redirection" in repr(finder) for finder in sys.meta_path)


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the module of the SDK, and remember it afterwards."""
    monkeypatch.setattr(plivo.rest, "client", client_of_sdk)
    monkeypatch.delitem(sys.modules, "plivo.rest.client")


@pytest.mark.usefixtures("unloaded")
def test_an_sdk_that_is_loaded_in_the_block_is_redirected_once_it_is() -> None:
    with Account(menu()) as account:
        assert bases() == {REAL}
        loaded = importlib.import_module("plivo.rest.client")
        assert loaded is not client_of_sdk
        assert {getattr(loaded, name) for name in BASES} == {f"{account.url}/v1/Account"}
        made = loaded.Client(account.auth_id, account.auth_token)
        assert made.live_calls.list_ids().calls == []
    assert {getattr(loaded, name) for name in BASES} == {REAL}


@pytest.mark.usefixtures("unloaded")
def test_an_sdk_that_is_never_loaded_leaves_nothing_behind() -> None:
    before = list(sys.meta_path)
    with Account(menu()):
        assert len(sys.meta_path) == len(before) + 1
        importlib.import_module("json.tool")
    assert sys.meta_path == before


@pytest.mark.usefixtures("unloaded")
def test_an_sdk_that_is_loaded_after_the_block_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Account(menu()):
        spec = importlib.util.find_spec("plivo.rest.client")
    assert spec is not None
    assert spec.loader is not None
    late = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(late)
    assert {getattr(late, name) for name in BASES} == {REAL}
    monkeypatch.setattr(plivo.rest, "__path__", [])
    with Account(menu()), pytest.raises(ModuleNotFoundError):
        importlib.import_module("plivo.rest.client")


def test_an_sdk_with_fewer_names_is_redirected_in_those_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(client_of_sdk, BASES[-1])
    with Account(menu()) as account:
        place(account)
        assert f"{account.url}/v1/Account" == client_of_sdk.PLIVO_API_BASE_URI
    assert not hasattr(client_of_sdk, BASES[-1])


def test_operations_are_named_after_the_methods_of_the_sdk() -> None:
    client = sdk(Account(menu()))
    resources = {name: getattr(client, name.partition(".")[0]) for name in OPERATIONS}
    nameless = {
        name
        for name, resource in resources.items()
        if not callable(getattr(resource, name.partition(".")[2], None))
    }
    assert nameless == NAMELESS


PROGRAM = textwrap.dedent(
    """
    import sys
    from plivoml.testing import Account
    assert not [name for name in sys.modules if name.split(".")[0] == "plivo"]
    with Account({}) as account:
        assert not [name for name in sys.modules if name.split(".")[0] == "plivo"]
        import plivo
        client = plivo.RestClient(account.auth_id, account.auth_token)
        made = client.messages.create(src="15550100100", dst="15550100200", text="Hi.")
        assert made.message_uuid == [account.messages[0].uuid]
        assert client.live_calls.list_ids().calls == []
    import plivo.rest.client as module
    assert module.API_VOICE_BASE_URI == module.PLIVO_API_BASE_URI == %r
    assert [type(one).__name__ for one in sys.meta_path if "Redirection" in repr(one)] == []
    """
)


@pytest.mark.once
def test_an_sdk_that_is_loaded_later_is_redirected_too() -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM % REAL], check=True, timeout=PATIENCE
    )
