"""What every framework example does: one suite, many stacks."""

from __future__ import annotations

import json
import logging

from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode
from wsgiref.validate import validator

import pytest

from examples.frameworks import calls, wsgi_app
from examples.frameworks.calls import URL
from plivoml import CONTENT_TYPE, Response, Speak, parse
from plivoml.callbacks import (
    AnswerRequest,
    Callback,
    CallStatus,
    DialAction,
    DialCallback,
    DialEvent,
    DialStatus,
    Direction,
    GetInputAction,
    InputType,
)
from plivoml.signatures import sign
from plivoml.testing import Call
from tests.examples.stacks import SERVED, STACKS, Ask, Reply, Stack


pytestmark = pytest.mark.uncounted


TOKEN = "the-auth-token-of-nobody"
CALL = "6a0e5c1c-0d1c-11ef-9c5f-0242ac110004"
LEG = "6b7f2a3e-0d1c-11ef-9c5f-0242ac110004"

Method: TypeAlias = Literal["GET", "POST"]

ANSWER = AnswerRequest(
    call_uuid=CALL,
    from_="15550100101",
    to="15550100202",
    direction=Direction.INBOUND,
    call_status=CallStatus.RINGING,
)
PRESSED = GetInputAction(call_uuid=CALL, input_type=InputType.DTMF, digits="1", speech="")
BUSY = DialAction(call_uuid=CALL, dial_status=DialStatus.BUSY, dial_b_leg_uuid="")
RINGS = DialCallback(call_uuid=CALL, dial_action=DialEvent.ANSWER, dial_b_leg_uuid=LEG)

#: Each page with what Plivo sends there, and what comes back.
TURNS = [
    ("/answer", ANSWER, calls.answer(ANSWER)),
    ("/chosen", PRESSED, calls.chosen(PRESSED)),
    ("/dialled", BUSY, Response([Speak("The line is busy. Please call again later.")])),
]

GARBAGE = [
    pytest.param(b"%PDF-1.7 what is this?", id="text"),
    pytest.param(b'{"CallUUID": "in JSON"}', id="json"),
    pytest.param(b"", id="empty"),
]


@pytest.fixture(scope="module", params=STACKS, ids=lambda stack: stack.__name__)
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    with request.param() as served:
        yield served


@pytest.fixture(params=["GET", "POST"])
def method(request: pytest.FixtureRequest) -> Method:
    return "GET" if request.param == "GET" else "POST"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)


def reason_of(reply: Reply) -> bytes:
    """Return what a refusal says: a line of text, or what FastAPI makes of one."""
    if reply.kind == "application/json":
        reason: str = json.loads(reply.body)["detail"]
        return reason.encode()
    assert reply.kind.partition(";")[0] == "text/plain"
    return reply.body


def form_of(told: Callback) -> bytes:
    return urlencode(told.to_form()).encode()


def request(
    method: Method, path: str, form: bytes, *, token: str = TOKEN, address: str = URL
) -> Ask:
    """Ask as Plivo does: the form in the query by GET, in the body by POST, and signed."""
    target, body = path, form
    if method == "GET":
        target, body = f"{path}?{form.decode('latin-1')}" if form else path, b""
    signature = sign(method, address + target, body, token)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    return Ask(method, target, {**signature, **kind, "User-Agent": "Plivo"}, body)


@pytest.mark.parametrize(("path", "told", "document"), TURNS, ids=[path for path, _, _ in TURNS])
def test_a_page_answers_what_plivo_tells_with_a_document(
    stack: Stack, method: Method, path: str, told: Callback, document: Response
) -> None:
    reply = stack(request(method, path, form_of(told)))
    assert reply == Reply(200, CONTENT_TYPE, document.to_bytes())
    assert parse(reply.body) == document


def test_an_event_is_read_and_noted(
    stack: Stack, method: Method, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "examples.frameworks.calls")
    reply = stack(request(method, "/dial-events", form_of(RINGS)))
    assert (reply.status, reply.body) == (200, b"")
    assert CONTENT_TYPE not in reply.kind
    noted = [entry for entry in caplog.records if entry.name == "examples.frameworks.calls"]
    assert [entry.getMessage() for entry in noted] == [str(RINGS.as_log())]


def test_speech_in_any_script_arrives_as_it_was_spoken(stack: Stack, method: Method) -> None:
    spoken = GetInputAction(
        call_uuid=CALL, input_type=InputType.SPEECH, speech="Vertrieb für Öl 销售"
    )
    reply = stack(request(method, "/chosen", form_of(spoken)))
    assert parse(reply.body) == calls.chosen(spoken)


def test_unknown_parameters_are_accepted(stack: Stack, method: Method) -> None:
    form = form_of(BUSY) + b"&NewThing=1&NewThing=2&X-PH-Team=sales&empty="
    reply = stack(request(method, "/dialled", form))
    assert parse(reply.body) == calls.dialled(BUSY)


def test_unknown_values_are_accepted(stack: Stack, method: Method) -> None:
    reply = stack(request(method, "/dialled", b"CallUUID=c&DialStatus=teleported"))
    assert (reply.status, reply.kind) == (200, CONTENT_TYPE)


def test_parameters_of_our_own_url_are_part_of_the_signature(stack: Stack) -> None:
    asked = request("POST", "/answer?tenant=7", form_of(ANSWER))
    assert stack(asked).status == 200
    assert stack(asked._replace(target="/answer?tenant=8")).status == 403


