"""Bodies that are not in the coding that the request names."""

from __future__ import annotations

import asyncio
import gzip

from typing import Any

import httpx
import pytest

from aiohttp import web

from plivoml import Response, aiohttp, aws_lambda
from plivoml.callbacks import AnswerRequest, Callback


UNREADABLE = (400, "body: expected the coding that the request names; got another")
UNSIGNED = (403, "X-Plivo-Signature-V3: expected a signature; got none")


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://voice.example.com")
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", "an-invented-token")


@aws_lambda.received(AnswerRequest)
def function(event: aws_lambda.Event, _: Callback) -> Response:
    assert event
    return Response()


def of_function(**said: Any) -> tuple[int, str]:
    result = function(said, None)
    return result["statusCode"], result["body"]


@pytest.mark.parametrize(
    "said",
    [
        {"body": "abc", "isBase64Encoded": True},
        {"body": "a=b!", "isBase64Encoded": True},
        {"body": "\xe9", "isBase64Encoded": True},
        {"body": "\ud800"},
    ],
)
def test_a_function_refuses_what_it_cannot_read(said: dict[str, Any]) -> None:
    context = {"http": {"method": "POST"}, "stage": "$default"}
    assert of_function(rawPath="/", rawQueryString="", requestContext=context, **said) == UNREADABLE
    old = {"path": "/", "httpMethod": "POST", "requestContext": {"stage": "prod"}}
    assert of_function(**old, **said) == UNREADABLE


@pytest.mark.parametrize("query", [None, {}, {"a": ["\ud800"]}, {"a": ["b", "c"]}])
def test_a_function_is_asked_with_any_query(query: Any) -> None:
    event = {"path": "/", "httpMethod": "GET", "requestContext": {"stage": "prod"}}
    assert of_function(**event, multiValueQueryStringParameters=query) == UNSIGNED


async def of_aiohttp(body: bytes, coding: str) -> tuple[int, str]:
    @aiohttp.received(AnswerRequest)
    async def page(request: web.Request, _: Callback) -> Response:
        assert request.method
        return Response()

    app = web.Application()
    app.router.add_post("/", page)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        _, port = runner.addresses[0]
        async with httpx.AsyncClient(verify=False) as client:
            headers = {"Content-Encoding": coding}
            url = f"http://127.0.0.1:{port}/"
            reply = await client.post(url, content=body, headers=headers)
    finally:
        await runner.cleanup()
    return reply.status_code, reply.text


def test_aiohttp_refuses_what_it_cannot_unpack() -> None:
    assert asyncio.run(of_aiohttp(b"CallUUID=c-1", "gzip")) == UNREADABLE
    assert asyncio.run(of_aiohttp(gzip.compress(b"CallUUID=c-1"), "gzip")) == UNSIGNED
