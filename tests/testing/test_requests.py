"""What is sent, how it is signed, and what the settings behind `#` do."""

from __future__ import annotations

import re

from collections.abc import Callable
from typing import Any

import pytest

from plivoml import (
    CONTENT_TYPE,
    Dial,
    GetDigits,
    Message,
    Number,
    Record,
    Redirect,
    Response,
    Speak,
)
from plivoml.callbacks import (
    AnswerRequest,
    Callback,
    CallStatus,
    FallbackRequest,
    HangupRequest,
    MessageStatus,
    RedirectRequest,
    RingRequest,
    TransferRequest,
)
from plivoml.signatures import is_valid, is_valid_v2
from plivoml.testing import Call, CallError
from tests.support.simulator import START, Reply, Request

from .flows import ANSWER, call_to, flow, proves, sent


TOKEN = "secret"
DOWN: tuple[int, dict[str, str], bytes] = (500, {}, b"")
GONE: tuple[int, dict[str, str], bytes] = (404, {}, b"")
NOWHERE: tuple[int, dict[str, str], bytes] = (302, {}, b"")
BYE = b"<Response><Speak>Bye.</Speak></Response>"


@pytest.mark.parametrize(
    "key", ["/menu", "https://ivr.example.com/menu", "Https://IVR.example.com/menu"]
)
def test_a_scheme_and_a_host_are_alike_in_any_case(key: str) -> None:
    app = flow(Redirect("HTTPS://Ivr.Example.com/menu"))
    app[key] = flow(Speak("Hello."))["/answer"]
    with Call(app, "HTTPS://IVR.example.com/answer") as call:
        call.begin()
        assert call.heard == ["Hello."]


def test_a_url_in_capitals_is_asked_for_and_signed_in_small_letters() -> None:
    app = Notebook(BYE)
    url = "HTTPS://Jane:Doe@IVR.example.com/Answer?A=B"
    with Call(app, url, auth_token=TOKEN) as call:
        call.begin()
        request = app.requests[0]
        assert (request["wsgi.url_scheme"], request["PATH_INFO"]) == ("https", "/Answer")
        assert request["HTTP_HOST"] == "Jane:Doe@ivr.example.com"


class Notebook:
    """A WSGI application that notes requests and gives prepared replies, the last for ever."""

    def __init__(self, *replies: object) -> None:
        self.requests: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self._replies = list(replies)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read()
        if b"Event=Hangup" in body or "Event=Hangup" in environ["QUERY_STRING"]:
            start_response("200 OK", [])
            return []
        self.requests.append(environ)
        self.bodies.append(body)
        reply: Any = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Exception):
            raise reply
        more: dict[str, str] = {}
        status, headers, text = (200, more, reply) if isinstance(reply, bytes) else reply
        told = {"Content-Type": CONTENT_TYPE, **headers}
        start_response(f"{status} Whatever", list(told.items()))
        return [text]

    @property
    def asked(self) -> list[str]:
        return [
            f"{one['REQUEST_METHOD']} {one['PATH_INFO']}?{one['QUERY_STRING']}"
            for one in self.requests
        ]


def answered(app: Callable[..., Any], url: str = ANSWER, **settings: Any) -> Call:
    call = Call(app, url, auth_token=TOKEN, **settings)
    call.answer()
    return call


@proves("Requests", "A POST has the parameters in the body")
@proves("Requests", "V3 signatures, with a nonce of its own")
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_request_is_a_signed_form(method: str) -> None:
    app = Notebook(BYE)
    call = answered(app, f"{ANSWER}?tenant=7&x=%C3%A9", method=method)
    (environ,), (body,) = app.requests, app.bodies
    url = f"{ANSWER}?{environ['QUERY_STRING']}"
    assert is_valid(method, url, environ, body if method == "POST" else None, TOKEN)
    form = body.decode() if method == "POST" else environ["QUERY_STRING"]
    assert "Event=StartApp" in form
    assert environ["QUERY_STRING"].endswith("tenant=7&x=%C3%A9")
    assert (method == "POST") == (environ["QUERY_STRING"] == "tenant=7&x=%C3%A9")
    assert AnswerRequest.from_form(form).call_uuid == call.requests[0].call_uuid  # type: ignore[attr-defined]


