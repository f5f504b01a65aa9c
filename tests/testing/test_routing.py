"""Speak, Play, DTMF, Redirect, Hangup, Wait and PreAnswer."""

from __future__ import annotations

import pytest

from plivoml import (
    DTMF,
    Comment,
    GetDigits,
    Hangup,
    Message,
    Play,
    PreAnswer,
    Redirect,
    Response,
    Speak,
    Wait,
)
from plivoml.callbacks import CallStatus, HangupRequest, RedirectRequest
from plivoml.ssml import Break, Emphasis, Sub

from .flows import call_to, proves, sent


SONG = "https://a.example.com/song.mp3"


@proves("Speak, Play, DTMF", "Words are heard without their tags")
def test_words_are_heard_as_they_sound() -> None:
    words = Speak(
        ["Hello ", Emphasis(["dear"]), " ", Sub("Mr.", alias="Mister"), Comment("x"), " Doe.\n"],
        voice="Polly.Joanna",
    )
    call = call_to(words, Play(SONG, loop=2), Speak("Bye.", loop=1))
    assert call.heard == ["Hello dear Mister Doe.", SONG, SONG, "Bye."]


@proves("Speak, Play, DTMF", "A word takes 0.4 s, a file 5 s, a tone 0.1 s")
@pytest.mark.parametrize(
    ("element", "seconds"),
    [
        (Speak("one two three"), 1.2),
        (
            Speak(["one", Break(time="1.5s"), Break(time="300ms"), Break()], voice="Polly.Joanna"),
            2.2,
        ),
        (Play(SONG, loop=2), 10),
        (DTMF("12"), 0),
    ],
)
def test_sound_takes_time(element: Speak | Play | DTMF, seconds: float) -> None:
    assert call_to(element).seconds == pytest.approx(seconds)


@proves("Speak, Play, DTMF", "`w` waits half a second")
def test_tones_take_time_where_they_are_waited_for() -> None:
    call = call_to(DTMF("1wW2", async_=False))
    assert call.seconds == pytest.approx(1.7)
    assert "presses 1wW2" in call.transcript()


def test_what_is_repeated_for_ever_ends_with_the_call() -> None:
    call = call_to(Play(SONG, loop=0), Speak("Never."))
    call.wait(3600)
    assert call.heard == [SONG]
    call.hang_up()
    assert call.hangup_cause.code == 4000


@proves("Redirect, Hangup, Wait, PreAnswer", "Nothing after Redirect runs")
def test_nothing_after_redirect_runs() -> None:
    call = call_to(Speak("a"), Redirect("/next", method="GET"), Speak("never"), next=[Speak("b")])
    assert call.heard == ["a", "b"]
    assert len(call.documents) == 2
    assert len(sent(call, RedirectRequest)) == 1


@proves("Redirect, Hangup, Wait, PreAnswer", "Hangup is 4000")
@pytest.mark.parametrize(
    ("elements", "code", "status", "answered"),
    [
        ([Speak("Bye."), Hangup()], 4000, CallStatus.COMPLETED, True),
        ([Hangup()], 4000, CallStatus.COMPLETED, True),
        ([Hangup(reason="rejected")], 3020, CallStatus.FAILED, False),
        ([Hangup(reason="busy")], 3010, CallStatus.BUSY, False),
        ([Wait(length=2), Hangup(reason="busy")], 3010, CallStatus.BUSY, False),
    ],
)
def test_hangup_ends_or_refuses_the_call(
    elements: list[Speak | Hangup], code: int, status: CallStatus, answered: bool
) -> None:
    call = call_to(*elements, Speak("never"))
    assert (call.hangup_cause.code, call.state) == (code, status)
    assert call.hangup_source == "Answer XML"
    (end,) = sent(call, HangupRequest)
    assert (end.hangup_cause_code, end.call_status) == (code, status)
    assert (end.answer_time is not None) == answered
    assert "never" not in call.heard


@proves("The call", "`CallStatus` is `failed` for a call that is rejected")
def test_a_rejected_call_is_a_failed_one() -> None:
    assert call_to(Hangup(reason="rejected")).state == CallStatus.FAILED


