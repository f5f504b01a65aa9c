"""Dial: https://www.plivo.com/docs/voice/xml/routing"""

from __future__ import annotations

import pytest

from plivoml import Dial, GetDigits, Hangup, Number, Play, Response, Speak, User
from plivoml.callbacks import (
    CallStatus,
    ConfirmSoundRequest,
    DialAction,
    DialCallback,
    DialEvent,
    DialMusicRequest,
    DialStatus,
    DigitsPressedBy,
)
from plivoml.testing import CallError

from .flows import call_to, proves, sent


ONE, TWO, SIP = "+15550100301", "+15550100302", "sip:desk9@phone.example.com"
NEXT = Speak("Next.")
DONE = [Speak("Done.")]


def ringing(*who: str, **attributes: object) -> Dial:
    targets = [User(one) if one.startswith("sip:") else Number(one) for one in who or (ONE,)]
    return Dial(targets, action="/done", **attributes)  # type: ignore[arg-type]


def events(call: object) -> list[tuple[str | None, DialEvent | None, int | None]]:
    return [
        (one.dial_b_leg_to, one.dial_action, one.dial_b_leg_hangup_cause_code)
        for one in sent(call, DialCallback)  # type: ignore[arg-type]
    ]


@proves("Dial", "`action` is told of every outcome")
@pytest.mark.parametrize(
    ("status", "rang", "cause"),
    [
        ("completed", True, "NORMAL_CLEARING"),
        ("busy", False, "USER_BUSY"),
        ("no-answer", True, "NO_ANSWER"),
        ("failed", False, "UNALLOCATED_NUMBER"),
        ("timeout", True, "PROGRESS_TIMEOUT"),
    ],
)
def test_the_action_is_told_how_it_ended(status: str, rang: bool, cause: str) -> None:
    call = call_to(ringing(), done=DONE)
    assert call.dialling == [ONE]
    call.dial_ends(status)
    (action,) = sent(call, DialAction)
    assert (action.dial_status, action.dial_ring_status) == (status, rang)
    assert action.dial_hangup_cause == cause
    assert bool(action.dial_b_leg_uuid) == (status == "completed")
    assert action.call_status == CallStatus.IN_PROGRESS
    assert call.heard == ["Done."]
    assert call.dialling == []


@pytest.mark.parametrize("status", ["completed", "busy"])
def test_without_redirect_nobody_reads_the_reply(status: str) -> None:
    call = call_to(ringing(redirect=False), NEXT, done="OK")
    call.dial_ends(status)
    assert sent(call, DialAction)[0].dial_status == status
    assert call.heard == ["Next."]
    assert call.failure is None


def test_a_caller_who_gives_up_is_a_cancel() -> None:
    call = call_to(ringing(), NEXT, done=DONE)
    call.dial_ends("cancel")
    (action,) = sent(call, DialAction)
    assert (action.dial_status, action.dial_hangup_cause) == (
        DialStatus.CANCEL,
        "ORIGINATOR_CANCEL",
    )
    assert action.call_status == CallStatus.COMPLETED
    assert call.heard == []
    assert call.hangup_cause.code == 4000


def test_a_caller_who_hangs_up_during_the_talk_completes_the_dial() -> None:
    call = call_to(ringing(callback_url="/events"), done=DONE, events="")
    call.dial_answers()
    assert (call.connected, call.dialling) == (ONE, [])
    call.wait(30)
    call.hang_up()
    assert sent(call, DialAction)[0].dial_status == DialStatus.COMPLETED
    last = sent(call, DialCallback)[-1]
    assert (last.dial_b_leg_duration, last.dial_b_leg_hangup_source) == (30, "Caller")
    assert last.dial_b_leg_bill_duration == 60


def test_a_hangup_without_an_action_tells_nobody() -> None:
    call = call_to(Dial([Number(ONE)]), NEXT)
    call.hang_up()
    assert not sent(call, DialAction)


@proves("Dial", "All destinations ring; the first that answers")
@proves("Dial", "`callbackUrl` is told of answer, connected, digits and hangup")
def test_the_first_to_answer_is_connected_and_the_others_lose_the_race() -> None:
    call = call_to(ringing(ONE, SIP, callback_url="/events"), done=DONE, events="")
    assert call.dialling == [ONE, SIP]
    call.dial_answers(SIP)
    assert call.connected == SIP
    call.dial_ends("completed", seconds=5)
    assert events(call) == [
        (SIP, DialEvent.ANSWER, None),
        ("15550100301", DialEvent.HANGUP, 9000),
        (SIP, DialEvent.CONNECTED, None),
        (SIP, DialEvent.HANGUP, 4000),
    ]
    assert [one.dial_b_leg_position for one in sent(call, DialCallback)] == [2, 1, 2, 2]
    assert sent(call, DialCallback)[0].dial_b_leg_from == "+15550100101"


