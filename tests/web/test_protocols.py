"""What differs by protocol or framework: sockets, bodies, settings, and what a view may return."""

from __future__ import annotations

import asyncio

from collections.abc import Callable
from io import BytesIO
from typing import Any

import fastapi as framework_fastapi
import flask as framework_flask
import pytest

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings

from plivoml import Hangup, Response, asgi, django, fastapi, flask, wsgi
from plivoml.callbacks import DialAction
from plivoml.signatures import SignatureMatch, Variant, sign
from tests.web.faces import Ask, Reply, environ_of, over_asgi, over_wsgi, scope_of


pytestmark = pytest.mark.once

URL = "https://voice.example.com"
SOCKET = "wss://voice.example.com"
TOKEN = "the-auth-token-of-nobody"
BUSY = b"CallUUID=c-1&DialStatus=busy"
ANSWER = Response([Hangup()])
SETTINGS: Any = {"public_url": URL, "auth_token": TOKEN}


def asked(body: bytes = BUSY, *, token: str = TOKEN, main_token: str | None = None) -> Ask:
    headers = sign("POST", f"{URL}/dialled", body, token, main_token=main_token)
    return Ask("POST", "/dialled", headers, body)


def handshake(target: str = "/talk", *, token: str = TOKEN) -> Ask:
    headers = sign("GET", SOCKET + target, None, token)
    return Ask("GET", target, {**headers, "Upgrade": "WebSocket", "Connection": "Upgrade"})


