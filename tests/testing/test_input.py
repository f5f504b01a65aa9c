"""GetDigits and GetInput: https://www.plivo.com/docs/voice/xml/input"""

from __future__ import annotations

from decimal import Decimal

import pytest

from plivoml import GetDigits, GetInput, Play, Response, Speak, Wait
from plivoml.callbacks import (
    CallStatus,
    GetDigitsAction,
    GetInputAction,
    InputType,
    InterimSpeechResult,
)
from plivoml.testing import CallError

from .flows import call_to, proves, sent


DONE = [Speak("Done.")]
NONE = Speak("Nothing.")


def asked(**attributes: object) -> GetDigits:
    return GetDigits([Speak("A pin, please.")], action="/done", **attributes)  # type: ignore[arg-type]


@proves("GetDigits", "The prompt stops at the first key")
@pytest.mark.parametrize(
    ("attributes", "keys", "digits"),
    [
        ({"num_digits": 1}, "2", "2"),
        ({"num_digits": 2}, "1234", "12"),
        ({}, "12#", "12"),
        ({"finish_on_key": "*"}, "1#*", "1#"),
        ({"finish_on_key": "none", "num_digits": 3}, "1#*", "1#*"),
        ({"finish_on_key": "", "num_digits": 3}, "1#*", "1#*"),
        ({}, "12", "12"),
    ],
)
def test_digits_end_with_their_number_the_finish_key_or_silence(
    attributes: dict[str, object], keys: str, digits: str
) -> None:
    call = call_to(asked(**attributes), NONE, done=DONE)
    call.press(keys)
    (action,) = sent(call, GetDigitsAction)
    assert action.digits == digits
    assert call.heard == ["A pin, please.", "Done."]


def test_what_ends_digits_is_the_silence_after_the_last_key() -> None:
    call = call_to(asked(digit_timeout=4), done=DONE)
    before = call.seconds
    call.press("1", listen=0)
    call.press("2", listen=0)
    call.wait(3.9, listen=0)
    assert not sent(call, GetDigitsAction)
    call.wait(0.1, listen=0)
    assert sent(call, GetDigitsAction)[0].digits == "12"
    assert call.seconds == pytest.approx(before + 4)


def test_a_key_cuts_the_prompt_short() -> None:
    prompt = GetDigits(
        [Speak("One."), Wait(length=2), Speak("Two."), Play("https://a.example.com/3.mp3")],
        action="/done",
        num_digits=1,
    )
    call = call_to(prompt, done=DONE)
    assert call.heard == ["One.", "Two.", "https://a.example.com/3.mp3"]
    for seconds, heard in ((0.0, ["One."]), (1.0, ["One."]), (2.5, ["One.", "Two."])):
        call = call.another()
        call.answer(listen=seconds)
        call.press("1")
        assert call.heard == [*heard, "Done."]


def test_a_prompt_may_play_for_ever() -> None:
    call = call_to(GetDigits([Speak("Well?", loop=0)], action="/done", num_digits=1), done=DONE)
    call.wait(600)
    assert call.heard == ["Well?"]
    call.press("1")
    assert call.heard == ["Well?", "Done."]


@proves("GetDigits", "Without a key, after `retries` attempts")
@proves("GetDigits", "Each attempt plays the prompts again")
def test_without_a_key_the_next_element_runs_after_all_attempts() -> None:
    call = call_to(asked(retries=2, timeout=3, play_beep=True), NONE)
    call.wait(3)
    assert call.heard == ["A pin, please."] * 2
    assert "beeps" in call.transcript()
    call.wait(3)
    assert call.heard == ["A pin, please.", "A pin, please.", "Nothing."]
    assert not sent(call, GetDigitsAction)
    assert call.hangup_cause.code == 4010


@proves("GetDigits", '`redirect="false"` posts the digits')
def test_without_redirect_the_digits_are_posted_and_the_reply_is_not_read() -> None:
    call = call_to(asked(num_digits=1, redirect=False), NONE, done="OK")
    call.press("7")
    assert sent(call, GetDigitsAction)[0].digits == "7"
    assert call.heard[-1] == "Nothing."
    assert len(call.documents) == 1


def test_without_an_action_nobody_gets_the_digits() -> None:
    call = call_to(GetDigits([Speak("Press.")], num_digits=1), NONE)
    call.press("7")
    assert call.heard[-1] == "Nothing."


@proves("GetDigits", "A key outside `validDigits`")
def test_a_wrong_key_spoils_the_attempt() -> None:
    sound = "https://a.example.com/wrong.mp3"
    menu = asked(num_digits=1, valid_digits="12", invalid_digits_sound=sound, retries=2)
    call = call_to(menu, NONE, done=DONE)
    call.press("3")
    assert call.heard == ["A pin, please.", sound, "A pin, please."]
    call.press("2")
    assert call.heard[-1] == "Done."
    silent = call_to(asked(num_digits=1, valid_digits="12"), NONE)
    silent.press("3")
    assert silent.heard == ["A pin, please.", "Nothing."]


