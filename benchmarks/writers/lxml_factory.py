"""The E-factory of lxml, which knows nothing of Plivo and checks nothing."""

from __future__ import annotations

import functools

from collections.abc import Iterable
from typing import Final

from lxml import etree  # type: ignore[import-untyped]  # it has no types
from lxml.builder import E  # type: ignore[import-untyped]  # it has no types

from .. import documents as d


def _a() -> etree._Element:
    return E.Response(
        E.Speak(d.CONNECTING), E.Dial(E.Number(d.NUMBER), action=d.DIAL_ACTION, method="GET")
    )


def _b() -> etree._Element:
    return E.Response(
        E.GetInput(
            E.Speak(
                d.GREETING,
                E.prosody(d.OPEN_HOURS, volume="loud", rate="slow", pitch="+5%"),
                E("break", strength="medium", time="300ms"),
                E.emphasis(d.URGENT, level="strong"),
                E("say-as", d.DATE, **{"interpret-as": "date", "format": "ymd"}),
                voice="Polly.Joanna",
                language="en-US",
                loop=str(2),
            ),
            E.Play(d.MUSIC),
            action=d.INPUT_ACTION,
            method="POST",
            inputType="dtmf speech",
            executionTimeout=str(10),
            digitEndTimeout=str(5),
            numDigits=str(1),
            language="en-US",
            hints=d.HINTS,
        ),
        E.Speak(d.SORRY, voice="WOMAN", language="en-US"),
        E.Play(d.MUSIC, loop=str(1)),
        E.Record(
            action=d.RECORD_ACTION,
            method="POST",
            fileFormat="mp3",
            redirect="false",
            timeout=str(15),
            maxLength=str(120),
            playBeep="true",
            finishOnKey="#",
        ),
        E.Redirect(d.NEXT, method="POST"),
        E.Hangup(reason="busy", schedule=str(60)),
        E.MultiPartyCall(
            d.ROOM,
            role="agent",
            maxDuration=str(3600),
            maxParticipants=str(4),
            customerHoldMusicUrl=d.HOLD_MUSIC,
            record="true",
            recordingCallbackUrl=d.RECORDING_CALLBACK,
            statusCallbackUrl=d.STATUS_CALLBACK,
            statusCallbackEvents=d.EVENTS,
            stayAlone="false",
            enterSound="beep:1",
            startMpcOnEnter="true",
            onExitActionUrl=d.EXIT_ACTION,
        ),
    )


def _c(steps: Iterable[d.Step]) -> etree._Element:
    verbs: list[etree._Element] = []
    for index, step in enumerate(steps):
        verbs.append(E.Speak(step.speech, voice="Polly.Joanna", language="en-US", loop=str(1)))
        verbs.append(
            E.Dial(
                *[
                    E.Number(number, sendDigits=step.digits, sendOnPreanswer="false")
                    for number in step.numbers
                ],
                action=step.action,
                method="GET",
                timeout=str(30),
                callerId=d.SENDER,
            )
        )
        if index < d.MESSAGES:
            verbs.append(
                E.Message(
                    step.message,
                    src=d.SENDER,
                    dst=step.receiver,
                    type="sms",
                    callbackUrl=step.callback,
                    callbackMethod="POST",
                )
            )
    return E.Response(*verbs)


BUILD: Final = d.builders(_a, _b, _c)
TEXT: Final = functools.partial(etree.tostring, encoding="unicode")
