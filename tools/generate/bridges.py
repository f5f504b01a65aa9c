"""
What the pages of the reference have to do with each other, read from the declarations.

Which request an attribute brings is what its class says of where it is sent; what a rule is about
is what it was declared for, and where its example is wrong; what a hangup cause has to do with an
element is what it says of it; what a flow uses is what its program imports.
"""

from __future__ import annotations

import ast
import importlib
import re

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, get_args

import plivoml

from plivoml import callbacks, ssml
from plivoml._lint.registry import FAMILIES, RULES
from plivoml._lint.rule import Rule
from plivoml._model import docstrings
from plivoml._model.nodes import Element
from plivoml._model.record import Record
from plivoml._model.spec import spec_of
from plivoml.callbacks._base import Callback
from plivoml.callbacks._enums import OpenEnum
from plivoml.elements import vocabulary
from plivoml.elements.response import Response
from plivoml.hangup_causes import CAUSES, HangupCause
from tools.generate.places import DOCS, Place, element


ELEMENTS: Final = tuple(vocabulary.elements())
_BY_NAME: Final = {cls.__name__: cls for cls in ELEMENTS}
_BY_TAG: Final = {cls._tag: cls for cls in ELEMENTS}

#: Every class of a request, in the order of their names.
CALLBACKS: Final[tuple[type[Callback], ...]] = tuple(
    found for name in callbacks.__all__ if hasattr(found := getattr(callbacks, name), "SENT_TO")
)

# Single letters name tags of SSML, and stand for other things in a sentence.
_NAMES: Final = re.compile(rf"\b({'|'.join(name for name in _BY_NAME if len(name) > 1)})\b")
_TAG: Final = re.compile(r"<([A-Za-z][\w-]*)")


def _named(text: str) -> set[type[Element]]:
    return {_BY_NAME[name] for name in _NAMES.findall(text)}


def _ordered(kinds: Iterable[type[Element]]) -> list[type[Element]]:
    wanted = set(kinds)
    return [cls for cls in ELEMENTS if cls in wanted]


def sources_of(callback: type[Callback]) -> tuple[tuple[type[Element], str], ...]:
    """Return the elements and their fields whose URLs are sent a request."""
    return _sources()[callback]


@cache
def _sources() -> dict[type[Callback], tuple[tuple[type[Element], str], ...]]:
    return {callback: tuple(_said_of(callback)) for callback in CALLBACKS}


def _said_of(callback: type[Callback]) -> Iterator[tuple[type[Element], str]]:
    said = callback.SENT_TO
    for cls in _ordered(_named(said)):
        spec = spec_of(cls)
        fields = [one.field for one in spec.attributes if re.search(rf"\b{one.name}\b", said)]
        if not fields:
            # The class itself names them where they are many.
            told, _, _ = docstrings.said(callback).partition(f" of {cls.__name__}")
            fields = [one.field for one in spec.attributes if f"`{one.name}`" in told]
        yield from ((cls, field) for field in fields or [spec.content.field])


def requests_of(cls: type[Element], field: str) -> list[type[Callback]]:
    """Return the requests that a field of an element brings."""
    return [each for each in CALLBACKS if (cls, field) in sources_of(each)]


def askers() -> list[type[Element]]:
    """Return the elements that bring requests."""
    return _ordered(cls for callback in CALLBACKS for cls, _ in sources_of(callback))


@cache
def declared_for(rule: Rule) -> tuple[type[Element], ...]:
    """Return the elements that a rule was declared for; what the reader checks is about any."""
    found = {cls for cls in ELEMENTS for one in spec_of(cls).rules if one.name == rule.name}
    for family in FAMILIES.values():
        for cls in ELEMENTS:
            if any(one is rule for one, *_ in family.checks(cls)):
                found.add(cls)
            if any(one is rule for _, one, *_ in family.value_checks(cls)):
                found.add(cls)
    # What is declared for the whole document is about what it points to.
    return tuple(_ordered(found - {Response} or set(shown_at(rule)) or found))


@cache
def shown_at(rule: Rule) -> tuple[type[Element], ...]:
    """Return the elements at which the example of a rule is wrong."""
    if rule.suffix == ".xml":
        problems = plivoml.check(rule.wrong, select=[str(rule.name)])
        steps = (
            step for each in problems for step in re.findall(r"/([A-Za-z][\w-]*)", each.path or "")
        )
        last = [step for step in steps if step in _BY_TAG][-1:]
        if last:
            return (_BY_TAG[last[0]],)
    tags = _TAG.findall(rule.wrong)
    return tuple(_ordered(_BY_TAG[tag] for tag in tags if tag in _BY_TAG))


def rules_about(cls: type[Element]) -> list[Rule]:
    """Return the rules that have to do with an element, in the order of their pages."""
    return [rule for rule in RULES.values() if cls in (declared_for(rule) or shown_at(rule))]


@cache
def elements_behind(cause: HangupCause) -> tuple[type[Element], ...]:
    """Return the elements of which a hangup cause speaks."""
    parts = (cause.meaning, cause.next_step, *cause.mistakes)
    return tuple(_ordered(cls for part in parts for cls in _named(part)))


def rules_behind(cause: HangupCause) -> list[Rule]:
    """Return the rules that keep a call from ending so."""
    return [rule for rule in RULES.values() if cause.code in rule.hangup_codes]


def causes_of(cls: type[Element]) -> list[HangupCause]:
    """Return the hangup causes that speak of an element."""
    return [cause for cause in CAUSES if cls in elements_behind(cause)]


class Scenario(Record):
    """A page on a call flow, and what its programs import."""

    place: Place
    elements: tuple[type[Element], ...]
    callbacks: tuple[type[Callback], ...]


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Return the pages on call flows, in the order of their index."""
    index = (DOCS / "scenarios/index.md").read_text("utf-8")
    return tuple(_scenario(name) for name in re.findall(r"\]\(([\w-]+)\.md\)", index))


def _scenario(name: str) -> Scenario:
    page = f"scenarios/{name}.md"
    text = (DOCS / page).read_text("utf-8")
    (title,) = re.findall(r"^# (.+)$", text, re.MULTILINE)
    files = re.findall(r"^(?:\* )?\[`[^`\n]+\.py`\]\((\S+\.py)\)", text, re.MULTILINE)
    used = [value for file in files for value in _imported((DOCS / page).parent / file)]
    return Scenario(
        Place(title, page),
        tuple(cls for cls in ELEMENTS if cls in used),
        tuple(cls for cls in CALLBACKS if cls in used),
    )


def _imported(file: Path) -> Iterator[object]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("plivoml"):
            module = importlib.import_module(node.module or "")
            for name in node.names:
                yield getattr(module, name.name)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "ssml":
            yield getattr(ssml, node.attr)


def flows_with(used: type[Element | Callback]) -> list[Place]:
    """Return the pages on call flows whose programs use this."""
    return [each.place for each in scenarios() if used in (*each.elements, *each.callbacks)]


def values_of(callback: type[Callback], field: str) -> type[OpenEnum] | None:
    """Return the enumeration that a field of a request holds, if it holds one."""
    for kind in get_args(callback.__dataclass_fields__[field].type):
        if isinstance(kind, type) and issubclass(kind, OpenEnum):
            return kind
    return None


def field_of(cls: type[Element], name: str) -> Place:
    """Return the row of a field, under the name that its attribute has in XML."""
    named = {one.field: one.name for one in spec_of(cls).attributes}
    title = f"`{named.get(name) or name}`"
    place = element(cls, name)
    return Place(title, place.page, place.anchor)
