"""Applications of ASGI, called in this process."""

from __future__ import annotations

import asyncio

from collections.abc import Awaitable, Callable, Coroutine, Iterable, MutableMapping
from typing import Any, Final, TypeAlias, cast
from urllib.parse import unquote

from ...callbacks import Callback
from ..errors import CallError
from .asgi_socket import AsgiSocket
from .logged import exceptions
from .loop import Pace
from .message import Body, Reply, Request, crashed, reply_of
from .simulated import Simulated


Message: TypeAlias = MutableMapping[str, Any]
Application: TypeAlias = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]

# Who says more of its start and its end, waits until somebody listens.
_MOST_ANSWERS: Final = 10
# In seconds: how long one that has said that it is stopped is waited for.
_AFTERWARDS: Final = 0.1
_VERSION = {"version": "3.0", "spec_version": "2.4"}
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class Asgi:
    """Calls an application as a server does."""

    def __init__(self, app: Application, seconds: float, loop: Pace) -> None:
        self._app = app
        self._seconds = seconds
        self._loop = loop
        self._state: dict[str, Any] = {}
        self._lifespan = _Lifespan(app, self._state)
        self._users = 0
        kinds = type(cast("object", app)).__mro__
        self._needs_start = any(kind.__module__ == "sanic.app" for kind in kinds)

    def send(self, request: Request, callback: Callback) -> Reply:
        """Run the application for one request."""
        del callback
        if self._needs_start and not self._users:
            msg = "a Sanic app answers once it has started: `with Call(...) as call:` starts it"
            raise CallError(msg)
        try:
            return self._loop.wait_for(self._run(request), self._seconds)
        except (ConnectionError, TimeoutError):
            raise
        # What the app waits for may be cancelled, which is no error of Python's.
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - a server answers 500
            return crashed(error)

    def open(self) -> None:
        """Tell the application that the server starts; one that does not want to know is let be."""
        self._users += 1
        if self._users == 1:
            self._lifespan = _Lifespan(self._app, self._state)
            self._wait_for(self._lifespan.start(), "lifespan.startup")

    def close(self) -> None:
        """Tell the application that the server stops."""
        self._users -= 1
        if self._users == 0:
            self._wait_for(self._lifespan.stop(), "lifespan.shutdown")

    def _wait_for(self, answer: Coroutine[Any, Any, None], what: str) -> None:
        try:
            self._loop.wait_for(answer, self._seconds)
        except TimeoutError:
            msg = f"{what}: the app did not answer within {self._seconds:g} seconds"
            raise TimeoutError(msg) from None

    def connect(self, request: Request) -> AsgiSocket:
        """Open a socket to the application."""
        assert isinstance(self._loop, Simulated)
        socket = AsgiSocket(self._app, socket_scope(request, self._state), self._loop)
        socket.open(self._seconds)
        return socket

    async def _run(self, request: Request) -> Reply:
        waiting: list[Message] = [{"type": "http.request", "body": request.body}]
        starts: list[Message] = []
        body = Body()
        gone = asyncio.Event()

        async def receive() -> Message:
            if waiting:
                return waiting.pop()
            await gone.wait()
            # So that one that asks again and again can be stopped.
            await asyncio.sleep(0)
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            try:
                body.take(message.get("body", b""))
            except ConnectionError:
                if gone.is_set():
                    # Who does not take that for the end would go round for ever.
                    await asyncio.Event().wait()
                gone.set()
                raise
            if message["type"] == "http.response.start" and not starts:
                starts.append(message)
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                gone.set()

        with exceptions() as raised:
            try:
                await self._app(_scope(request, self._state), receive, send)
            finally:
                body.check()
        if not starts:
            msg = "the app returned and began no reply"
            raise RuntimeError(msg)
        start = starts[0]
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in start.get("headers", ())
        ]
        return reply_of(start["status"], headers, body.whole(), raised)


class _Lifespan:
    """The start and the end of an application."""

    def __init__(self, app: Application, state: dict[str, Any]) -> None:
        self._app = app
        self._state = state
        self._told: asyncio.Queue[Message] = asyncio.Queue()
        self._answers: asyncio.Queue[Message] = asyncio.Queue(_MOST_ANSWERS)
        self._task: asyncio.Task[None] | None = None
        self._has_started = False
        self._error: Exception | None = None

    async def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())
        self._has_started = await self._tell("lifespan.startup") == "lifespan.startup.complete"

    async def stop(self) -> None:
        await self._tell("lifespan.shutdown")
        # It may raise behind the last that it says.
        assert self._task is not None
        await asyncio.wait({self._task}, timeout=_AFTERWARDS)
        # One that raises and has not started has no use for all this, by the standard.
        if self._has_started and self._error is not None:
            msg = f"lifespan: the app raised {type(self._error).__name__}: {self._error}"
            raise RuntimeError(msg) from self._error

    async def _tell(self, what: str) -> str | None:
        assert self._task is not None
        self._told.put_nowait({"type": what})
        answer = asyncio.get_running_loop().create_task(self._answers.get())
        try:
            await asyncio.wait({answer, self._task}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            answer.cancel()
        if not answer.done():
            return None
        said = answer.result()
        if said["type"] == f"{what}.failed":
            raise RuntimeError(said.get("message", what))
        return str(said["type"])

    async def _run(self) -> None:
        scope: Message = {"type": "lifespan", "asgi": _VERSION, "state": self._state}
        try:
            await self._app(scope, self._told.get, self._answers.put)
        except Exception as error:  # noqa: BLE001 - an app may raise any
            self._error = error


def _scope(request: Request, state: dict[str, Any]) -> Message:
    length = ("content-length", str(len(request.body)))
    return {
        **_shared(request, (length,), state),
        "type": "http",
        "method": request.method,
    }


def socket_scope(request: Request, state: dict[str, Any]) -> Message:
    """Return the scope of a WebSocket."""
    upgrade = (
        ("connection", "Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "AAAAAAAAAAAAAAAAAAAAAA=="),
    )
    return {
        **_shared(request, upgrade, state),
        "type": "websocket",
        "subprotocols": [],
        "extensions": {"websocket.http.response": {}},
    }


def _shared(request: Request, headers: Iterable[tuple[str, str]], state: dict[str, Any]) -> Message:
    parts = request.parts
    path = parts.path or "/"
    return {
        "asgi": _VERSION,
        "http_version": "1.1",
        "scheme": parts.scheme,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in (*request.headers, *headers)
        ],
        "client": ("127.0.0.1", 50000),
        "server": (parts.hostname, parts.port or _PORTS[parts.scheme]),
        "state": dict(state),
    }
