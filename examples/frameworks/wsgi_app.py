"""
Plain WSGI, with nothing but the standard library.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.frameworks.wsgi_app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Iterable
from typing import TYPE_CHECKING
from wsgiref.simple_server import make_server

from examples.frameworks import calls
from examples.frameworks.pages import LONGEST_BODY, URL, Pages, reply


if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def create_app(pages: Pages) -> WSGIApplication:
    """Make the application that serves *pages*."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        size = int(length) if length.isdecimal() else 0
        status, kind, body = reply(
            pages,
            method=environ["REQUEST_METHOD"],
            path=environ.get("PATH_INFO", ""),
            query=environ.get("QUERY_STRING", ""),
            headers=environ,
            body=environ["wsgi.input"].read(min(size, LONGEST_BODY)),
        )
        headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [body]

    return app


def serve(pages: Pages) -> None:
    """Serve *pages* for as long as this program runs, on port 8000 unless PORT says otherwise."""
    logging.basicConfig(level=logging.INFO)
    port = int(os.environ.get("PORT", "8000"))
    with make_server("", port, create_app(pages)) as server:
        print(f"Serving {', '.join(pages)} of {URL} on port {port}")
        server.serve_forever()


app = create_app(calls.PAGES)

if __name__ == "__main__":
    serve(calls.PAGES)
