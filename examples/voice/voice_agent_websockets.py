"""
The same voice agent on the library `websockets` alone, which serves its pages by GET too.

    pip install websockets
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m voice.voice_agent_websockets

serves the call and its socket on port 8000; point Plivo to PUBLIC_URL/answer and its hangup URL
to PUBLIC_URL/hangup, both by GET.  `brain.py` is what listens and talks.
"""

from __future__ import annotations

import asyncio
import os

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from plivoml import CONTENT_TYPE, streams
from plivoml.errors import InvalidCallbackError, InvalidSignatureError
from plivoml.signatures import verify
from plivoml.streams import Start

from .brain import Brain
from .pages import TALK, URL, admit, ended, is_theirs, kind_of, pages


PAGES = pages("GET")


async def talk(connection: ServerConnection) -> None:
    """Let the brain talk, until it or the caller has had enough."""
    assert connection.request is not None
    call_uuid = admit(urlsplit(connection.request.path).query, connection.request.headers)
    if call_uuid is None:
        await connection.close(1008)
        return
    brain: Brain | None = None
    # The close of the socket is the end of the stream; no message tells of it for certain.
    async for frame in connection:
        message = streams.parse(frame)
        if isinstance(message, Start) and brain is None:
            if not is_theirs(message, call_uuid):
                await connection.close(1008)
                return
            brain = Brain(message)
            answers = brain.greet()
        else:
            answers = [] if brain is None else brain.hear(message)
        for outgoing in answers:
            await connection.send(outgoing.to_json())
        if brain is not None and brain.ends:
            ended(call_uuid, brain.ends)
            return


def page(_: ServerConnection, request: Request) -> Response | None:
    """Serve a page of the call; None lets the handshake go on."""
    parts = urlsplit(request.path)
    if parts.path == TALK:
        return None
    asked = PAGES.get(parts.path)
    if asked is None:
        return answered(HTTPStatus.NOT_FOUND, "text/plain", b"")
    try:
        token = os.environ["PLIVO_AUTH_TOKEN"]
        verify("GET", f"{URL}{request.path}", request.headers, None, token)
        document = asked(kind_of(asked).from_form(parts.query))
    except InvalidSignatureError as error:
        return answered(HTTPStatus.FORBIDDEN, "text/plain", str(error).encode())
    except InvalidCallbackError as error:
        return answered(HTTPStatus.BAD_REQUEST, "text/plain", str(error).encode())
    return answered(HTTPStatus.OK, CONTENT_TYPE, document.to_bytes() if document else b"")


def answered(status: HTTPStatus, kind: str, body: bytes) -> Response:
    """Make a response."""
    headers = Headers({"Content-Type": kind, "Content-Length": str(len(body))})
    return Response(status, status.phrase, headers, body)


@asynccontextmanager
async def serving(host: str, port: int) -> AsyncGenerator[Server]:
    """Run the server."""
    async with serve(talk, host, port, process_request=page) as server:
        yield server


async def main() -> None:
    """Serve until this program is stopped."""
    async with serving("", int(os.environ.get("PORT", "8000"))) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
