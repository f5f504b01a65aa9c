"""What stands in what: elements, text, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..._model.diagnostic import Diagnostic
from ..._model.nodes import Element, elements_in
from ..._model.rule_names import RuleName
from ..._model.spec import spec_of
from ...elements.input import GetDigits, GetInput
from ...elements.response import PreAnswer
from ..rule import OVERVIEW, Family, Rule


family: Final = Family()

family.reader_rules(
    Rule(
        name=RuleName.MISPLACED_ELEMENT,
        severity="error",
        says="An element stands where Plivo takes it, and Response is the root.",
        wrong="<Response><Number>+15550100123</Number></Response>",
        right=(
            '<Response><Dial action="https://example.com/done/"><Number>+15550100123</Number>'
            "</Dial></Response>"
        ),
        docs=OVERVIEW,
        hangup_code=8011,
    ),
    Rule(
        name=RuleName.MISSING_TEXT,
        severity="error",
        says=(
            "An element whose value stands between its tags has one. Leave the element out where "
            "there is nothing to say."
        ),
        wrong="<Response><Play/></Response>",
        right="<Response><Play>https://example.com/a.mp3</Play></Response>",
        code_of=lambda value: value.if_wrong.code_if_empty,
    ),
    Rule(
        name=RuleName.STRAY_TEXT,
        severity="error",
        says="Text stands in the elements that take it, such as Speak and Number; no other reads it.",
        wrong="<Response>Hello</Response>",
        right="<Response><Speak>Hello</Speak></Response>",
    ),
    Rule(
        name=RuleName.DIAL_WITHOUT_TARGET,
        severity="error",
        says="Dial needs somebody to ring: a Number or a User.",
        wrong='<Response><Dial action="https://example.com/done/"/></Response>',
        right=(
            '<Response><Dial action="https://example.com/done/"><Number>+15550100123</Number>'
            "</Dial></Response>"
        ),
    ),
)


@family.rule(
    Rule(
        name=RuleName.UNDOCUMENTED_NESTING,
        severity="warning",
        says=(
            "Some of Plivo's libraries put elements where no page has them. They may be left out."
        ),
        wrong="<Response><PreAnswer><DTMF>1</DTMF></PreAnswer><Hangup/></Response>",
        right="<Response><PreAnswer><Wait/></PreAnswer><Hangup/></Response>",
    ),
    PreAnswer,
    GetDigits,
    GetInput,
)
def _undocumented(element: Element) -> Iterator[Diagnostic]:
    undocumented = spec_of(type(element)).content.sdk_only
    for child in elements_in(element):
        if type(child) in undocumented:
            message = (
                f"expected what a page has in {element.tag}; got {child.tag!r}, which may not run: "
                "only libraries of Plivo's write it there"
            )
            yield Diagnostic(message, element=child)
