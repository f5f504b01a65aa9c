"""What a server on this machine hears of a request: all of it, and in time, or it is refused."""

from __future__ import annotations

import contextlib
import re
import socket
import time

from http.server import BaseHTTPRequestHandler
from io import BufferedIOBase, BufferedReader, RawIOBase
from typing import Any, Final, cast

from .body import WrongRequestError


# https://www.rfc-editor.org/rfc/rfc9112: a line that is folded, or holds a NUL, is no header.
_FIRST: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/([0-9])\.[0-9]\r?\n")
_HEADER: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\0\r\n]*\r?\n|\r?\n")
_LINE: Final = 65_537  # bytes of the longest one, and one more
_PIECE: Final = 65_536

#: Real seconds after an answer in which the rest of what is sent may come.
_LINGER: Final = 0.1


class Listener(BaseHTTPRequestHandler):
    """Hears one request; one that is wrong is answered by `send_error`, and nothing is printed."""

    timeout = 5.0  # real seconds for a whole request
    protocol_version = "HTTP/1.1"  # some clients send no body before they are told to go on

    # What is refused before it is read is answered too.
    command = requestline = ""
    raw_requestline: bytes
    request_version = protocol_version

    def setup(self) -> None:
        """Begin to hear."""
        super().setup()
        assert self.timeout is not None
        self._heard = _Heard(self.connection, self.timeout)
        self.rfile = BufferedReader(self._heard)

    def handle_one_request(self) -> None:
        """Hear a request, and answer it; who has gone hears no answer."""
        with contextlib.suppress(OSError):
            try:
                super().handle_one_request()
            except WrongRequestError as error:
                self.send_error(error.status, error.reason)

    def parse_request(self) -> bool:
        """Read the head."""
        while self.raw_requestline in (b"\r\n", b"\n"):
            self.raw_requestline = self.rfile.readline(_LINE)
        found = _FIRST.fullmatch(self.raw_requestline)
        if found is None:
            raise WrongRequestError(400, "expected a method, a target and HTTP/1.1")
        if found[1] != b"1":
            raise WrongRequestError(505, "expected HTTP/1.1")
        stream = self.rfile
        self.rfile = cast("BufferedIOBase", _Head(stream))
        try:
            return super().parse_request()
        finally:
            self.rfile = stream

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""

    def finish(self) -> None:
        """Hear the rest: closed with something unread, a connection is reset, answer and all."""
        with contextlib.suppress(OSError, WrongRequestError):
            self.connection.shutdown(socket.SHUT_WR)
            self._heard.patience = _LINGER
            while self._heard.readinto(bytearray(_PIECE)):
                """Nobody asks for it."""
        super().finish()


class _Heard(RawIOBase):
    """What comes, until there is no time left."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection = connection
        self._until = time.monotonic() + seconds
        self.patience = seconds
        """The real seconds to wait for each piece."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = max(self._until - time.monotonic(), 0.001)  # without any, nothing would block
        self._connection.settimeout(min(left, self.patience))
        try:
            return self._connection.recv_into(buffer)
        except TimeoutError:
            raise WrongRequestError(408, "the request does not come") from None


class _Head:
    """Headers, a line each, and the empty line after them."""

    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream

    def readline(self, limit: int) -> bytes:
        line = self._stream.readline(limit)
        if len(line) < limit and not _HEADER.fullmatch(line):
            raise WrongRequestError(400, "expected a header, or an empty line after the last one")
        return line
