"""
*Checked paste*: the same f-strings with the checks that plivoml makes, by hand.

What never changes is right as it is written, and each value is checked.  The first that is
wrong raises, without a word on where it stands, and there is no model.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .. import documents as d


KEYS: Final = "0123456789*#w"


def _text(value: object) -> str:
    if not (isinstance(value, str) and value.isprintable() and value.strip()):
        raise ValueError(value)
    return _escaped(value)


def _url(value: object) -> str:
    if not (isinstance(value, str) and value.isprintable() and value and " " not in value):
        raise ValueError(value)
    return _escaped(value)


def _number(value: object) -> str:
    if not (isinstance(value, str) and value.isprintable() and value and value.strip() == value):
        raise ValueError(value)
    return value


def _keys(value: object) -> str:
    if not (isinstance(value, str) and value and not value.strip(KEYS)):
        raise ValueError(value)
    return value


def _escaped(value: str) -> str:
    return (
        value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def _answer(speech: str, action: str, number: str) -> str:
    return (
        f"<Response><Speak>{_text(speech)}</Speak>"
        f'<Dial action="{_url(action)}" method="GET">'
        f"<Number>{_number(number)}</Number></Dial></Response>"
    )


def _a() -> str:
    return _answer(d.CONNECTING, d.DIAL_ACTION, d.NUMBER)


def _b() -> str:
    return (
        f'<Response><GetInput action="{_url(d.INPUT_ACTION)}" method="POST"'
        ' inputType="dtmf speech" executionTimeout="10" digitEndTimeout="5" numDigits="1"'
        f' language="en-US" hints="{_text(d.HINTS)}">'
        '<Speak voice="Polly.Joanna" language="en-US" loop="2">'
        f'{_text(d.GREETING)}<prosody volume="loud" rate="slow" pitch="+5%">'
        f'{_text(d.OPEN_HOURS)}</prosody><break strength="medium" time="300ms"/>'
        f'<emphasis level="strong">{_text(d.URGENT)}</emphasis>'
        f'<say-as interpret-as="date" format="ymd">{_text(d.DATE)}</say-as></Speak>'
        f"<Play>{_url(d.MUSIC)}</Play></GetInput>"
        f'<Speak voice="WOMAN" language="en-US">{_text(d.SORRY)}</Speak>'
        f'<Play loop="1">{_url(d.MUSIC)}</Play>'
        f'<Record action="{_url(d.RECORD_ACTION)}" method="POST" fileFormat="mp3"'
        ' redirect="false" timeout="15" maxLength="120" playBeep="true" finishOnKey="#"/>'
        f'<Redirect method="POST">{_url(d.NEXT)}</Redirect>'
        '<Hangup reason="busy" schedule="60"/>'
        '<MultiPartyCall role="agent" maxDuration="3600" maxParticipants="4"'
        f' customerHoldMusicUrl="{_url(d.HOLD_MUSIC)}" record="true"'
        f' recordingCallbackUrl="{_url(d.RECORDING_CALLBACK)}"'
        f' statusCallbackUrl="{_url(d.STATUS_CALLBACK)}"'
        ' statusCallbackEvents="mpc-state-changes,participant-state-changes" stayAlone="false"'
        ' enterSound="beep:1" startMpcOnEnter="true"'
        f' onExitActionUrl="{_url(d.EXIT_ACTION)}">{_text(d.ROOM)}</MultiPartyCall>'
        "</Response>"
    )


def _c(steps: Iterable[d.Step]) -> str:
    pieces = ["<Response>"]
    for index, step in enumerate(steps):
        first, second = step.numbers
        pieces.append(
            '<Speak voice="Polly.Joanna" language="en-US" loop="1">'
            f'{_text(step.speech)}</Speak><Dial action="{_url(step.action)}" method="GET"'
            f' timeout="30" callerId="{_number(d.SENDER)}">'
            f'<Number sendDigits="{_keys(step.digits)}" sendOnPreanswer="false">'
            f"{_number(first)}</Number>"
            f'<Number sendDigits="{_keys(step.digits)}" sendOnPreanswer="false">'
            f"{_number(second)}</Number></Dial>"
        )
        if index < d.MESSAGES:
            pieces.append(
                f'<Message src="{_number(d.SENDER)}" dst="{_number(step.receiver)}" type="sms"'
                f' callbackUrl="{_url(step.callback)}" callbackMethod="POST">'
                f"{_text(step.message)}</Message>"
            )
    pieces.append("</Response>")
    return "".join(pieces)


BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = str  # it is text already, so this is not timed
