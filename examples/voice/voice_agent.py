"""
A voice agent that talks with the caller over a WebSocket, and a person who takes over: Starlette.

    pip install starlette 'uvicorn[standard]'
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m voice.voice_agent

serves the call and its socket on port 8000; point Plivo to PUBLIC_URL/answer and its hangup URL
to PUBLIC_URL/hangup.  `brain.py` is what listens and talks.
"""

from __future__ import annotations

import os

import uvicorn

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from plivoml import streams
from plivoml.asgi import received
from plivoml.streams import Start

from .brain import Brain
from .pages import TALK, admit, ended, is_theirs, kind_of, pages


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


app = Starlette(
    routes=[
        *(
            Route(path, received(kind_of(page))(page), methods=["GET", "POST"])
            for path, page in PAGES.items()
        ),
        WebSocketRoute(TALK, talk),
    ]
)

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ.get("PORT", "8000")))
