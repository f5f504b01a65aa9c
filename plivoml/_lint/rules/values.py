"""Values: of the wrong kind, in doubt, without effect, or escaped twice."""

from __future__ import annotations

import re

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, cast

from ... import voices
from ..._model.diagnostic import shown
from ..._model.nodes import Element, nodes_of
from ..._model.spec import AttributeSpec, ContentModel, ElementSpec, spec_of
from ..._model.values import Boolean, Enumeration, Integer
from ..conditions import is_met
from ..rule import Family, Rule, Said, is_given


family: Final = Family()

#: By the name of the type, or of the attribute: the values that not every source has.
_CONTESTED: Final[Mapping[str, Collection[str | int]]] = {
    "GetDigits.retries": {0},
    "StreamContentType": {"audio/x-l16;rate=24000"},
    "TranscriptionType": {"hybrid", "manual"},
    "StatusEvents": {"participant-audio-events"},
    "InputFinishKey": {""},
    "Voice": {voice.name for voice in voices.VOICES if not voice.documented},
}
_ESCAPED: Final = re.compile("&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);")

family.read(
    Rule(
        name="bad-value",
        severity="error",
        says="A value is one that Plivo's pages allow. Capitals and blanks count.",
        wrong='<Response><Redirect method="PUT">https://example.com/</Redirect></Response>',
        right='<Response><Redirect method="POST">https://example.com/</Redirect></Response>',
    ),
    Rule(
        name="free-text-reason",
        severity="error",
        says=(
            "Hangup's reason is `rejected` or `busy`: it picks the tone that the caller hears, and "
            "is not read out."
        ),
        wrong='<Response><Hangup reason="We are closed"/></Response>',
        right="<Response><Speak>We are closed</Speak><Hangup/></Response>",
    ),
)


@family.value_rule(
    Rule(
        name="contested-value",
        severity="warning",
        says=(
            "Plivo's pages and libraries disagree on whether there is such a value. It may be "
            "refused, or do nothing."
        ),
        wrong='<Response><Record transcriptionType="hybrid"/></Response>',
        right='<Response><Record transcriptionType="auto"/></Response>',
    ),
    lambda spec, attribute: attribute.doubt is not None and bool(_contested_in(spec, attribute)),
)
def _contested(element: Element, attribute: AttributeSpec, value: Any) -> Iterator[Said]:
    words = cast("tuple[str | int, ...]", value if isinstance(value, tuple) else (value,))
    for word in words:
        if word in _contested_in(spec_of(element._kind), attribute):
            voice = voices.voice(str(word))
            yield Said(
                element,
                f"expected a value that all sources have; got {str(word)!r}, which may not work",
                attribute.field,
                voice.doubt if voice else attribute.doubt,
            )


def _contested_in(spec: ElementSpec, attribute: AttributeSpec) -> Collection[str | int]:
    name = attribute.value.name
    return _CONTESTED.get(name) or _CONTESTED.get(f"{spec.tag}.{attribute.name}", ())


@family.value_rule(
    Rule(
        name="ignored-attribute",
        severity="warning",
        says=(
            "Some attributes have an effect only beside another one. Without it Plivo may ignore "
            "them."
        ),
        wrong='<Response><Record recordSession="true" timeout="5"/><Hangup/></Response>',
        right='<Response><Record recordSession="true"/><Hangup/></Response>',
    ),
    # Roles have rules of their own.
    lambda _, attribute: bool(attribute.when) and "role=" not in (attribute.when or ""),
)
def _ignored(element: Element, attribute: AttributeSpec, value: Any) -> Iterator[Said]:
    del value
    assert attribute.when is not None
    if is_given(element, attribute) and not is_met(attribute.when, element):
        message = f"expected it only if {attribute.when}; got it otherwise, where it may do nothing"
        yield Said(element, message, attribute.field)


def _is_free(_: ElementSpec, attribute: AttributeSpec) -> bool:
    return not isinstance(attribute.value, Enumeration | Boolean | Integer)


_DOUBLE_ESCAPED: Final = Rule(
    name="double-escaped",
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


@family.value_rule(_DOUBLE_ESCAPED, _is_free)
def _escaped_value(element: Element, attribute: AttributeSpec, value: Any) -> Iterator[Said]:
    text = value if isinstance(value, str) else attribute.value.dump(value)
    if found := _ESCAPED.search(text):
        yield Said(element, _escaped(found[0]), attribute.field)


@family.also(_DOUBLE_ESCAPED, lambda spec: spec.content.holds is ContentModel.SPEECH)
def _escaped_speech(element: Element) -> Iterator[Said]:
    for text in nodes_of(element):
        if isinstance(text, str) and (found := _ESCAPED.search(text)):
            yield Said(element, _escaped(found[0]))
            return


def _escaped(reference: str) -> str:
    return (
        f"expected text that is escaped once; got {shown(reference)} in it, which may reach Plivo"
    )
