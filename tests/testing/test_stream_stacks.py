"""The guide to the handshake, on each server that it names: what it shows is what is run."""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
import threading

from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest
import uvicorn

from plivoml.streams import Media, PlayAudio
from plivoml.testing import Call

from .flows import handler


pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs" / "stream-handshake.md"
URL = "https://voice.example.com/answer"
SOCKET = "wss://voice.example.com/talk"
TOKEN = "secret"
SOUND = b"\x80" * 160

Names: TypeAlias = dict[str, Any]
Serving: TypeAlias = Callable[[Names], AbstractAsyncContextManager[int]]


@pytest.fixture(scope="module")
def shown() -> Generator[Names]:
    """Run the blocks of the page, and return what they define."""
    module = ModuleType("__documentation__")  # frameworks look for it
    names = vars(module)
    sys.modules[module.__name__] = module
    for block in re.findall(
        r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        exec(compile(block, str(PAGE), "exec", dont_inherit=True), names)
    yield names
    del sys.modules[module.__name__]


@contextmanager
def running(serving: Serving, names: Names) -> Generator[str]:
    """Run an asynchronous server in a thread, and give its base URL."""
    port: Future[int] = Future()
    stop = asyncio.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        try:
            async with serving(names) as found:
                port.set_result(found)
                await stop.wait()
        except BaseException as error:
            port.set_exception(error)
            raise

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    try:
        yield f"http://127.0.0.1:{port.result()}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


@asynccontextmanager
async def by_websockets(names: Names) -> AsyncGenerator[int]:
    async with names["websockets_server"]() as server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def by_aiohttp(names: Names) -> AsyncGenerator[int]:
    from aiohttp import web

    runner = web.AppRunner(names["aiohttp_app"]())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@asynccontextmanager
async def by_tornado(names: Names) -> AsyncGenerator[int]:
    from tornado.httpserver import HTTPServer
    from tornado.netutil import bind_sockets

    (socket,) = bind_sockets(0, "127.0.0.1")
    server = HTTPServer(names["tornado_app"])
    server.add_socket(socket)
    yield socket.getsockname()[1]
    server.stop()
    await server.close_all_connections()


@asynccontextmanager
async def by_uvicorn(names: Names) -> AsyncGenerator[int]:
    config = uvicorn.Config(
        names["fastapi_app"], port=0, log_level="error", ws="websockets-sansio", lifespan="off"
    )
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    with contextlib.closing(config.bind_socket()) as socket:
        await server.startup([socket])
        yield socket.getsockname()[1]
        await server.shutdown([socket])


@contextmanager
def by_werkzeug(names: Names) -> Generator[str]:
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, names["flask_app"], threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


HERE = [
    "starlette_app",
    "fastapi_app",
    "quart_app",
    "litestar_app",
    "channels_app",
    "asgi_app",
    "signed_app",
]
SERVED = [by_websockets, by_aiohttp, by_tornado, by_uvicorn, by_werkzeug]


@pytest.fixture(params=[*HERE, *SERVED], ids=lambda one: getattr(one, "__name__", one))
def call(request: pytest.FixtureRequest, shown: Names) -> Generator[Call]:
    with contextlib.ExitStack() as stack:
        if isinstance(request.param, str):
            end: Any = shown[request.param]
        elif request.param is by_werkzeug:
            end = stack.enter_context(by_werkzeug(shown))
        else:
            end = stack.enter_context(running(request.param, shown))
        app: dict[str, Any] = {"/answer": shown["answer"], "/hangup": handler("")}
        call = Call(
            app,
            URL,
            hangup_url="https://voice.example.com/hangup",
            auth_token=TOKEN,
            sockets={SOCKET: end},
        )
        with call:
            call.answer()
            yield call
            call.hang_up()


def test_the_agent_talks_to_plivo(call: Call) -> None:
    stream = call.stream
    assert (stream.is_open, call.failure) == (True, None)
    stream.speak(SOUND * 5)
    stream.listen()
    stream.wait_for(PlayAudio)
    assert stream.played.count(SOUND) == 5
    assert any(isinstance(one, Media) and one.audio == SOUND for one in stream.sent)


@pytest.mark.parametrize("auth_token", [None, "another token", TOKEN])
def test_strangers_are_refused_before_the_socket_is_open(
    call: Call, auth_token: str | None
) -> None:
    stranger = call.stream.stranger(auth_token=auth_token)
    assert (stranger.is_open, stranger.start) == (False, None)
    assert "stranger is sent away: answered 403" in call.transcript()


def test_a_start_that_is_not_theirs_closes_the_socket(call: Call, shown: Names) -> None:
    shown["WAITING"]["stolen"] = call.uuid
    stranger = call.stream.stranger(auth_token=TOKEN, url=f"{SOCKET}?ticket=stolen")
    assert stranger.start is not None
    assert (stranger.is_open, stranger.close_code) == (False, 1008)
