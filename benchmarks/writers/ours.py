"""plivoml: the constructors check what they are given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plivoml import (
    Dial,
    GetInput,
    Hangup,
    Message,
    MultiPartyCall,
    Number,
    Play,
    Record,
    Redirect,
    Response,
    Speak,
)
from plivoml.ssml import Break, Emphasis, Prosody, SayAs

from .. import documents as d


def document_a() -> Response:
    """Build A."""
    return Response(
        [
            Speak(d.CONNECTING),
            Dial([Number(d.NUMBER)], action=d.DIAL_ACTION, method="GET"),
        ]
    )


def document_b() -> Response:
    """Build B."""
    return Response(
        [
            GetInput(
                [
                    Speak(
                        [
                            d.GREETING,
                            Prosody(d.OPEN_HOURS, volume="loud", rate="slow", pitch="+5%"),
                            Break(strength="medium", time="300ms"),
                            Emphasis(d.URGENT, level="strong"),
                            SayAs(d.DATE, interpret_as="date", format="ymd"),
                        ],
                        voice="Polly.Joanna",
                        language="en-US",
                        loop=2,
                    ),
                    Play(d.MUSIC),
                ],
                action=d.INPUT_ACTION,
                method="POST",
                input_type="dtmf speech",
                execution_timeout=10,
                digit_end_timeout=5,
                num_digits=1,
                language="en-US",
                hints=d.HINT_LIST,
            ),
            Speak(d.SORRY, voice="WOMAN", language="en-US"),
            Play(d.MUSIC, loop=1),
            Record(
                action=d.RECORD_ACTION,
                method="POST",
                file_format="mp3",
                redirect=False,
                timeout=15,
                max_length=120,
                play_beep=True,
                finish_on_key="#",
            ),
            Redirect(d.NEXT, method="POST"),
            Hangup(reason="busy", schedule=60),
            MultiPartyCall(
                d.ROOM,
                role="agent",
                max_duration=3600,
                max_participants=4,
                customer_hold_music_url=d.HOLD_MUSIC,
                record=True,
                recording_callback_url=d.RECORDING_CALLBACK,
                status_callback_url=d.STATUS_CALLBACK,
                status_callback_events=d.EVENT_LIST,
                stay_alone=False,
                enter_sound="beep:1",
                start_mpc_on_enter=True,
                on_exit_action_url=d.EXIT_ACTION,
            ),
        ]
    )


def document_c(steps: Iterable[d.Step]) -> Response:
    """Build C."""
    verbs: list[Speak | Dial | Message] = []
    for index, step in enumerate(steps):
        verbs.append(Speak(step.speech, voice="Polly.Joanna", language="en-US", loop=1))
        verbs.append(
            Dial(
                [
                    Number(number, send_digits=step.digits, send_on_preanswer=False)
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
                Message(
                    step.message,
                    src=d.SENDER,
                    dst=step.receiver,
                    type="sms",
                    callback_url=step.callback,
                    callback_method="POST",
                )
            )
    return Response(verbs)


BUILD: Final = d.builders(document_a, document_b, document_c)
TEXT: Final = str
