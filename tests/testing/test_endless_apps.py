"""Apps whose answers do not end: each ends as a failure of the call, and holds no test up."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import http.server
import itertools
import threading

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from plivoml.testing import App, Call
from tests.support.simulator import Runner

from .flows import ANSWER


MEGABYTE = bytes(1_000_000)
TOO_LONG = "broke off its reply: no more than 10,485,760 bytes of one are read"


def of_generator(_: object, start: Callable[..., object]) -> Iterator[bytes]:
    start("200 OK", [])
    return itertools.repeat(MEGABYTE)


def of_nothing(_: object, start: Callable[..., object]) -> Iterator[bytes]:
    start("200 OK", [])
    return itertools.repeat(b"")


def of_write(_: object, start: Callable[..., Callable[[bytes], object]]) -> list[bytes]:
    write = start("200 OK", [])
    while True:
        write(MEGABYTE)


async def begin(send: Any) -> None:
    await send({"type": "http.response.start", "status": 200})


async def of_asgi(_scope: Any, _receive: Any, send: Any) -> None:
    await begin(send)
    while True:
        await send({"type": "http.response.body", "body": MEGABYTE, "more_body": True})


async def wrapped(scope: Any, receive: Any, send: Any) -> None:
    try:
        await of_asgi(scope, receive, send)
    except OSError as error:
        msg = "the client has gone"
        raise RuntimeError(msg) from error


async def stubborn(_scope: Any, _receive: Any, send: Any) -> None:
    await begin(send)
    while True:
        with contextlib.suppress(OSError):
            await send({"type": "http.response.body", "body": MEGABYTE, "more_body": True})


@pytest.mark.parametrize(
    "app",
    [of_generator, of_nothing, of_write, of_asgi, wrapped, stubborn],
    ids=lambda one: one.__name__,
)
def test_an_answer_without_an_end_is_a_failure_of_the_call(app: App) -> None:
    call = Call(app, ANSWER, strict=False, timeout=0.1 if app is stubborn else 5)
    call.begin()
    assert str(call.failure) == f"7011: {ANSWER} {TOO_LONG}"


def test_pieces_that_take_too_long_come_too_late() -> None:
    def app(_: object, start: Callable[..., object]) -> Iterator[bytes]:
        start("200 OK", [])
        while True:
            waiting.wait(0.02)
            yield b"x"

    waiting = threading.Event()
    call = Call(app, ANSWER, strict=False, timeout=0.05)
    call.begin()
    assert "did not answer within" in str(call.failure)


async def deaf_task() -> None:
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)


async def deaf(scope: Any, _receive: Any, _send: Any) -> None:
    if scope["type"] == "http":
        await deaf_task()


async def listening(_scope: Any, receive: Any, send: Any) -> None:
    await begin(send)
    await send({"type": "http.response.body", "body": b"<Response/>"})
    while True:
        await receive()


async def dying(_scope: Any, receive: Any, _send: Any) -> None:
    await receive()
    try:
        await receive()
    except asyncio.CancelledError:
        msg = "cleaned up"
        raise ConnectionError(msg) from None


@pytest.mark.parametrize(
    ("app", "told"),
    [
        (deaf, "did not answer within"),
        (listening, "did not answer within"),
        (dying, "cannot be reached: cleaned up"),
    ],
)
def test_an_app_that_is_not_cancelled_is_left_behind(app: App, told: str) -> None:
    call = Call(app, f"{ANSWER}#rc=0", strict=False, timeout=0.05)
    call.begin()
    assert told in str(call.failure)


async def answering(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    scope["app"] = asyncio.ensure_future(deaf_task())
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"<Response><Hangup/></Response>"})


@pytest.mark.parametrize("app", [deaf, answering])
def test_of_what_is_left_behind_nothing_is_said(app: App, caplog: pytest.LogCaptureFixture) -> None:
    with Call(app, f"{ANSWER}#rc=0", strict=False, timeout=0.05) as call:
        call.begin()
    del call
    gc.collect()
    assert [record.message for record in caplog.records if record.name == "asyncio"] == []


def test_of_what_is_left_behind_by_a_server_nothing_is_said_and_what_it_raises_is(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def begin() -> None:
        coroutines = (deaf_task(), asyncio.sleep(99), cleaning_up_badly())
        tasks.extend(map(asyncio.ensure_future, coroutines))
        await asyncio.sleep(0)

    tasks: list[asyncio.Task[None]] = []
    runner = Runner()
    runner.wait_for(begin(), 5)
    runner.stop()
    assert [task.cancelled() for task in tasks] == [False, True, False]
    tasks.clear()
    gc.collect()
    told = [record.message for record in caplog.records if record.name == "asyncio"]
    assert [message.splitlines()[0] for message in told] == ["Task exception was never retrieved"]


async def cleaning_up_badly() -> None:
    try:
        await asyncio.Event().wait()
    finally:
        msg = "cleaned up"
        raise ConnectionError(msg)


class Endless(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(MEGABYTE)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Say nothing."""


def test_a_server_without_an_end_is_a_failure_of_the_call() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Endless) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        call = Call(f"http://127.0.0.1:{server.server_port}", ANSWER, strict=False)
        call.begin()
        server.shutdown()
        thread.join()
    assert str(call.failure) == f"7011: {ANSWER} {TOO_LONG}"


def test_an_app_that_tells_of_its_start_for_ever_is_left_waiting() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while True:
                await send({"type": "lifespan.startup.complete"})
        await receive()
        await begin(send)
        await send({"type": "http.response.body", "body": b"<Response><Hangup/></Response>"})

    with Call(app, ANSWER, strict=False) as call:
        call.begin()
    assert call.failure is None
