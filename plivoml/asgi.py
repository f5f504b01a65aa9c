"""
Plivo's requests, verified, for applications of ASGI.

`received` makes an application of a function from a callback to a document, `answered` one
that sends a document, and `SignatureMiddleware` lets nobody but Plivo through to another
application, WebSockets included.  Nothing but the standard library is needed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from functools import update_wrapper
from inspect import isawaitable
from typing import Any, TypeAlias, TypeVar

from ._web.replies import REFUSED, Reply, document, refusal
from ._web.request import LONGEST_BODY, TooLongError, of_asgi
from ._web.verification import KEY, Middleware, Verified, told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["Application", "SignatureMiddleware", "Verified", "answered", "received"]

_Message: TypeAlias = MutableMapping[str, Any]
_Receive: TypeAlias = Callable[[], Awaitable[Any]]
_Send: TypeAlias = Callable[[Any], Awaitable[None]]

#: An application, as any server of ASGI takes it.
Application: TypeAlias = Callable[[Any, _Receive, _Send], Awaitable[None]]

CallbackT = TypeVar("CallbackT", bound=Callback)

_POLICY_VIOLATION = 1008
_REFUSAL = "websocket.http.response"


class SignatureMiddleware(Middleware[Application]):
    """
    Lets Plivo through and nobody else.

    Whoever cannot prove to be Plivo is answered with 403 and the reason, before a WebSocket
    is open.  The application behind finds a `Verified` in `scope["plivoml.verified"]`, and
    the body as if nobody had read it.  The start and the end of the server go through.
    """

    async def __call__(self, scope: Any, receive: _Receive, send: _Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        is_socket = scope["type"] == "websocket"
        try:
            body = b"" if is_socket else await _body(receive)
            verified = self._verifier.verified(of_asgi(scope), body)
        except REFUSED as error:
            if is_socket:
                return await _shut(scope, receive, send, refusal(error))
            return await _send_all(send, refusal(error))
        # The scope of those before is not changed: whoever asks has proven nothing to them.
        inner = {**scope, KEY: verified}
        return await self._app(inner, receive if is_socket else _again(body, receive), send)


def received(
    kind: type[CallbackT], *, main_account: bool = False
) -> Callable[[Callable[[CallbackT], Awaitable[Response | None] | Response | None]], Application]:
    """
    Make an application of a function that is told a callback and returns a document, or None.

    The function may be a coroutine function; one that is not must not wait for anything.  A
    request that Plivo did not sign is answered with 403, one that cannot be read with 400.
    Unless `SignatureMiddleware` stands before it, the environment says in `PUBLIC_URL` where
    Plivo reaches the application, and in `PLIVO_AUTH_TOKEN` with which token it signs.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """

    def decorate(
        page: Callable[[CallbackT], Awaitable[Response | None] | Response | None],
    ) -> Application:
        async def answer(scope: Any, receive: _Receive) -> Reply:
            try:
                body = await _body(receive)
                callback = told(kind, scope, of_asgi(scope), body, main_account=main_account)
            except REFUSED as error:
                return refusal(error)
            return document(await _result(page(callback)))

        return update_wrapper(_Page(answer), page)

    return decorate


def answered(answer: Response | None = None) -> Application:
    """Make an application that sends a document; without one, an empty page."""

    async def reply(scope: Any, receive: _Receive) -> Reply:
        del scope, receive
        return document(answer)

    return _Page(reply)


class _Page:
    """An application; frameworks tell one from a view of theirs by its being no function."""

    def __init__(self, reply: Callable[[Any, _Receive], Awaitable[Reply]]) -> None:
        self._reply = reply

    async def __call__(self, scope: Any, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http":
            msg = f"expected a request of HTTP; got one of {scope['type']}"
            raise ValueError(msg)
        await _send_all(send, await self._reply(scope, receive))


async def _result(answer: Awaitable[Response | None] | Response | None) -> Response | None:
    return await answer if isawaitable(answer) else answer


async def _send_all(send: _Send, reply: Reply, kind: str = "http.response") -> None:
    headers = [
        (b"content-type", reply.content_type.encode()),
        (b"content-length", b"%d" % len(reply.body)),
    ]
    await send({"type": f"{kind}.start", "status": reply.status.value, "headers": headers})
    await send({"type": f"{kind}.body", "body": reply.body})


async def _shut(scope: Any, receive: _Receive, send: _Send, reply: Reply) -> None:
    """Refuse to open a WebSocket; where the server cannot be given a reason, it says 403."""
    await receive()  # what asks for it
    if _REFUSAL in (scope.get("extensions") or {}):
        await _send_all(send, reply, _REFUSAL)
    else:
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})


async def _body(receive: _Receive) -> bytes:
    """
    Read the body, in however many parts it comes.

    Raises:
        TooLongError: It is longer than Plivo's are.
    """
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LONGEST_BODY:
            raise TooLongError
    return bytes(body)


def _again(body: bytes, receive: _Receive) -> _Receive:
    """Tell the body once more, and then what else there is."""
    told: list[_Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> _Message:
        return told.pop() if told else await receive()

    return replayed
