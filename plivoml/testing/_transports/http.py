"""An app that is served on this machine, reached over HTTP."""

from __future__ import annotations

import http.client
import ipaddress

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ..._model.plain import without_secrets
from ...callbacks import Callback
from .message import Body, Reply, Request, reply_of


if TYPE_CHECKING:
    from .websocket import WebSocket


_PIECE: Final = 65_536  # bytes that are read at once


class Http:
    """
    Sends requests to a base URL on loopback, as a tunnel would.

    Whatever host a URL names, only the base URL is contacted.  The app is told of the
    public URL by `Host` and `X-Forwarded-Proto`.
    """

    def __init__(self, base: str, seconds: float) -> None:
        parts = urlsplit(base)
        if parts.scheme not in {"http", "ws"} or not _is_loopback(parts.hostname or ""):
            msg = f"app: expected a URL on loopback, such as http://127.0.0.1:8000; got {base!r}"
            raise ValueError(msg)
        self._base = base
        self._host = parts.hostname or ""
        self._port = parts.port or 80
        self._path = parts.path.rstrip("/")
        self._seconds = seconds

    def send(self, request: Request, callback: Callback) -> Reply:
        """Send the request and read the reply."""
        del callback
        parts = request.parts
        target = (self._path + parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {**dict(request.headers), "X-Forwarded-Proto": parts.scheme}
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._seconds)
        try:
            connection.request(request.method, target, request.body or None, headers)
            with connection.getresponse() as reply:
                return reply_of(reply.status, reply.getheaders(), _body_of(reply))
        except ConnectionRefusedError as error:
            msg = f"nobody listens at {self._base}: is the app running?"
            raise ConnectionRefusedError(msg) from error
        except http.client.HTTPException as error:
            msg = f"the reply breaks off: {without_secrets(repr(error))}"
            raise ConnectionResetError(msg) from error
        finally:
            connection.close()

    def open(self) -> None:
        """Do nothing: the server runs already."""

    def close(self) -> None:
        """Do nothing: the server is not ours."""

    def connect(self, request: Request) -> WebSocket:
        """Open a socket to the server."""
        from .websocket import WebSocket

        return WebSocket((self._host, self._port), self._path, request, self._seconds)


def _body_of(reply: http.client.HTTPResponse) -> bytes:
    body = Body()
    while piece := reply.read(_PIECE):
        body.take(piece)
    if reply.length:
        raise http.client.IncompleteRead(body.whole(), reply.length)
    return body.whole()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
