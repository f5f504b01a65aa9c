"""
Plivo's requests, verified, for handlers of aiohttp.

    @routes.post("/dialled")
    @received(DialAction)
    async def dialled(request: web.Request, done: DialAction) -> Response: ...

The settings are `PUBLIC_URL` and `PLIVO_AUTH_TOKEN` in the environment.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from aiohttp import web

from ._web import replies
from ._web.request import LONGEST_BODY, Request, TooLongError, UnreadableError
from ._web.verification import told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["answered", "received"]

CallbackT = TypeVar("CallbackT", bound=Callback)


def received(
    kind: type[CallbackT], *, main_account: bool = False
) -> Callable[
    [Callable[[web.Request, CallbackT], Awaitable[Response | web.StreamResponse | None]]],
    Callable[[web.Request], Awaitable[web.StreamResponse]],
]:
    """
    Give a handler the callback that Plivo has sent, behind the request; below the route.

    The handler may return a document, None for an empty page, or a response of aiohttp's.  A
    request that Plivo did not sign is answered with 403, one that cannot be read with 400.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """

    def decorate(
        handler: Callable[
            [web.Request, CallbackT], Awaitable[Response | web.StreamResponse | None]
        ],
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        @wraps(handler)
        async def asked(request: web.Request) -> web.StreamResponse:
            try:
                body = await _body(request)
                callback = told(kind, {}, _asked(request), body, main_account=main_account)
            except replies.REFUSED as error:
                return _sent(replies.refusal(error))
            answer = await handler(request, callback)
            return answered(answer) if answer is None or isinstance(answer, Response) else answer

        return asked

    return decorate


def answered(document: Response | None = None) -> web.Response:
    """Send a document; without one, an empty page, as callbacks are answered."""
    return _sent(replies.document(document))


def _sent(reply: replies.Reply) -> web.Response:
    headers = {"Content-Type": reply.content_type}
    return web.Response(body=reply.body, status=reply.status, headers=headers)


def _asked(request: web.Request) -> Request:
    # `request.path` is decoded, and was not signed like that.
    path, _, query = request.raw_path.partition("?")
    is_handshake = (
        request.method == "GET" and request.headers.get("Upgrade", "").lower() == "websocket"
    )
    return Request(request.method, path, query, request.headers, is_handshake)


async def _body(request: web.Request) -> bytes:
    """
    Return the body, which aiohttp keeps.

    Raises:
        TooLongError: It is longer than Plivo's are.
        UnreadableError: It is not in the coding that the request says.
    """
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise TooLongError from None
    except web.RequestPayloadError:
        raise UnreadableError from None
    if len(body) > LONGEST_BODY:
        raise TooLongError
    return body
