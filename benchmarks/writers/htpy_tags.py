"""htpy, made for HTML, with elements of its general classes; it checks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from htpy import Element

from .. import documents as d


_Response = Element("Response")
_Speak = Element("Speak")
_Dial = Element("Dial")
_Number = Element("Number")
_GetInput = Element("GetInput")
_Prosody = Element("prosody")
_Break = Element("break")
_Emphasis = Element("emphasis")
_SayAs = Element("say-as")
_Play = Element("Play")
_Record = Element("Record")
_Redirect = Element("Redirect")
_Hangup = Element("Hangup")
_MultiPartyCall = Element("MultiPartyCall")
_Message = Element("Message")


def _a() -> Element:
    return _Response[
        _Speak[d.CONNECTING], _Dial({"action": d.DIAL_ACTION, "method": "GET"})[_Number[d.NUMBER]]
    ]


def _b() -> Element:
    return _Response[
        _GetInput(
            {
                "action": d.INPUT_ACTION,
                "method": "POST",
                "inputType": "dtmf speech",
                "executionTimeout": str(10),
                "digitEndTimeout": str(5),
                "numDigits": str(1),
                "language": "en-US",
                "hints": d.HINTS,
            }
        )[
            _Speak({"voice": "Polly.Joanna", "language": "en-US", "loop": str(2)})[
                d.GREETING,
                _Prosody({"volume": "loud", "rate": "slow", "pitch": "+5%"})[d.OPEN_HOURS],
                _Break({"strength": "medium", "time": "300ms"}),
                _Emphasis({"level": "strong"})[d.URGENT],
                _SayAs({"interpret-as": "date", "format": "ymd"})[d.DATE],
            ],
            _Play[d.MUSIC],
        ],
        _Speak({"voice": "WOMAN", "language": "en-US"})[d.SORRY],
        _Play({"loop": str(1)})[d.MUSIC],
        _Record(
            {
                "action": d.RECORD_ACTION,
                "method": "POST",
                "fileFormat": "mp3",
                "redirect": "false",
                "timeout": str(15),
                "maxLength": str(120),
                "playBeep": "true",
                "finishOnKey": "#",
            }
        ),
        _Redirect({"method": "POST"})[d.NEXT],
        _Hangup({"reason": "busy", "schedule": str(60)}),
        _MultiPartyCall(
            {
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
        )[d.ROOM],
    ]


def _c(steps: Iterable[d.Step]) -> Element:
    verbs: list[Element] = []
    for index, step in enumerate(steps):
        verbs.append(
            _Speak({"voice": "Polly.Joanna", "language": "en-US", "loop": str(1)})[step.speech]
        )
        verbs.append(
            _Dial(
                {"action": step.action, "method": "GET", "timeout": str(30), "callerId": d.SENDER}
            )[
                [
                    _Number({"sendDigits": step.digits, "sendOnPreanswer": "false"})[number]
                    for number in step.numbers
                ]
            ]
        )
        if index < d.MESSAGES:
            verbs.append(
                _Message(
                    {
                        "src": d.SENDER,
                        "dst": step.receiver,
                        "type": "sms",
                        "callbackUrl": step.callback,
                        "callbackMethod": "POST",
                    }
                )[step.message]
            )
    return _Response[verbs]


BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = str
