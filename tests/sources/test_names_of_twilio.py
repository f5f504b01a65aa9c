"""The page that has every name of Twilio's library, held against the library and against `check`."""

from __future__ import annotations

import importlib
import inspect
import re

from pathlib import Path
from typing import Any, Final

import pytest

from plivoml import check
from tests.support.declarations import elements, spec_of
from tests.support.faces import untyped
from tests.support.pages import without_anchors


pytestmark = pytest.mark.once

PAGE: Final = (Path(__file__).parents[2] / "docs/reference/twilio.md").read_text("utf-8")
SECTIONS: Final = {
    title: section
    for title, _, section in (part.partition("\n") for part in without_anchors(PAGE).split("\n## "))
}
MODULES: Final = ("twilio.twiml.voice_response", "twilio.twiml.messaging_response")
CLASSES: Final[list[Any]] = [
    value
    for module in MODULES
    for value in untyped(importlib.import_module(module)).values()
    if inspect.isclass(value) and value.__module__ == module
]
ROOTS: Final = {"VoiceResponse", "MessagingResponse"}


def test_every_class_and_every_method_that_makes_one_has_its_section() -> None:
    for cls in CLASSES:
        assert cls.__name__ in ROOTS or f"`{cls.__name__}`" in PAGE
        for name, method in untyped(cls).items():
            if inspect.isfunction(method) and not name.startswith("_"):
                assert f"`{cls.__name__}.{name}`" in PAGE


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
def test_every_keyword_of_a_method_has_its_row(cls: Any) -> None:
    for name, method in untyped(cls).items():
        if inspect.isfunction(method) and not name.startswith("_"):
            (section,) = [text for text in SECTIONS.values() if f"`{cls.__name__}.{name}`" in text]
            rows = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
            taken = list(inspect.signature(method).parameters)[1:-1]
            assert not rows or set(taken) <= set(rows)


ROW: Final = re.compile(r"^\| `(\w+)` \| (.+?) \|$", re.MULTILINE)


NOTHING: Final = "Plivo has nothing like it"


def attribute(keyword: str) -> str:
    """Return the attribute that Twilio's library writes for a keyword."""
    (name,) = importlib.import_module("twilio.twiml").TwiML(**{keyword: "x"}).attrs
    return str(name)


def hint_on(tag: str, name: str) -> str | None:
    """Return what `check` says of an attribute, or None where it is one of the element's."""
    text = f'<Response><{tag} {name}="en-US">a</{tag}></Response>'
    wanted = {"unknown-attribute", "misplaced-attribute"}
    found = [
        problem.hint or NOTHING
        for problem in check(text)
        if problem.rule in wanted and (problem.path or "").endswith(f"/@{name}")
    ]
    return found[0] if found else None


@pytest.mark.parametrize(
    "tag", sorted(title for title in SECTIONS if "| Twilio's" in SECTIONS[title])
)
def test_a_row_says_what_check_says_of_the_attribute(tag: str) -> None:
    link = re.search(r"\| Twilio's \| `(?:ssml\.)?(\w+)` \|", SECTIONS[tag])
    assert link is not None
    (cls,) = [one for one in elements() if one.__name__ == link[1]]
    names = {one.field: one.name for one in spec_of(cls).attributes}
    for keyword, said in ROW.findall(SECTIONS[tag]):
        if "by position" not in said:
            told = hint_on(tag, attribute(keyword))
            field = re.match(r"\[`(\w+)`\]", said)
            if field is None:
                assert (told or NOTHING).replace("<", "`<").replace(">", ">`") == said, keyword
            elif names[field[1]] == attribute(keyword):
                assert told is None, keyword
            else:
                assert told == f"write {names[field[1]]!r}", keyword
