"""
aiohttp.

    pip install aiohttp
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.frameworks.aiohttp_app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

from examples.frameworks import calls
from examples.frameworks.pages import URL, Kind, form_of, read
from plivoml import CONTENT_TYPE, Response
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.errors import InvalidCallbackError, InvalidSignatureError
from plivoml.signatures import verify


Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def plivo_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let Plivo in and nobody else, and say what cannot be read."""
    dialled = URL + request.raw_path
    token = os.environ["PLIVO_AUTH_TOKEN"]
    try:
        verify(request.method, dialled, request.headers, await request.read(), token)
        return await handler(request)
    except InvalidSignatureError as error:
        return web.Response(text=str(error), status=403)
    except InvalidCallbackError as error:
        return web.Response(text=str(error), status=400)


def page(kind: type[Kind], turn: Callable[[Kind], Response | None]) -> Handler:
    """Make a handler of a turn of the call."""

    async def handler(request: web.Request) -> web.StreamResponse:
        query = request.rel_url.raw_query_string
        document = turn(read(kind, form_of(query, await request.read())))
        if document is None:
            return web.Response()
        return web.Response(body=document.to_bytes(), content_type=CONTENT_TYPE)

    return handler


def create_app() -> web.Application:
    """Make the application."""
    app = web.Application(middlewares=[plivo_only])
    pages = {
        "/answer": page(AnswerRequest, calls.answer),
        "/chosen": page(GetInputAction, calls.chosen),
        "/dialled": page(DialAction, calls.dialled),
        "/dial-events": page(DialCallback, calls.dial_event),
    }
    for path, handler in pages.items():
        app.router.add_get(path, handler)
        app.router.add_post(path, handler)
    return app


if __name__ == "__main__":
    web.run_app(create_app(), port=int(os.environ.get("PORT", "8000")))
