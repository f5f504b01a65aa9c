"""
plivo-python, whose classes check little more than types.

`MultiPartyCall` writes a score of defaults that nobody gave, even where told `None`.
"""

from __future__ import annotations

import operator

from collections.abc import Iterable
from typing import Any, Final

from plivo import plivoxml  # type: ignore[import-untyped]  # it has no types

from .. import documents as d


def _a() -> Any:
    response = plivoxml.ResponseElement()
    response.add(plivoxml.SpeakElement(d.CONNECTING))
    dial = plivoxml.DialElement(action=d.DIAL_ACTION, method="GET")
    dial.add(plivoxml.NumberElement(d.NUMBER))
    response.add(dial)
    return response


def _b() -> Any:
    speak = plivoxml.SpeakElement(d.GREETING, voice="Polly.Joanna", language="en-US", loop=2)
    speak.add(plivoxml.ProsodyElement(d.OPEN_HOURS, volume="loud", rate="slow", pitch="+5%"))
    speak.add(plivoxml.BreakElement(strength="medium", time="300ms"))
    speak.add(plivoxml.EmphasisElement(d.URGENT, level="strong"))
    speak.add(plivoxml.SayAsElement(d.DATE, interpret_as="date", format="ymd"))
    get_input = plivoxml.GetInputElement(
        action=d.INPUT_ACTION,
        method="POST",
        input_type="dtmf speech",
        execution_timeout=10,
        digit_end_timeout=5,
        num_digits=1,
        language="en-US",
        hints=d.HINTS,
    )
    get_input.add(speak)
    get_input.add(plivoxml.PlayElement(d.MUSIC))
    response = plivoxml.ResponseElement()
    response.add(get_input)
    response.add(plivoxml.SpeakElement(d.SORRY, voice="WOMAN", language="en-US"))
    response.add(plivoxml.PlayElement(d.MUSIC, loop=1))
    response.add(
        plivoxml.RecordElement(
            action=d.RECORD_ACTION,
            method="POST",
            file_format="mp3",
            redirect=False,
            timeout=15,
            max_length=120,
            play_beep=True,
            finish_on_key="#",
        )
    )
    response.add(plivoxml.RedirectElement(d.NEXT, method="POST"))
    response.add(plivoxml.HangupElement(reason="busy", schedule=60))
    response.add(
        plivoxml.MultiPartyCallElement(
            d.ROOM,
            role="agent",
            max_duration=3600,
            max_participants=4,
            customer_hold_music_url=d.HOLD_MUSIC,
            record=True,
            recording_callback_url=d.RECORDING_CALLBACK,
            status_callback_url=d.STATUS_CALLBACK,
            status_callback_events=d.EVENTS,
            stay_alone=False,
            enter_sound="beep:1",
            start_mpc_on_enter=True,
            on_exit_action_url=d.EXIT_ACTION,
        )
    )
    return response


def _c(steps: Iterable[d.Step]) -> Any:
    response = plivoxml.ResponseElement()
    for index, step in enumerate(steps):
        response.add(
            plivoxml.SpeakElement(step.speech, voice="Polly.Joanna", language="en-US", loop=1)
        )
        dial = plivoxml.DialElement(
            action=step.action, method="GET", timeout=30, caller_id=d.SENDER
        )
        for number in step.numbers:
            dial.add(
                plivoxml.NumberElement(number, send_digits=step.digits, send_on_preanswer=False)
            )
        response.add(dial)
        if index < d.MESSAGES:
            response.add(
                plivoxml.MessageElement(
                    step.message,
                    src=d.SENDER,
                    dst=step.receiver,
                    type="sms",
                    callback_url=step.callback,
                    callback_method="POST",
                )
            )
    return response


#: What `MultiPartyCall` writes unasked in B.
DEFAULTS: Final = (
    "agentHoldMusicMethod",
    "coachMode",
    "customerHoldMusicMethod",
    "endMpcOnExit",
    "enterSoundMethod",
    "exitSound",
    "exitSoundMethod",
    "hold",
    "mute",
    "onExitActionMethod",
    "recordFileFormat",
    "recordMinMemberCount",
    "recordParticipantTrack",
    "recordingCallbackMethod",
    "relayDTMFInputs",
    "startRecordingAudioMethod",
    "statusCallbackMethod",
    "stopRecordingAudioMethod",
    "transcript",
    "waitMusicMethod",
)

BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = operator.methodcaller("to_string", pretty=False)
