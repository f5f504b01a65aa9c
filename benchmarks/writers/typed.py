"""The three documents, built of any classes that take the fields of plivoml's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .. import documents as d


def builders(c: Mapping[str, Callable[..., Any]]) -> Mapping[str, Callable[[], Any]]:
    """Return what builds A, B and C of the classes *c*, which take keywords alone."""

    def a() -> Any:
        return c["Response"](
            children=[
                c["Speak"](text=d.CONNECTING),
                c["Dial"](
                    children=[c["Number"](text=d.NUMBER)], action=d.DIAL_ACTION, method="GET"
                ),
            ]
        )

    def b() -> Any:
        return c["Response"](
            children=[
                c["GetInput"](
                    children=[
                        c["Speak"](
                            text=d.GREETING,
                            children=[
                                c["prosody"](
                                    text=d.OPEN_HOURS, volume="loud", rate="slow", pitch="+5%"
                                ),
                                c["break"](strength="medium", time="300ms"),
                                c["emphasis"](text=d.URGENT, level="strong"),
                                c["say-as"](text=d.DATE, interpret_as="date", format="ymd"),
                            ],
                            voice="Polly.Joanna",
                            language="en-US",
                            loop=2,
                        ),
                        c["Play"](text=d.MUSIC),
                    ],
                    action=d.INPUT_ACTION,
                    method="POST",
                    input_type="dtmf speech",
                    execution_timeout=10,
                    digit_end_timeout=5,
                    num_digits=1,
                    language="en-US",
                    hints=d.HINTS,
                ),
                c["Speak"](text=d.SORRY, voice="WOMAN", language="en-US"),
                c["Play"](text=d.MUSIC, loop=1),
                c["Record"](
                    action=d.RECORD_ACTION,
                    method="POST",
                    file_format="mp3",
                    redirect=False,
                    timeout=15,
                    max_length=120,
                    play_beep=True,
                    finish_on_key="#",
                ),
                c["Redirect"](text=d.NEXT, method="POST"),
                c["Hangup"](reason="busy", schedule=60),
                c["MultiPartyCall"](
                    text=d.ROOM,
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
                ),
            ]
        )

    def c_(steps: Iterable[d.Step]) -> Any:
        verbs = []
        for index, step in enumerate(steps):
            verbs.append(
                c["Speak"](text=step.speech, voice="Polly.Joanna", language="en-US", loop=1)
            )
            verbs.append(
                c["Dial"](
                    children=[
                        c["Number"](text=number, send_digits=step.digits, send_on_preanswer=False)
                        for number in step.numbers
                    ],
                    action=step.action,
                    method="GET",
                    timeout=30,
                    caller_id=d.SENDER,
                )
            )
            if index < d.MESSAGES:
                verbs.append(
                    c["Message"](
                        text=step.message,
                        src=d.SENDER,
                        dst=step.receiver,
                        type="sms",
                        callback_url=step.callback,
                        callback_method="POST",
                    )
                )
        return c["Response"](children=verbs)

    return d.builders(a, b, c_)
