"""Values: of the wrong kind, in doubt, without effect, or escaped twice."""

from __future__ import annotations

import html
import re

from collections.abc import Iterator
from typing import Final, cast

from ... import voices
from ..._model.change import Change
from ..._model.diagnostic import Diagnostic, shown
from ..._model.nodes import Element, nodes_of
from ..._model.rule_names import RuleName
from ..._model.spec import AttributeSpec
from ..._model.types import Voice
from ..._model.values import Boolean, Enumeration, Integer, ListOf, Value
from ...elements.speech import Speak
from ..rule import Family, Given, Rule, takes


family: Final = Family()

_ESCAPED: Final = re.compile("&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);")

family.reader_rules(
    Rule(
        name=RuleName.BAD_VALUE,
        severity="error",
        says="A value is one that Plivo's pages allow. Capitals and blanks count.",
        wrong='<Response><Redirect method="PUT">https://example.com/</Redirect></Response>',
        right='<Response><Redirect method="POST">https://example.com/</Redirect></Response>',
        fixable='<Response><Redirect method="post">https://example.com/</Redirect></Response>',
        code_of=lambda value: value.if_wrong.hangup_code,
    ),
    Rule(
        name=RuleName.FREE_TEXT_REASON,
        severity="error",
        says=(
            "Hangup's reason is `rejected` or `busy`: it picks the tone that the caller hears, and "
            "is not read out."
        ),
        wrong='<Response><Hangup reason="We are closed"/></Response>',
        right="<Response><Speak>We are closed</Speak><Hangup/></Response>",
    ),
)


_CONTESTED: Final = Rule(
    name=RuleName.CONTESTED_VALUE,
    severity="warning",
    says=(
        "Plivo's pages and libraries disagree on whether there is such a value. It may be "
        "refused, or do nothing. It is an info where the newest of Plivo's sources "
        "calls it right."
    ),
    wrong='<Response><Record transcriptionType="hybrid"/></Response>',
    right='<Response><Record transcriptionType="auto"/></Response>',
    fixable=(
        '<Response><MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" '
        'statusCallbackEvents="mpc-state-changes, participant-state-changes">sales'
        "</MultiPartyCall></Response>"
    ),
)


@family.value_rule(_CONTESTED, lambda attribute: attribute.contested is not None)
def _contested(given: Given) -> Iterator[Diagnostic]:
    contested, value = given.attribute.contested, given.value
    assert contested is not None
    if isinstance(given.attribute.value, ListOf) and isinstance(value, str):
        value = tuple(word.strip() for word in value.split(given.attribute.value.separator))
    words = cast("tuple[str | int, ...]", value if isinstance(value, tuple) else (value,))
    for word in words:
        if word in contested.values:
            message = _not_everywhere(str(word))
            yield Diagnostic(message, contested.note, severity=contested.severity)


@family.value_rule(_CONTESTED, lambda attribute: _is_closed_list(attribute.value))
def _blanks(given: Given) -> Iterator[Diagnostic]:
    if isinstance(given.value, str):
        message = f"expected no blank beside a comma; got {shown(given.value)}, which may not be understood"
        change = Change("Take the blanks out", text=re.sub(" *(,) *| +", r"\1", given.value))
        hint = "take the blanks out: not all of Plivo's libraries do"
        yield Diagnostic(message, hint, change=change)


def _is_closed_list(value: Value) -> bool:
    return isinstance(value, ListOf) and bool(value.words)


def _is_doubted(name: str) -> bool:
    voice = voices.voice(name)
    return voice is not None and not voice.documented


@family.value_rule(_CONTESTED, takes(Voice), Speak, find=_is_doubted)
def _contested_voice(given: Given) -> Iterator[Diagnostic]:
    voice = voices.voice(given.text)
    assert voice is not None
    yield Diagnostic(_not_everywhere(voice.name), voice.doubt)


def _not_everywhere(word: str) -> str:
    return f"expected a value that all sources have; got {word!r}, which may not work"


@family.value_rule(
    Rule(
        name=RuleName.IGNORED_ATTRIBUTE,
        severity="warning",
        is_of_unused=True,
        says=(
            "Some attributes have an effect only beside another one. Without it Plivo may ignore "
            "them."
        ),
        wrong='<Response><Record transcriptionUrl="https://example.com/text/"/></Response>',
        right=(
            '<Response><Record transcriptionType="auto" '
            'transcriptionUrl="https://example.com/text/"/></Response>'
        ),
    ),
    # Roles have rules of their own.
    lambda attribute: attribute.when is not None and attribute.when.names != ("role",),
)
def _ignored(given: Given) -> Iterator[Diagnostic]:
    when = given.attribute.when
    assert when is not None
    # Whoever writes a default may want no more than to be clear.
    is_told = when.severity == "info" or not given.is_default
    if is_told and not given.has_effect:
        message = f"expected it only if {when.says}; got it otherwise, where it may do nothing"
        yield Diagnostic(message, severity=when.severity)


def _is_free(attribute: AttributeSpec) -> bool:
    return not isinstance(attribute.value, Enumeration | Boolean | Integer)


_DOUBLE_ESCAPED: Final = Rule(
    name=RuleName.DOUBLE_ESCAPED,
    severity="warning",
    says=(
        "Text that was escaped before it got into the XML is escaped twice: the caller may hear "
        "the reference, and the server may be asked for it. plivoml's elements escape by "
        "themselves."
    ),
    wrong="<Response><Redirect>https://example.com/?a=1&amp;amp;b=2</Redirect></Response>",
    right="<Response><Redirect>https://example.com/?a=1&amp;b=2</Redirect></Response>",
    docs="https://www.plivo.com/docs/voice/xml/overview",
)


@family.value_rule(_DOUBLE_ESCAPED, _is_free, find=_ESCAPED.search)
def _escaped_value(given: Given) -> Iterator[Diagnostic]:
    found = _ESCAPED.findall(given.text)
    text = _ESCAPED.sub(lambda one: html.unescape(one[0]), given.text)
    change = Change("Escape it once", is_safe=False, text=text)
    yield Diagnostic(_escaped(found[0]), change=change)


@family.rule(_DOUBLE_ESCAPED, "words and elements")
def _escaped_speech(element: Element) -> Iterator[Diagnostic]:
    for text in nodes_of(element):
        if isinstance(text, str) and (found := _ESCAPED.search(text)):
            yield Diagnostic(_escaped(found[0]))
            return


def _escaped(reference: str) -> str:
    return (
        f"expected text that is escaped once; got {shown(reference)} in it, which may reach Plivo"
    )
