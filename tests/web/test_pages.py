"""One behaviour in every way of putting a page on the web: who is let in, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode

import flask as framework_flask
import httpx
import pytest

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, RawPostDataException
from django.test.utils import override_settings
from starlette.applications import Starlette
from starlette.routing import Mount

from plivoml import CONTENT_TYPE, Hangup, Response, Speak, asgi, django, wsgi
from plivoml.callbacks import (
    Callback,
    ConfirmSoundRequest,
    DialAction,
    GetDigitsAction,
    InboundMessage,
    VerifySessionStatus,
)
from plivoml.errors import InvalidCallbackError
from plivoml.signatures import sign, sign_v2
from tests.web.faces import (
    BEHIND,
    PAGES,
    Ask,
    Reply,
    Send,
    aiohttp_handler,
    django_async_view,
    django_view,
    environ_of,
    fastapi_beside_a_form,
    fastapi_view,
    flask_app,
    over_asgi,
    over_wsgi,
    pairs_of,
    plain_asgi,
    scope_of,
)


URL = "https://voice.example.com"
TOKEN = "the-auth-token-of-nobody"

#: With blanks, and values that are empty or repeated.
FORM = b"CallUUID=c-1&Digits=12%23&From=%2B15550100101&Empty=&New=1&New=%C3%BC+%26"
ANSWER = Response([Speak("Ä & <b>"), Hangup()])

pytestmark = pytest.mark.once

Method: TypeAlias = Literal["GET", "POST"]
Make: TypeAlias = Callable[..., Send]


WRONG_SETTINGS = [
    ("PLIVO_AUTH_TOKEN", ""),
    ("PLIVO_AUTH_TOKEN", "  "),
    ("PUBLIC_URL", ""),
    ("PUBLIC_URL", "voice.example.com"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", f"{URL}?a=1"),
    ("PUBLIC_URL", f"{URL}#a"),
    ("PUBLIC_URL", f"{URL}/a b"),
]


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)


@pytest.fixture(params=["GET", "POST"])
def method(request: pytest.FixtureRequest) -> Method:
    return "GET" if request.param == "GET" else "POST"


@pytest.fixture(params=[*PAGES, *BEHIND], ids=lambda make: make.__name__)
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


@pytest.fixture
def heard() -> list[Callback]:
    return []


@pytest.fixture
def send(make: Make, heard: list[Callback]) -> Send:
    """Send to a page that reads digits and answers with a document."""
    return make(GetDigitsAction, answering(heard))


def answering(heard: list[Callback], answer: Response | None = ANSWER) -> Callable[[Any], Any]:
    def page(told: Callback) -> Response | None:
        heard.append(told)
        return answer

    return page


def django_page(page: Callable[[Any], Any]) -> Any:
    @django.received(GetDigitsAction)
    def view(request: HttpRequest, told: Callback) -> Response | None:
        assert request.method
        answer: Response | None = page(told)
        return answer

    return view


def asked(
    method: str = "POST",
    path: str = "/pressed",
    form: bytes = FORM,
    *,
    query: str = "",
    url: str = URL,
    token: str = TOKEN,
    main_token: str | None = None,
) -> Ask:
    """Ask as Plivo does: the form in the query by GET, in the body by POST, and signed."""
    if method == "GET":
        query, form = "&".join(filter(None, (query, form.decode()))), b""
    target = f"{path}?{query}" if query else path
    return Ask(method, target, sign(method, url + target, form, token, main_token=main_token), form)


def test_what_plivo_signed_is_told_and_answered(
    send: Send, method: Method, heard: list[Callback]
) -> None:
    assert send(asked(method)) == Reply(200, CONTENT_TYPE, ANSWER.to_bytes())
    assert heard == [GetDigitsAction.from_form(FORM)]
    assert heard[0].to_form() == GetDigitsAction.from_form(FORM).to_form()


def test_a_page_without_a_document_is_empty(make: Make, method: Method) -> None:
    reply = make(DialAction, answering([], None))(asked(method, form=b"DialStatus=busy"))
    assert reply == Reply(200, "text/plain; charset=utf-8", b"")


def test_parameters_of_our_own_url_are_in_extra(
    send: Send, method: Method, heard: list[Callback]
) -> None:
    send(asked(method, query="tenant=7&Digits=1&way=%C3%BC"))
    (told,) = heard
    assert isinstance(told, GetDigitsAction)
    assert told.digits == "12#"
    assert dict(told.extra) == {"tenant": "7", "way": "ü", "Empty": "", "New": "ü &"}


def test_a_stranger_is_refused(send: Send, method: Method, heard: list[Callback]) -> None:
    reply = send(asked(method)._replace(headers={}))
    assert (
        reply.status,
        b"X-Plivo-Signature-V3: expected a signature; got none" in reply.body,
    ) == (
        403,
        True,
    )
    assert heard == []


FORGED: dict[str, Callable[[Ask], Ask]] = {
    "token": lambda ask: asked(ask.method, token="another-token"),
    "body": lambda ask: ask._replace(body=ask.body + b"&Digits=9"),
    "query": lambda ask: ask._replace(target=f"{ask.target}{'&' if '?' in ask.target else '?'}a=1"),
    "path": lambda ask: ask._replace(target=ask.target.replace("pressed", "elsewhere")),
    "nonce": lambda ask: ask._replace(headers={**ask.headers, "X-Plivo-Signature-V3-Nonce": "1"}),
    "host": lambda ask: asked(ask.method, url="https://evil.example.com")._replace(
        headers={
            **asked(ask.method, url="https://evil.example.com").headers,
            "Host": "evil.example.com",
            "X-Forwarded-Host": "evil.example.com",
            "X-Forwarded-Proto": "https",
        }
    ),
    "scheme": lambda ask: asked(ask.method, url="http://voice.example.com"),
    "fragment": lambda ask: ask._replace(
        target=f"{ask.target}{'' if '?' in ask.target else '?'}#&Digits=9"
    ),
    "parameter": lambda ask: ask._replace(target=ask.target.replace("pressed", "pressed;a=1")),
    "version": lambda ask: ask._replace(headers=sign_v2(URL + ask.target, TOKEN)),
}


def test_what_was_changed_on_the_way_is_refused(
    send: Send, method: Method, heard: list[Callback]
) -> None:
    replies = {name: send(forge(asked(method))).status for name, forge in FORGED.items()}
    assert replies == dict.fromkeys(FORGED, 403)
    assert heard == []


def test_a_body_beside_a_get_is_refused(send: Send, heard: list[Callback]) -> None:
    # `verify` leaves out what the query has too, so the signature alone would be right.
    reply = send(asked("GET")._replace(body=b"Digits=9"))
    assert (reply.status, b"body: expected none but with POST; got some" in reply.body) == (
        403,
        True,
    )
    assert heard == []


def test_another_method_is_refused(send: Send, heard: list[Callback]) -> None:
    reply = send(asked("POST", form=b"")._replace(method="PUT"))
    assert (reply.status, heard) == (403, [])


def test_a_refusal_shows_nothing_that_helps_a_stranger(send: Send, method: Method) -> None:
    ask = asked(method)
    reply = send(ask._replace(headers={**asked(method, token="another").headers}))
    assert reply.kind in {"text/plain; charset=utf-8", "application/json"}
    assert TOKEN.encode() not in reply.body
    assert b"10000000000000000001" not in reply.body  # the nonce
    assert ask.headers["X-Plivo-Signature-V3"].encode() not in reply.body
    assert b"c-1" not in reply.body
    assert b"voice.example.com" not in reply.body


def test_what_a_proxy_adds_and_changes_does_not_matter(send: Send, method: Method) -> None:
    ask = asked(method)
    added = {
        "Host": "10.0.0.7:8000",
        "X-Forwarded-Host": "lies.example.com",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Port": "8000",
        "Forwarded": "for=192.0.2.7;host=lies.example.com;proto=http",
    }
    assert send(ask._replace(headers={**ask.headers, **added})).status == 200


def test_a_path_is_signed_as_it_was_written(send: Send, method: Method) -> None:
    paths = ["/a%20b", "/%C3%BC", "/a%2Cb,c", "/~a/@b:c", "/a%3Bb", "/a%23b"]
    assert [send(asked(method, path)).status for path in paths] == [200] * len(paths)


def test_a_prefix_of_the_public_url_is_signed(
    make: Make, method: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", f"{URL}/voice/")
    ask = asked(method, url=f"{URL}/voice")
    assert make(GetDigitsAction, answering([]))(ask).status == 200


def test_a_prefix_that_an_application_is_told_is_not_in_the_setting(method: Method) -> None:
    ask = asked(method, "/phone/pressed")
    _, _, query = ask.target.partition("?")
    page = answering([])
    mounted = Mount("/phone", asgi.received(GetDigitsAction)(page))
    told = {"SCRIPT_NAME": "/phone", "PATH_INFO": "/pressed", "QUERY_STRING": query}
    view = django_page(page)
    with override_settings(FORCE_SCRIPT_NAME="/phone"):
        by_wsgi = view(WSGIRequest(environ_of(ask) | {**told, "SCRIPT_NAME": ""}))
        short = ask._replace(target=ask.target.removeprefix("/phone"))
        by_asgi = view(ASGIRequest(scope_of(short), BytesIO(ask.body)))
    assert (by_wsgi.status_code, by_asgi.status_code) == (200, 403)
    assert over_wsgi(flask_app(GetDigitsAction, page), ask, **told).status == 200
    assert over_wsgi(wsgi.received(GetDigitsAction)(page), ask, **told).status == 200
    assert over_asgi(Starlette(routes=[mounted]), ask).status == 200


def test_what_has_nothing_of_the_callback_is_a_bad_request(
    send: Send, heard: list[Callback]
) -> None:
    for form in (b"", b"%PDF-1.7 what?", b'{"Digits": "1"}'):
        reply = send(asked(form=form))
        assert reply.status == 400
        assert b"what Plivo sends to the action URL of GetDigits; got nothing" in reply.body
    assert heard == []


def test_bytes_that_are_no_text_are_refused(send: Send, heard: list[Callback]) -> None:
    # Where a form was made of it before, its text is not the one that was signed.
    assert send(asked(form=b"%FF%FE\x00")).status in {400, 403}
    assert heard == []


def test_what_may_be_bare_is_told(make: Make, heard: list[Callback]) -> None:
    assert make(ConfirmSoundRequest, answering(heard))(asked(form=b"")).status == 200
    assert heard == [ConfirmSoundRequest()]


def test_a_value_that_cannot_be_read_is_named_to_plivo(make: Make, method: Method) -> None:
    reply = make(DialAction, answering([]))(asked(method, form=b"DialRingStatus=perhaps"))
    assert reply.status == 400
    assert b"DialRingStatus: expected true or false; got 'perhaps'" in reply.body


@pytest.mark.parametrize(
    "more",
    [b"x=" + b"x" * 100_000, b"x" * 100_000 + b"=1", b"x=" + b"%61" * 40_000],
    ids=["value", "name", "escapes"],
)
def test_a_long_body_is_refused(send: Send, heard: list[Callback], more: bytes) -> None:
    reply = send(asked(form=FORM + b"&" + more))
    assert (reply.status, heard) == (413, [])


@pytest.mark.parametrize("make", [django_view, django_async_view])
def test_a_body_that_is_longer_than_django_takes_is_refused_alike(
    make: Make, heard: list[Callback]
) -> None:
    reply = make(GetDigitsAction, answering(heard))(asked(form=FORM + b"&x=" + b"x" * 3_000_000))
    assert (reply.status, heard) == (413, [])


def test_what_a_project_has_read_of_a_body_is_not_guessed_at(heard: list[Callback]) -> None:
    request = WSGIRequest(environ_of(asked()))
    request.read(1)
    view = django_page(answering(heard))
    with pytest.raises(RawPostDataException):
        view(request)
    assert heard == []


def with_a_file(form: bytes) -> tuple[str, bytes]:
    """Send the fields of a form again as a browser sends them beside a file."""
    file = {"voicemail": ("hello.mp3", b"ID3")}
    fields: dict[str, list[str]] = {}
    for name, value in pairs_of(form):
        fields.setdefault(name, []).append(value)
    request = httpx.Request("POST", URL, data=fields, files=file)
    return request.headers["Content-Type"], request.read()


def test_a_file_that_is_added_is_refused(send: Send, heard: list[Callback]) -> None:
    form = b"CallUUID=c-1&Digits=12%23"
    kind, body = with_a_file(form)
    ask = asked(form=form)
    again = ask._replace(body=body, headers={**ask.headers, "Content-Type": kind})
    replies = [send(again).status, send(again._replace(headers={"Content-Type": kind})).status]
    assert (replies, heard) == ([403, 403], [])


def test_a_form_that_was_read_before_is_bounded_where_no_length_is_told(
    heard: list[Callback],
) -> None:
    app = flask_app(GetDigitsAction, answering(heard))
    app.before_request(lambda: framework_flask.request.form.get("CallUUID") and None)
    ask = asked(form=FORM + b"&x=" + b"x" * 100_000)
    told = {"CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    assert (over_wsgi(app, ask, **told).status, heard) == (413, [])


@pytest.mark.parametrize("make", [plain_asgi, fastapi_view, fastapi_beside_a_form])
def test_a_long_body_without_a_length_is_refused(make: Make, heard: list[Callback]) -> None:
    ask = asked(form=FORM + b"&x=" + b"x" * 100_000)
    send = make(GetDigitsAction, answering(heard))
    reply = send(ask._replace(headers={**ask.headers, "Content-Length": ""}))
    assert (reply.status, heard) == (413, [])


def test_what_a_page_raises_is_not_taken_for_a_refusal(make: Make) -> None:
    def page(told: Callback) -> Response:
        DialAction.from_form([("DialRingStatus", told.to_form()[0][1])])
        raise AssertionError

    with pytest.raises(InvalidCallbackError, match="DialRingStatus"):
        make(GetDigitsAction, page)(asked())


def test_the_main_account_signs_in_a_header_of_its_own(make: Make, method: Method) -> None:
    ask = asked(method, token="of-the-subaccount", main_token=TOKEN)
    assert make(GetDigitsAction, answering([]))(ask).status == 403


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("kind", [InboundMessage, VerifySessionStatus])
def test_messages_carry_the_older_signature(make: Make, kind: type[Callback]) -> None:
    form = urlencode({"MessageUUID": "m-1", "SessionUUID": "s-1"}).encode()
    heard: list[Callback] = []
    send = make(kind, answering(heard))
    ask = Ask("POST", "/message", sign_v2(f"{URL}/message", TOKEN), form)
    assert send(ask).status == 200
    assert heard == [kind.from_form(form)]
    assert send(ask._replace(target="/elsewhere")).status == 403


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
def test_without_its_settings_no_page_is_open(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Callback] = []
    send = make(GetDigitsAction, answering(heard))
    for name, wrong in WRONG_SETTINGS:
        with monkeypatch.context() as patched:
            patched.setenv(name, wrong)
            with pytest.raises(ValueError, match=f"(?i){name.removeprefix('PLIVO_')}: expected"):
                send(asked())
    assert heard == []


@pytest.mark.parametrize("make", BEHIND, ids=lambda make: make.__name__)
def test_middleware_without_its_settings_does_not_start(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PUBLIC_URL")
    with pytest.raises(ValueError, match="PUBLIC_URL: expected where Plivo reaches"):
        make(GetDigitsAction, answering([]))(asked())


def test_a_body_that_is_too_long_for_aiohttp_is_refused_alike(heard: list[Callback]) -> None:
    send = aiohttp_handler(GetDigitsAction, answering(heard), longest_body=100)
    assert (send(asked(form=FORM + b"&x=" + b"x" * 100)).status, heard) == (413, [])