def test_wrong_signatures_and_none_can_be_sent_on_purpose() -> None:
    app = Notebook(BYE)
    call = Call(app, ANSWER, auth_token=TOKEN)
    call.signs_with = "another token"
    assert call.signs_with == "another token"
    call.answer()
    assert not is_valid("POST", ANSWER, app.requests[0], app.bodies[0], TOKEN)
    Call(app, ANSWER).answer()
    assert "HTTP_X_PLIVO_SIGNATURE_V3" not in app.requests[1]


@proves("Requests", "Messages that come in and delivery reports")
def test_delivery_reports_are_signed_with_v2() -> None:
    message = Message("Hi.", src="+15550100202", dst="+1555", callback_url=f"{ANSWER}/report")
    app = Notebook(Response([message]).to_bytes(), b"")
    call = answered(app)
    assert len(sent(call, MessageStatus)) == 3
    assert is_valid_v2(f"{ANSWER}/report", app.requests[1], TOKEN)
    assert "HTTP_X_PLIVO_SIGNATURE_V3" not in app.requests[1]


@proves("Requests", "By default 2 s to connect and 40 s to read")
@proves("Requests", "`#ct=`, `rt`, `tt`, `rc` and `rp` settle timeouts")
@pytest.mark.parametrize(
    ("settings", "replies", "tries", "seconds"),
    [
        ("", [DOWN], 1, 0),
        ("", [TimeoutError()], 2, 55),
        ("", [ConnectionRefusedError()], 2, 4),
        ("", [ConnectionResetError()], 1, 0),
        ("#rc=0", [TimeoutError()], 1, 40),
        ("#rc=3&rp=5xx", [DOWN], 4, 0),
        ("#rc=3&rp=5xx", [TimeoutError()], 1, 40),
        ("#rc=3&rp=all&rt=2000", [TimeoutError()], 4, 8),
        ("#rc=1&rp=4xx,ct&ct=500", [ConnectionRefusedError(), GONE], 2, 0.5),
        ("#rc=5&rt=2000&tt=5000", [TimeoutError()], 3, 5),
        ("#rc=2&rp=5xx", [DOWN, BYE], 2, 0),
    ],
)
def test_a_url_is_tried_again_as_its_settings_say(
    settings: str, replies: list[object], tries: int, seconds: float
) -> None:
    app = Notebook(*replies)
    call = answered(app, f"{ANSWER}{settings}", hangup_url="https://ivr.example.com/end")
    assert len(app.requests) == tries
    assert all("#" not in one for one in app.asked)
    assert len({one["HTTP_X_PLIVO_SIGNATURE_V3_NONCE"] for one in app.requests}) == tries
    assert app.bodies == app.bodies[:1] * tries
    if replies[-1] is BYE:
        assert call.heard == ["Bye."]
    else:
        assert call.failure is not None
        assert call.failure.code == call.hangup_cause.code == 7011
        assert call.seconds == pytest.approx(seconds)


@proves("Requests", "Up to ten HTTP redirects are followed")
@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (301, "GET /answer/?"),
        (302, "GET /answer/?"),
        (303, "GET /answer/?"),
        (307, "POST /answer/?"),
        (308, "POST /answer/?"),
    ],
)
def test_http_redirects_are_followed(status: int, asked: str) -> None:
    app = Notebook((status, {"Location": "/answer/"}, b""), BYE)
    call = answered(app)
    assert app.asked == ["POST /answer?", asked]
    assert (app.bodies[1] == b"") == asked.startswith("GET")
    url = "https://ivr.example.com/answer/"
    body = app.bodies[1] or None
    assert is_valid(asked[:4].strip(), url, app.requests[1], body, TOKEN)
    assert call.heard == ["Bye."]