@proves("Requests", "Numbers are written without a plus")
def test_the_number_that_is_shown_keeps_its_plus() -> None:
    call = call_to(ringing(callback_url="/events", caller_id="+15550100999"), done=DONE, events="")
    call.dial_ends("busy")
    (event,) = sent(call, DialCallback)
    assert (event.dial_b_leg_from, event.dial_b_leg_to) == ("+15550100999", "15550100301")


@proves("Dial", "Ring time that is up is `no-answer`")
def test_destinations_may_fail_one_by_one_and_the_last_decides() -> None:
    call = call_to(ringing(ONE, TWO), done=DONE)
    call.dial_ends("busy", who=TWO)
    assert call.dialling == [ONE]
    call.dial_ends("failed", who=ONE, cause="CALL_REJECTED")
    (action,) = sent(call, DialAction)
    assert (action.dial_status, action.dial_hangup_cause) == ("failed", "CALL_REJECTED")
    call = call_to(Dial([Number(ONE)], timeout=20), NEXT)
    call.wait(20)
    assert call.heard == ["Next."]
    call = call_to(ringing(timeout=20), done=DONE)
    call.wait(20)
    assert sent(call, DialAction)[0].dial_status == DialStatus.NO_ANSWER


@proves("Dial", "Without `timeout` it rings for 120 s")
def test_it_rings_for_two_minutes() -> None:
    call = call_to(ringing(), done=DONE)
    call.wait(119)
    assert call.dialling == [ONE]
    call.wait(1)
    assert call.heard == ["Done."]


@proves("Dial", "`hangupOnStar`, `timeLimit` and `timeout` end it")
def test_the_star_and_the_time_limit_end_the_talk() -> None:
    call = call_to(ringing(hangup_on_star=True, callback_url="/e"), done=DONE, e="")
    call.dial_answers()
    call.press("*")
    assert events(call)[-1] == ("15550100301", DialEvent.HANGUP, 4000)
    assert call.heard == ["Done."]
    call = call_to(ringing(time_limit=60, callback_url="/e"), done=DONE, e="")
    call.dial_answers()
    call.wait(60)
    assert events(call)[-1] == ("15550100301", DialEvent.HANGUP, 6000)
    assert sent(call, DialAction)[0].dial_status == DialStatus.COMPLETED
    call = call_to(ringing(time_limit=60), done=DONE)
    with pytest.raises(CallError, match="they were cut off before 61 s were over"):
        call.dial_ends("completed", seconds=61)


def test_keys_that_match_are_told() -> None:
    dial = ringing(callback_url="/e", digits_match="*9,,12", digits_match_b_leg="5")
    call = call_to(dial, done=DONE, e="")
    call.dial_answers()
    call.press("0*9")
    call.dial_presses("45")
    digits = [one for one in sent(call, DialCallback) if one.dial_action == DialEvent.DIGITS]
    assert [(one.dial_digits_match, one.dial_digits_pressed_by) for one in digits] == [
        ("*9", DigitsPressedBy.A_LEG),
        ("5", DigitsPressedBy.B_LEG),
    ]


def confirmed(*who: str, **attributes: object) -> Dial:
    return ringing(*who, confirm_sound="/sound", callback_url="/e", **attributes)


SOUND = [Speak("Press 5 to take it.")]


@proves("Dial", "A wrong confirm key is ignored")
def test_whoever_presses_the_confirm_key_first_is_connected() -> None:
    call = call_to(confirmed(ONE, TWO, confirm_key="5"), done=DONE, sound=SOUND, e="")
    call.dial_answers(ONE)
    assert (call.connected, call.dialling) == (None, [TWO])
    assert 'callee  hears "Press 5 to take it."' in call.transcript()
    assert sent(call, ConfirmSoundRequest)
    call.dial_presses("4")
    assert (call.connected,) == (None,)
    call.dial_presses("5")
    assert call.connected == ONE
    assert (TWO[1:], DialEvent.HANGUP, 9000) in events(call)


@proves("Dial", "`confirmTimeout` is 120 s")
@pytest.mark.parametrize(("timeout", "seconds"), [(None, 120), (10, 10)])
def test_who_does_not_confirm_is_not_connected(timeout: int | None, seconds: int) -> None:
    dial = confirmed(confirm_key="5", confirm_timeout=timeout)
    call = call_to(dial, done=DONE, sound=SOUND, e="")
    call.dial_answers()
    call.wait(seconds)
    assert events(call)[-1] == ("15550100301", DialEvent.HANGUP, 9110)
    assert sent(call, DialAction)[0].dial_status == DialStatus.NO_ANSWER


def test_who_rings_may_give_up_before_who_confirms() -> None:
    dial = confirmed(ONE, TWO, confirm_key="5", timeout=20)
    call = call_to(dial, done=DONE, sound=SOUND, e="")
    call.wait(5)
    call.dial_answers(ONE)
    call.wait(15)
    assert call.dialling == []
    call.dial_presses("5")
    assert call.connected == ONE
    assert (TWO[1:], DialEvent.HANGUP, 6010) in events(call)


