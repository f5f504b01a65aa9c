"""Only this machine is contacted, whatever an app, a document or a request names; nothing is left."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ipaddress
import socket
import threading

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plivo  # type: ignore[import-untyped]
import pytest

from plivo.exceptions import (  # type: ignore[import-untyped]
    PlivoRestError,
    ResourceNotFoundError,
)

from plivoml import CONTENT_TYPE, Conference, GetDigits, Play, Response, Speak, Stream
from plivoml.testing import Account, Call, served

from .api import ANSWER, ask, place, sdk, told
from .test_account import MENU, menu


#: Addresses that name another host, or that look like this one.
ODD = [
    "https://evil.example.com/answer",
    "https://127.0.0.1@evil.example.com/answer",
    "https://user:password@evil.example.com:8443/answer",
    "https://evil.example.com#@127.0.0.1/",
    "https://evil.example.com\\@127.0.0.1/answer",
    "http://0x7f.1/answer",
    "http://2130706433/answer",
    "http://0177.0.0.1/answer",
    "http://127.1/answer",
    "http://localhost.evil.example.com/answer",
    "http://[::ffff:192.0.2.1]/answer",
    "http://192.0.2.1/answer",
    "http://EVIL.example.com./answer",
]


@pytest.fixture
def contacts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every host that is looked up or connected to; none but this one can be."""
    seen: list[str] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def spy(self: socket.socket, address: Any) -> None:
        seen.append(str(address[0]))
        _refuse_others(seen[-1])
        connect(self, address)

    def spy_on_names(host: Any, *arguments: Any, **how: Any) -> Any:
        seen.append(str(host))
        _refuse_others(seen[-1])
        return look_up(host, *arguments, **how)

    monkeypatch.setattr(socket.socket, "connect", spy)
    monkeypatch.setattr(socket, "getaddrinfo", spy_on_names)
    return seen


def _refuse_others(host: str) -> None:
    if not _is_here(host):
        raise ConnectionRefusedError(host)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def app(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    """Answer anything with a menu, but for one path, which leads elsewhere."""
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ["PATH_INFO"] == "/elsewhere":
        start_response("307 Temporary Redirect", [("Location", ODD[1])])
        return iter(())
    start_response("200 OK", [("Content-Type", CONTENT_TYPE)])
    return iter([Response([MENU]).to_bytes()])


@pytest.mark.parametrize("over_http", [False, True])
def test_a_call_contacts_nobody_else_whatever_its_urls_name(
    contacts: list[str], *, over_http: bool
) -> None:
    with served(app) if over_http else contextlib.nullcontext(app) as target:
        for url in [*ODD, "https://ivr.example.com/elsewhere"]:
            call = Call(target, url, hangup_url=ODD[0], strict=False)
            call.answer()
            assert call.heard == ["Press 1."]
            call.hang_up()
    assert bool(contacts) is over_http
    assert {host for host in contacts if not _is_here(host)} == set()


@pytest.mark.parametrize(
    "base",
    [
        *(url.removesuffix("/answer") for url in ODD),
        "https://127.0.0.1:8000",
        "http://127.0.0.1.evil.example.com",
        "file:///etc/hosts",
        "http://[::1",
        "",
    ],
)
def test_an_app_that_is_elsewhere_is_refused(contacts: list[str], base: str) -> None:
    for make in (lambda: Call(base, ANSWER), lambda: Account(base)):
        with pytest.raises(ValueError, match=r"loopback|Invalid IPv6 URL"):
            make()
    with pytest.raises(ValueError, match=r"loopback|Invalid IPv6 URL"):
        Call(app, ANSWER, sockets={"wss://agent.example.com/talk": base})
    assert contacts == []


def test_userinfo_in_the_url_of_an_app_on_this_machine_changes_nothing(contacts: list[str]) -> None:
    with served(app) as base:
        call = Call(base.replace("http://", "http://evil.example.com@"), ANSWER)
        call.answer()
        call.hang_up()
    assert set(contacts) == {"127.0.0.1"}


def test_what_documents_and_requests_name_is_not_contacted(contacts: list[str]) -> None:
    document = Response(
        [
            Play("https://evil.example.com/music.mp3"),
            Stream("wss://127.0.0.1@evil.example.com/talk"),
            GetDigits([Speak("Press 1.")], action=ODD[2], timeout=5),
            Conference("room", wait_sound=ODD[3], start_conference_on_enter=False),
        ]
    )

    def everywhere(_: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", CONTENT_TYPE)])
        return iter([document.to_bytes()])

    with Account(everywhere, strict=False) as account:
        for url in ODD:
            place(account, answer_url=url, ring_url=url, hangup_url=url)
        for call in account.calls:
            call.answer()
        account.calls[0].wait(6)
        uuid = account.calls[0].uuid
        account.calls[1].hang_up()
        assert account.calls[1].is_over
        told(account, "POST", f"Call/{uuid}/Play/", {"urls": ODD[0]})
        told(account, "POST", f"Call/{uuid}/Record/", {"callback_url": ODD[1]})
        told(account, "POST", f"Call/{uuid}/", {"aleg_url": ODD[1]})
        message = {"src": "15550100100", "dst": "15550100200", "text": "Hi."}
        told(account, "POST", "Message/", {**message, "url": ODD[2], "media_urls": ODD[3]})
        assert len(account.reports) > 0
    assert set(contacts) == {"127.0.0.1"}


def test_the_sdk_contacts_nobody_else_though_it_tries_again(contacts: list[str]) -> None:
    with Account(menu()) as account:
        client = sdk(account)
        phlo: Any = plivo.phlo.RestClient(account.auth_id, account.auth_token)
        client.calls.create("15550100100", "15550100200", ANSWER)
        for ask_another_host in (
            client.addresses.list,
            lambda: client.lookup.get("15550100200"),
            lambda: client.call_feedback.create("call", 5),
            lambda: phlo.phlo.get("flow"),
        ):
            with contextlib.suppress(PlivoRestError):
                ask_another_host()
        with pytest.raises(ResourceNotFoundError, match="call not found"):
            client.calls.transfer("no-call", legs="aleg", aleg_url=ANSWER)
        assert [request.status for request in account.requests] == [201, 501, 501, 501, 501, 404]
    assert set(contacts) == {"127.0.0.1"}


def open_files() -> int:
    gc.collect()
    return len([*Path("/proc/self/fd").iterdir()])


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted on Linux")
@pytest.mark.parametrize("is_asynchronous", [False, True])
def test_no_thread_no_port_and_no_task_is_left(*, is_asynchronous: bool) -> None:
    tasks: list[asyncio.Task[None]] = []

    async def asynchronous(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        tasks.append(asyncio.create_task(asyncio.sleep(3600)))
        await receive()
        start = {"type": "http.response.start", "status": 200}
        await send({**start, "headers": [(b"content-type", b"application/xml")]})
        await send({"type": "http.response.body", "body": Response([MENU]).to_bytes()})

    def run(calls: int) -> list[int]:
        ports: list[int] = []
        with Account(asynchronous if is_asynchronous else app) as account:
            ports.append(int(account.url.rpartition(":")[2]))
            for _ in range(calls):
                uuid = place(account)
                account.calls[-1].answer()
                assert ask(account, "DELETE", f"Call/{uuid}/")[0] == 204
            place(account, ring_timeout=10)
        return ports

    run(1)
    before, files = set(threading.enumerate()), open_files()
    for port in run(10) + run(10):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert set(threading.enumerate()) == before
    assert bool(tasks) is is_asynchronous
    assert [task for task in tasks if not task.cancelled()] == []
    assert open_files() == files