def opened(ask: Ask, app: Any, *, extensions: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Ask for a socket, and return what the application sends."""
    said: list[dict[str, Any]] = []
    told = [{"type": "websocket.connect"}]

    async def receive() -> dict[str, Any]:
        return told.pop()

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    scope = scope_of(ask, "websocket") | {"extensions": extensions}
    del scope["method"]
    asyncio.run(app(scope, receive, send))
    return said


def socket_app(seen: list[asgi.Verified]) -> asgi.Application:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert await receive() == {"type": "websocket.connect"}
        seen.append(scope["plivoml.verified"])
        await send({"type": "websocket.accept"})

    return asgi.SignatureMiddleware(app, **SETTINGS)


HEADER = "X-Plivo-Signature-V3"
MATCH = SignatureMatch(HEADER, 0, Variant.HTTP)


def test_a_handshake_that_plivo_signed_opens_the_socket() -> None:
    seen: list[asgi.Verified] = []
    said = opened(handshake("/talk?ticket=1"), socket_app(seen))
    assert said == [{"type": "websocket.accept"}]
    # What the query says is not proven, so there is no form.
    assert seen == [asgi.Verified(MATCH, (), is_handshake=True)]


@pytest.mark.parametrize(
    "forged",
    [
        handshake(token="another-token"),
        handshake()._replace(headers={}),
        handshake()._replace(target="/elsewhere"),
    ],
    ids=["token", "unsigned", "path"],
)
def test_a_stranger_is_refused_before_the_socket_is_open(forged: Ask) -> None:
    seen: list[asgi.Verified] = []
    app = socket_app(seen)
    assert opened(forged, app) == [{"type": "websocket.close", "code": 1008}]
    start, body = opened(forged, app, extensions={"websocket.http.response": {}})
    assert (start["type"], start["status"]) == ("websocket.http.response.start", 403)
    assert body["type"] == "websocket.http.response.body"
    assert body["body"].startswith(HEADER.encode())
    assert seen == []


def test_a_handshake_over_wsgi_is_one_of_a_socket() -> None:
    seen: list[wsgi.Verified] = []

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        seen.append(environ["plivoml.verified"])
        return wsgi.answered()(environ, start_response)

    verified = wsgi.SignatureMiddleware(app, **SETTINGS)
    assert over_wsgi(verified, handshake("/talk?ticket=1")).status == 200
    assert seen == [wsgi.Verified(MATCH, (), is_handshake=True)]
    assert over_wsgi(verified, handshake(token="another-token")).status == 403
    # The same signature is none of a page.
    without = handshake()._replace(headers=sign("GET", f"{SOCKET}/talk", None, TOKEN))
    assert over_wsgi(verified, without).status == 403
    assert len(seen) == 1


def test_a_handshake_opens_no_page() -> None:
    told: list[DialAction] = []
    page = wsgi.received(DialAction)(told.append)
    ask = handshake("/dialled?CallUUID=c-1&DialStatus=busy")
    reply = over_wsgi(wsgi.SignatureMiddleware(page, **SETTINGS), ask)
    assert (reply.status, told) == (403, [])
    assert reply.body == b"expected a request of its own; got the handshake of a WebSocket"


def test_a_page_is_no_socket() -> None:
    page = asgi.received(DialAction)(lambda _: ANSWER)
    with pytest.raises(ValueError, match="expected a request of HTTP; got one of websocket"):
        opened(handshake(), page)


def test_the_start_of_the_server_goes_through() -> None:
    seen: list[str] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(asgi.SignatureMiddleware(app, **SETTINGS)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]


def test_what_comes_after_the_body_is_told_too() -> None:
    messages: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        messages.extend([(await receive())["type"], (await receive())["type"]])
        await asgi.answered(ANSWER)(scope, receive, send)

    assert over_asgi(asgi.SignatureMiddleware(app, **SETTINGS), asked()).status == 200
    assert messages == ["http.request", "http.disconnect"]


def test_the_scope_of_others_is_left_as_it_is() -> None:
    scope = scope_of(asked())

    async def receive() -> Any:
        return {"type": "http.request", "body": BUSY}

    async def send(message: Any) -> None:
        pass

    app = asgi.SignatureMiddleware(asgi.answered(ANSWER), **SETTINGS)
    asyncio.run(app(scope, receive, send))
    assert "plivoml.verified" not in scope


class Slow(BytesIO):
    """Gives few bytes at a time, as a socket may, and none that were not sent."""

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size >= 0
        return super().read(min(size, 7))


@pytest.mark.parametrize(
    ("length", "ended", "status"),
    [
        (str(len(BUSY)), False, 200),
        ("", False, 403),
        ("-1", False, 403),
        ("0x1c", False, 403),
        ("²", False, 403),
        (str(len(BUSY) + 1), False, 200),  # the client went away
        ("", True, 200),
        ("100001", False, 413),
        ("9" * 5000, False, 413),
        ("0" * 5000 + str(len(BUSY)), False, 200),
    ],
)
def test_no_more_is_read_than_was_sent(length: str, ended: bool, status: int) -> None:
    given = {"CONTENT_LENGTH": length, "wsgi.input": Slow(BUSY), "wsgi.input_terminated": ended}
    app = wsgi.SignatureMiddleware(wsgi.received(DialAction)(lambda _: ANSWER), **SETTINGS)
    assert over_wsgi(app, asked(), **given).status == status


@pytest.mark.parametrize("made", ["wsgi", "flask"])
def test_a_body_without_a_length_may_not_be_long(made: str) -> None:
    app: Any = wsgi.SignatureMiddleware(wsgi.answered(), **SETTINGS)
    if made == "flask":
        app = flask_app()
        app.post("/dialled")(flask.received(DialAction)(lambda _: ANSWER))
    sent = BytesIO(b"x" * 200_000)
    given = {"CONTENT_LENGTH": "", "wsgi.input": sent, "wsgi.input_terminated": True}
    reply = over_wsgi(app, asked(), **given)
    assert (reply.status, reply.body) == (413, b"body: expected at most 100000 bytes; got more")
    assert sent.tell() <= 100_001


def test_a_server_that_tells_another_path_is_not_believed() -> None:
    # Signed for /dialled; what a server would route to another page is checked as that.
    app = wsgi.SignatureMiddleware(wsgi.answered(), **SETTINGS)
    assert over_wsgi(app, asked(), PATH_INFO="/admin").status == 403


def test_an_application_below_a_path_is_dialled_with_it() -> None:
    ask = Ask("POST", "/voice/dialled", sign("POST", f"{URL}/voice/dialled", BUSY, TOKEN), BUSY)
    app = wsgi.SignatureMiddleware(wsgi.answered(), **SETTINGS)
    given = {"SCRIPT_NAME": "/voice", "PATH_INFO": "/dialled"}
    assert over_wsgi(app, ask, **given).status == 200
    assert over_wsgi(app, ask, **given, RAW_URI="/dialled").status == 200


@pytest.mark.parametrize("path", ["/%ff", "/%C3", "/a%20b/%C3%BC"])
def test_a_path_whose_escapes_are_no_utf_8_is_checked_as_it_was_written(path: str) -> None:
    ask = Ask("POST", path, sign("POST", URL + path, BUSY, TOKEN), BUSY)
    app = wsgi.SignatureMiddleware(wsgi.answered(), **SETTINGS)
    assert over_wsgi(app, ask).status == 200
    assert over_asgi(asgi.SignatureMiddleware(asgi.answered(), **SETTINGS), ask).status == 200


def test_without_a_written_path_its_usual_spelling_is_checked() -> None:
    target = "/a%20b/%C3%BC"
    ask = Ask("POST", target, sign("POST", URL + target, BUSY, TOKEN), BUSY)
    scope = scope_of(ask)
    del scope["raw_path"]

    async def receive() -> Any:
        return {"type": "http.request", "body": BUSY}

    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    asyncio.run(asgi.SignatureMiddleware(asgi.answered(), **SETTINGS)(scope, receive, send))
    assert said[0]["status"] == 200


@pytest.mark.parametrize("module", [wsgi, asgi])
def test_middleware_takes_settings_of_its_own(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://elsewhere.example.com")
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", "another-token")
    over = over_wsgi if module is wsgi else over_asgi
    app = module.SignatureMiddleware(
        module.answered(ANSWER), public_url=f"{URL}/", auth_token=["new", TOKEN]
    )
    assert over(app, asked()).status == 200
    assert over(app, asked(token="new")).status == 200
    assert over(app, asked(token="another-token")).status == 403


@pytest.mark.parametrize("module", [wsgi, asgi])
def test_the_signature_of_the_main_account_is_checked_if_asked_for(module: Any) -> None:
    over = over_wsgi if module is wsgi else over_asgi
    app = module.SignatureMiddleware(module.answered(ANSWER), **SETTINGS, main_account=True)
    assert over(app, asked(token="of-the-subaccount", main_token=TOKEN)).status == 200
    assert over(app, asked(token=TOKEN, main_token="of-another-account")).status == 403


@pytest.mark.parametrize(
    "settings",
    [
        {"public_url": "", "auth_token": TOKEN},
        {"public_url": URL, "auth_token": ""},
        {"public_url": "ftp://example.com", "auth_token": TOKEN},
    ],
)
@pytest.mark.parametrize("module", [wsgi, asgi])
def test_middleware_refuses_wrong_settings_when_it_is_made(
    module: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.delenv("PLIVO_AUTH_TOKEN", raising=False)
    with pytest.raises(ValueError, match=r"(PUBLIC_URL|PLIVO_AUTH_TOKEN): expected"):
        module.SignatureMiddleware(module.answered(), **settings)


def flask_app() -> framework_flask.Flask:
    app = framework_flask.Flask("views")
    app.testing = True
    app.config["PUBLIC_URL"], app.config["PLIVO_AUTH_TOKEN"] = URL, [TOKEN]
    return app


def flask_answer(view: Callable[[DialAction], Any]) -> Reply:
    app = flask_app()
    app.post("/dialled")(flask.received(DialAction)(view))
    return over_wsgi(app, asked())


def test_the_config_of_flask_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", "another-token")
    assert flask_answer(lambda _: ANSWER) == Reply(200, "application/xml", ANSWER.to_bytes())


def test_a_view_of_flask_may_return_what_flask_takes() -> None:
    assert flask_answer(lambda done: (str(done.dial_status), 418)) == Reply(
        418, "text/html; charset=utf-8", b"busy"
    )


def test_a_view_of_flask_keeps_its_name() -> None:
    def dialled(done: DialAction) -> Response:
        """Say how it went."""
        return Response([Hangup()], extra={"status": str(done.dial_status)})

    view = flask.received(DialAction)(dialled)
    assert (view.__name__, view.__doc__) == ("dialled", "Say how it went.")


def test_the_settings_of_django_come_before_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", "another-token")

    @django.received(DialAction)
    def view(request: HttpRequest, done: DialAction, path: str) -> Response:
        assert (request.method, done.dial_status, path) == ("POST", "busy", "a")
        return ANSWER

    with override_settings(PUBLIC_URL=URL, PLIVO_AUTH_TOKEN=(TOKEN,)):
        reply = view(WSGIRequest(environ_of(asked())), path="a")
    assert isinstance(reply, HttpResponse)
    assert (reply.status_code, reply.content) == (200, ANSWER.to_bytes())


def test_a_view_of_django_may_return_a_response_and_needs_no_csrf_token() -> None:
    @django.received(DialAction)
    def view(request: HttpRequest, done: DialAction) -> HttpResponse:
        return HttpResponse(request.method, status=418 if done.dial_status == "busy" else 500)

    with override_settings(PUBLIC_URL=URL, PLIVO_AUTH_TOKEN=TOKEN):
        assert view(WSGIRequest(environ_of(asked()))).status_code == 418
    assert vars(view)["csrf_exempt"] is True


def test_a_dependency_of_fastapi_keeps_the_body_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)
    app, dependency = framework_fastapi.FastAPI(), fastapi.received(DialAction)

    @app.post("/dialled")
    async def dialled(
        request: framework_fastapi.Request, done: Any = dependency
    ) -> framework_fastapi.Response:
        assert await request.body() == BUSY
        assert isinstance(done, DialAction)
        return fastapi.answered(ANSWER)

    assert over_asgi(app, asked()) == Reply(200, "application/xml", ANSWER.to_bytes())
    assert app.openapi()["paths"]["/dialled"]["post"]["responses"].keys() == {
        "200",
        "400",
        "403",
        "413",
    }
