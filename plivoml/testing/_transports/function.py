"""
Functions that take a connection, as the library `websockets` calls them, as ASGI.

    async def talk(connection):
        async for frame in connection:
            await connection.send(...)
"""

from __future__ import annotations

import asyncio

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
)
from typing import Any, TypeAlias

from .line import MOST_TOLD, Frame, check_close


Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

_NORMAL = 1000


class Headers(Mapping[str, str]):
    """Names and values; a name may be asked for in any spelling."""

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        self._values = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs
        }

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Handshake:
    """The request that opened a connection."""

    def __init__(self, path: str, headers: Headers) -> None:
        self.path = path
        """The path, with the query."""

        self.headers = headers


class Connection:
    """What such a function takes: the part of `websockets.asyncio.server.ServerConnection` here."""

    def __init__(self, request: Handshake, receive: Receive, send: Send) -> None:
        self.request = request
        self.close_code: int | None = None
        self.close_reason: str | None = None
        self._receive = receive
        self._send = send
        self._told = 0

    async def recv(self) -> Frame:
        """
        Wait for the next frame.

        Raises:
            Exception: The connection is closed: the `ConnectionClosedOK` of `websockets`, or
                `ConnectionError` where that is not installed.
        """
        if self.close_code is None:
            message = await self._receive()
            if message["type"] == "websocket.receive":
                frame: Frame = message["text"]
                return frame
            self._closed(message["code"], message["reason"])
        raise await self._gone()

    async def send(self, message: Frame) -> None:
        """Send a frame; raises as `recv` does."""
        if self.close_code is not None:
            raise await self._gone()
        kind = "bytes" if isinstance(message, bytes) else "text"
        try:
            await self._send({"type": "websocket.send", kind: message})
        except OSError:
            self._closed(_NORMAL, "")
            raise self._error() from None

    async def close(self, code: int = _NORMAL, reason: str = "") -> None:
        """
        Close the connection.

        Raises:
            Exception: No frame has such a code or reason: the `ProtocolError` of `websockets`, or
                `ValueError` where that is not installed.
        """
        if self.close_code is not None:
            await self._gone()
            return
        try:
            check_close(code, reason)
        except ValueError as error:
            raise _wrong(error) from None
        self._closed(code, reason)
        await self._send({"type": "websocket.close", "code": code, "reason": reason})

    async def __aiter__(self) -> AsyncIterator[Frame]:
        """Yield frames until the connection is closed."""
        kind = type(self._error())
        while True:
            try:
                yield await self.recv()
            except kind:
                return

    def _closed(self, code: int, reason: str) -> None:
        self.close_code, self.close_reason = code, reason

    async def _gone(self) -> Exception:
        """Return what says that it is closed; who does not take that for the end is kept waiting."""
        self._told += 1
        if self._told > MOST_TOLD:
            await asyncio.Event().wait()
        return self._error()

    def _error(self) -> Exception:
        try:
            from websockets.exceptions import ConnectionClosedOK
            from websockets.frames import Close
        except ModuleNotFoundError:
            return ConnectionError("the connection is closed")
        close = Close(self.close_code or _NORMAL, self.close_reason or "")
        return ConnectionClosedOK(close, close, rcvd_then_sent=True)


def _wrong(error: ValueError) -> Exception:
    try:
        from websockets.exceptions import ProtocolError
    except ModuleNotFoundError:
        return error
    return ProtocolError(str(error))


def as_asgi(function: Callable[[Any], Awaitable[object]]) -> Callable[..., Awaitable[None]]:
    """Make an ASGI application of a function that takes a connection."""

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        query = scope["query_string"].decode("latin-1")
        path = scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        request = Handshake(path, Headers(scope["headers"]))
        await function(Connection(request, receive, send))

    return app