def test_parameters_of_our_own_url_are_read_beside_those_of_plivo(
    stack: Stack, method: Method, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "examples.frameworks.calls")
    query = "/dial-events?tenant=7&DialAction=ours"
    if method == "GET":
        query = "/dial-events"
    form = form_of(RINGS) + (b"&tenant=7" if method == "GET" else b"")
    stack(request(method, query, form))
    noted = [entry for entry in caplog.records if entry.name == "examples.frameworks.calls"]
    told = DialCallback.from_form([*RINGS.to_form(), ("tenant", "7")])
    assert [entry.getMessage() for entry in noted] == [str(told.as_log())]


def test_a_signature_by_another_token_is_refused(stack: Stack, method: Method) -> None:
    forged = request(method, "/answer", form_of(ANSWER), token="another-token")
    reply = stack(forged)
    assert reply.status == 403
    assert b"X-Plivo-Signature-V3" in reason_of(reply)


@pytest.mark.parametrize("path", list(calls.PAGES))
def test_no_page_is_open_to_a_request_without_a_signature(
    stack: Stack, method: Method, path: str
) -> None:
    asked = request(method, path, form_of(BUSY))
    assert stack(asked._replace(headers={"Content-Type": "text/plain"})).status == 403


def test_a_signature_of_other_parameters_is_refused(stack: Stack) -> None:
    asked = request("POST", "/dialled", form_of(BUSY))
    assert stack(asked._replace(body=asked.body + b"&DialStatus=completed")).status == 403


def test_a_forged_request_is_not_acted_on(
    stack: Stack, method: Method, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "examples.frameworks.calls")
    stack(request(method, "/dial-events", form_of(RINGS), token="another-token"))
    assert [entry for entry in caplog.records if entry.name == "examples.frameworks.calls"] == []


@pytest.mark.parametrize(
    "added",
    [
        {"Host": "10.0.0.7:8000"},
        {"Host": "10.0.0.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "voice.example.com"},
        {"Host": "voice.example.com", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "8000"},
        {"Forwarded": "for=192.0.2.7;host=lies.example.com;proto=http"},
    ],
    ids=["another-host", "forwarded-host", "tls-ends-at-the-proxy", "forwarded"],
)
def test_behind_a_proxy_a_genuine_request_is_accepted(
    stack: Stack, method: Method, added: dict[str, str]
) -> None:
    asked = request(method, "/answer", form_of(ANSWER))
    assert stack(asked._replace(headers={**asked.headers, **added})).status == 200


def test_headers_of_a_stranger_do_not_move_the_public_address(stack: Stack, method: Method) -> None:
    asked = request(method, "/answer", form_of(ANSWER), address="https://evil.example.com")
    lies = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example.com"}
    assert stack(asked._replace(headers={**asked.headers, **lies})).status == 403


@pytest.mark.parametrize("path", list(calls.PAGES))
@pytest.mark.parametrize("body", GARBAGE)
def test_a_body_of_garbage_is_refused_with_a_clear_text(
    stack: Stack, path: str, body: bytes
) -> None:
    reply = stack(request("POST", path, body))
    assert reply.status == 400
    assert b"expected what Plivo sends to the " in reason_of(reply)


def test_bytes_that_are_no_text_are_refused_with_a_clear_text(stack: Stack) -> None:
    asked = request("POST", "/answer", b"%FF%FE%00\x00garbage")
    assert stack(asked).status == 400


def test_a_parameter_that_cannot_be_read_is_named(stack: Stack, method: Method) -> None:
    reply = stack(request(method, "/dialled", b"CallUUID=c&DialRingStatus=perhaps"))
    assert reply.status == 400
    expected = b"DialAction: DialRingStatus: expected true or false; got 'perhaps'"
    assert reason_of(reply) == expected


def test_another_path_is_not_found(stack: Stack, method: Method) -> None:
    assert stack(request(method, "/elsewhere", form_of(ANSWER))).status == 404


@pytest.mark.parametrize("serve", SERVED, ids=lambda serve: serve.__name__)
def test_a_whole_call_runs_on_every_stack(serve: Any) -> None:
    with serve() as stack:
        call = Call(
            f"http://127.0.0.1:{stack.port}", f"{URL}/answer", auth_token=TOKEN, strict="warnings"
        )
        call.answer()
        call.say("Sales")
        assert call.dialling == ["+15550100303"]
        call.dial_ends("no-answer")
        assert call.heard == [
            "For sales, press 1 or say sales. For support, press 2 or say support.",
            "Connecting your call.",
            "Nobody is free. Please call again later.",
        ]
        assert call.hangup_cause.code == 4010


def test_the_wsgi_example_keeps_to_its_interface() -> None:
    with Call(
        validator(wsgi_app.app), f"{URL}/answer", auth_token=TOKEN, strict="warnings"
    ) as call:
        call.answer()
        call.press("1")
        assert call.dialling == ["+15550100303"]


@pytest.mark.parametrize("length", ["", "-1", "0x10", "many"])
def test_the_wsgi_example_reads_nothing_where_no_length_is_said(length: str) -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size == 0
            return b""

    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/answer",
        "CONTENT_LENGTH": length,
        "wsgi.input": Endless(),
    }
    started: list[str] = []

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        started.append(status)
        return bytes

    list(wsgi_app.app(environ, start))
    assert started == ["403 Forbidden"]


@pytest.mark.parametrize("stack_of", SERVED, ids=lambda serve: serve.__name__)
def test_a_body_of_a_megabyte_is_refused(stack_of: Any) -> None:
    with stack_of() as stack:
        asked = request("POST", "/answer", form_of(ANSWER))
        big = asked._replace(body=asked.body + b"&x=" + b"x" * 1_000_000)
        # Some servers hang up on whoever is still sending.
        with suppress(ConnectionError):
            assert 400 <= stack(big).status < 500
