"""What sources disagree on: the side that is followed, and the other one where a test wants it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

import pytest

from plivoml import Dial, Element, GetDigits, GetInput, Hangup, Number, Speak, Stream, Wait
from plivoml.callbacks import (
    AnswerRequest,
    CallStatus,
    DialAction,
    FallbackRequest,
    GetDigitsAction,
    GetInputAction,
    HangupRequest,
    StreamEvent,
    StreamStatus,
    TransferRequest,
)
from plivoml.signatures import is_valid
from plivoml.testing import BEHAVIOURS, Call, Choices

from . import sockets
from .flows import ANSWER, Handler, flow, handler, proves


FALLBACK = "https://ivr.example.com/fallback"
MENU = GetDigits(action="/x", num_digits=1)
SAY = "<Response><Say voice='alice'>Hi <Foo/></Say><Speak>Hello.</Speak></Response>"


def called(pages: Mapping[str, Handler], **settings: Any) -> Call:
    call = Call(pages, ANSWER, strict=False, **settings)
    call.answer()
    return call


def answered(*elements: Element, **settings: Any) -> Call:
    return called(flow(*elements), **settings)


def test_every_choice_stands_in_the_table_with_its_sources() -> None:
    told = " ".join(behaviour.what for behaviour in BEHAVIOURS)
    assert [name for name in get_type_hints(Choices) if f"`{name}=" not in told] == []


def test_what_cannot_be_chosen_is_refused() -> None:
    wrong: Any = {"unknown": "pass"}
    with pytest.raises(ValueError, match=r"^unknown: expected 'end' or 'skip'; got 'pass'$"):
        Call({}, ANSWER, **wrong)
    wrong = {"unknwon": "skip"}
    with pytest.raises(TypeError, match=r"^expected the name of a setting; got 'unknwon'; did you"):
        Call({}, ANSWER, **wrong)


@proves("Redirect, Hangup, Wait, PreAnswer", "A first Hangup without a reason answers")
def test_a_first_hangup_answers_the_call_or_rejects_it() -> None:
    call = answered(Hangup())
    assert (call.hangup_cause.code, call.hangup_source) == (4000, "Answer XML")
    assert call.sent(HangupRequest)[0].answer_time is not None
    assert answered(Wait(length=2), Hangup()).hangup_cause.code == 4000
    call = answered(Hangup(), lone_hangup="reject")
    assert (call.hangup_cause.code, call.state) == (3020, CallStatus.FAILED)
    assert call.sent(HangupRequest)[0].answer_time is None
    assert answered(Speak("Bye."), Hangup(), lone_hangup="reject").hangup_cause.code == 4000


@proves("The call", "Wait alone never answers an inbound call")
def test_wait_alone_never_answers_or_does_so_late() -> None:
    call = answered(Wait(length=120))
    assert (call.hangup_cause.code, call.hangup_source, call.seconds) == (6020, "Plivo", 60)
    assert call.state == CallStatus.NO_ANSWER
    (end,) = call.sent(HangupRequest)
    assert (end.hangup_cause, end.answer_time) == ("NO_USER_RESPONSE", None)
    assert str(call.failure) == (
        f"6020: document 1, line 1, <Wait>: {ANSWER} answered with Wait alone, "
        "which picks no call up"
    )
    call = answered(Wait(), Wait(length=3), lone_wait="answer")
    assert (call.hangup_cause.code, call.seconds) == (4010, 4)
    assert answered(Wait(), direction="outbound").hangup_cause.code == 4010
    assert answered(Wait(length=80), Speak("Hello.")).heard == ["Hello."]


@proves("Documents", "A language that the voice does not speak")
def test_a_language_that_is_untested_may_be_heard() -> None:
    namaste = Speak("Namaste", language="hi-IN", voice="WOMAN")
    assert answered(namaste).hangup_cause.code == 8011
    rules = ["voice-language-mismatch", "missing-basic-voice"]
    assert answered(namaste, ignore=rules).heard == ["Namaste"]


@proves("Documents", "Of unknown elements at the top, Say was seen to be skipped")
def test_an_unknown_element_at_the_top_ends_the_call_or_is_skipped() -> None:
    def says(text: str, **settings: Any) -> Call:
        return called({"/answer": handler(text)}, **settings)

    assert says(SAY).hangup_cause.code == 8011
    call = says(SAY, unknown="skip")
    assert (call.heard, call.failure, call.hangup_cause.code) == (["Hello."], None, 4010)
    assert "passes over <Say>" in call.transcript()
    assert says("<Response><Reject/></Response>", unknown="skip").hangup_cause.code == 8011
    nested = "<Response><Dial><Say>Hi</Say><Number>15550100303</Number></Dial></Response>"
    assert says(nested, unknown="skip").hangup_cause.code == 8011
    broken = "<Response><Speak>Hello.</Speak>"
    assert says(broken, unknown="skip").hangup_cause.code == 8011
    call = Call({"/answer": handler(SAY)}, ANSWER, strict="warnings", unknown="skip")
    with call:
        call.answer()


@proves("Documents", "The fallback URL is asked where the answer URL gives no reply to use")
def test_the_fallback_url_may_be_asked_for_an_invalid_document_too() -> None:
    pages = {**flow(), "/answer": handler("OK"), "/fallback": handler([Speak("Sorry.")])}
    assert called(pages, fallback_url=FALLBACK).hangup_cause.code == 8011
    call = called(pages, fallback_url=FALLBACK, fallback="unusable")
    assert (call.heard, len(call.sent(FallbackRequest))) == (["Sorry."], 1)
    assert called(pages, fallback="unusable").hangup_cause.code == 8011


@proves("Requests", "The answer URL of an inbound call is asked while it is `ringing`")
def test_an_inbound_call_is_ringing_or_in_progress_when_it_is_asked_for() -> None:
    (request,) = answered(Speak("Hello.")).sent(AnswerRequest)
    assert request.call_status == CallStatus.RINGING
    (request,) = answered(Speak("Hello."), answer_status="in-progress").sent(AnswerRequest)
    assert request.call_status == CallStatus.IN_PROGRESS
    call = answered(Speak("Hello."), direction="outbound", answer_status="ringing")
    assert call.sent(AnswerRequest)[0].call_status == CallStatus.IN_PROGRESS


@proves("Requests", "GetDigits, GetInput and Dial tell `action` that the event is `Redirect`")
def test_actions_are_told_of_a_redirect_or_of_no_event() -> None:
    def told(**settings: Any) -> list[str | None]:
        pages = flow(
            MENU,
            x=[GetInput(action="/y", num_digits=1)],
            y=[Dial([Number("+15550100303")], action="/z")],
            z=[Hangup()],
        )
        call = called(pages, **settings)
        call.press("1")
        call.press("2")
        call.dial_ends("busy")
        events: list[str | None] = []
        for kind in (GetDigitsAction, GetInputAction, DialAction):
            events += [request.event for request in call.sent(kind)]
        return events

    assert told() == ["Redirect"] * 3
    assert told(action_event="none") == [None] * 3


@proves("Documents", "An empty body is an invalid document")
def test_an_empty_reply_is_a_document_that_is_wrong_or_none() -> None:
    pages = {"/answer": handler(""), "/fallback": handler([Speak("Sorry.")])}
    assert called(pages, fallback_url=FALLBACK).hangup_cause.code == 8011
    assert called(pages, empty_reply="unreachable").hangup_cause.code == 7011
    call = called(pages, empty_reply="unreachable", fallback_url=FALLBACK)
    assert call.heard == ["Sorry."]


@proves("Message, Stream", "A document that ends in a Stream without `keepCallAlive`")
def test_a_stream_at_the_end_ends_the_call_or_holds_it() -> None:
    stream = Stream("wss://agent.example.com/talk", content_type="audio/x-mulaw;rate=8000")
    call = answered(stream)
    assert (call.hangup_cause.code, call.seconds) == (4010, 0)
    call = answered(stream, last_stream="hold")
    assert not call.is_over
    call.stream_ends()
    assert call.hangup_cause.code == 4010
    assert answered(stream, Speak("a"), last_stream="hold").is_over


@proves("Dial", "Without `timeout` it rings for 120 s")
@pytest.mark.parametrize("seconds", [120, 30])
def test_a_dial_without_a_timeout_rings_for_two_minutes_or_half_a_one(seconds: int) -> None:
    dial = Dial([Number("+15550100303")])
    settings = {} if seconds == 120 else {"ring_seconds": seconds}
    call = answered(dial, **settings)
    call.wait(seconds - 1, listen=0)
    assert call.dialling
    call.wait(1)
    assert (call.is_over, call.seconds) == (True, seconds)


@proves("Dial", "A call that ends after its last Dial was busy")
def test_a_call_that_ends_with_a_busy_dial_says_so() -> None:
    busy = Dial([Number("+15550100303")])
    for elements, status, cause in (
        ([busy], "busy", "USER_BUSY"),
        ([busy], "failed", "NORMAL_CLEARING"),
        ([busy, Speak("Sorry.")], "busy", "NORMAL_CLEARING"),
    ):
        call = answered(*elements)
        call.dial_ends(status)
        (end,) = call.sent(HangupRequest)
        assert (end.hangup_cause_code, end.hangup_cause) == (4010, cause)


@pytest.mark.parametrize(
    ("settings", "signed"),
    [({}, "http://voice.example.com/talk"), ({"handshake": "query"}, None)],
)
@proves("The socket of a Stream", "The handshake is a signed GET")
def test_the_handshake_covers_the_query_or_not(settings: Any, signed: str | None) -> None:
    scopes: list[sockets.Message] = []

    async def endpoint(socket: sockets.Socket) -> None:
        scopes.append(socket.scope)
        while await socket.recv() is not None:
            pass

    url = f"{sockets.TALK}?tenant=7"
    app = sockets.agent(endpoint, sockets.stream(url=url))
    with Call(app, sockets.ANSWER, auth_token=sockets.TOKEN, **settings) as call:
        call.answer()
        call.hang_up()
    headers = scopes[0]["headers"]
    assert is_valid("GET", signed or f"http{url[3:]}", headers, (), sockets.TOKEN)


@proves("The socket of a Stream", "A Stream to localhost, or to a host of any network")
def test_a_stream_that_leads_to_the_computer_of_the_platform_is_dropped() -> None:
    url = "ws://localhost:9000/talk"
    status = "https://voice.example.com/status"
    stream = sockets.stream(url=url, status_callback_url=status)
    call = Call(sockets.agent(sockets.mute, stream, Speak("Sorry.")), sockets.ANSWER)
    call.answer()
    assert [one.event for one in call.sent(StreamStatus)] == [StreamEvent.DROPPED_STREAM]
    assert call.heard == ["Sorry."]
    assert call.replies  # who looks is not told again
    assert (
        f"{url} cannot be reached by Plivo: localhost is its own computer or network; trying again"
        in call.transcript()
    )

    async def agent(connection: Any) -> None:
        async for _ in connection:
            pass

    for answer, given in (
        (sockets.ANSWER, {url: agent}),
        ("http://localhost:9000/answer", {}),
    ):
        call = Call(
            sockets.agent(sockets.mute, sockets.stream(url=url)), answer, sockets=dict(given)
        )
        call.answer()
        assert call.stream.is_open
        call.hang_up()
        assert call.replies


def test_a_transfer_during_a_stream_waits_for_its_end() -> None:
    stream = Stream("wss://agent.example.com/talk", keep_call_alive=True)
    call = called(flow(stream, Speak("never"), moved=[Speak("Hello.")]))
    call.transfer("https://ivr.example.com/moved")
    assert call.sent(TransferRequest) == []
    call.stream_ends()
    assert len(call.sent(TransferRequest)) == 1
    assert call.heard == ["Hello."]
