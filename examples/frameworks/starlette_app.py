"""
Starlette.

    pip install starlette uvicorn
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    uvicorn examples.frameworks.starlette_app:app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.responses import Response as Reply
from starlette.routing import Route

from examples.frameworks import calls
from examples.frameworks.pages import URL, Kind, form_of, read
from plivoml import CONTENT_TYPE, Response
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.errors import InvalidCallbackError, InvalidSignatureError
from plivoml.signatures import verify


def page(path: str, kind: type[Kind], turn: Callable[[Kind], Response | None]) -> Route:
    """Serve a turn of the call at *path*."""

    async def endpoint(request: Request) -> Reply:
        document = turn(read(kind, await signed(request)))
        if document is None:
            return Reply()
        return Reply(document.to_bytes(), media_type=CONTENT_TYPE)

    return Route(path, endpoint, methods=["GET", "POST"])


async def signed(request: Request) -> str:
    """Return what Plivo signed."""
    body = await request.body()
    query: bytes = request.scope["query_string"]
    dialled = URL + request.url.path + (f"?{query.decode('latin-1')}" if query else "")
    verify(request.method, dialled, request.headers, body, os.environ["PLIVO_AUTH_TOKEN"])
    return form_of(query, body)


async def forged(_: Request, error: Exception) -> Reply:
    """Send strangers away."""
    return PlainTextResponse(str(error), 403)


async def garbage(_: Request, error: Exception) -> Reply:
    """Say what cannot be read."""
    return PlainTextResponse(str(error), 400)


app = Starlette(
    routes=[
        page("/answer", AnswerRequest, calls.answer),
        page("/chosen", GetInputAction, calls.chosen),
        page("/dialled", DialAction, calls.dialled),
        page("/dial-events", DialCallback, calls.dial_event),
    ],
    exception_handlers={InvalidSignatureError: forged, InvalidCallbackError: garbage},
)
