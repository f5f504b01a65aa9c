"""What the declarations, and the tables of facts, say of a name or a value: in Markdown."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from .. import hangup_causes, urls, voices
from .._lint import addresses
from .._model import docstrings, unknown
from .._model.lookalikes import ELEMENTS
from .._model.spec import AttributeSpec, ElementSpec, docs_of, holds, spec_of, value_of
from .._model.types import SpeechLanguage, Voice
from .._model.values import members_of
from ..elements.vocabulary import by_tag


_VOICE: Final = value_of(Voice)
_LANGUAGE: Final = value_of(SpeechLanguage)

_CODE: Final = re.compile(r"\d{4}")


def is_voice(attribute: AttributeSpec) -> bool:
    """Whether a value is the name of a voice."""
    return attribute.value == _VOICE


def is_language(attribute: AttributeSpec) -> bool:
    """Whether a value is the code of a language."""
    return _LANGUAGE in members_of(attribute.value)


def has_options(attribute: AttributeSpec) -> bool:
    """Whether a value is a URL that may have settings behind a `#`."""
    return addresses.is_of_the_web(attribute) and not addresses.is_audio(attribute)


def of_tag(tag: str) -> str | None:
    """Say what an element is, or what to write for one of another platform."""
    if tag in by_tag:
        return of_element(spec_of(by_tag[tag]))
    row = ELEMENTS.get(tag)
    return None if row is None else f"`{tag}` is no element of Plivo's: {row.hint}"


def of_element(spec: ElementSpec) -> str:
    """Say what an element is and what it holds."""
    told = [
        f"**{spec.tag}**",
        *(one for one in docstrings.paragraphs(spec.cls) if not _is_link(one)),
    ]
    if spec.content.value is not None:
        told.append(f"Between the tags: {spec.content.value.expected}.")
    elif spec.content.field:
        told.append(f"Between the tags: {holds(spec.content)}.")
    return "\n\n".join([*told, *_link(spec)])


def of_attribute(spec: ElementSpec, attribute: AttributeSpec) -> str:
    """Say what an attribute means, what it takes in which unit, and what holds without it."""
    says = docstrings.inherited(spec.cls).get(attribute.field, "")
    expected = f"Expected: {attribute.value.expected}."
    required = "Required." if attribute.required else ""
    told = [f"**{attribute.name}** of {spec.tag}", says, expected, required, *attribute.remarks()]
    return "\n\n".join([*filter(None, told), *_link(spec)])


def of_name(spec: ElementSpec, name: str) -> str:
    """Say what an attribute means, or what is meant by one that an element has not."""
    if name in spec.by_name:
        return of_attribute(spec, spec.by_name[name])
    wrong, _, _ = unknown.attribute(name, spec)
    return "; ".join(filter(None, (wrong.message, wrong.hint)))


def of_value(spec: ElementSpec, attribute: AttributeSpec, value: str) -> str:
    """Say what a value means, if that is known, and what its attribute does."""
    told = ""
    if is_voice(attribute) and (voice := voices.voice(value)):
        told = of_voice(voice)
    elif is_language(attribute):
        told = voices.LANGUAGES.get(value) or voices.RECOGNITION_LANGUAGES.get(value) or ""
    elif has_options(attribute) and "#" in value:
        told = "\n\n".join(of_options())
    return "\n\n".join(filter(None, (told, of_attribute(spec, attribute))))


def of_voice(voice: voices.Voice) -> str:
    """Say what a voice speaks."""
    told = f"**{voice.name}**: {voice.gender}, {voice.engine}, speaks {', '.join(voice.languages)}"
    return f"{told}. {voice.doubt}" if voice.doubt else f"{told}."


def of_options() -> Iterator[str]:
    """Say what may stand behind the `#` of a URL."""
    says = docstrings.fields(urls.CallbackOptions)
    for key, (field, kind) in urls._SETTINGS.items():
        yield f"`{key}`: {kind.expected}. {says.get(field, '').partition(': ')[2]}".rstrip()


def of_code(word: str) -> str | None:
    """Say what a hangup code means, and what to do."""
    cause = hangup_causes.by_code(word) if _CODE.fullmatch(word) else None
    if cause is None:
        return None
    told = [f"**{cause.code} {cause.name}**", cause.meaning]
    told += [f"Only if: {cause.only_if}."] if cause.only_if else []
    told += [f"What to do: {cause.next_step}"]
    told += ["\n".join(f"* {mistake}" for mistake in cause.mistakes)] if cause.mistakes else []
    return "\n\n".join([*told, *([f"Doubt: {cause.doubt}"] if cause.doubt else [])])


def _is_link(paragraph: str) -> bool:
    return paragraph.startswith("https://")


def _link(spec: ElementSpec) -> Iterator[str]:
    # Python leaves docstrings out under -OO.
    yield from map("[Plivo's page]({})".format, filter(None, [docs_of(spec.cls)]))
