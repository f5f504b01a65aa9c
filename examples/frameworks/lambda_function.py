"""
AWS Lambda, behind a Function URL or an HTTP API of API Gateway (payload 2.0, `$default` stage).

Set the handler to `examples.frameworks.lambda_function.lambda_handler`, and PUBLIC_URL and
PLIVO_AUTH_TOKEN in the environment; point Plivo to PUBLIC_URL/answer.  PUBLIC_URL is the
address of the function.
"""

from __future__ import annotations

from base64 import b64decode
from typing import NotRequired, TypedDict

from examples.frameworks import calls
from examples.frameworks.pages import reply


class Http(TypedDict):
    """How it was asked."""

    method: str


class Context(TypedDict):
    """Where it was asked."""

    http: Http


class Event(TypedDict):
    """A request, as far as it matters here."""

    rawPath: str
    rawQueryString: str
    headers: dict[str, str]
    requestContext: Context
    body: NotRequired[str]
    isBase64Encoded: bool


class Result(TypedDict):
    """What the gateway makes a reply of."""

    statusCode: int
    headers: dict[str, str]
    body: str


def lambda_handler(event: Event, _context: object) -> Result:
    """Answer a request."""
    body = event.get("body", "")
    status, kind, content = reply(
        calls.PAGES,
        method=event["requestContext"]["http"]["method"],
        path=event["rawPath"],
        query=event["rawQueryString"],
        headers=event["headers"],
        body=b64decode(body) if event["isBase64Encoded"] else body.encode(),
    )
    return {
        "statusCode": status.value,
        "headers": {"Content-Type": kind},
        "body": content.decode(),
    }
