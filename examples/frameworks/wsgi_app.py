"""
Plain WSGI, with nothing but the standard library.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m frameworks.wsgi_app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Iterable
from typing import Any
from wsgiref.simple_server import make_server

from plivoml.wsgi import Application, received

from . import calls
from .calls import URL, Pages, kind_of


def create_app(pages: Pages) -> Application:
    """Make the application that serves *pages*."""
    verified = {path: received(kind_of(page))(page) for path, page in pages.items()}

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return verified.get(environ.get("PATH_INFO", ""), not_found)(environ, start_response)

    return app


def not_found(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Say that there is no such page."""
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"no such page"]


def serve(pages: Pages) -> None:
    """Serve *pages* for as long as this program runs, on port 8000 unless PORT says otherwise."""
    logging.basicConfig(level=logging.INFO)
    port = int(os.environ.get("PORT", "8000"))
    with make_server("127.0.0.1", port, create_app(pages)) as server:
        print(f"Serving {', '.join(pages)} of {URL} on port {port}")
        server.serve_forever()


app = create_app(calls.PAGES)

if __name__ == "__main__":
    serve(calls.PAGES)
