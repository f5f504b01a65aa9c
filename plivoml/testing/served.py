"""An app behind a real socket on this machine, for the same test over HTTP."""

from __future__ import annotations

import threading

from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from typing import TypeAlias

from ..callbacks import Callback
from ._transports import (
    AsgiApp,
    Lambda,
    Request,
    Transport,
    WsgiApp,
    no_client_takes,
    transport_for,
)
from ._transports.body import body_of
from ._transports.listener import Listener
from ._transports.loop import runner


Servable: TypeAlias = WsgiApp | AsgiApp | Lambda

_SECONDS = 10  # the longest that an asynchronous app may take
_NOTHING = Callback()


@contextmanager
def served(app: Servable) -> Generator[str]:
    """
    Serve a WSGI or ASGI app, or a Lambda, on a free port of this machine, and give its base URL.

    It is for tests: `with served(app) as base: call = Call(base, url)` makes the call over
    HTTP.  The app sees the public URL, as it would behind a tunnel that is trusted.
    """
    transport = transport_for(app, _SECONDS, runner())
    transport.open()
    try:
        with _Server(transport) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}"
            finally:
                server.shutdown()
                thread.join()
    finally:
        transport.close()


class _Server(ThreadingHTTPServer):
    def __init__(self, transport: Transport) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.transport = transport


class _Handler(Listener):
    def do_GET(self) -> None:  # noqa: N802 - its name there
        self._answer()

    def do_POST(self) -> None:  # noqa: N802
        self._answer()

    def _answer(self) -> None:
        scheme = self.headers.get("X-Forwarded-Proto", "http")
        url = f"{scheme}://{self.headers.get('Host', '')}{self.path}"
        body = body_of(self.headers, self.rfile)
        if reason := no_client_takes(url):
            self.send_error(HTTPStatus.BAD_REQUEST, f"The URL {reason}")
            return
        headers = tuple(self.headers.items())
        request = Request(method=self.command, url=url, headers=headers, body=body)
        assert isinstance(self.server, _Server)
        reply = self.server.transport.send(request, _NOTHING)
        assert reply.status is not None
        body = reply.body or reply.detail.encode()
        self.send_response(reply.status)
        for name, value in (("Content-Type", reply.content_type), ("Location", reply.location)):
            if value:
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
