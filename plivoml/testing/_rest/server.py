"""
The API on a port of this machine.

It runs in threads of its own: an app may stand still until it is answered, and its event loop
with it.
"""

from __future__ import annotations

import threading

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from .replies import Answered, Sent


_HOST: Final = "127.0.0.1"
_POLL: Final = 0.01  # seconds until the end of the server is noticed
_SILENCE: Final = 5.0  # real seconds after which a connection that says nothing is closed
_MOST_BYTES: Final = 1_000_000


class Server:
    """Answers requests on loopback until it is closed."""

    def __init__(self, ask: Callable[[Sent], Answered]) -> None:
        self._server = _Server(ask)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": _POLL}, name="plivo-api"
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{_HOST}:{self._server.server_port}"

    def close(self) -> None:
        """Close the port, once what is being answered is answered."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them

    def __init__(self, ask: Callable[[Sent], Answered]) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.ask = ask

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that goes away, or that speaks no HTTP."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _SILENCE

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""

    def _answer(self) -> None:
        assert isinstance(self.server, _Server)
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent = Sent(
            method=self.command,
            target=self.path,
            headers=headers,
            body=self._body(headers),
        )
        answered = self.server.ask(sent)
        self.send_response(answered.status)
        if answered.content_type:
            self.send_header("Content-Type", answered.content_type)
            self.send_header("Content-Length", str(len(answered.body)))
        self.end_headers()
        self.wfile.write(answered.body)

    def _body(self, headers: Mapping[str, str]) -> bytes:
        if "chunked" not in headers.get("transfer-encoding", ""):
            length = headers.get("content-length", "")
            return self.rfile.read(min(int(length), _MOST_BYTES)) if length.isdigit() else b""
        body = b""
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(min(size, _MOST_BYTES))
            self.rfile.readline()
        return body
