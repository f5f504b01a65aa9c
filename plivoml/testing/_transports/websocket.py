"""
A WebSocket to a server on this machine, through the library `websockets`.

A server lives in real time, so simulated time goes no faster than that while its socket is open.
"""

from __future__ import annotations

import socket
import time

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .line import MOST, Frame, RefusedError, size_of
from .message import Request


if TYPE_CHECKING:
    from websockets.client import ClientProtocol
    from websockets.protocol import Event

MISSING: Final = (
    "a socket on a server needs the package websockets, which is not installed: "
    "pip install 'plivoml[testing]'"
)

_QUIET: Final = 0.05  # real seconds without a message, after which a server has said its part
_LAG: Final = 0.02  # real seconds that are made up for
_READ: Final = 65_536
_NORMAL, _ABNORMAL = 1000, 1006


class WebSocket:
    """A socket to a server, without TLS, which tells of the public URL as a tunnel would."""

    def __init__(
        self, address: tuple[str, int], path: str, request: Request, seconds: float
    ) -> None:
        """
        Make the handshake.

        Args:
            address: Host and port.
            path: What stands before the path of the public URL.
            request: The handshake, with the public URL.
            seconds: The longest real wait for the reply.

        Raises:
            ModuleNotFoundError: The library is not installed.
            RefusedError: The server does not accept it.
            ConnectionError: There is no server.
            TimeoutError: It does not reply in time.
        """
        try:
            from websockets.client import ClientProtocol
            from websockets.uri import parse_uri
        except ModuleNotFoundError:
            raise ModuleNotFoundError(MISSING) from None
        parts = request.parts
        query = f"?{parts.query}" if parts.query else ""
        uri = parse_uri(f"ws://{parts.netloc}{path}{parts.path or '/'}{query}")
        self.close_code: int | None = None
        self.problem: str | None = None
        self._taken: list[Frame] = []
        self._size = 0
        self._parts: list[bytes] = []
        self._is_text = True
        self._deadline = 0.0
        self._protocol: ClientProtocol = ClientProtocol(uri)
        self._socket = socket.create_connection(address, seconds)
        try:
            self._shake_hands(request, seconds)
        except BaseException:
            self._socket.close()
            raise

    def __del__(self) -> None:
        # A test that has no `with` block leaves it open.
        if hasattr(self, "_socket"):
            self._socket.close()

    def _shake_hands(self, request: Request, seconds: float) -> None:
        handshake = self._protocol.connect()
        for name, value in request.headers:
            if name != "Host":
                handshake.headers[name] = value
        scheme = request.parts.scheme.replace("ws", "http")
        handshake.headers["X-Forwarded-Proto"] = scheme
        self._protocol.send_request(handshake)
        self._flush()
        end = time.monotonic() + seconds
        while self._protocol.state == 0:
            if not self._receive(end - time.monotonic()) and time.monotonic() > end:
                raise TimeoutError
            error = self._protocol.handshake_exc
            if error is not None:
                response = getattr(error, "response", None)
                reason = str(error) if response is None else f"answered {response.status_code}"
                raise RefusedError(reason) from error
        self._deadline = time.monotonic()

    @property
    def unread(self) -> int:
        """None: what a server has read is not known here."""
        return 0

    def step(self, frames: Sequence[str], seconds: float) -> list[Frame]:
        """Send messages, wait for so long in real time, and return what has come."""
        # A server may have closed it in the same breath in which it accepted the handshake.
        for frame in frames if self.close_code is None else ():
            self._protocol.send_text(frame.encode())
        self._flush()
        if seconds:
            self._deadline = max(self._deadline, time.monotonic() - _LAG) + seconds
            while (wait := self._deadline - time.monotonic()) > 0 and self._is_open:
                self._receive(wait)
        else:
            while self._is_open and self._receive(_QUIET):
                pass
        return self._all()

    def linger(self, seconds: float) -> list[Frame]:
        """Wait for more."""
        self._receive(seconds)
        return self._all()

    def close(self) -> None:
        """Close it, and wait for the server to do so as well."""
        if self.close_code is None:
            self._protocol.send_close(_NORMAL)
            self._flush()
        end = time.monotonic() + 1
        while not self._is_gone and time.monotonic() < end:
            self._receive(_QUIET)
        self._socket.close()

    @property
    def _is_gone(self) -> bool:
        return self._protocol.eof_sent or self._socket.fileno() < 0

    @property
    def _is_open(self) -> bool:
        """Whether more is taken."""
        return self.close_code is None and self._size <= MOST

    def _all(self) -> list[Frame]:
        taken, self._taken, self._size = self._taken, [], 0
        return taken

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            try:
                if data:
                    self._socket.sendall(data)
                else:
                    self._socket.shutdown(socket.SHUT_WR)
            except OSError:
                self._lose()

    def _receive(self, wait: float) -> bool:
        """Wait for something to come; say whether it did."""
        self._socket.settimeout(max(wait, 0.001))
        try:
            data = self._socket.recv(_READ)
        except TimeoutError:
            return False
        except OSError:
            data = b""
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()
        self._flush()
        for event in self._protocol.events_received():
            self._event(event)
        if not data:
            self._lose()
        return bool(data)

    def _event(self, event: Event) -> None:
        from websockets.frames import Frame as Piece
        from websockets.frames import Opcode

        if not isinstance(event, Piece):
            return
        if event.opcode is Opcode.CLOSE:
            received = self._protocol.close_rcvd
            self.close_code = _ABNORMAL if received is None else received.code
        elif event.opcode in {Opcode.TEXT, Opcode.BINARY, Opcode.CONT}:
            if event.opcode is not Opcode.CONT:
                self._is_text = event.opcode is Opcode.TEXT
            self._parts.append(bytes(event.data))
            if event.fin:
                whole = b"".join(self._parts)
                self._parts.clear()
                self._size += size_of([whole])
                self._taken.append(whole.decode() if self._is_text else whole)

    def _lose(self) -> None:
        if self.close_code is None:
            self.close_code = _ABNORMAL
        self._socket.close()
