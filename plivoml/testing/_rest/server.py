"""
The API on a port of this machine.

It runs in threads of its own: an app may stand still until it is answered, and its event loop
with it.
"""

from __future__ import annotations

import threading

from collections.abc import Callable
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from typing import Final

from .._transports.body import WrongRequestError, body_of
from .._transports.listener import Listener
from .replies import Answered, Refusal, Sent, answer


_HOST: Final = "127.0.0.1"
_POLL: Final = 0.01  # seconds until the end of the server is noticed


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


class _Handler(Listener):
    def __getattr__(self, name: str) -> Callable[[], None]:
        # Each method has a function of its own there, and what there is not is told by the API.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no request of HTTP, or too long for one, as the API answers errors."""
        del explain  # a sentence for people, in pages of HTML
        told = {"error": message or self.responses[HTTPStatus(code)][0]}
        self._send(answer(code, told))

    def _answer(self) -> None:
        assert isinstance(self.server, _Server)
        try:
            body: bytes | Refusal = body_of(self.headers, self.rfile)
        except WrongRequestError as error:
            body = Refusal(error.status, error.reason)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(self.server.ask(Sent(self.command, self.path, headers, body)))

    def _send(self, answered: Answered) -> None:
        self.send_response(answered.status)
        self.send_header("Connection", "close")
        if answered.content_type:
            self.send_header("Content-Type", answered.content_type)
            self.send_header("Content-Length", str(len(answered.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answered.body)
