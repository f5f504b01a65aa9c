"""
twilio, whose own verbs are not Plivo's: its generic nodes write any element.

They check nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twilio.twiml import TwiML  # type: ignore[import-untyped]  # it has no types
from twilio.twiml.voice_response import VoiceResponse  # type: ignore[import-untyped]  # it has no types

from .. import documents as d


def _a() -> TwiML:
    response = VoiceResponse()
    response.add_child("Speak", d.CONNECTING)
    dial = response.add_child("Dial", action=d.DIAL_ACTION, method="GET")
    dial.add_child("Number", d.NUMBER)
    return response


def _b() -> TwiML:
    response = VoiceResponse()
    get_input = response.add_child(
        "GetInput",
        action=d.INPUT_ACTION,
        method="POST",
        input_type="dtmf speech",
        execution_timeout=10,
        digit_end_timeout=5,
        num_digits=1,
        language="en-US",
        hints=d.HINTS,
    )
    speak = get_input.add_child("Speak", d.GREETING, voice="Polly.Joanna", language="en-US", loop=2)
    speak.add_child("prosody", d.OPEN_HOURS, volume="loud", rate="slow", pitch="+5%")
    speak.add_child("break", strength="medium", time="300ms")
    speak.add_child("emphasis", d.URGENT, level="strong")
    speak.add_child("say-as", d.DATE, interpret_as="date", format="ymd")
    get_input.add_child("Play", d.MUSIC)
    response.add_child("Speak", d.SORRY, voice="WOMAN", language="en-US")
    response.add_child("Play", d.MUSIC, loop=1)
    response.add_child(
        "Record",
        action=d.RECORD_ACTION,
        method="POST",
        file_format="mp3",
        redirect=False,
        timeout=15,
        max_length=120,
        play_beep=True,
        finish_on_key="#",
    )
    response.add_child("Redirect", d.NEXT, method="POST")
    response.add_child("Hangup", reason="busy", schedule=60)
    response.add_child(
        "MultiPartyCall",
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
    return response


def _c(steps: Iterable[d.Step]) -> TwiML:
    response = VoiceResponse()
    for index, step in enumerate(steps):
        response.add_child("Speak", step.speech, voice="Polly.Joanna", language="en-US", loop=1)
        dial = response.add_child(
            "Dial", action=step.action, method="GET", timeout=30, caller_id=d.SENDER
        )
        for number in step.numbers:
            dial.add_child("Number", number, send_digits=step.digits, send_on_preanswer=False)
        if index < d.MESSAGES:
            response.add_child(
                "Message",
                step.message,
                src=d.SENDER,
                dst=step.receiver,
                type="sms",
                callback_url=step.callback,
                callback_method="POST",
            )
    return response


BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = str
