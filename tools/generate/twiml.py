"""
Every name of Twilio's library, with what to write for it: read from the library and from `check`.

What its classes are called with is what their parents' methods take.
"""

from __future__ import annotations

import importlib
import inspect

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from plivoml._model.lookalikes import ATTRIBUTES, ELEMENTS, NOTHING
from plivoml._model.record import Record
from plivoml._model.spec import spec_of
from plivoml.elements import vocabulary
from tools.generate import places


# The library has no types.
_MODULES: Final[list[Any]] = [
    importlib.import_module(f"twilio.twiml.{name}")
    for name in ("voice_response", "messaging_response")
]
_PAGE: Final = "reference/twilio.md"
_BY_TAG: Final = {cls._tag: cls for cls in vocabulary.elements()}

_INTRODUCTION: Final = """\
<!-- Written by tools/generate/twiml.py from Twilio's library and from what `check` knows. -->

# Every name of Twilio's library

Each class of `twilio.twiml`, the methods that make it, and what their keywords are called here. It is
what `plivoml check` says of the XML that they write; [Coming from
Twilio](../coming-from-twilio.md) tells the rest.
"""


class Verb(Record):
    """A method that puts an element into another, and what it takes."""

    parent: str
    method: str
    made: str
    tag: str
    keywords: dict[str, str]
    """The attribute that each keyword writes; without a name, what stands between the tags."""


@cache
def verbs() -> tuple[Verb, ...]:
    """Return every method of Twilio's library that makes an element."""
    return tuple(
        _verb(cls, name, method)
        for module in _MODULES
        for cls in vars(module).values()
        if inspect.isclass(cls) and cls.__module__ == module.__name__
        for name, method in vars(cls).items()
        if inspect.isfunction(method) and not name.startswith("_")
    )


def _verb(cls: type[Any], name: str, method: Any) -> Verb:
    taken = [
        one
        for one in inspect.signature(method).parameters.values()
        if one.kind is one.POSITIONAL_OR_KEYWORD and one.name != "self"
    ]
    needed = {one.name: "x" for one in taken if one.default is one.empty}
    made = _made(cls, name, needed)
    keywords: dict[str, str] = {}
    for one in taken:
        # A language is looked at, and nothing else is.
        tried = _made(cls, name, {**needed, one.name: "en-US"})
        written = [key for key, value in tried.attrs.items() if value == "en-US"]
        keywords[one.name] = written[0] if written else ""
    return Verb(cls.__name__, name, type(made).__name__, made.name, keywords)


def _made(cls: type[Any], name: str, given: dict[str, str]) -> Any:
    """Return what a method puts into an element."""
    needed = [
        one
        for one in inspect.signature(cls.__init__).parameters.values()
        if one.default is one.empty
    ]
    around = cls(*("x" for one in needed if one.name not in {"self", "kwargs"}))
    getattr(around, name)(**given)
    return around.verbs[-1]


def files() -> dict[str, str]:
    """Return the page by its path."""
    return {f"docs/{_PAGE}": "\n".join(_lines())}


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    by_tag: dict[str, list[Verb]] = {}
    for verb in verbs():
        by_tag.setdefault(verb.tag, []).append(verb)
    for tag, made in sorted(by_tag.items()):
        yield f"## {tag}\n"
        classes = ", ".join(dict.fromkeys(f"`{verb.made}`" for verb in made))
        methods = ", ".join(f"`{verb.parent}.{verb.method}`" for verb in made)
        yield f"{classes}, by {methods}: {_instead(tag)}.\n"
        keywords = {key: name for verb in made for key, name in verb.keywords.items()}
        known = ELEMENTS.get(tag)
        counterpart = known.counterpart if known else tag
        if counterpart and keywords:
            yield f"| Twilio's | `{places.python_name(_BY_TAG[counterpart])}` |\n|---|---|"
            yield from (
                f"| `{key}` | {meant(counterpart, name)} |" for key, name in keywords.items()
            )
            yield ""


def _instead(tag: str) -> str:
    """Say what to write for an element."""
    known = ELEMENTS.get(tag)
    if known is None:
        return places.element(_BY_TAG[tag]).link(_PAGE)
    said = known.hint.replace("<", "`<").replace(">", ">`")
    if known.counterpart:
        return f"{said} ({places.element(_BY_TAG[known.counterpart]).link(_PAGE)})"
    return said


def meant(counterpart: str, name: str) -> str:
    """Say what to write for an attribute of an element that stands for one of Plivo's."""
    cls = _BY_TAG[counterpart]
    spec = spec_of(cls)
    fields = {one.name: one.field for one in spec.attributes}
    if name in {"", spec.content.field}:
        field = spec.content.field
        kinds = spec.content.elements if spec.content.holds == "elements" else ()
        held = f": {places.links(map(places.element, kinds), _PAGE)}" if kinds else ""
        return f"`{field}`, by position{held}" if field else NOTHING
    if name in fields:
        return _field(cls, fields[name])
    known = ATTRIBUTES.get(counterpart, {}).get(name)
    if known is None:
        return NOTHING
    if known.instead and known.same_value:
        return _field(cls, fields[known.instead])
    return known.hint.replace("<", "`<").replace(">", ">`")


def _field(cls: type[Any], field: str) -> str:
    place = places.element(cls, field)
    return places.Place(f"`{field}`", place.page, place.anchor).link(_PAGE)
