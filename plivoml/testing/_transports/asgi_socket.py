"""A WebSocket to an application of ASGI in this process."""

from __future__ import annotations

import asyncio

from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, Final, TypeAlias

from .line import MOST, MOST_TOLD, Frame, RefusedError, check_close, size_of
from .message import crashed
from .simulated import Simulated


Message: TypeAlias = MutableMapping[str, Any]
Application: TypeAlias = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]

_NORMAL, _INTERNAL_ERROR = 1000, 1011
_FORBIDDEN, _SERVER_ERROR = 403, 500

#: How long an endpoint may go on after its socket is closed, on the clock of its loop.
_AFTERWARDS: Final = 10.0


class AsgiSocket:
    """Runs the endpoint as a server does."""

    def __init__(self, app: Application, scope: Message, host: Simulated) -> None:
        self.close_code: int | None = None
        self.problem: str | None = None
        self._app = app
        self._scope = scope
        self._host = host
        self._end = _End()

    def open(self, seconds: float) -> None:
        """
        Make the handshake.

        Raises:
            RefusedError: The application does not accept it.
            TimeoutError: It does not say so in time.
        """
        end = self._end
        try:
            self._host.wait_for(end.begin(self._app, self._scope), seconds)
        except TimeoutError:
            self._cancel()
            raise
        if not end.is_accepted:
            self._cancel()
            raise RefusedError(end.refusal)
        self._host.loop.lines.append(end)

    @property
    def unread(self) -> int:
        """How many messages the application has not read yet."""
        return len(self._end.inbox)

    def step(self, frames: Sequence[str], seconds: float) -> list[Frame]:
        """Send messages, let the application do what it does for so long, and return its own."""
        end = self._end
        self._host.jump(seconds, lambda: end.feed(frames))
        return self._taken()

    def linger(self, seconds: float) -> list[Frame]:
        """Give threads and connections of the application so many seconds to say something."""
        end = self._end
        self._host.linger(end.said, seconds)
        return self._taken()

    def close(self) -> None:
        """Close it, and give the endpoint some time to end."""
        end = self._end
        if not end.is_over:
            self._host.jump(0, end.disconnect)
        if not end.is_done:
            self._host.jump_until(lambda: end.is_done, _AFTERWARDS)
        if not end.is_done:
            end.problem = (
                f"its endpoint still runs {_AFTERWARDS:g} s after the socket was closed: "
                "the close is the end, and no stop may come"
            )
        self.problem = end.problem
        self._host.loop.lines.remove(end)
        self._cancel()

    def _cancel(self) -> None:
        end = self._end
        if end.task is not None and not end.is_done:
            self._host.jump(0, end.task.cancel)

    def _taken(self) -> list[Frame]:
        end = self._end
        taken = list(end.outbox)
        end.outbox.clear()
        end.size = 0
        end.said.clear()
        if end.is_over and self.close_code is None:
            self.close_code = end.close_code
            self.problem = end.problem
        return taken


class _End:
    """What the endpoint sees; it knows nothing of the platform, or neither would be collected."""

    def __init__(self) -> None:
        self.inbox: deque[Message] = deque([{"type": "websocket.connect"}])
        self.outbox: list[Frame] = []
        self.size = 0
        """What is in there, in bytes."""
        self.is_accepted = self.is_over = False
        self.refusal = ""
        self.close_code = _NORMAL
        self.problem: str | None = None
        self.task: asyncio.Task[None] | None = None
        self._waiters: list[asyncio.Future[None]] = []
        self._told = self._refused = 0
        self.said = asyncio.Event()
        self._decided = asyncio.Event()
        self._closed = asyncio.Event()

    @property
    def is_done(self) -> bool:
        """Whether the endpoint has ended."""
        return self.task is not None and self.task.done()

    @property
    def is_busy(self) -> bool:
        """Whether the endpoint does something else than to wait for its next message."""
        return not self._waiters and not self.is_over

    async def begin(self, app: Application, scope: Message) -> None:
        """Start the endpoint, and wait until it accepts or refuses."""
        self.task = asyncio.get_running_loop().create_task(self._run(app, scope))
        await self._decided.wait()

    def feed(self, frames: Sequence[str]) -> None:
        """Hand over messages."""
        self.inbox.extend({"type": "websocket.receive", "text": frame} for frame in frames)
        self._wake()

    def disconnect(self) -> None:
        """Tell the endpoint that the platform has closed the socket."""
        self.is_over = True
        self._closed.set()
        self.inbox.append({"type": "websocket.disconnect", "code": _NORMAL, "reason": ""})
        self._wake()

    def _wake(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def _run(self, app: Application, scope: Message) -> None:
        try:
            await app(scope, self._receive, self._send)
            self._over("returned before it accepted the handshake", _NORMAL)
        except asyncio.CancelledError:
            self._over("was cancelled", _NORMAL)
            raise
        except Exception as error:  # noqa: BLE001 - as a server does
            detail = crashed(error).detail
            if not self.is_over:
                self.problem = f"its endpoint raised {detail}"
            self._over(f"answered {_SERVER_ERROR} ({detail})", _INTERNAL_ERROR)

    def _over(self, refusal: str, code: int) -> None:
        if not self.is_accepted and not self.refusal:
            self.refusal = refusal
        if not self.is_over:
            self.is_over, self.close_code = True, code
        self.said.set()
        self._decided.set()

    async def _receive(self) -> Message:
        # Who does not take the close for the end would go round for ever.
        while not self.inbox or self._told == MOST_TOLD:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        if self.is_over and len(self.inbox) == 1:
            self._told += 1
            return self.inbox[0]
        return self.inbox.popleft()

    async def _send(self, message: Message) -> None:
        kind = message["type"]
        if self.is_over:
            msg = f"{kind} after the socket is closed"
            self._refused += 1
            if self._refused > MOST_TOLD:
                await asyncio.Event().wait()
            raise OSError(msg)
        # So that one that sends again and again can be stopped.
        if not kind.endswith((".send", ".close")):
            await asyncio.sleep(0)
        if kind == "websocket.accept":
            self.is_accepted = True
            self._decided.set()
        elif kind == "websocket.close":
            self._hang_up(message.get("code") or _NORMAL, message.get("reason") or "")
        elif kind == "websocket.http.response.start":
            self.refusal = f"answered {message['status']}"
        elif kind == "websocket.http.response.body":
            if not message.get("more_body"):
                self._over("", _NORMAL)
        else:
            text = message.get("text")
            self._hold(message["bytes"] if text is None else text)
            if self.size > MOST:
                # The platform takes no more, and closes.
                await self._closed.wait()

    def _hold(self, frame: object) -> None:
        """Keep a message until the platform takes it."""
        if not isinstance(frame, str | bytes):
            msg = f"websocket.send: expected text or bytes; got {type(frame).__name__}"
            raise TypeError(msg)
        self.outbox.append(frame)
        self.size += size_of([frame])
        self.said.set()

    def _hang_up(self, code: int, reason: str) -> None:
        """Close the socket, and let whoever of the endpoint still listens know."""
        if self.is_accepted:
            check_close(code, reason)
        self._over(f"answered {_FORBIDDEN}", code)
        self.inbox.clear()
        self.inbox.append({"type": "websocket.disconnect", "code": code, "reason": ""})
        self._wake()
