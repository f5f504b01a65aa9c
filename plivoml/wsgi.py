"""
Plivo's requests, verified, for applications of WSGI (PEP 3333).

`received` makes an application of a function from a callback to a document, `answered` one
that sends a document, and `SignatureMiddleware` lets nobody but Plivo through to another
application.  Nothing but the standard library is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from io import BytesIO
from typing import Any, TypeAlias, TypeVar

from ._web.replies import REFUSED, Reply, document, refusal
from ._web.request import LONGEST_BODY, TooLongError, of_wsgi, told_length
from ._web.verification import KEY, Middleware, Verified, told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["Application", "SignatureMiddleware", "Verified", "answered", "received"]

#: An application, as any server of WSGI takes it.
Application: TypeAlias = Callable[[dict[str, Any], Any], Iterable[bytes]]

CallbackT = TypeVar("CallbackT", bound=Callback)


class SignatureMiddleware(Middleware[Application]):
    """
    Lets Plivo through and nobody else.

    Whoever cannot prove to be Plivo is answered with 403 and the reason.  The application
    behind finds a `Verified` in `environ["plivoml.verified"]`, and the body as if nobody had
    read it.  A GET with `Upgrade: websocket` is checked as the handshake of a Stream.
    """

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        try:
            body = _body(environ)
            environ[KEY] = self._verifier.verified(of_wsgi(environ), body)
        except REFUSED as error:
            return _send(refusal(error), start_response)
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        return self._app(environ, start_response)


def received(
    kind: type[CallbackT], *, main_account: bool = False
) -> Callable[[Callable[[CallbackT], Response | None]], Application]:
    """
    Make an application of a function that is told a callback and returns a document, or None.

    A request that Plivo did not sign is answered with 403, one that cannot be read with 400.
    Unless `SignatureMiddleware` stands before it, the environment says in `PUBLIC_URL` where
    Plivo reaches the application, and in `PLIVO_AUTH_TOKEN` with which token it signs.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """

    def decorate(page: Callable[[CallbackT], Response | None]) -> Application:
        @wraps(page)
        def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            try:
                callback = told(
                    kind, environ, of_wsgi(environ), _body(environ), main_account=main_account
                )
            except REFUSED as error:
                return _send(refusal(error), start_response)
            return _send(document(page(callback)), start_response)

        return app

    return decorate


def answered(answer: Response | None = None) -> Application:
    """Make an application that sends a document; without one, an empty page."""

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        del environ
        return _send(document(answer), start_response)

    return app


def _send(reply: Reply, start_response: Any) -> Iterable[bytes]:
    status, kind, body = reply
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]


def _body(environ: dict[str, Any]) -> bytes:
    """
    Read the body, and no more of it than the server has.

    Raises:
        TooLongError: It is longer than Plivo's are.
    """
    length = environ.get("CONTENT_LENGTH") or ""
    size = told_length(length)
    if size is None:
        # On some servers, reading on waits for ever; others say that it does not.
        size = LONGEST_BODY + 1 if environ.get("wsgi.input_terminated") else 0
    if size > LONGEST_BODY and length:
        raise TooLongError
    body = bytearray()
    while len(body) < size and (part := environ["wsgi.input"].read(size - len(body))):
        body += part
    if len(body) > LONGEST_BODY:
        raise TooLongError
    return bytes(body)
