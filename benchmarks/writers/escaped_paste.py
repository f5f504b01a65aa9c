"""
*Escaped paste*: the same f-strings with each text escaped, those that never change too.

It is how a template engine that escapes everything writes, and whoever does not want to think
about which text is harmless.  Nothing is checked, and there is no model.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .. import documents as d


def _escaped(value: str) -> str:
    return (
        value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def _answer(speech: str, action: str, method: str, number: str) -> str:
    return (
        f"<Response><Speak>{_escaped(speech)}</Speak>"
        f'<Dial action="{_escaped(action)}" method="{_escaped(method)}">'
        f"<Number>{_escaped(number)}</Number></Dial></Response>"
    )


def _a() -> str:
    return _answer(d.CONNECTING, d.DIAL_ACTION, "GET", d.NUMBER)


def _b() -> str:
    return (
        f'<Response><GetInput action="{_escaped(d.INPUT_ACTION)}" method="{_escaped("POST")}"'
        f' inputType="{_escaped("dtmf speech")}" executionTimeout="{10}" digitEndTimeout="{5}"'
        f' numDigits="{1}" language="{_escaped(d.LANGUAGE)}" hints="{_escaped(d.HINTS)}">'
        f'<Speak voice="{_escaped(d.VOICE)}" language="{_escaped(d.LANGUAGE)}" loop="{2}">'
        f'{_escaped(d.GREETING)}<prosody volume="{_escaped("loud")}" rate="{_escaped("slow")}" pitch="{_escaped("+5%")}">'
        f'{_escaped(d.OPEN_HOURS)}</prosody><break strength="{_escaped("medium")}" time="{_escaped("300ms")}"/>'
        f'<emphasis level="{_escaped("strong")}">{_escaped(d.URGENT)}</emphasis>'
        f'<say-as interpret-as="{_escaped("date")}" format="{_escaped("ymd")}">{_escaped(d.DATE)}</say-as></Speak>'
        f"<Play>{_escaped(d.MUSIC)}</Play></GetInput>"
        f'<Speak voice="{_escaped("WOMAN")}" language="{_escaped(d.LANGUAGE)}">{_escaped(d.SORRY)}</Speak>'
        f'<Play loop="{1}">{_escaped(d.MUSIC)}</Play>'
        f'<Record action="{_escaped(d.RECORD_ACTION)}" method="{_escaped("POST")}" fileFormat="{_escaped("mp3")}"'
        f' redirect="false" timeout="{15}" maxLength="{120}" playBeep="true"'
        f' finishOnKey="{_escaped("#")}"/>'
        f'<Redirect method="{_escaped("POST")}">{_escaped(d.NEXT)}</Redirect>'
        f'<Hangup reason="{_escaped("busy")}" schedule="{60}"/>'
        f'<MultiPartyCall role="{_escaped("agent")}" maxDuration="{3600}" maxParticipants="{4}"'
        f' customerHoldMusicUrl="{_escaped(d.HOLD_MUSIC)}" record="true"'
        f' recordingCallbackUrl="{_escaped(d.RECORDING_CALLBACK)}"'
        f' statusCallbackUrl="{_escaped(d.STATUS_CALLBACK)}"'
        f' statusCallbackEvents="{_escaped(d.EVENTS)}" stayAlone="false"'
        f' enterSound="{_escaped("beep:1")}" startMpcOnEnter="true"'
        f' onExitActionUrl="{_escaped(d.EXIT_ACTION)}">{_escaped(d.ROOM)}</MultiPartyCall>'
        "</Response>"
    )


def _c(steps: Iterable[d.Step]) -> str:
    pieces = ["<Response>"]
    for index, step in enumerate(steps):
        pieces.append(
            f'<Speak voice="{_escaped(d.VOICE)}" language="{_escaped(d.LANGUAGE)}" loop="{1}">'
            f'{_escaped(step.speech)}</Speak><Dial action="{_escaped(step.action)}" method="{_escaped("GET")}"'
            f' timeout="{30}" callerId="{_escaped(d.SENDER)}">'
        )
        pieces.extend(
            f'<Number sendDigits="{_escaped(step.digits)}" sendOnPreanswer="false">'
            f"{_escaped(number)}</Number>"
            for number in step.numbers
        )
        pieces.append("</Dial>")
        if index < d.MESSAGES:
            pieces.append(
                f'<Message src="{_escaped(d.SENDER)}" dst="{_escaped(step.receiver)}" type="{_escaped("sms")}"'
                f' callbackUrl="{_escaped(step.callback)}" callbackMethod="{_escaped("POST")}">'
                f"{_escaped(step.message)}</Message>"
            )
    pieces.append("</Response>")
    return "".join(pieces)


BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = str  # it is text already, so this is not timed