@proves("GetDigits", "The finish key alone posts empty digits")
def test_the_finish_key_alone_posts_empty_digits() -> None:
    call = call_to(asked(), done=DONE)
    call.press("#")
    assert sent(call, GetDigitsAction)[0].digits == ""


def test_a_request_has_the_parameters_of_the_call() -> None:
    call = call_to(asked(num_digits=1), done=DONE)
    call.press("1")
    (action,) = sent(call, GetDigitsAction)
    assert action.call_status == CallStatus.IN_PROGRESS
    assert (action.from_, action.to) == ("15550100101", "15550100202")
    assert action.call_uuid == action.a_leg_uuid == call.requests[0].call_uuid  # type: ignore[attr-defined]


def listening(**attributes: object) -> GetInput:
    return GetInput([Speak("Well?")], action="/done", **attributes)  # type: ignore[arg-type]


@proves("GetInput", "Keys or speech, whichever comes first")
@proves("GetInput", "Without `inputType` both kinds are taken")
def test_input_is_speech_or_keys() -> None:
    call = call_to(listening(), NONE, done=DONE)
    call.say("two, please", confidence=0.75)
    (spoken,) = sent(call, GetInputAction)
    assert (spoken.input_type, spoken.speech, spoken.digits) == (
        InputType.SPEECH,
        "two, please",
        "",
    )
    assert spoken.speech_confidence_score == Decimal("0.75")
    call = call_to(listening(num_digits=1, digit_end_timeout=3), NONE, done=DONE)
    call.press("2")
    (pressed,) = sent(call, GetInputAction)
    assert (pressed.input_type, pressed.speech, pressed.digits) == (InputType.DTMF, "", "2")


@pytest.mark.parametrize(("end", "seconds"), [(None, 2.0), ("auto", 2.0), (5, 5.0)])
def test_silence_ends_what_is_said_or_pressed(end: int | None, seconds: float) -> None:
    call = call_to(listening(speech_end_timeout=end, digit_end_timeout=end), done=DONE)
    before = call.seconds
    call.say("yes", listen=0)
    call.wait(seconds, listen=0)
    assert sent(call, GetInputAction)
    assert call.seconds == before + seconds
    call = call_to(listening(speech_end_timeout=end, digit_end_timeout=end), done=DONE)
    call.press("1", listen=0)
    call.wait(seconds, listen=0)
    assert sent(call, GetInputAction)


def test_without_input_the_next_element_runs() -> None:
    call = call_to(listening(execution_timeout=7), NONE)
    call.wait(6.9)
    assert call.heard == ["Well?"]
    call.wait(0.1)
    assert call.heard == ["Well?", "Nothing."]
    call = call_to(listening(retries=2, start_input_timeout=3), NONE)
    call.wait(3)
    call.wait(3)
    assert call.heard == ["Well?", "Well?", "Nothing."]
    call = call_to(listening(retries=0), NONE)
    call.wait(15)
    assert call.heard == ["Well?", "Nothing."]


@proves("GetInput", "Interim results are posted one by one")
def test_what_is_recognised_so_far_is_posted() -> None:
    call = call_to(
        listening(input_type="speech", interim_speech_results_callback="/so_far"),
        done=DONE,
        so_far="",
    )
    call.say("two tables", interim=["two", "two tables"])
    interim = sent(call, InterimSpeechResult)
    assert [(one.sequence_number, one.unstable_speech) for one in interim] == [
        (1, "two"),
        (2, "two tables"),
    ]


def test_speech_cuts_the_prompt_short() -> None:
    call = call_to(GetInput([Speak("a b c d e"), Speak("f")], action="/done"), done=DONE)
    call = call.another()
    call.answer(listen=1)
    call.say("yes")
    assert call.heard == ["a b c d e", "Done."]


def test_what_nobody_waits_for_is_an_error_that_says_where_the_call_is() -> None:
    call = call_to(listening(input_type="speech"), done=DONE)
    with pytest.raises(
        CallError,
        match=r"cannot press 1: nothing waits for a key; the call is in <GetInput> of document 1",
    ):
        call.press("1")
    call = call_to(listening(input_type="dtmf"), done=DONE)
    with pytest.raises(CallError, match="nothing waits for speech") as caught:
        call.say("two")
    assert "document 1: GetInput" in caught.value.transcript
    with pytest.raises(ValueError, match="keys: expected some of"):
        call.press("x")
    with pytest.raises(ValueError, match="keys: expected some of"):
        call.press("")


def test_keys_that_are_left_over_are_ignored() -> None:
    call = call_to(asked(num_digits=1), done=Response([asked(num_digits=1)]))
    call.press("12")
    assert [one.digits for one in sent(call, GetDigitsAction)] == ["1"]
    assert "2 comes too late and is ignored" in call.transcript()
