"""
*Paste*: f-strings, as written by hand, which are the least that can be paid.

What never changes is written out.  Texts and URLs come from outside as far as this knows, so
they are escaped; numbers and keys, which hold nothing to escape, are put in as they are.
Nothing is checked, and there is no model.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .. import documents as d


def _escaped(value: str) -> str:
    return (
        value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def _answer(speech: str, action: str, number: str) -> str:
    return (
        f"<Response><Speak>{_escaped(speech)}</Speak>"
        f'<Dial action="{_escaped(action)}" method="GET">'
        f"<Number>{number}</Number></Dial></Response>"
    )


def _a() -> str:
    return _answer(d.CONNECTING, d.DIAL_ACTION, d.NUMBER)


def _b() -> str:
    return (
        f'<Response><GetInput action="{_escaped(d.INPUT_ACTION)}" method="POST"'
        ' inputType="dtmf speech" executionTimeout="10" digitEndTimeout="5" numDigits="1"'
        f' language="en-US" hints="{_escaped(d.HINTS)}">'
        '<Speak voice="Polly.Joanna" language="en-US" loop="2">'
        f'{_escaped(d.GREETING)}<prosody volume="loud" rate="slow" pitch="+5%">'
        f'{_escaped(d.OPEN_HOURS)}</prosody><break strength="medium" time="300ms"/>'
        f'<emphasis level="strong">{_escaped(d.URGENT)}</emphasis>'
        f'<say-as interpret-as="date" format="ymd">{_escaped(d.DATE)}</say-as></Speak>'
        f"<Play>{_escaped(d.MUSIC)}</Play></GetInput>"
        f'<Speak voice="WOMAN" language="en-US">{_escaped(d.SORRY)}</Speak>'
        f'<Play loop="1">{_escaped(d.MUSIC)}</Play>'
        f'<Record action="{_escaped(d.RECORD_ACTION)}" method="POST" fileFormat="mp3"'
        ' redirect="false" timeout="15" maxLength="120" playBeep="true" finishOnKey="#"/>'
        f'<Redirect method="POST">{_escaped(d.NEXT)}</Redirect>'
        '<Hangup reason="busy" schedule="60"/>'
        '<MultiPartyCall role="agent" maxDuration="3600" maxParticipants="4"'
        f' customerHoldMusicUrl="{_escaped(d.HOLD_MUSIC)}" record="true"'
        f' recordingCallbackUrl="{_escaped(d.RECORDING_CALLBACK)}"'
        f' statusCallbackUrl="{_escaped(d.STATUS_CALLBACK)}"'
        ' statusCallbackEvents="mpc-state-changes,participant-state-changes" stayAlone="false"'
        ' enterSound="beep:1" startMpcOnEnter="true"'
        f' onExitActionUrl="{_escaped(d.EXIT_ACTION)}">{_escaped(d.ROOM)}</MultiPartyCall>'
        "</Response>"
    )


def _c(steps: Iterable[d.Step]) -> str:
    pieces = ["<Response>"]
    for index, step in enumerate(steps):
        first, second = step.numbers
        pieces.append(
            '<Speak voice="Polly.Joanna" language="en-US" loop="1">'
            f'{_escaped(step.speech)}</Speak><Dial action="{_escaped(step.action)}" method="GET"'
            f' timeout="30" callerId="{d.SENDER}">'
            f'<Number sendDigits="{step.digits}" sendOnPreanswer="false">'
            f"{first}</Number>"
            f'<Number sendDigits="{step.digits}" sendOnPreanswer="false">'
            f"{second}</Number></Dial>"
        )
        if index < d.MESSAGES:
            pieces.append(
                f'<Message src="{d.SENDER}" dst="{step.receiver}" type="sms"'
                f' callbackUrl="{_escaped(step.callback)}" callbackMethod="POST">'
                f"{_escaped(step.message)}</Message>"
            )
    pieces.append("</Response>")
    return "".join(pieces)


BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = str  # it is text already, so this is not timed
