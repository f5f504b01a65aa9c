"""
A voice agent that talks with the caller over a WebSocket, and a person who takes over: Starlette.

    pip install starlette 'uvicorn[standard]'
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.scenarios.voice_agent

serves the call and its socket on port 8000; point Plivo to PUBLIC_URL/answer and its hangup URL
to PUBLIC_URL/hangup.  `examples/voice/brain.py` is what listens and talks.
"""

from __future__ import annotations

import os

from collections.abc import Callable

import uvicorn

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response as Reply
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from examples.frameworks.pages import Page, reply
from examples.voice.brain import Brain
from examples.voice.pages import TALK, admit, ended, is_theirs, pages
from plivoml import streams
from plivoml.streams import Start


PAGES = pages("POST")


async def talk(socket: WebSocket) -> None:
    """Let the brain talk, until it or the caller has had enough."""
    call_uuid = admit(socket.url.query, socket.headers)
    if call_uuid is None:
        await socket.close(1008)  # before it is accepted: Plivo is answered 403
        return
    await socket.accept()
    brain: Brain | None = None
    # The close of the socket is the end of the stream; no message tells of it for certain.
    async for frame in socket.iter_text():
        message = streams.parse(frame)
        if isinstance(message, Start) and brain is None:
            if not is_theirs(message, call_uuid):
                await socket.close(1008)
                return
            brain = Brain(message)
            answers = brain.greet()
        else:
            answers = [] if brain is None else brain.hear(message)
        for outgoing in answers:
            await socket.send_text(outgoing.to_json())
        if brain is not None and brain.ends:
            ended(call_uuid, brain.ends)
            await socket.close()
            return


def serving(page: Page) -> Callable[[Request], object]:
    """Serve a page of the call."""

    async def endpoint(request: Request) -> Reply:
        status, kind, body = reply(
            {request.url.path: page},
            method=request.method,
            path=request.url.path,
            query=request.url.query,
            headers=request.headers,
            body=await request.body(),
        )
        return Reply(body, status, media_type=kind)

    return endpoint


app = Starlette(
    routes=[
        *(Route(path, serving(page), methods=["GET", "POST"]) for path, page in PAGES.items()),
        WebSocketRoute(TALK, talk),
    ]
)

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ.get("PORT", "8000")))
