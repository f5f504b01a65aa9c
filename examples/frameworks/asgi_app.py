"""
Plain ASGI, for any server of that kind.

    pip install uvicorn
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    uvicorn frameworks.asgi_app:app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from plivoml.asgi import Application, received

from . import calls
from .calls import Pages, kind_of


Receive: TypeAlias = Callable[[], Awaitable[Any]]
Send: TypeAlias = Callable[[Any], Awaitable[None]]


def create_app(pages: Pages) -> Application:
    """Make the application that serves *pages*."""
    verified = {path: received(kind_of(page))(page) for path, page in pages.items()}

    async def app(scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await lifespan(receive, send)
        return await verified.get(scope["path"], not_found)(scope, receive, send)

    return app


async def not_found(_scope: Any, _receive: Receive, send: Send) -> None:
    """Say that there is no such page."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body"})


async def lifespan(receive: Receive, send: Send) -> None:
    """Come and go with the server, with nothing to prepare."""
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


app = create_app(calls.PAGES)
