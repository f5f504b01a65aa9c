"""
AWS Lambda, behind a Function URL, or an HTTP or REST API of API Gateway.

Set the handler to `examples.frameworks.lambda_function.lambda_handler`, and PUBLIC_URL and
PLIVO_AUTH_TOKEN in the environment; point Plivo to PUBLIC_URL/answer.  PUBLIC_URL is the
address of the function, with the stage behind it if the address has one.
"""

from __future__ import annotations

from base64 import b64decode
from typing import NotRequired, TypeAlias, TypedDict, final
from urllib.parse import urlencode

from examples.frameworks import calls
from examples.frameworks.pages import reply


class Http(TypedDict):
    """How it was asked."""

    method: str


class Stage(TypedDict):
    """Where it was asked."""

    stage: str


class HttpStage(Stage):
    """Where and how it was asked."""

    http: Http


@final
class HttpEvent(TypedDict):
    """A request, as far as it matters here: a Function URL, or payload 2.0 of an HTTP API."""

    rawPath: str
    rawQueryString: str
    headers: dict[str, str]
    requestContext: HttpStage
    body: NotRequired[str]
    isBase64Encoded: bool


@final
class RestEvent(TypedDict):
    """The same from a REST API, which is payload 1.0."""

    httpMethod: str
    path: str
    multiValueQueryStringParameters: dict[str, list[str]] | None
    headers: dict[str, str]
    requestContext: Stage
    body: str | None
    isBase64Encoded: bool


Event: TypeAlias = HttpEvent | RestEvent


class Result(TypedDict):
    """What the gateway makes a reply of."""

    statusCode: int
    headers: dict[str, str]
    body: str


def lambda_handler(event: Event, _context: object) -> Result:
    """Answer a request."""
    if "rawPath" in event:
        method, path = event["requestContext"]["http"]["method"], event["rawPath"]
        query = event["rawQueryString"]
    else:
        method, path = event["httpMethod"], event["path"]
        # It comes decoded, and is signed so too: which escapes were dialled does not count.
        query = urlencode(event["multiValueQueryStringParameters"] or {}, doseq=True)
    # A named stage may stand before the path; where it was dialled, PUBLIC_URL ends in it.
    stage = f"/{event['requestContext']['stage']}"
    body = event.get("body") or ""
    status, kind, content = reply(
        calls.PAGES,
        method=method,
        path=path.removeprefix(stage) if path.startswith(f"{stage}/") else path,
        query=query,
        headers=event["headers"],
        body=b64decode(body) if event["isBase64Encoded"] else body.encode(),
    )
    return {
        "statusCode": status.value,
        "headers": {"Content-Type": kind},
        "body": content.decode(),
    }
