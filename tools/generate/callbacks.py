"""Writes the reference pages of the callbacks from their declarations."""

import inspect
import re

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TypeVar, get_args

from plivoml import callbacks
from plivoml._model import docstrings
from plivoml.callbacks._base import Callback, plan_of
from plivoml.callbacks._enums import OpenEnum
from plivoml.callbacks._params import Slot
from plivoml.callbacks._standard import CallCallback, CallRequest, LegCallback
from plivoml.elements.response import Response
from tools.generate import bridges, command, places


FAMILIES = {
    "_standard": "Standard parameters",
    "call": "Calls",
    "dial": "Dial",
    "input": "GetDigits and GetInput",
    "recording": "Recordings",
    "conference": "Conference",
    "multiparty": "MultiPartyCall",
    "streaming": "Stream",
    "messaging": "Messages",
    "verify": "Verify",
    "masking": "Number masking",
}
"""The modules and the titles of their pages, in the order of the index."""

ClassT = TypeVar("ClassT")
_BASES: tuple[type[Callback], ...] = (CallRequest, CallCallback, LegCallback, Callback)
_BASE = f"{Callback.__module__}.Callback"
_STANDARD = "reference/callbacks/standard.md"
_INDEX = "reference/callbacks/index.md"
_GENERATED = "<!-- Written by tools/generate/callbacks.py from the declarations. -->"


def meanings(cls: type[Callback]) -> dict[str, str]:
    """Give what the text under each field says, on one line."""
    found = docstrings.inherited(cls)
    return {name: found[name] for name in plan_of(cls).slots}


def files() -> dict[str, str]:
    """Give every page by its path."""
    written = {_file(module): "\n".join(_page(module, title)) for module, title in FAMILIES.items()}
    pages = {"index.md": "\n".join(_index()), **written}
    return {f"docs/reference/callbacks/{name}": page for name, page in pages.items()}


def _file(module: str) -> str:
    return f"{module.removeprefix('_')}.md"


def _index() -> Iterator[str]:
    yield from (_GENERATED, "", "# Callbacks", "")
    yield "Every request that Plivo sends, with the class of `plivoml.callbacks` that reads it."
    yield from ("", "| Class | Sent to | Reply |", "|---|---|---|")
    for module in FAMILIES:
        for cls in _callbacks(_load(module)):
            name = places.callback(cls).link(_INDEX)
            yield f"| {name} | {_sent_to(cls, _INDEX)} | {_reply(cls)} |"
    yield ""
    parse = command.entry(callbacks, "parse").rstrip()
    yield from (parse.replace(str(callbacks.Form), "Form").replace(_BASE, "Callback"), "")
    yield from (command.entry(callbacks, "Form").rstrip(), "")
    yield from ("## OpenEnum", "", inspect.getdoc(OpenEnum) or "", "")


def _page(module: str, title: str) -> Iterator[str]:
    family = _load(module)
    yield from (_GENERATED, "", f"# {title}", "", inspect.getdoc(family) or "", "")
    if module == "_standard":
        elements = map(places.element, bridges.askers())
        yield from (f"Elements that bring requests: {places.links(elements, _STANDARD)}.", "")
        for base in reversed(_BASES):
            yield from _section(base)
        family = _load("_enums")
    for cls in _callbacks(family):
        yield from _section(cls)
    for enum in _public(family, OpenEnum):
        yield from _enum(enum)


def _section(cls: type[Callback]) -> Iterator[str]:
    said = docstrings.said(cls)
    yield from (f"## {cls.__name__}", "")
    if cls in _BASES:
        yield from (said, "")
    else:
        prose, _, page = said.rpartition("\n\n")
        yield from (prose, "", f"[Plivo's page]({page})", "")
        page = places.callback(cls).page
        yield f"* Sent to: {_sent_to(cls, page)}"
        yield f"* Reply: {_answered(cls, page)}"
        yield from (f"* Idempotency key: {_identity(cls)}", f"* Also carries: {_carried(cls)}")
        flows = places.links(bridges.flows_with(cls), page)
        yield from ((f"* Call flows: {flows}", "") if flows else ("",))
    fields = own(cls)
    if fields:
        yield from ("| Field | Parameter | Type | Meaning |", "|---|---|---|---|")
        meaning_of = meanings(cls)
        for name, slot in fields.items():
            meaning = meaning_of[name] + _empty(slot)
            yield f"| {_anchored(cls, name)} | `{_wire(slot)}` | {_type(cls, name)} | {meaning} |"
        yield ""


