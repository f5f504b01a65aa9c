"""Handlers of AWS Lambda, called in this process as a gateway calls them."""

from __future__ import annotations

import json

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast
from urllib.parse import parse_qs

from ..._model.diagnostic import brief
from ...callbacks import Callback
from .logged import exceptions
from .message import Reply, Request, crashed, reply_of


Payload: TypeAlias = Literal["1.0", "2.0"]

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Lambda:
    """
    A handler of AWS Lambda: a function of an event and a context that returns a dict.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """

    handler: Callable[[Any, Any], object]
    """What is called."""

    payload: Payload = "2.0"
    """The version of the event: `2.0` of a Function URL and of an HTTP API, where a form comes as
    base64; `1.0` of a REST API, where the query comes decoded."""

    stage: str = "$default"
    """The stage; one with a name stands before the path of payload 2.0."""

    def __post_init__(self) -> None:
        if self.payload not in ("1.0", "2.0"):
            msg = f"payload: expected '1.0' or '2.0'; got {self.payload!r}"
            raise ValueError(msg)


class Context:
    """What a handler is told of its run: the little that a test can know."""

    function_name = "plivoml-testing"
    function_version = "$LATEST"
    memory_limit_in_mb = "128"

    def __init__(self, seconds: float) -> None:
        self.aws_request_id = "00000000-0000-4000-8000-000000000000"
        self._seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        """Return the time that is left; here it is always the whole."""
        return round(self._seconds * 1000)


class Gateway:
    """Makes events of requests, and replies of what the handler returns."""

    def __init__(self, function: Lambda, seconds: float) -> None:
        self._function = function
        self._seconds = seconds

    def send(self, request: Request, callback: Callback) -> Reply:
        """Call the handler."""
        del callback
        function = self._function
        event = (
            _event_1(request, function)
            if function.payload == "1.0"
            else _event_2(request, function)
        )
        try:
            with exceptions() as raised:
                result = function.handler(event, Context(self._seconds))
            return _reply(result, raised, function.payload)
        except (ConnectionError, TimeoutError):
            raise
        except Exception as error:  # noqa: BLE001 - the gateway answers 502 to any of them
            return crashed(error, 502)

    def open(self) -> None:
        """Do nothing: a function needs no start."""

    def close(self) -> None:
        """Do nothing: a function needs no end."""

    def connect(self, request: Request) -> None:
        """Open no socket: a Function URL has none."""


def _event_2(request: Request, function: Lambda) -> dict[str, Any]:
    parts = request.parts
    path = parts.path or "/"
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path if function.stage == "$default" else f"/{function.stage}{path}",
        "rawQueryString": parts.query,
        "headers": {name.lower(): value for name, value in request.headers},
        "requestContext": {
            "domainName": parts.hostname,
            "http": {
                "method": request.method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
            },
            "stage": function.stage,
        },
        "isBase64Encoded": bool(request.body),
    }
    if parts.query:
        values = parse_qs(parts.query, keep_blank_values=True)
        event["queryStringParameters"] = {name: ",".join(those) for name, those in values.items()}
    if request.body:
        event["body"] = b64encode(request.body).decode()
    return event


def _event_1(request: Request, function: Lambda) -> dict[str, Any]:
    parts = request.parts
    values = parse_qs(parts.query, keep_blank_values=True)
    return {
        "version": "1.0",
        "resource": "/{proxy+}",
        "path": parts.path or "/",
        "httpMethod": request.method,
        "headers": dict(request.headers),
        "multiValueHeaders": {name: [value] for name, value in request.headers},
        "queryStringParameters": {name: those[-1] for name, those in values.items()} or None,
        "multiValueQueryStringParameters": values or None,
        "pathParameters": {"proxy": parts.path.removeprefix("/")},
        "requestContext": {
            "domainName": parts.hostname,
            "httpMethod": request.method,
            "path": parts.path or "/",
            "stage": function.stage,
        },
        "body": request.body.decode() or None,
        "isBase64Encoded": False,
    }


def _reply(result: object, raised: list[BaseException], payload: str) -> Reply:
    told = cast("dict[str, Any]", result)
    is_told = isinstance(result, dict) and "statusCode" in told
    if not is_told and payload == "2.0":
        # By payload 2.0 the gateway takes whatever else comes for the JSON of a 200.
        text = result if isinstance(result, str) else json.dumps(result, default=repr)
        return Reply(status=200, content_type=_JSON, body=text.encode())
    try:
        return _told(told, raised)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        msg = f"expected a number and texts in what is returned; got {brief(told)}"
        raise TypeError(msg) from error


def _told(told: dict[str, Any], raised: list[BaseException]) -> Reply:
    several: dict[str, list[object]] = told.get("multiValueHeaders") or {}
    single: dict[str, object] = told.get("headers") or {}
    headers = [(str(name), str(value)) for name, value in single.items()]
    headers += [(str(name), str(value)) for name, values in several.items() for value in values]
    text = told.get("body") or ""
    body = b64decode(text) if told.get("isBase64Encoded") else text.encode()
    return reply_of(int(told["statusCode"]), headers, body, raised)
