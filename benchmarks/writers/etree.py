"""`xml.etree`, which knows nothing of Plivo and checks nothing."""

from __future__ import annotations

import functools

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from .. import documents as d


def _with_text(parent: ET.Element, tag: str, attributes: dict[str, str], text: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _a() -> ET.Element:
    response = ET.Element("Response")
    _with_text(response, "Speak", {}, d.CONNECTING)
    dial = ET.SubElement(response, "Dial", {"action": d.DIAL_ACTION, "method": "GET"})
    _with_text(dial, "Number", {}, d.NUMBER)
    return response


def _b() -> ET.Element:
    response = ET.Element("Response")
    get_input = ET.SubElement(
        response,
        "GetInput",
        {
            "action": d.INPUT_ACTION,
            "method": "POST",
            "inputType": "dtmf speech",
            "executionTimeout": str(10),
            "digitEndTimeout": str(5),
            "numDigits": str(1),
            "language": "en-US",
            "hints": d.HINTS,
        },
    )
    speak = ET.SubElement(
        get_input, "Speak", {"voice": "Polly.Joanna", "language": "en-US", "loop": str(2)}
    )
    speak.text = d.GREETING
    prosody = {"volume": "loud", "rate": "slow", "pitch": "+5%"}
    _with_text(speak, "prosody", prosody, d.OPEN_HOURS)
    ET.SubElement(speak, "break", {"strength": "medium", "time": "300ms"})
    _with_text(speak, "emphasis", {"level": "strong"}, d.URGENT)
    _with_text(speak, "say-as", {"interpret-as": "date", "format": "ymd"}, d.DATE)
    _with_text(get_input, "Play", {}, d.MUSIC)
    _with_text(response, "Speak", {"voice": "WOMAN", "language": "en-US"}, d.SORRY)
    _with_text(response, "Play", {"loop": str(1)}, d.MUSIC)
    ET.SubElement(
        response,
        "Record",
        {
            "action": d.RECORD_ACTION,
            "method": "POST",
            "fileFormat": "mp3",
            "redirect": "false",
            "timeout": str(15),
            "maxLength": str(120),
            "playBeep": "true",
            "finishOnKey": "#",
        },
    )
    _with_text(response, "Redirect", {"method": "POST"}, d.NEXT)
    ET.SubElement(response, "Hangup", {"reason": "busy", "schedule": str(60)})
    call = {
        "role": "agent",
        "maxDuration": str(3600),
        "maxParticipants": str(4),
        "customerHoldMusicUrl": d.HOLD_MUSIC,
        "record": "true",
        "recordingCallbackUrl": d.RECORDING_CALLBACK,
        "statusCallbackUrl": d.STATUS_CALLBACK,
        "statusCallbackEvents": d.EVENTS,
        "stayAlone": "false",
        "enterSound": "beep:1",
        "startMpcOnEnter": "true",
        "onExitActionUrl": d.EXIT_ACTION,
    }
    _with_text(response, "MultiPartyCall", call, d.ROOM)
    return response


def _c(steps: Iterable[d.Step]) -> ET.Element:
    response = ET.Element("Response")
    for index, step in enumerate(steps):
        speak = {"voice": "Polly.Joanna", "language": "en-US", "loop": str(1)}
        _with_text(response, "Speak", speak, step.speech)
        dial = ET.SubElement(
            response,
            "Dial",
            {"action": step.action, "method": "GET", "timeout": str(30), "callerId": d.SENDER},
        )
        for number in step.numbers:
            digits = {"sendDigits": step.digits, "sendOnPreanswer": "false"}
            _with_text(dial, "Number", digits, number)
        if index < d.MESSAGES:
            message = {
                "src": d.SENDER,
                "dst": step.receiver,
                "type": "sms",
                "callbackUrl": step.callback,
                "callbackMethod": "POST",
            }
            _with_text(response, "Message", message, step.message)
    return response


BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = functools.partial(ET.tostring, encoding="unicode")
