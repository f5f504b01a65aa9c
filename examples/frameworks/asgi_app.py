"""
Plain ASGI, for any server of that kind.

    pip install uvicorn
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    uvicorn examples.frameworks.asgi_app:app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from examples.frameworks import calls
from examples.frameworks.pages import LONGEST_BODY, Pages, reply


Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]


def create_app(pages: Pages) -> App:
    """Make the application that serves *pages*."""

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await lifespan(receive, send)
        status, kind, body = reply(
            pages,
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"].decode("latin-1"),
            headers=scope["headers"],
            body=await body_of(receive),
        )
        headers = [(b"content-type", kind.encode()), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status.value, "headers": headers})
        return await send({"type": "http.response.body", "body": body})

    return app


async def body_of(receive: Receive) -> bytes:
    """Read what was sent, in however many parts it comes."""
    body, more = b"", True
    while more and len(body) < LONGEST_BODY:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def lifespan(receive: Receive, send: Send) -> None:
    """Come and go with the server, with nothing to prepare."""
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


app = create_app(calls.PAGES)
