"""
aiohttp.

    pip install aiohttp
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m frameworks.aiohttp_app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from aiohttp import web

from plivoml import Response
from plivoml.aiohttp import received
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction

from . import calls


@received(AnswerRequest)
async def answer(_: web.Request, call: AnswerRequest) -> Response:
    """Say what comes first."""
    return calls.answer(call)


@received(GetInputAction)
async def chosen(_: web.Request, told: GetInputAction) -> Response:
    """Connect the caller with what was chosen."""
    return calls.chosen(told)


@received(DialAction)
async def dialled(_: web.Request, done: DialAction) -> Response:
    """Say how the Dial ended."""
    return calls.dialled(done)


@received(DialCallback)
async def dial_event(_: web.Request, told: DialCallback) -> None:
    """Note what a dialled leg does."""
    calls.dial_event(told)


def create_app() -> web.Application:
    """Make the application."""
    app = web.Application()
    pages = {"answer": answer, "chosen": chosen, "dialled": dialled, "dial-events": dial_event}
    for path, handler in pages.items():
        app.router.add_get(f"/{path}", handler)
        app.router.add_post(f"/{path}", handler)
    return app


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8000"))
    web.run_app(create_app(), host="127.0.0.1", port=port)
