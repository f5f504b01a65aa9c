"""Each framework example as it is served: real HTTP on this machine, or an event of Lambda."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

from base64 import b64encode
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import uvicorn

from aiohttp import web
from django.core.wsgi import get_wsgi_application
from django.test.utils import override_settings

from examples.frameworks import (
    aiohttp_app,
    asgi_app,
    django_app,
    fastapi_app,
    flask_app,
    lambda_function,
    starlette_app,
    wsgi_app,
)
from plivoml.aws_lambda import Event


if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Reply(NamedTuple):
    """What comes back."""

    status: int
    kind: str
    body: bytes


class Ask(NamedTuple):
    """A request; the target is the path, with the query if there is one."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


Stack: TypeAlias = Callable[[Ask], Reply]


@dataclass(frozen=True, slots=True)
class OverHttp:
    """What listens on a port of this machine."""

    port: int

    def __call__(self, ask: Ask) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(ask.method, ask.target, ask.body, dict(ask.headers))
            reply = connection.getresponse()
            return Reply(reply.status, reply.headers["Content-Type"] or "", reply.read())
        finally:
            connection.close()


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        del format, args


@contextmanager
def served(app: WSGIApplication) -> Generator[int]:
    """Serve an application on this machine, and give the port."""
    with make_server("127.0.0.1", 0, app, handler_class=QuietHandler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def wsgi(app: WSGIApplication) -> Generator[OverHttp]:
    with served(app) as port:
        yield OverHttp(port)


@contextmanager
def asgi(app: Any) -> Generator[OverHttp]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield OverHttp(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def flask() -> Generator[OverHttp]:
    with wsgi(flask_app.app) as stack:
        yield stack


@contextmanager
def django() -> Generator[OverHttp]:
    # Other tests may have configured Django before, without anything in it.
    with override_settings(**django_app.SETTINGS), wsgi(get_wsgi_application()) as stack:
        yield stack


@contextmanager
def fastapi() -> Generator[OverHttp]:
    with asgi(fastapi_app.app) as stack:
        yield stack


@contextmanager
def starlette() -> Generator[OverHttp]:
    with asgi(starlette_app.app) as stack:
        yield stack


@contextmanager
def plain_wsgi() -> Generator[OverHttp]:
    with wsgi(wsgi_app.app) as stack:
        yield stack


@contextmanager
def plain_asgi() -> Generator[OverHttp]:
    with asgi(asgi_app.app) as stack:
        yield stack


@contextmanager
def aiohttp() -> Generator[OverHttp]:
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(aiohttp_app.create_app())

    async def start(listening: socket.socket) -> None:
        await runner.setup()
        await web.SockSite(runner, listening).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            asyncio.run_coroutine_threadsafe(start(listening), loop).result(10)
            yield OverHttp(listening.getsockname()[1])
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


def lambda_http(*, encoded: bool, stage: str) -> Stack:
    """Ask by payload 2.0: header names in small letters, no body by GET, a stage in the path."""

    def stack(ask: Ask) -> Reply:
        target = urlsplit(ask.target)
        event: dict[str, Any] = {
            "rawPath": target.path if stage == "$default" else f"/{stage}{target.path}",
            "rawQueryString": target.query,
            "headers": {name.lower(): value for name, value in ask.headers.items()},
            "requestContext": {"http": {"method": ask.method}, "stage": stage},
            "isBase64Encoded": encoded and bool(ask.body),
        }
        if ask.body:
            event["body"] = b64encode(ask.body).decode() if encoded else ask.body.decode()
        return result_of(event)

    return stack


def lambda_rest(ask: Ask) -> Reply:
    """Ask by payload 1.0: header names as they came, the query decoded, no stage in the path."""
    target = urlsplit(ask.target)
    return result_of(
        {
            "httpMethod": ask.method,
            "path": target.path,
            "multiValueQueryStringParameters": parse_qs(target.query, keep_blank_values=True)
            or None,
            "headers": dict(ask.headers),
            "requestContext": {"stage": "prod"},
            "body": ask.body.decode() or None,
            "isBase64Encoded": False,
        }
    )


def result_of(event: Event) -> Reply:
    result = lambda_function.lambda_handler(event, None)
    return Reply(result["statusCode"], result["headers"]["Content-Type"], result["body"].encode())


@contextmanager
def aws_lambda() -> Generator[Stack]:
    yield lambda_http(encoded=False, stage="$default")


@contextmanager
def aws_lambda_base64() -> Generator[Stack]:
    yield lambda_http(encoded=True, stage="prod")


@contextmanager
def aws_lambda_rest() -> Generator[Stack]:
    yield lambda_rest


SERVED = (flask, django, fastapi, starlette, aiohttp, plain_wsgi, plain_asgi)
STACKS = (*SERVED, aws_lambda, aws_lambda_base64, aws_lambda_rest)