def test_a_confirm_sound_without_a_key_is_only_played() -> None:
    call = call_to(confirmed(), done=DONE, sound=SOUND, e="")
    call.dial_answers()
    assert call.connected == ONE
    call = call_to(confirmed(), done=DONE, sound="oops", e="")
    call.dial_answers()
    assert call.connected == ONE
    assert "there is silence" in call.transcript()
    assert b"oops" in [reply.body for reply in call.replies]


def test_a_completed_dial_is_answered_and_confirmed_first() -> None:
    call = call_to(confirmed(ONE, TWO, confirm_key="5"), done=DONE, sound=SOUND, e="")
    call.dial_ends("completed", who=TWO)
    assert sent(call, DialAction)[0].dial_status == DialStatus.COMPLETED
    call = call_to(confirmed(ONE, TWO, confirm_key="5"), done=DONE, sound=SOUND, e="")
    call.dial_answers(ONE)
    call.dial_ends("completed")
    assert sent(call, DialAction)[0].dial_status == DialStatus.COMPLETED


@proves("Dial", "`dialMusic` and `confirmSound` are fetched, once")
def test_the_caller_hears_the_music_while_it_rings() -> None:
    song = "https://a.example.com/song.mp3"
    call = call_to(ringing(dial_music="/music"), done=DONE, music=[Speak("Hold on."), Play(song)])
    assert call.heard == ["Hold on.", song]
    assert sent(call, DialMusicRequest)
    call = call_to(ringing(dial_music="real"), done=DONE)
    assert not sent(call, DialMusicRequest)
    call = call_to(ringing(dial_music="/nowhere"), done=DONE)
    assert "answered 404" in call.transcript()
    assert call.replies[-1].status == 404


@proves("Dial", "SIP credentials")
@pytest.mark.parametrize(
    ("status", "cause", "code"),
    [("failed", "sip_auth_failed", 4240), ("timeout", "sip_auth_timeout", 4250)],
)
def test_wrong_sip_credentials_have_a_code_of_their_own(status: str, cause: str, code: int) -> None:
    call = call_to(ringing(SIP, callback_url="/e"), done=DONE, e="")
    call.dial_ends(status, cause=cause)
    assert events(call) == [(SIP, DialEvent.HANGUP, code)]
    assert sent(call, DialAction)[0].dial_hangup_cause == cause


def test_what_cannot_happen_to_a_dial_is_an_error() -> None:
    call = call_to(ringing(), done=DONE)
    with pytest.raises(CallError, match="expected somebody who rings"):
        call.dial_answers(TWO)
    with pytest.raises(CallError, match="nobody has answered who could press 1"):
        call.dial_presses("1")
    with pytest.raises(ValueError, match="expected one of completed"):
        call.dial_ends("engaged")
    call.dial_answers()
    with pytest.raises(CallError, match="nobody rings"):
        call.dial_answers()
    with pytest.raises(CallError, match="that Dial can only be completed"):
        call.dial_ends("busy")
    call.dial_presses("*")
    call.dial_ends("completed")
    with pytest.raises(CallError, match="nobody is dialled who could end; the call is over"):
        call.dial_ends("busy")
    assert call.connected is None


def test_it_rings_for_its_time_whenever_it_begins() -> None:
    call = call_to(GetDigits(action="/x", num_digits=1), x=[ringing(timeout=1)], done=DONE)
    call.wait(0.14)  # to which floats add a second and a little more
    call.press("1")
    call.wait(1)
    assert sent(call, DialAction)[0].dial_status == DialStatus.NO_ANSWER


def test_who_talks_for_16_s_has_talked_for_16_s_whenever_that_begins() -> None:
    call = call_to(Speak("Hello."), ringing(callback_url="/e"), done=DONE, e="")
    call.dial_ends("completed", seconds=16)
    assert sent(call, DialCallback)[-1].dial_b_leg_duration == 16


@pytest.mark.parametrize("seconds", [5, 60])
def test_nobody_talks_on_where_the_call_or_its_dial_ends_before(seconds: int) -> None:
    for document in ([Hangup(schedule=5), ringing()], [ringing(time_limit=5)]):
        call = call_to(*document, done=DONE)
        with pytest.raises(CallError, match=f"they were cut off before {seconds} s were over"):
            call.dial_ends("completed", seconds=seconds)


def test_a_dial_that_is_transferred_is_not_told_of() -> None:
    call = call_to(ringing(), done=DONE, other=[Speak("Other.")])
    call.transfer("https://ivr.example.com/other")
    assert not sent(call, DialAction)
    assert call.heard == ["Other."]


def test_keys_after_the_talk_reach_nobody() -> None:
    call = call_to(ringing(time_limit=5, redirect=False), Speak("x"), done=Response([]))
    call.dial_answers()
    call.wait(5)
    with pytest.raises(CallError, match="nobody is dialled"):
        call.dial_presses("1")