def _enum(enum: type[OpenEnum]) -> Iterator[str]:
    yield from (f"## {enum.__name__}", "", inspect.getdoc(enum) or "", "")
    yield from (f"* `{member.name}`: `{member.value}`" for member in enum)
    yield ""


def own(cls: type[Callback]) -> dict[str, Slot]:
    """Give the fields that are not told of under the base of the class."""
    base = cls.__mro__[1]
    inherited = plan_of(base).slots if issubclass(base, Callback) else {}
    slots = plan_of(cls).slots
    return {name: slot for name, slot in slots.items() if name not in inherited}


def _carried(cls: type[Callback]) -> str:
    return f"what [`{cls.__mro__[1].__name__}`](standard.md) does"


def _reply(cls: type[Callback]) -> str:
    return "a document" if cls.EXPECTS_XML else "not read"


def _sent_to(cls: type[Callback], page: str) -> str:
    """Say where a request is sent, with links to the elements and attributes that have the URL."""
    said = cls.SENT_TO
    for element in dict.fromkeys(element for element, _ in bridges.sources_of(cls)):
        link = places.element(element).link(page).replace("`", "")
        said = re.sub(rf"\b{element.__name__}$|\b{element.__name__}\b(?= and)", link, said)
    for element, field in bridges.sources_of(cls):
        place = bridges.field_of(element, field)
        name = place.title.strip("`")
        said = re.sub(rf"(?<!\[)\b{name}\b(?=,| URL| or| of)", place.link(page), said, count=1)
    return said


def _answered(cls: type[Callback], page: str) -> str:
    """Say what is to be answered, with a link to it."""
    response = places.element(Response).link(page)
    return f"a document: {response}" if cls.EXPECTS_XML else f"not read, not even {response}"


def _anchored(cls: type[Callback], field: str) -> str:
    return f'<a id="{cls.__name__}.{field}"></a>`{field}`'


def _identity(cls: type[Callback]) -> str:
    if not cls._IDENTITY:
        return "none"
    parts = ", ".join(f"`{name}`" for name in cls._IDENTITY)
    unless = ", ".join(f"`{value}`" for value in sorted(cls._RECURRING))
    return f"{parts}; none on {unless}" if unless else parts


def _wire(slot: Slot) -> str:
    return f"{slot.param.group.beginning}*" if slot.param.group else slot.wire


def _type(cls: type[Callback], name: str) -> str:
    declared = cls.__dataclass_fields__[name].type
    if plan_of(cls).slots[name].param.group:
        return f"`{str(declared).rpartition('.mapping.')[2]}`"
    page = places.callback(cls).page
    kind = get_args(declared)[0]
    if issubclass(kind, OpenEnum):
        return places.callback(kind).link(page)
    if name.endswith(("hangup_cause_code", "hangup_cause_name")):
        return f"[`{kind.__name__}`](../hangup-causes.md)"
    return f"`{kind.__name__}`"


def _empty(slot: Slot) -> str:
    if not slot.param.empty:
        return ""
    return f" {'None' if slot.kind.read else 'Empty'}: {slot.param.empty}."


def _load(module: str) -> ModuleType:
    return import_module(f"plivoml.callbacks.{module}")


def _callbacks(family: ModuleType) -> list[type[Callback]]:
    return [cls for cls in _public(family, Callback) if cls not in _BASES]


def _public(family: ModuleType, kind: type[ClassT]) -> list[type[ClassT]]:
    """Give the classes that a module declares, in its order."""
    return [
        cls
        for cls in vars(family).values()
        if isinstance(cls, type)
        and issubclass(cls, kind)
        and cls.__module__ == family.__name__
        and cls is not OpenEnum
    ]
