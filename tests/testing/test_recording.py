"""Record: https://www.plivo.com/docs/voice/xml/record"""

from __future__ import annotations

import pytest

from plivoml import Dial, Number, Play, Record, Response, Speak
from plivoml.callbacks import (
    CallStatus,
    HangupRequest,
    RecordAction,
    RecordCallback,
    TranscriptionCallback,
)
from plivoml.testing import CallError

from .flows import call_to, proves, sent


DONE = [Speak("Thank you.")]


def message(**attributes: object) -> Record:
    return Record(action="/done", **attributes)  # type: ignore[arg-type]


@proves("Record", "A message ends with `finishOnKey`")
@pytest.mark.parametrize(
    ("attributes", "seconds", "key", "lasts", "digits"),
    [
        ({}, 12, "#", 12, "#"),
        ({"finish_on_key": "*"}, 12, "*", 12, "*"),
        ({}, 12, None, 12, ""),
        ({"max_length": 10}, 12, "#", 10, ""),
        ({}, 61, None, 60, ""),
    ],
)
def test_a_message_is_told_to_the_action(
    attributes: dict[str, object], seconds: int, key: str | None, lasts: int, digits: str
) -> None:
    call = call_to(message(**attributes), done=DONE)
    assert "beeps" in call.transcript()
    call.record(seconds, end_key=key)
    (action,) = sent(call, RecordAction)
    assert (action.recording_duration, action.digits or "") == (lasts, digits)
    assert action.recording_duration_ms == lasts * 1000
    assert action.recording_end_ms == (action.recording_start_ms or 0) + lasts * 1000
    assert call.heard == ["Thank you."]


def test_keys_and_silence_end_a_message_by_themselves() -> None:
    call = call_to(message(play_beep=False), done=DONE)
    assert "beeps" not in call.transcript()
    call.wait(2)
    call.press("1#")
    assert (sent(call, RecordAction)[0].digits, sent(call, RecordAction)[0].recording_duration) == (
        "#",
        2,
    )
    call = call_to(message(timeout=4), done=DONE)
    call.wait(4)
    assert sent(call, RecordAction)[0].recording_duration == 4
    call = call_to(message(timeout=40, max_length=30), done=DONE)
    call.wait(20)
    call.press("1")
    call.wait(10)
    assert sent(call, RecordAction)[0].recording_duration == 30


def test_no_message_is_longer_than_the_longest_whenever_the_caller_speaks() -> None:
    for before in ("waits", "waits and presses"):
        call = call_to(message(max_length=60), done=DONE)
        call.wait(10)
        if before == "waits and presses":
            call.press("1")
            call.wait(10)
        call.record(55, end_key="#")
        action = sent(call, RecordAction)[0]
        assert (action.recording_duration_ms, action.digits or "") == (60_000, "")


def test_a_key_that_ends_no_recording_is_an_error() -> None:
    call = call_to(message(), done=DONE)
    with pytest.raises(CallError, match="5 does not end this recording: # does"):
        call.record(3, end_key="5")
    call.record(3)
    with pytest.raises(CallError, match="cannot leave a message: nothing waits for a recording"):
        call.record(3)


def test_a_hangup_ends_a_message_and_the_reply_is_not_read() -> None:
    call = call_to(message(), Speak("never"), done="OK")
    call.record(12, listen=5)
    call.hang_up()
    (action,) = sent(call, RecordAction)
    assert (action.recording_duration, action.call_status) == (5, CallStatus.COMPLETED)
    assert call.heard == []
    assert call.hangup_cause.code == 4000
    quiet = call_to(Record(), Speak("never"))
    quiet.hang_up()
    assert not sent(quiet, RecordAction)


def test_a_message_is_as_long_as_it_took_whenever_it_begins() -> None:
    call = call_to(Speak("Hello there."), message(), done=DONE)
    call.record(seconds=2, end_key="#")
    action = sent(call, RecordAction)[0]
    begun, end = action.recording_start_ms, action.recording_end_ms
    assert begun is not None
    assert end is not None
    assert (begun % 1000, end - begun, action.recording_duration_ms) == (800, 2000, 2000)
    assert action.recording_duration == 2


def test_without_an_action_or_a_redirect_the_next_element_runs() -> None:
    for record in (Record(), Record(action="/done", redirect=False)):
        call = call_to(record, Speak("Next."), done="OK")
        call.record(2)
        assert call.heard == ["Next."]


@proves("Record", "The file is stored after 1 s and transcribed after 60 s")
def test_the_file_and_its_text_come_later() -> None:
    record = message(
        callback_url="/file",
        transcription_type="auto",
        transcription_url="/text",
        file_format="wav",
    )
    call = call_to(record, done=DONE, file="", text="")
    call.record(12, transcript="Call me.")
    kinds = [type(request) for request in call.requests]
    assert kinds[-3:] == [HangupRequest, RecordCallback, TranscriptionCallback]
    (file,), (text,) = sent(call, RecordCallback), sent(call, TranscriptionCallback)
    assert file.recording_duration == 12
    assert (file.record_url or "").endswith(f"{file.recording_id}.wav")
    assert (text.transcription, text.error or "", text.recording_id) == (
        "Call me.",
        "",
        file.recording_id,
    )


def test_what_is_too_short_is_not_transcribed() -> None:
    record = message(transcription_type="auto", transcription_url="/text")
    call = call_to(record, done=DONE, text="")
    call.record(0.2, transcript="Hm.")
    (text,) = sent(call, TranscriptionCallback)
    assert (text.transcription, text.error) == ("", "recording too short")
    call = call_to(record, done=DONE, text="")
    call.record(2)
    assert sent(call, TranscriptionCallback)[0].transcription == ""


@proves("Record", "With `recordSession` or `startOnDialAnswer`, `action` is told at once")
@proves("Record", "`maxLength` holds for a recording of the session too")
def test_a_recording_of_the_session_runs_to_the_end_of_the_call() -> None:
    session = Record(action="/done", redirect=False, record_session=True, callback_url="/file")
    call = call_to(session, Play("https://a.example.com/1.mp3", loop=2), done="", file="")
    (action,), (file,) = sent(call, RecordAction), sent(call, RecordCallback)
    assert (action.recording_duration, action.recording_start_ms) == (-1, -1)
    assert file.recording_duration == 10
    assert call.requests.index(file) > call.requests.index(sent(call, HangupRequest)[0])
    call = call_to(
        Record(record_session=True, callback_url="/file", max_length=4),
        Play("https://a.example.com/1.mp3", loop=2),
        file="",
    )
    assert sent(call, RecordCallback)[0].recording_duration == 4
    call = call_to(message(record_session=True), Speak("never"), done=DONE)
    assert call.heard == ["Thank you."]


def test_a_recording_may_start_with_the_answer_of_a_dial() -> None:
    session = Record(start_on_dial_answer=True, callback_url="/file")
    dial = Dial([Number("+15550100303")])
    call = call_to(session, dial, file="")
    call.wait(10)
    call.dial_ends("completed", seconds=30)
    assert sent(call, RecordCallback)[0].recording_duration == 30
    call = call_to(session, dial, file="")
    call.dial_ends("busy")
    assert not sent(call, RecordCallback)


def test_a_message_that_is_transferred_is_not_told_of() -> None:
    call = call_to(message(), done=DONE, other=Response([Speak("Other.")]))
    call.transfer("https://ivr.example.com/other")
    assert not sent(call, RecordAction)
    assert call.heard == ["Other."]
