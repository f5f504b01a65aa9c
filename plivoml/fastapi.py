"""
Plivo's requests, verified, for FastAPI.

    @app.post("/dialled")
    async def dialled(done: Annotated[DialAction, received(DialAction)]) -> Reply:
        return answered(Response([...]))

The settings are `PUBLIC_URL` and `PLIVO_AUTH_TOKEN` in the environment; or those of
`plivoml.asgi.SignatureMiddleware`, if it stands before the application.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, TypeVar

from fastapi import Depends, FastAPI, HTTPException, Request, Security
from fastapi import Response as Reply
from fastapi.security import APIKeyHeader

from ._web import replies
from ._web.openapi import describe
from ._web.request import LONGEST_BODY, TooLongError, made_before, of_asgi, told_length
from ._web.types import Form
from ._web.verification import told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["answered", "received"]

CallbackT = TypeVar("CallbackT", bound=Callback)

#: What dependencies give, by the names of their security schemes in OpenAPI's page.
_KINDS: dict[str, type[Callback]] = {}


def received(kind: type[CallbackT], *, main_account: bool = False) -> Any:
    """
    Make a dependency that gives the callback that Plivo has sent.

    A request that Plivo did not sign is answered with 403, one that cannot be read with 400,
    by an `HTTPException` with the reason.  The parameters stand in OpenAPI's page: of the form
    where the page is asked by POST, of the query where by GET.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """
    scheme = _scheme(kind, main_account)
    _KINDS[scheme.scheme_name] = kind

    async def callback(request: Request, signature: str | None = Security(scheme)) -> CallbackT:
        del signature  # it is looked for among all headers
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


def _scheme(kind: type[Callback], main_account: bool) -> APIKeyHeader:
    version = "V2" if kind._SIGNED_BY_V2 else "V3"
    header = f"X-Plivo-Signature-{'Ma-' if main_account else ''}{version}"
    return APIKeyHeader(
        name=header,
        scheme_name=f"{kind.__name__}.{header}",
        description=f"Plivo signs with the auth token and `X-Plivo-Signature-{version}-Nonce`.",
        auto_error=False,  # what is refused is refused with a reason
    )


async def _body(request: Request) -> Form:
    """
    Return the body, or the form that FastAPI has made of it before.

    Raises:
        TooLongError: It is longer than Plivo's are.
    """
    if (told_length(request.headers.get("content-length", "")) or 0) > LONGEST_BODY:
        raise TooLongError
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_BODY:
                raise TooLongError
    except RuntimeError:  # it was read before
        return made_before((await request.form()).multi_items())
    request._body = bytes(body)  # where Starlette keeps it for others
    return request._body


_openapi = FastAPI.openapi


@wraps(_openapi)
def _described(self: FastAPI) -> dict[str, Any]:
    before = self.openapi_schema
    page = _openapi(self)
    if page is not before:
        describe(page, _KINDS)
    return page


# What a dependency declares to FastAPI as form or query is read before the signature is, as long
# as it comes, and stands in the page for GET and POST alike.  So it declares its scheme alone.
FastAPI.openapi = _described  # type: ignore[method-assign]
