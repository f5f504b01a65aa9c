"""What may be written at a place of a document."""

from __future__ import annotations

import re

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from .. import urls, voices
from .._model import unknown
from .._model.nodes import Element
from .._model.spec import AttributeSpec, ElementSpec, spec_of
from .._model.values import Boolean, Enumeration, ListOf, MappingOf, members_of
from ..elements.response import Response
from . import facts
from .spots import Kind, Spot


@attrs.frozen
class Choice:
    """Something that may be written."""

    kind: Kind
    name: str
    text: str
    """What stands there then; a value has its quotes already."""
    start: int
    """Where in the document it begins."""
    detail: str = ""
    says: str = ""
    """More, in Markdown."""
    is_doubtful: bool = False
    """Whether no page of Plivo's has it."""


_ENTRY: Final = re.compile(r"[^#&;=]*\Z")


def choices(spot: Spot, text: str, place: int) -> Sequence[Choice]:
    """
    Return what may be written at a place of a document, the likeliest first.

    Args:
        spot: What is there.
        text: The document.
        place: Where it is, in the document.
    """
    match spot.kind:
        case Kind.TAG:
            return [*_elements(spot)]
        case Kind.END if spot.parent:
            return [Choice(spot.kind, spot.parent, spot.parent, spot.start)]
        case Kind.ATTRIBUTE if (spec := _spec(spot.tag)) is not None:
            return [*_attributes(spot, spec)]
        case Kind.VALUE if (spec := _spec(spot.tag)) is not None:
            attribute = spec.by_name.get(spot.attribute)
            written = text[spot.start : place]
            return [] if attribute is None else [*_values(spot, spec, attribute, written)]
        case _:
            return []


def _spec(name: str | None) -> ElementSpec | None:
    """Return the declaration by which an element is judged."""
    cls = unknown.judged_as(name or "")
    return None if cls is None else spec_of(cls)


def _elements(spot: Spot) -> Iterator[Choice]:
    around = _spec(spot.parent)
    kinds: Sequence[type[Element]] = around.content.elements if around else ()
    doubtful = around.content.sdk_only if around else ()
    if spot.parent is None:
        kinds = (Response,)
    for kind in kinds:
        spec = spec_of(kind)
        says = facts.of_element(spec)
        yield Choice(
            Kind.TAG, spec.tag, spec.tag, spot.start, says=says, is_doubtful=kind in doubtful
        )


def _attributes(spot: Spot, spec: ElementSpec) -> Iterator[Choice]:
    # Those that have to be there come first.
    for attribute in sorted(spec.attributes, key=lambda one: not one.required):
        if attribute.name not in spot.attributes:
            default = f", {attribute.default} without it" if attribute.default else ""
            yield Choice(
                Kind.ATTRIBUTE,
                attribute.name,
                attribute.name,
                spot.start,
                "required" if attribute.required else f"{attribute.value.expected}{default}",
                facts.of_attribute(spec, attribute),
                is_doubtful=bool(attribute.sdk_only),
            )


def _values(
    spot: Spot, spec: ElementSpec, attribute: AttributeSpec, written: str
) -> Iterator[Choice]:
    start = spot.start
    if facts.is_voice(attribute):
        yield from _voices(start, spot.attributes)
    elif facts.is_language(attribute):
        yield from _languages(start, spec, spot.attributes)
    elif facts.has_options(attribute) and "#" in written:
        yield from _options(start, written)
        return
    for value in members_of(attribute.value):
        match value:
            case Boolean():
                yield from _words(start, ("true", "false"), attribute)
            case Enumeration(words=words) if not facts.is_voice(attribute):
                yield from _words(start, words, attribute)
            case ListOf(words=words, separator=separator):
                before, mark, _ = written.rpartition(separator)
                left = [word for word in words if word not in before.split(separator)]
                yield from _words(start + len(before) + len(mark), left, attribute)
            case MappingOf(names=names):
                before, mark, _ = written.rpartition(",")
                left = [f"{name}=" for name in names if f"{name}=" not in before]
                yield from _words(start + len(before) + len(mark), left, attribute)
            case _:
                pass


def _words(start: int, words: Iterable[str], attribute: AttributeSpec) -> Iterator[Choice]:
    contested = attribute.contested.values if attribute.contested else ()
    for word in filter(None, words):
        detail = "the default" if word == attribute.default else ""
        yield Choice(Kind.VALUE, word, word, start, detail, is_doubtful=word in contested)


def _voices(start: int, given: Mapping[str, str]) -> Iterator[Choice]:
    language = given.get("language")
    fitting = voices.for_language(language) if language else ()
    for voice in fitting or voices.VOICES:
        says = facts.of_voice(voice)
        detail = ", ".join(voice.languages)
        yield Choice(
            Kind.VALUE,
            voice.name,
            voice.name,
            start,
            detail,
            says,
            is_doubtful=not voice.documented,
        )


def _languages(start: int, spec: ElementSpec, given: Mapping[str, str]) -> Iterator[Choice]:
    names = voices.RECOGNITION_LANGUAGES
    speaker = next(filter(facts.is_voice, spec.attributes), None)
    codes: Iterable[str] = names
    if speaker is not None:
        voice = voices.voice(given.get(speaker.name) or speaker.default or "")
        names = voices.LANGUAGES
        codes = voice.languages if voice else names
    for code in codes:
        yield Choice(Kind.VALUE, code, code, start, names[code])


def _options(start: int, written: str) -> Iterator[Choice]:
    """Yield the settings of a callback, or the words that one of them takes."""
    settings = written.partition("#")[2]
    key, mark, value = re.split("&amp;|&", settings)[-1].partition("=")
    if mark and key in urls._SETTINGS:
        _, kind = urls._SETTINGS[key]
        begun = value.rpartition(",")[2]
        for word in getattr(kind, "words", ()):
            yield Choice(Kind.VALUE, word, word, start + len(written) - len(begun), kind.expected)
        return
    said = dict(zip(urls._SETTINGS, facts.of_options(), strict=True))
    entry = _ENTRY.search(written)
    assert entry is not None
    for key, (_, kind) in urls._SETTINGS.items():
        if f"{key}=" not in settings:
            yield Choice(
                Kind.VALUE, key, f"{key}=", start + entry.start(), kind.expected, said[key]
            )
