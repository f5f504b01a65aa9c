"""
Plivo's requests, verified, for AWS Lambda behind a Function URL or an API of API Gateway.

    @received(DialAction)
    def dialled(event: Event, done: DialAction) -> Response: ...

A function with one URL has this as its handler; one with several calls the handler of the path.
The settings are `PUBLIC_URL` and `PLIVO_AUTH_TOKEN` in the environment; the URL is the address of
the function, with the stage behind it if the address has one.  No package of AWS is needed.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlencode

from ._web import replies
from ._web.request import LONGEST_BODY, Request, TooLongError, UnreadableError
from ._web.verification import told
from .callbacks import Callback
from .elements.response import Response


__all__ = ["Event", "Handler", "Result", "answered", "path_of", "received"]

CallbackT = TypeVar("CallbackT", bound=Callback)

#: A request: payload 2.0 of a Function URL or of an HTTP API, or payload 1.0 of a REST API.
Event: TypeAlias = Mapping[str, Any]

#: What the gateway makes a reply of.
Result: TypeAlias = dict[str, Any]

#: What AWS calls, with the event and the context of the run.
Handler: TypeAlias = Callable[[Event, Any], Result]


def received(
    kind: type[CallbackT], *, main_account: bool = False
) -> Callable[[Callable[[Event, CallbackT], Response | Result | None]], Handler]:
    """
    Make a handler of a function that is told the callback that Plivo has sent, behind the event.

    The function may return a document, None for an empty page, or a result of its own.  A
    request that Plivo did not sign is answered with 403, one that cannot be read with 400.

    Args:
        kind: The class in `plivoml.callbacks` of what Plivo sends to this URL.
        main_account: As `plivoml.signatures.verify` takes it.
    """

    def decorate(function: Callable[[Event, CallbackT], Response | Result | None]) -> Handler:
        @wraps(function)
        def handler(event: Event, context: Any) -> Result:
            del context
            try:
                callback = told(kind, {}, _asked(event), _body(event), main_account=main_account)
            except replies.REFUSED as error:
                return _sent(replies.refusal(error))
            answer = function(event, callback)
            return answered(answer) if answer is None or isinstance(answer, Response) else answer

        return handler

    return decorate


def answered(document: Response | None = None) -> Result:
    """Send a document; without one, an empty page, as callbacks are answered."""
    return _sent(replies.document(document))


def path_of(event: Event) -> str:
    """Return the path that was asked for, without the stage that may stand before it."""
    path: str = event["rawPath"] if "rawPath" in event else event["path"]
    stage = f"/{event['requestContext']['stage']}"
    return path.removeprefix(stage) if path.startswith(f"{stage}/") else path


def _sent(reply: replies.Reply) -> Result:
    return {
        "statusCode": reply.status.value,
        "headers": {"Content-Type": reply.content_type},
        "body": reply.body.decode(),
    }


def _asked(event: Event) -> Request:
    if "rawPath" in event:
        method, query = event["requestContext"]["http"]["method"], event["rawQueryString"]
    else:
        method = event["httpMethod"]
        # It comes decoded, and is signed so too: which escapes were dialled does not count.
        pairs: Mapping[str, list[str]] = event.get("multiValueQueryStringParameters") or {}
        query = urlencode(pairs, doseq=True, errors="replace")
    headers: Mapping[str, str] = event.get("headers") or {}
    # A function cannot keep a WebSocket open: what asks for one is a request like others.
    return Request(method, path_of(event), query, headers, is_handshake=False)


def _body(event: Event) -> bytes:
    """
    Return the body, which comes as base64 or as text.

    Raises:
        TooLongError: It is longer than Plivo's are.
        UnreadableError: It is no base64, where it is said to be, or no text.
    """
    text = event.get("body") or ""
    try:
        is_coded = event.get("isBase64Encoded")
        body = b64decode(text, validate=True) if is_coded else text.encode()
    except ValueError:
        raise UnreadableError from None
    if len(body) > LONGEST_BODY:
        raise TooLongError
    return body