def test_a_get_is_redirected_with_its_parameters() -> None:
    app = Notebook((302, {"Location": "/next?a=1"}, b""), BYE)
    answered(app, method="GET")
    assert app.asked[1].startswith("GET /next?ALegUUID=")
    assert app.asked[1].endswith("&To=15550100202&a=1")


def test_endless_redirects_end_the_call() -> None:
    app = Notebook((302, {"Location": "/answer"}, b""))
    call = answered(app)
    assert (call.hangup_cause.code, len(app.requests)) == (7011, 11)
    assert "redirects more than 10 times" in str(call.failure)
    call = answered(Notebook(NOWHERE))
    assert "answered 302" in str(call.failure)


@proves("Requests", "A relative URL counts from the document that has it")
def test_relative_urls_count_from_their_document() -> None:
    app = Notebook(
        Response([Redirect("sub/menu?a=1")]).to_bytes(),
        Response([Redirect("../other")]).to_bytes(),
        BYE,
    )
    call = answered(app, "https://ivr.example.com/flow/answer")
    assert [one["PATH_INFO"] for one in app.requests] == [
        "/flow/answer",
        "/flow/sub/menu",
        "/flow/other",
    ]
    assert "which Plivo may refuse" in call.transcript()


def test_ids_are_unlike_from_call_to_call_and_the_same_with_a_seed() -> None:
    def requests(**settings: Any) -> list[Callback]:
        app = flow(Dial([Number("+15550100303")], action="/x"), x=[Record(action="/x")])
        call = Call(app, ANSWER, **settings)
        call.answer()
        call.dial_ends("completed")
        call.record(1)
        return call.requests

    assert requests(seed=7) == requests(seed=7)
    assert requests(seed=7) != requests(seed=8)
    ids = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")
    one, two = (set(ids.findall(str(requests()))) for _ in range(2))
    assert len(one) == len(two) == 3  # the call, who is dialled, and the recording
    assert not one & two


@proves(
    "Requests",
    "Prices are 0; ids (UUIDs drawn at random), times and the host of recordings are invented",
)
def test_times_are_the_same_in_every_run() -> None:
    first = call_to(Speak("Hello.")).sent(AnswerRequest)[0]
    assert first.session_start == START


def test_nonces_are_unlike_from_call_to_call_and_the_same_with_a_seed() -> None:
    def nonces(seed: int | None = None) -> list[str]:
        app = Notebook(BYE)
        answered(app, seed=seed)
        return [request["HTTP_X_PLIVO_SIGNATURE_V3_NONCE"] for request in app.requests]

    assert nonces(7) == nonces(7)
    assert len({*nonces(), *nonces(), *nonces(7), *nonces(8)}) == 4
    assert all(len(nonce) == 20 and nonce.isdecimal() for nonce in nonces())


def test_the_id_of_a_call_may_be_given() -> None:
    given = "4d7d11a9-6b49-4119-9167-1992428ec219"
    call = Call(flow(Speak("Hello.")), ANSWER, uuid=given)
    call.answer()
    assert call.uuid == given
    assert {request.call_uuid for request in call.sent(AnswerRequest)} == {given}
    other = call.another()
    assert other.uuid != given
    assert call.another(uuid=other.uuid).uuid == other.uuid
    for wrong in ("", "call-1", given.upper(), given + "0"):
        with pytest.raises(ValueError, match=r"^uuid: expected a UUID in lower case; got '"):
            Call({}, ANSWER, uuid=wrong)


@proves("Documents", "The fallback URL is asked where the answer URL gives no reply to use")
def test_the_fallback_url_is_the_second_chance() -> None:
    app = Notebook(DOWN, BYE)
    call = answered(app, fallback_url="https://ivr.example.com/fallback", fallback_method="GET")
    assert [type(one) for one in call.requests[:2]] == [AnswerRequest, FallbackRequest]
    assert app.asked[1].startswith("GET /fallback?")
    assert call.heard == ["Bye."]
    call = answered(Notebook(DOWN), fallback_url="https://ivr.example.com/fallback")
    assert call.failure is not None
    assert call.failure.code == call.hangup_cause.code == 7011
    call = answered(Notebook(BYE), fallback_url="https://ivr.example.com/fallback")
    assert not sent(call, FallbackRequest)


