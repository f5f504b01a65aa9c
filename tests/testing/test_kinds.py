"""Applications that are neither WSGI nor ASGI: what is said of them, and Lambda, which is called."""

from __future__ import annotations

import json

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import pytest

from examples.frameworks.lambda_function import lambda_handler
from plivoml import CONTENT_TYPE, GetDigits, Response, Speak
from plivoml.testing import Call, CallError, Lambda, served

from .apps import TOKEN
from .flows import ANSWER


URL = "https://voice.example.com/answer"


def test_an_aiohttp_application_is_named_with_what_to_do() -> None:
    from aiohttp import web

    app: Any = web.Application()
    with pytest.raises(
        TypeError,
        match=r"^app: an aiohttp application is served by its own server alone: run it on this "
        r"machine, and give its URL, such as http://127\.0\.0\.1:8000$",
    ):
        Call(app, ANSWER)


def test_a_tornado_application_is_named_with_what_to_do() -> None:
    from tornado.web import Application

    class Ours(Application):
        """One with more to it."""

    app: Any = Ours()
    with pytest.raises(TypeError, match=r"^app: a Tornado application is served by its own"):
        Call(app, ANSWER)


def sanic() -> Any:
    """Return what behaves as Sanic does, which is not installed: it answers once it has started."""

    async def answers(self: Any, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            self.has_started = True
            await receive()
            await send({"type": "lifespan.startup.complete"})
            return
        assert self.has_started
        headers = [(b"content-type", CONTENT_TYPE.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"<Response/>"})

    kind = type("Sanic", (), {"__call__": answers, "__module__": "sanic.app"})
    return kind()


def test_a_sanic_app_has_to_be_started() -> None:
    app = sanic()
    with pytest.raises(CallError, match=r"^a Sanic app answers once it has started: `with Call"):
        Call(app, ANSWER).begin()
    with Call(app, ANSWER) as call:
        call.begin()
        assert call.hangup_cause.code == 4010


def test_what_tells_no_status_is_no_wsgi_application() -> None:
    def handle(_request: Any, _settings: Any) -> dict[str, object]:
        return {"statusCode": 200}

    app: Any = handle
    with pytest.raises(CallError) as caught:
        Call(app, ANSWER).begin()
    assert caught.value.message == (
        "the app returned dict and told no status: it is no WSGI application; a handler of AWS "
        "Lambda is given as plivoml.testing.Lambda(handler)"
    )


@pytest.mark.parametrize(
    "app",
    [
        lambda_handler,
        Lambda(lambda_handler),
        Lambda(lambda_handler, payload="1.0", stage="prod"),
        Lambda(lambda_handler, stage="prod"),
    ],
    ids=["itself", "2.0", "1.0", "stage"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_handler_of_lambda_is_called_as_a_gateway_does(
    app: Any, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("PUBLIC_URL", URL.removesuffix("/answer"))
    with Call(app, f"{URL}?tenant=7", auth_token=TOKEN, method=method) as call:
        call.begin()
        call.press("1")
        assert call.dialling == ["+15550100303"]
        call.dial_ends("busy")
        assert call.heard[-1] == "The line is busy. Please call again later."
    with served(app) as base, Call(base, URL, auth_token=TOKEN) as call:
        call.begin()
        call.hang_up()


def recording(answer: Callable[[], object]) -> tuple[list[Any], Lambda]:
    """Return a handler, and what it was given."""
    given: list[Any] = []

    def handle(event: Any, context: Any) -> object:
        given.append((event, context))
        return answer()

    return given, Lambda(handle)


def test_an_event_has_what_a_gateway_tells() -> None:
    given, app = recording(lambda: {"statusCode": 200, "body": "<Response/>"})
    call = Call(app, f"{ANSWER}?tenant=7&tenant=8", timeout=3)
    call.begin()
    event, context = given[0]
    assert (event["version"], event["rawPath"]) == ("2.0", "/answer")
    assert event["rawQueryString"] == "tenant=7&tenant=8"
    assert event["queryStringParameters"] == {"tenant": "7,8"}
    assert event["headers"]["host"] == "ivr.example.com"
    assert event["requestContext"]["http"]["method"] == "POST"
    assert event["isBase64Encoded"] is True
    assert b"Event=StartApp" in b64decode(event["body"])
    assert context.get_remaining_time_in_millis() == 3000
    given, app = recording(lambda: {"statusCode": 200, "body": "<Response/>"})
    call = Call(Lambda(app.handler, payload="1.0"), f"{ANSWER}?tenant=7&tenant=8")
    call.begin()
    event, _ = given[0]
    assert (event["version"], event["path"], event["httpMethod"]) == ("1.0", "/answer", "POST")
    assert event["queryStringParameters"] == {"tenant": "8"}
    assert event["multiValueQueryStringParameters"] == {"tenant": ["7", "8"]}
    assert "Event=StartApp" in event["body"]


def test_a_gateway_makes_replies_of_all_that_comes_back() -> None:
    hello = Response([GetDigits([Speak("Hello.")], action="/x")])

    def reply(answer: object) -> Call:
        call = Call(recording(lambda: answer)[1], ANSWER, strict=False)
        call.begin(listen=0)
        return call

    body = b64encode(hello.to_bytes()).decode()
    headers = {"multiValueHeaders": {"Content-Type": [CONTENT_TYPE]}}
    call = reply({"statusCode": "200", "body": body, "isBase64Encoded": True, **headers})
    assert (call.documents, call.replies[0].content_type) == ([hello], CONTENT_TYPE)
    call = reply(str(hello))
    assert (call.documents, call.replies[0].content_type) == ([hello], "application/json")
    assert reply({"Say": "Hello"}).replies[0].body == json.dumps({"Say": "Hello"}).encode()
    assert "answered 403 (not you)" in str(reply({"statusCode": 403, "body": "not you"}).failure)


def test_a_function_that_crashes_is_a_502() -> None:
    def crash() -> object:
        msg = "no such bill"
        raise LookupError(msg)

    call = Call(recording(crash)[1], ANSWER)
    call.begin()
    assert str(call.failure).startswith(f"7011: {ANSWER} answered 502 (LookupError: no such bill (")

    def gone() -> object:
        raise ConnectionRefusedError

    call = Call(recording(gone)[1], ANSWER)
    call.begin()
    assert "cannot be reached" in str(call.failure)


@pytest.mark.parametrize(
    "result",
    [
        {"statusCode": 200, "body": b"<Response/>"},
        {"statusCode": 200, "body": 5},
        {"statusCode": 200, "body": "\ud800"},
        {"statusCode": 200, "body": "ü", "isBase64Encoded": True},
        {"statusCode": None, "body": ""},
        {"statusCode": 200, "headers": [1]},
    ],
)
def test_a_result_that_no_gateway_takes_is_a_502(result: object) -> None:
    call = Call(recording(lambda: result)[1], ANSWER)
    call.begin()
    said = (
        f"7011: {ANSWER} answered 502 (TypeError: expected a number and texts in what is returned"
    )
    assert str(call.failure).startswith(said)


@pytest.mark.parametrize("result", ["<Response/>", {"body": "<Response/>"}, None])
def test_a_rest_api_takes_nothing_without_a_status(result: object) -> None:
    call = Call(Lambda(recording(lambda: result)[1].handler, payload="1.0"), ANSWER)
    call.begin()
    assert "answered 502 (TypeError: expected a number" in str(call.failure)


def test_a_header_that_is_no_text_is_written_as_one() -> None:
    headers = {"Content-Type": 5, "X": None}
    call = Call(recording(lambda: {"statusCode": 200, "headers": headers})[1], ANSWER)
    call.begin()
    assert call.replies[0].content_type == "5"


def test_a_payload_is_one_of_two() -> None:
    payload: Any = "3.0"
    with pytest.raises(ValueError, match=r"^payload: expected '1\.0' or '2\.0'; got '3\.0'$"):
        Lambda(lambda_handler, payload=payload)
