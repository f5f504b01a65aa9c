"""One flow as a mapping, as WSGI and ASGI applications, and served over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeAlias

from plivoml import CONTENT_TYPE, Response, callbacks
from plivoml.errors import InvalidCallbackError
from plivoml.signatures import is_valid
from tests.support.simulator import split


Handler: TypeAlias = Callable[[Any], object]
Message: TypeAlias = dict[str, Any]
TOKEN = "secret"
#: What the body alone does not tell apart.
PLAIN = {"StartApp": callbacks.AnswerRequest, "Redirect": callbacks.RedirectRequest}


def answer_to(
    handlers: Mapping[str, Handler], method: str, url: str, headers: object, body: bytes
) -> tuple[int, dict[str, str], bytes]:
    """Check the signature, find the handler by path, and call it, as any application does."""
    path, _, query = url.removeprefix("https://ivr.example.com").partition("?")
    params = query if method == "GET" else body
    if path not in handlers:
        return 404, {}, b""
    if not is_valid(method, url, headers, body if method == "POST" else None, TOKEN):  # type: ignore[arg-type]
        return 403, {}, b""
    pairs = split(params if isinstance(params, str) else params.decode())
    try:
        callback = callbacks.parse(pairs)
    except InvalidCallbackError:
        callback = PLAIN[dict(pairs)["Event"]].from_form(pairs)
    answer = handlers[path](callback)
    text = answer.to_bytes() if isinstance(answer, Response) else str(answer or "").encode()
    return 200, {"Content-Type": CONTENT_TYPE}, text


def wsgi(handlers: Mapping[str, Handler]) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
        url = f"{scheme}://{environ['HTTP_HOST']}{environ['PATH_INFO']}"
        if environ["QUERY_STRING"]:
            url += f"?{environ['QUERY_STRING']}"
        status, headers, answer = answer_to(handlers, environ["REQUEST_METHOD"], url, environ, body)
        start_response(f"{status} Whatever", list(headers.items()))
        return [answer]

    return app


def asgi(
    handlers: Mapping[str, Handler],
) -> Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]:
    async def app(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        assert scope["type"] == "http"
        body = (await receive())["body"]
        named = {name.decode(): value.decode() for name, value in scope["headers"]}
        url = f"{scope['scheme']}://{named['host']}{scope['path']}"
        if scope["query_string"]:
            url += f"?{scope['query_string'].decode()}"
        status, headers, answer = answer_to(handlers, scope["method"], url, scope["headers"], body)
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": pairs})
        await send({"type": "http.response.body", "body": answer[:5], "more_body": True})
        await send({"type": "http.response.body", "body": answer[5:]})
        assert (await receive())["type"] == "http.disconnect"

    return app
