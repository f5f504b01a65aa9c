"""One page in every way in which this package puts one on the web, without a socket."""

from __future__ import annotations

import asyncio

from base64 import b64encode
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import parse_qs, unquote, unquote_to_bytes

import fastapi as framework_fastapi
import flask as framework_flask

from aiohttp import web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.streams import StreamReader
from aiohttp.test_utils import make_mocked_request
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.views import View
from starlette.applications import Starlette
from starlette.routing import Route

from plivoml import Response, aiohttp, asgi, aws_lambda, django, fastapi, flask, wsgi
from plivoml.callbacks import Callback


#: What Plivo's bodies are.
FORM = "application/x-www-form-urlencoded"

Page: TypeAlias = Callable[[Any], Response | None]

if not settings.configured:
    settings.configure()


class Ask(NamedTuple):
    """A request; the target is the path, with the query if there is one."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""


class Reply(NamedTuple):
    """What comes back."""

    status: int
    kind: str
    body: bytes


Send: TypeAlias = Callable[[Ask], Reply]


def environ_of(ask: Ask) -> dict[str, Any]:
    path, _, query = ask.target.partition("?")
    headers = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in ask.headers.items()}
    environ: dict[str, Any] = {
        "REQUEST_METHOD": ask.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": ask.target,
        "CONTENT_LENGTH": str(len(ask.body)),
        "CONTENT_TYPE": ask.headers.get("Content-Type", FORM),
        "SERVER_NAME": "10.0.0.7",
        "SERVER_PORT": "8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(ask.body),
    }
    environ.update(headers)
    return environ


def scope_of(ask: Ask, kind: str = "http") -> dict[str, Any]:
    path, _, query = ask.target.partition("?")
    headers = {
        "Content-Type": FORM,
        **({"Content-Length": str(len(ask.body))} if ask.body else {}),
        **ask.headers,
    }
    return {
        "type": kind,
        "method": ask.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), text.encode()) for name, text in headers.items()],
        "server": ("10.0.0.7", 8000),
    }


def over_wsgi(app: Any, ask: Ask, **given: Any) -> Reply:
    """Ask an application; what is given stands in the environment instead."""
    said: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        said.append((status, headers))

    chunks = app(environ_of(ask) | given, start_response)
    status, headers = said[-1]
    return Reply(int(status[:3]), dict(headers).get("Content-Type", ""), b"".join(chunks))


def over_asgi(app: Any, ask: Ask) -> Reply:
    half = len(ask.body) // 2
    told: list[dict[str, Any]] = [
        {"type": "http.request", "body": ask.body[:half], "more_body": True},
        {"type": "http.request", "body": ask.body[half:], "more_body": False},
        {"type": "http.disconnect"},
    ]
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return told.pop(0)

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    asyncio.run(app(scope_of(ask), receive, send))
    start, *rest = said
    kinds = [value for name, value in start["headers"] if name == b"content-type"]
    body = b"".join(message.get("body", b"") for message in rest)
    return Reply(start["status"], b"".join(kinds).decode(), body)


def pairs_of(body: bytes) -> tuple[tuple[str, str], ...]:
    return tuple(Callback.from_form(body).to_form())


def plain_wsgi(kind: type[Callback], page: Page) -> Send:
    app = wsgi.received(kind)(page)
    return lambda ask: over_wsgi(app, ask)


def behind_wsgi_middleware(kind: type[Callback], page: Page) -> Send:
    def app(environ: dict[str, Any], start_response: Any) -> Any:
        body = environ["wsgi.input"].read()
        assert environ["CONTENT_LENGTH"] == str(len(body))
        verified: wsgi.Verified = environ["plivoml.verified"]
        assert verified.form[len(verified.form) - len(pairs_of(body)) :] == pairs_of(body)
        return wsgi.received(kind)(page)(environ, start_response)

    return lambda ask: over_wsgi(wsgi.SignatureMiddleware(app), ask)


def plain_asgi(kind: type[Callback], page: Page) -> Send:
    app = asgi.received(kind)(page)
    return lambda ask: over_asgi(app, ask)


def coroutine_of_asgi(kind: type[Callback], page: Page) -> Send:
    @asgi.received(kind)
    async def app(told: Callback) -> Response | None:
        return page(told)

    return lambda ask: over_asgi(app, ask)


def behind_asgi_middleware(kind: type[Callback], page: Page) -> Send:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        assert message["more_body"] is False
        verified: asgi.Verified = scope["plivoml.verified"]
        body = pairs_of(message["body"])
        assert verified.form[len(verified.form) - len(body) :] == body

        async def again() -> Any:
            return message

        await asgi.received(kind)(page)(scope, again, send)

    return lambda ask: over_asgi(asgi.SignatureMiddleware(app), ask)


def starlette(kind: type[Callback], page: Page) -> Send:
    endpoint = asgi.received(kind)(page)
    app = Starlette(routes=[Route("/{rest:path}", endpoint, methods=["GET", "POST", "PUT"])])
    return lambda ask: over_asgi(app, ask)


def flask_app(kind: type[Callback], page: Page) -> framework_flask.Flask:
    app = framework_flask.Flask("pages")
    app.testing = True  # what a view raises is raised here

    @app.route("/<path:rest>", methods=["GET", "POST", "PUT"])
    @flask.received(kind)
    def view(told: Callback, rest: str) -> Response | None:
        assert rest
        return page(told)

    return app


def flask_view(kind: type[Callback], page: Page) -> Send:
    app = flask_app(kind, page)
    return lambda ask: over_wsgi(app, ask)


def flask_after_its_form(kind: type[Callback], page: Page) -> Send:
    app = flask_app(kind, page)

    @app.before_request
    def read_first() -> None:
        framework_flask.request.form.get("CallUUID")

    return lambda ask: over_wsgi(app, ask)


def flask_behind_middleware(kind: type[Callback], page: Page) -> Send:
    app = flask_app(kind, page)
    return lambda ask: over_wsgi(wsgi.SignatureMiddleware(app.wsgi_app), ask)


def reply_of_django(reply: Any) -> Reply:
    assert isinstance(reply, HttpResponse)
    return Reply(reply.status_code, reply["Content-Type"], reply.content)


def django_view(kind: type[Callback], page: Page) -> Send:
    @django.received(kind)
    def view(request: HttpRequest, told: Callback) -> Response | None:
        assert request.method
        return page(told)

    def send(ask: Ask) -> Reply:
        return reply_of_django(view(WSGIRequest(environ_of(ask))))

    return send


def django_after_its_form(kind: type[Callback], page: Page) -> Send:
    @django.received(kind)
    def view(request: HttpRequest, told: Callback) -> Response | None:
        assert request.method
        return page(told)

    def send(ask: Ask) -> Reply:
        request = WSGIRequest(environ_of(ask))
        request.POST.get("CallUUID")
        return reply_of_django(view(request))

    return send


def django_async_view(kind: type[Callback], page: Page) -> Send:
    @django.received(kind)
    async def view(request: HttpRequest, told: Callback) -> Response | None:
        assert request.method
        return page(told)

    async def answer(ask: Ask) -> Any:
        return await view(ASGIRequest(scope_of(ask), BytesIO(ask.body)))

    return lambda ask: reply_of_django(asyncio.run(answer(ask)))


def django_async_class(kind: type[Callback], page: Page) -> Send:
    class Pressed(View):
        async def get(self, request: HttpRequest, told: Callback) -> Response | None:
            assert request.method
            return page(told)

        post = put = get

    view: Any = django.received(kind)(Pressed.as_view())

    async def answer(ask: Ask) -> Any:
        return await view(ASGIRequest(scope_of(ask), BytesIO(ask.body)))

    return lambda ask: reply_of_django(asyncio.run(answer(ask)))


def fastapi_app(kind: type[Callback], page: Page) -> framework_fastapi.FastAPI:
    app, dependency = framework_fastapi.FastAPI(), fastapi.received(kind)

    @app.api_route("/{rest:path}", methods=["GET", "POST", "PUT"])
    async def view(told: Any = dependency) -> framework_fastapi.Response:
        return fastapi.answered(page(told))

    return app


def fastapi_view(kind: type[Callback], page: Page) -> Send:
    app = fastapi_app(kind, page)
    return lambda ask: over_asgi(app, ask)


def fastapi_beside_a_form(kind: type[Callback], page: Page) -> Send:
    app, dependency = framework_fastapi.FastAPI(), fastapi.received(kind)

    @app.api_route("/{rest:path}", methods=["GET", "POST", "PUT"])
    async def view(
        told: Any = dependency,
        digits: str = framework_fastapi.Form("", alias="Digits"),
    ) -> framework_fastapi.Response:
        assert not digits or told.digits == digits
        return fastapi.answered(page(told))

    return lambda ask: over_asgi(app, ask)


def fastapi_behind_middleware(kind: type[Callback], page: Page) -> Send:
    app = fastapi_app(kind, page)
    return lambda ask: over_asgi(asgi.SignatureMiddleware(app), ask)


def aiohttp_handler(kind: type[Callback], page: Page, longest_body: int = 2**20) -> Send:
    @aiohttp.received(kind)
    async def handler(request: web.Request, told: Callback) -> Response | None:
        assert request.method
        return page(told)

    async def answer(ask: Ask) -> Reply:
        loop = asyncio.get_running_loop()
        body = StreamReader(_Protocol(loop), 2**16, loop=loop)
        body.feed_data(ask.body)
        body.feed_eof()
        request = make_mocked_request(
            ask.method, ask.target, ask.headers, payload=body, client_max_size=longest_body
        )
        reply = await handler(request)
        assert isinstance(reply, web.Response)
        assert isinstance(reply.body, bytes)
        return Reply(reply.status, reply.headers["Content-Type"], reply.body)

    return lambda ask: asyncio.run(answer(ask))


class _Protocol(BaseProtocol):
    """The protocol of a body that has come as a whole."""


def function_of(kind: type[Callback], page: Page) -> aws_lambda.Handler:
    @aws_lambda.received(kind)
    def function(event: aws_lambda.Event, told: Callback) -> Response | None:
        assert event
        return page(told)

    return function


def reply_of_a_function(result: aws_lambda.Result) -> Reply:
    return Reply(result["statusCode"], result["headers"]["Content-Type"], result["body"].encode())


def function_behind_its_url(kind: type[Callback], page: Page) -> Send:
    function = function_of(kind, page)

    def send(ask: Ask) -> Reply:
        path, _, query = ask.target.partition("?")
        event = {
            "rawPath": path,
            "rawQueryString": query,
            "headers": ask.headers,
            "requestContext": {"http": {"method": ask.method}, "stage": "$default"},
            "body": b64encode(ask.body).decode(),
            "isBase64Encoded": True,
        }
        return reply_of_a_function(function(event, None))

    return send


def function_behind_a_rest_api(kind: type[Callback], page: Page) -> Send:
    function = function_of(kind, page)

    def send(ask: Ask) -> Reply:
        path, _, query = ask.target.partition("?")
        event = {
            "httpMethod": ask.method,
            "path": path,
            "multiValueQueryStringParameters": parse_qs(query, keep_blank_values=True) or None,
            "headers": ask.headers,
            "requestContext": {"stage": "prod"},
            "body": b64encode(ask.body).decode(),
            "isBase64Encoded": True,
        }
        return reply_of_a_function(function(event, None))

    return send


#: Where the check is in the page itself.
PAGES = (
    plain_wsgi,
    plain_asgi,
    coroutine_of_asgi,
    starlette,
    flask_view,
    flask_after_its_form,
    django_view,
    django_after_its_form,
    django_async_view,
    django_async_class,
    fastapi_view,
    fastapi_beside_a_form,
    aiohttp_handler,
    function_behind_its_url,
    function_behind_a_rest_api,
)

#: Where it stands before.
BEHIND = (
    behind_wsgi_middleware,
    behind_asgi_middleware,
    flask_behind_middleware,
    fastapi_behind_middleware,
)
