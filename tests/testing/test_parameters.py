"""What is told of a call beside who calls whom, and the settings of further calls."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from plivoml import Dial, GetDigits, Number, Response, Speak, Stream
from plivoml.callbacks import (
    AnswerRequest,
    DialCallback,
    FallbackRequest,
    GetDigitsAction,
    HangupRequest,
    RingRequest,
    StirVerification,
    StreamStatus,
)
from plivoml.testing import Call

from .flows import ANSWER, flow, handler, proves


BASE = ANSWER.removesuffix("/answer")
TOLD = {
    "CallerName": "Ann",
    "ForwardedFrom": "15550100707",
    "STIRVerification": "Verified",
    "STIRAttestation": "A",
    "BillRate": "0.005",
    "X-PH-Team": "sales",
    "SIPAuthUser": "ann",
    "Brand-New": "1",
}


def test_what_is_told_of_a_call_is_in_each_request_that_may_carry_it() -> None:
    dial = Dial([Number("+15550100303")], callback_url="/legs")
    pages = flow(GetDigits(action="/x", num_digits=1), x=[dial], legs="")
    call = Call(pages, ANSWER, parameters=TOLD)
    call.begin()
    call.press("1")
    call.dial_ends("busy")
    for kind in (AnswerRequest, GetDigitsAction, HangupRequest):
        (request,) = call.sent(kind)
        assert request.caller_name == "Ann"
        assert request.forwarded_from == "15550100707"
        assert request.stir_verification == StirVerification.VERIFIED
        assert request.bill_rate == Decimal("0.005")
        assert request.parent_auth_id == "MA00EXAMPLE00INVENT0"
        assert dict(request.sip_headers) == {"Team": "sales"}
        assert request.sip_auth_user == "ann"
        assert dict(request.extra) == {"Brand-New": "1"}
    (leg,) = call.sent(DialCallback)
    assert (leg.caller_name, dict(leg.extra)) == ("Ann", {"Brand-New": "1"})
    assert ("X-PH-Team", "sales") in call.sent(AnswerRequest)[0].to_form()


@proves("Requests", "`ParentAuthID` and `BillRate` are told of each call")
def test_the_account_and_the_price_are_told_without_being_asked_for() -> None:
    stream = Stream("wss://agent.example.com/talk", status_callback_url="/status")
    call = Call(flow(stream, Speak("Hello."), status=""), ANSWER)
    call.begin()
    (request,) = call.sent(AnswerRequest)
    assert (request.parent_auth_id, request.bill_rate) == ("MA00EXAMPLE00INVENT0", Decimal(0))
    assert request.extra == {}
    assert "ParentAuthID" not in dict(call.sent(StreamStatus)[0].to_form())
    call = Call(flow(), ANSWER, parameters={"ParentAuthID": "MA00EXAMPLE00ANOTHER"})
    call.begin()
    assert call.sent(AnswerRequest)[0].parent_auth_id == "MA00EXAMPLE00ANOTHER"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"From": "15550100101"}, "expected what a call does not tell of itself; got From"),
        ({"BillRate": "cheap"}, "BillRate: expected a decimal number; got 'cheap'"),
    ],
)
def test_parameters_are_read_as_an_application_reads_them(given: Any, told: str) -> None:
    with pytest.raises(ValueError, match=rf"^parameters: {told}"):
        Call({}, ANSWER, parameters=given)


@proves("Requests", "Times of the account's zone")
def test_times_are_told_in_whole_seconds() -> None:
    call = Call(
        flow(Speak("One."), Dial([Number("+15550100303")], callback_url="/l"), l=""), ANSWER
    )
    call.begin()
    call.dial_ends("completed", seconds=2.5)
    (end,) = call.sent(HangupRequest)
    form = dict(end.to_form())
    assert (form["StartTime"], form["EndTime"]) == ("2026-02-03 04:05:06", "2026-02-03 04:05:08")


def test_another_call_has_settings_of_its_own() -> None:
    app = flow(Speak("Hello."), ring="", end="", spare=[Speak("Sorry.")])
    first = Call(app, ANSWER, hangup_url=f"{BASE}/end", parameters={"CallerName": "Ann"})
    second = first.another(
        direction="outbound",
        from_="+15550100505",
        to="+15550100606",
        url=f"{BASE}/nowhere",
        method="GET",
        fallback_url=f"{BASE}/spare",
        fallback_method="GET",
        hangup_url="",
        ring_url=f"{BASE}/ring",
        ring_method="GET",
        parameters={"CallerName": "Bob"},
    )
    second.begin()
    assert second.replies
    assert [type(one) for one in second.requests] == [
        RingRequest,
        AnswerRequest,
        FallbackRequest,
        HangupRequest,
    ]
    (answer,) = second.sent(AnswerRequest)
    assert (answer.from_, answer.to, answer.caller_name) == ("15550100505", "15550100606", "Bob")
    assert second.heard == ["Sorry."]
    for line in ("GET {}/ring", "GET {}/nowhere", "GET {}/spare"):
        assert line.format(BASE) in second.transcript()
    assert second.replies[-1].url.startswith(f"{BASE}/nowhere")
    third = first.another()
    third.begin()
    assert third.replies[-1].url == f"{BASE}/end"
    assert third.sent(AnswerRequest)[0].caller_name == "Ann"
    with pytest.raises(ValueError, match=r"^direction: expected inbound or outbound; got 'up'$"):
        first.another(direction="up")
    with pytest.raises(ValueError, match=r"^method: expected GET or POST; got 'get'$"):
        first.another(method="get")


def pressed(told: GetDigitsAction) -> Response:
    return Response([Speak(f"You pressed {told.digits}.")])


def test_what_a_request_says_itself_is_told_once() -> None:
    app: dict[str, Any] = {
        "/answer": handler([GetDigits(action="/menu", num_digits=1)]),
        "/menu": pressed,
    }
    call = Call(app, ANSWER, parameters={"Digits": "9", "Other": "x"})
    call.answer()
    call.press("1")
    assert call.heard == ["You pressed 1."]
    assert [request.extra for request in call.requests][:2] == [
        {"Digits": "9", "Other": "x"},
        {"Other": "x"},
    ]
