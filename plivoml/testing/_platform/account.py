"""An account: the clock, the way to the app, the rooms and the names that its calls share."""

from __future__ import annotations

import uuid

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from random import Random
from typing import Any, Protocol, TypeVar

from .._transports import Request, Transport
from .._transports.line import Line as SocketEnd
from .._transports.sockets import Sockets
from .clock import Clock
from .requests import Wire


RoomT = TypeVar("RoomT")


class Line(Protocol):
    """The leg of a call, or a conversation, as its account knows it."""

    @property
    def is_live(self) -> bool:
        """Whether something goes on."""
        ...

    def refresh(self) -> None:
        """Take note that somebody does something."""

    def closing(self) -> list[Callable[[], None]]:
        """Return what closes the sockets of streams that still run."""
        ...

    def complaint(self) -> Exception | None:
        """Return, once, the error for what failed and was not looked at, or None."""
        ...


class Told(Protocol):
    """What can tell what happened in it."""

    def transcript(self) -> str:
        """Return what happened, one line for each thing."""
        ...


class Account:
    """One account of the simulated platform."""

    def __init__(
        self, transport: Transport, seed: int | None = None, sockets: Sockets | None = None
    ) -> None:
        self.clock = Clock()
        self.transport = transport
        self._sockets = sockets
        self.opens_sockets = True
        """Whether streams open sockets; without, they run until somebody ends them."""
        self._users = 0
        self.patience = 0.0 if sockets is None else sockets.seconds
        """The real seconds for what an application does with threads or over the network."""
        self.wire = Wire(transport, self.clock, seed)
        self.lines: list[Line] = []
        self.seen: list[Told] = []
        """The calls and conversations that a test has, in order."""
        self.is_busy = False
        """Whether the app is being asked something, or time passes."""
        self._drawn = Random(seed)  # noqa: S311 - names, not secrets
        self._rooms: dict[type[Any], dict[str, Any]] = {}

    def open(self) -> None:
        """Start the app."""
        self._users += 1
        self.transport.open()

    def close(self) -> None:
        """Close the sockets of streams, and stop the app, once nobody needs it any more."""
        self._users -= 1
        is_last = not self._users
        # What one of them raises keeps none of the others from its end.
        with ExitStack() as ends:
            if is_last and self._sockets is not None:
                ends.callback(self._sockets.close)
            ends.callback(self.transport.close)
            closing = [close for line in self.lines for close in line.closing()]
            for close in reversed(closing) if is_last else ():
                ends.callback(close)

    def new_id(self) -> str:
        """Return a UUID that no other thing has, but with the same seed."""
        return str(uuid.UUID(int=self._drawn.getrandbits(128), version=4))

    def connect(self, request: Request) -> SocketEnd | None:
        """
        Open the socket of a stream; None where nobody is known to have its other end.

        Raises:
            ConnectionError: There is nobody, or the handshake is refused.
            TimeoutError: It is not accepted in time.
        """
        assert self._sockets is not None  # there are no streams in a conversation
        return self._sockets.connect(request, opens=self.opens_sockets)

    def rooms(self, kind: type[RoomT]) -> dict[str, RoomT]:
        """Return the open rooms of a kind, by name."""
        return self._rooms.setdefault(kind, {})

    def refresh(self) -> None:
        """Take note, for all calls, that somebody does something."""
        for line in self.lines:
            line.refresh()

    def complaints(self) -> list[Exception]:
        """Return, once, an error for each call in which something failed unseen."""
        return [error for line in self.lines if (error := line.complaint()) is not None]

    def complain(self, *, is_raising: bool) -> None:
        """
        Raise the first of these errors, with the others as notes, unless one is on its way.

        Raises:
            FailedCallError: Something failed in a call, and the test has not looked at it.
        """
        complaints = self.complaints()
        if complaints and not is_raising:
            first, *others = complaints
            for other in others:
                first.add_note(f"\n{other}")
            raise first

    def listen(self, seconds: float | None) -> None:
        """Let time pass after somebody has done something."""
        self.refresh()
        self.run(seconds)

    def run(self, seconds: float | None) -> None:
        """
        Let time pass: so many seconds, or until it is somebody's turn in every call.

        Once all calls are over, what is still to come is delivered at once: the file of a
        recording, its text, a delivery report.
        """
        with self.at_work():
            self.clock.run(seconds)
            if not any(line.is_live for line in self.lines):
                self.clock.run_out()

    @contextmanager
    def at_work(self) -> Generator[None]:
        """Take note that the app is asked something meanwhile, or that time passes."""
        before, self.is_busy = self.is_busy, True
        try:
            yield
        finally:
            self.is_busy = before

    def when_free(self, action: Callable[[], None], seconds: float | None) -> None:
        """
        Do something, and listen for so many seconds; or do it once the app has replied.

        That is what the platform does with what an app asks of it while it answers a request.
        """
        if self.is_busy:
            self.clock.soon(action)
        else:
            action()
            self.listen(seconds)

    def settle(self) -> None:
        """Let happen what the API was asked for while no verb was at work."""
        if self.clock.has_news and not self.is_busy:
            self.run(None)