@proves("Redirect, Hangup, Wait, PreAnswer", "`schedule` lets the elements after it run")
def test_a_scheduled_hangup_lets_others_run_meanwhile() -> None:
    call = call_to(Speak("a"), Hangup(schedule=3), Play(SONG), Speak("never"))
    assert call.heard == ["a", SONG]
    assert call.seconds == pytest.approx(3.4)
    assert call.hangup_cause.code == 4000
    call = call_to(Speak("a"), Hangup(schedule=60))
    assert call.seconds == pytest.approx(0.4)
    call = call_to(Speak("a"), Hangup(schedule=60), Speak("b"))
    assert call.hangup_cause.code == 4010


@proves("Redirect, Hangup, Wait, PreAnswer", "Wait ends early with `silence`")
@pytest.mark.parametrize(
    ("wait", "seconds"),
    [
        (Wait(), 1),
        (Wait(length=7), 7),
        (Wait(length=7, silence=True), 2),
        (Wait(length=7, silence=True, min_silence=500), 0.5),
        (Wait(length=1, silence=True), 1),
    ],
)
def test_a_wait_takes_time(wait: Wait, seconds: float) -> None:
    assert call_to(DTMF("1"), wait).seconds == seconds


@proves("Redirect, Hangup, Wait, PreAnswer", "PreAnswer plays while the call rings")
@proves("The call", "An inbound call rings until an element other than")
def test_a_pre_answer_is_heard_while_the_call_rings() -> None:
    call = call_to(PreAnswer([Speak("Soon."), Wait(length=2)]), Wait(length=5), Speak("Hello."))
    fresh = call.another()
    assert fresh.state == CallStatus.RINGING
    fresh.answer(listen=1)
    assert (fresh.heard, fresh.state) == (["Soon."], CallStatus.RINGING)
    fresh.wait(5, listen=0)
    assert fresh.state == CallStatus.RINGING
    fresh.wait(1.4, listen=0)
    assert fresh.heard == ["Soon.", "Hello."]
    assert fresh.state == CallStatus.IN_PROGRESS
    fresh.wait(0)
    assert fresh.state == CallStatus.COMPLETED


@proves("The call", "Redirect and Message do not pick the call up")
def test_a_redirect_does_not_pick_up() -> None:
    call = call_to(
        Message("Hi.", src="+15550100202", dst="+15550100101"),
        Redirect("/next"),
        next=[Hangup(reason="busy")],
    )
    assert call.hangup_cause.code == 3010


@proves("Documents", "Elements run from first to last")
def test_a_document_that_runs_out_ends_the_call() -> None:
    call = call_to(Speak("a"), Speak("b"))
    assert call.heard == ["a", "b"]
    assert (call.hangup_cause.code, call.hangup_source) == (4010, "Plivo")
    assert call_to().hangup_cause.code == 4010


def test_a_caller_may_hang_up_in_the_middle_of_a_sentence() -> None:
    call = call_to(Speak("a b c d e f g"), Speak("never")).another()
    call.answer(listen=1)
    assert (call.element,) == (Speak("a b c d e f g"),)
    call.hang_up()
    assert call.heard == ["a b c d e f g"]
    assert (call.hangup_cause.code, call.hangup_source) == (4000, "Caller")
    assert call.element is None
    call.hang_up()  # once more changes nothing


@proves("The call", "A call ends after 14400 seconds")
def test_a_call_has_a_longest_time() -> None:
    call = call_to(Play(SONG, loop=0))
    call.wait(14_400)
    assert call.hangup_cause.code == 6000
    assert call.is_over


@proves("The call", "The answer URL is told of the end")
def test_the_end_is_told_to_the_answer_url() -> None:
    call = call_to(Speak("one two three four five"), Wait(length=64))
    (end,) = sent(call, HangupRequest)
    assert (end.duration, end.bill_duration) == (66, 120)
    assert end.start_time == end.answer_time
    assert call.requests[-1] == end
    assert "POST https://ivr.example.com/answer  HangupRequest" in call.transcript()


def test_elements_and_documents_are_those_of_the_library() -> None:
    menu = GetDigits([Speak("Well?")], action="/x")
    call = call_to(menu)
    assert call.documents == [Response([menu])]
    assert call.element == menu
