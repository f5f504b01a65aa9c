"""Programs and templates: what they paste into documents."""

from __future__ import annotations

from typing import Final

from ..._model.rule_names import RuleName
from ..rule import Family, Rule


family: Final = Family()

UNESCAPED: Final = Rule(
    name=RuleName.UNESCAPED_VALUE,
    severity="warning",
    says=(
        "A value that is pasted into XML as it comes may break the document: by an & in a name, "
        "or by elements that whoever chooses the value puts there. The classes of plivoml escape "
        "every value."
    ),
    wrong="""\
def answer(name: str) -> str:
    return f"<Response><Speak>Hello {name}</Speak></Response>"
""",
    right="""\
from plivoml import Response, Speak


def answer(name: str) -> str:
    return str(Response([Speak(f"Hello {name}")]))
""",
    suffix=".py",
)

NOT_JUDGED: Final = Rule(
    name=RuleName.NOT_JUDGED,
    severity="info",
    says=(
        "What comes in with a value is not seen: the name of an element, all that is in a document, "
        "or how it goes on. It may be right or wrong. This is told once for a document, and does "
        "not fail a run."
    ),
    wrong="""\
def answer(elements: str) -> str:
    return f"<Response>{elements}</Response>"
""",
    right="""\
from plivoml import Response, Speak


def answer(elements: list[Speak]) -> str:
    return str(Response(elements))
""",
    suffix=".py",
)

REFUSED_BY_SDK: Final = Rule(
    name=RuleName.REFUSED_BY_SDK,
    severity="error",
    says=(
        "Plivo's Python SDK raises an exception where it is called so, when the program runs: a "
        "class, method or keyword that it does not have, a value of another type, an element in "
        "one that does not take it. No document is written then. What is told is what version "
        "4.63.0 does; another one may differ."
    ),
    wrong="""\
from plivo import plivoxml


def answer() -> str:
    response = plivoxml.ResponseElement()
    response.add(plivoxml.SpeakElement("Hello", Language="en-GB"))
    return response.to_string()
""",
    right="""\
from plivo import plivoxml


def answer() -> str:
    response = plivoxml.ResponseElement()
    response.add(plivoxml.SpeakElement("Hello", language="en-GB"))
    return response.to_string()
""",
    suffix=".py",
)

WRITTEN_BY_SDK: Final = Rule(
    name=RuleName.WRITTEN_BY_SDK,
    severity="warning",
    says=(
        "Plivo's Python SDK writes something else than the program gives: any text but an empty "
        "one is true to it, a list is written as Python shows it, and True may become 'True', which "
        "Plivo does not know. What it adds by itself, such as the attributes of MultiPartyCall, is "
        "told as an info."
    ),
    wrong="""\
from plivo import plivoxml


def answer() -> str:
    response = plivoxml.ResponseElement()
    response.add_wait(length=5, beep="false")
    response.add_speak("Nobody is here.")
    return response.to_string()
""",
    right="""\
from plivo import plivoxml


def answer() -> str:
    response = plivoxml.ResponseElement()
    response.add_wait(length=5, beep=False)
    response.add_speak("Nobody is here.")
    return response.to_string()
""",
    suffix=".py",
)

TWILIO_BUILDER: Final = Rule(
    name=RuleName.TWILIO_BUILDER,
    severity="info",
    says=(
        "What the classes of twilio.twiml build is TwiML, which Plivo may not understand; nothing "
        "more is told of it. The page on coming from Twilio has both sides of each class. This "
        "does not fail a run."
    ),
    wrong="""\
from twilio.twiml.voice_response import VoiceResponse


def answer() -> str:
    response = VoiceResponse()
    response.say("Hello")
    return str(response)
""",
    right="""\
from plivoml import Response, Speak


def answer() -> str:
    return str(Response([Speak("Hello")]))
""",
    suffix=".py",
)

family.reader_rules(UNESCAPED, NOT_JUDGED, REFUSED_BY_SDK, WRITTEN_BY_SDK, TWILIO_BUILDER)
