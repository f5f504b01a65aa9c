"""Names: of elements and attributes, and who has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..._model.change import left_out
from ..._model.diagnostic import Diagnostic, alternatives
from ..._model.rule_names import RuleName
from ..rule import OVERVIEW, Family, Given, Rule


family: Final = Family()

_LANGUAGES: Final = {
    "dotnet": ".NET",
    "go": "Go",
    "java": "Java",
    "node": "Node",
    "php": "PHP",
    "python": "Python",
    "ruby": "Ruby",
}

family.reader_rules(
    Rule(
        name=RuleName.UNKNOWN_ELEMENT,
        severity="error",
        says=(
            "An element is one of Plivo's, in Plivo's spelling; capitals count. A project that "
            "uses a new one names it in `allow`."
        ),
        wrong="<Response><speak>Goodbye</speak></Response>",
        right="<Response><Speak>Goodbye</Speak></Response>",
        docs=OVERVIEW,
    ),
    Rule(
        name=RuleName.TWILIO_ELEMENT,
        severity="error",
        says="An element of Twilio's is none of Plivo's, though most have a counterpart.",
        wrong="<Response><Say>Hello</Say></Response>",
        right="<Response><Speak>Hello</Speak></Response>",
        docs=OVERVIEW,
        other_codes=(8011,),
    ),
    Rule(
        name=RuleName.UNKNOWN_ATTRIBUTE,
        severity="error",
        says=(
            "An attribute is one of its element's, in Plivo's spelling; capitals count. A project "
            "that uses a new one names it in `allow`."
        ),
        wrong='<Response><Play Loop="2">https://example.com/a.mp3</Play></Response>',
        right='<Response><Play loop="2">https://example.com/a.mp3</Play></Response>',
    ),
    Rule(
        name=RuleName.MISPLACED_ATTRIBUTE,
        severity="error",
        says="An attribute stands on an element that has it, and has no effect on another.",
        wrong='<Response><Speak method="GET">Hello</Speak></Response>',
        right="<Response><Speak>Hello</Speak></Response>",
    ),
    Rule(
        name=RuleName.MISSING_ATTRIBUTE,
        severity="error",
        says="Some elements mean nothing without an attribute.",
        wrong="<Response><MultiPartyCall>sales</MultiPartyCall></Response>",
        right='<Response><MultiPartyCall role="Agent">sales</MultiPartyCall></Response>',
    ),
)


@family.value_rule(
    Rule(
        name=RuleName.UNDOCUMENTED_ATTRIBUTE,
        severity="warning",
        says=(
            "Some of Plivo's libraries write attributes that no page describes. They may have no "
            "effect, and may stop having one."
        ),
        wrong='<Response><Speak legs="aleg">Hello</Speak></Response>',
        right="<Response><Speak>Hello</Speak></Response>",
    ),
    lambda attribute: bool(attribute.sdk_only),
)
def _undocumented(given: Given) -> Iterator[Diagnostic]:
    names = alternatives(_LANGUAGES[sdk] for sdk in given.attribute.sdk_only)
    yield Diagnostic(
        f"expected a documented attribute; got {given.attribute.name!r}, which may have no effect: "
        f"no page has it, only Plivo's library for {names}",
        change=left_out(given.attribute.name),
    )