def test_a_hangup_url_is_told_instead_of_the_answer_url() -> None:
    ends: list[object] = []
    pages = {**flow(Speak("a")), "/end": ends.append}
    call = Call(pages, ANSWER, hangup_url="https://ivr.example.com/end", hangup_method="GET")
    call.answer()
    assert ends == [call.requests[-1]]
    assert "GET https://ivr.example.com/end" in call.transcript()


@proves("The call", "An outbound call rings, is answered, or is refused")
def test_an_outbound_call_rings_and_is_answered() -> None:
    pages = flow(Redirect("/next"), next=[Speak("Hello.")], ring="")
    call = Call(pages, ANSWER, direction="outbound", ring_url="https://ivr.example.com/ring")
    call.answer(listen=0)
    kinds = [type(one) for one in call.requests]
    assert kinds == [RingRequest, AnswerRequest, RedirectRequest]
    ring, answer = sent(call, RingRequest)[0], sent(call, AnswerRequest)[0]
    assert (ring.call_status, answer.call_status) == ("ringing", "in-progress")
    assert answer.request_uuid == answer.call_uuid == ring.request_uuid
    call.hang_up()
    assert call.hangup_source == "Callee"


@pytest.mark.parametrize(
    ("status", "code"), [("busy", 3010), ("no-answer", 3000), ("failed", 3020)]
)
def test_an_outbound_call_may_be_refused(status: str, code: int) -> None:
    call = Call(flow(), ANSWER, direction="outbound")
    call.refuse(status)
    assert (call.state, call.hangup_cause.code) == (status, code)
    (end,) = call.requests
    assert isinstance(end, HangupRequest)
    assert (end.call_status, end.duration) == (CallStatus(status), 0)
    for verb in (call.refuse, call.answer):
        with pytest.raises(CallError, match="begun"):
            verb()


@proves("The call", "A call is transferred; failures are 7013, 7023 and 8013")
def test_a_call_is_transferred() -> None:
    call = call_to(GetDigits([Speak("Well?")], action="/x"), other=[Speak("Other.")])
    call.transfer("https://ivr.example.com/other", method="GET")
    assert call.heard == ["Well?", "Other."]
    assert len(sent(call, TransferRequest)) == 1
    with pytest.raises(CallError, match="no call goes on that could be transferred"):
        call.transfer("https://ivr.example.com/other")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://ivr.example.com/nowhere", 7013),
        ("ftp://ivr.example.com/other", 7023),
        ("https://ivr.example.com/text", 8013),
    ],
)
def test_a_transfer_may_fail(url: str, code: int) -> None:
    call = call_to(GetDigits([Speak("Well?")], action="/x"), text="OK")
    call.transfer(url)
    assert call.failure is not None
    assert call.failure.code == call.hangup_cause.code == code


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="url: expected an absolute http or https URL"):
        Call({}, "/answer")
    with pytest.raises(ValueError, match="direction: expected inbound or outbound"):
        Call({}, ANSWER, direction="sideways")
    call = Call({}, ANSWER)
    assert repr(call) == "<Call +15550100101 to +15550100202: ringing>"
    with pytest.raises(CallError, match="the call has not begun"):
        call.hang_up()
    with pytest.raises(CallError, match="the call has not begun"):
        call.press("1")
    with pytest.raises(CallError, match="the call has not come to its end: it is ringing"):
        _ = call.hangup_cause
    with pytest.raises(CallError, match="only an outbound call can be refused"):
        call.refuse()
    with pytest.raises(ValueError, match="status: expected one of busy, no-answer, failed"):
        Call({}, ANSWER, direction="outbound").refuse("engaged")


def test_what_is_known_of_a_request_and_a_reply() -> None:
    request = Request(method="GET", url="https://a.example.com:8443/b?c=1", headers=(), body=b"")
    assert (request.parts.port, request.parts.query) == (8443, "c=1")
    assert Reply(status=204).body == b""
