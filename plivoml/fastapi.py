"""
Plivo's requests, verified, for FastAPI.

    @app.post("/dialled")
    async def dialled(done: Annotated[DialAction, received(DialAction)]) -> Reply:
        return answered(Response([...]))

The settings are `PUBLIC_URL` and `PLIVO_AUTH_TOKEN` in the environment; or those of
`plivoml.asgi.SignatureMiddleware`, if it stands before the application.
"""

from __future__ import annotations

from typing import Any, TypeVar

from fastapi import Depends, HTTPException, Request
from fastapi import Response as Reply

from ._web import replies
from ._web.request import LONGEST_BODY, TooLongError, of_asgi
from ._web.types import Form
from ._web.verification import told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["answered", "received"]

CallbackT = TypeVar("CallbackT", bound=Callback)


def received(kind: type[CallbackT], *, main_account: bool = False) -> Any:
    """
    Make a dependency that gives the callback that Plivo has sent.

    A request that Plivo did not sign is answered with 403, one that cannot be read with 400,
    by an `HTTPException` with the reason.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """

    async def callback(request: Request) -> CallbackT:
        try:
            return told(
                kind,
                request.scope,
                of_asgi(request.scope),
                await _body(request),
                main_account=main_account,
            )
        except replies.REFUSED as error:
            reply = replies.refusal(error)
            raise HTTPException(reply.status, reply.body.decode()) from error

    return Depends(callback)


def answered(document: Response | None = None) -> Reply:
    """Send a document; without one, an empty page, as callbacks are answered."""
    reply = replies.document(document)
    return Reply(reply.body, reply.status, media_type=reply.content_type)


async def _body(request: Request) -> Form:
    """
    Return the body, or the form that FastAPI has made of it before.

    Raises:
        TooLongError: It is longer than Plivo's are.
    """
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_BODY:
                raise TooLongError
    except RuntimeError:  # it was read before
        form = (await request.form()).multi_items()
        if sum(len(value) for _, value in form if isinstance(value, str)) > LONGEST_BODY:
            raise TooLongError from None
        return form
    request._body = bytes(body)  # where Starlette keeps it for others
    return request._body
