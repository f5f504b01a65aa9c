"""The page that has every name of the SDK's plivoxml, held against the SDK."""

from __future__ import annotations

import importlib
import inspect
import re

from importlib import metadata
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.checking import RULES, check_data
from tests.support.declarations import by_tag, spec_of
from tests.support.faces import untyped


pytestmark = pytest.mark.once

PAGE: Final = (Path(__file__).parents[2] / "docs/reference/plivoxml.md").read_text("utf-8")
SECTIONS: Final = {
    title: section for title, _, section in (part.partition("\n") for part in PAGE.split("\n## "))
}
ROW: Final = re.compile(r"^\| (`.+?`) \| (?:\[`([\w.]+)`\]|the words)", re.MULTILINE)

# The SDK has no types.
PLIVOXML: Final[Any] = importlib.import_module("plivo").plivoxml
CLASSES: Final[list[Any]] = [
    value
    for value in untyped(PLIVOXML).values()
    if inspect.isclass(value) and "_name" in untyped(value)
]


def names(cls: Any) -> dict[str, str]:
    """Return what the page has for each name of a class."""
    return {
        name: here
        for told, here in ROW.findall(SECTIONS[cls.__name__])
        for name in told.replace("`", "").split(", ")
    }


def plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_keyword_and_every_method_of_a_class_has_its_row(cls: Any) -> None:
    keywords = inspect.signature(cls).parameters.keys() - {"content"}
    methods = {f".{name}" for name in untyped(cls) if name.startswith(("add_", "set_"))}
    assert names(cls).keys() == keywords | methods


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_row_has_the_field_of_that_name_and_the_element_that_is_added(cls: Any) -> None:
    for name, here in names(cls).items():
        if name.startswith(".add_"):
            assert plain(name.removeprefix(".add_")) == plain(here.rpartition(".")[2] or "cont")
        else:
            fields = {one.field: one.name for one in spec_of(by_tag[cls._name]).attributes}
            assert plain(name.removeprefix(".set_")) == plain(fields[here])


def test_the_values_that_stand_for_no_default_of_plivo_are_the_seven_of_the_guide() -> None:
    bold = re.findall(r"\[`(\w+)`\]\S+ \| \*\*`(.+?)`\*\* \|$", PAGE, re.MULTILINE)
    assert dict(bold) == {
        "record_participant_track": "false",
        "recording_callback_method": "POST",
        "status_callback_events": "mpc-state-changes,participant-state-changes",
        "status_callback_method": "POST",
        "on_exit_action_method": "POST",
        "relay_dtmf_inputs": "false",
        "transcript": "false",
    }


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_check_knows_every_method_that_builds(cls: Any) -> None:
    methods = [name for name in untyped(cls) if name.startswith(("add_", "set_"))]
    calls = "\n".join(f"one.{name}(*given)" for name in methods)
    program = f"from plivo import plivoxml\none = plivoxml.{cls.__name__}(*given)\n{calls}\n"
    told = [one.message for one in check_data(program.encode(), ".py", ["refused-by-sdk"])]
    assert [message for message in told if "a method of" in message] == []


def test_the_rule_says_of_which_version_it_tells() -> None:
    assert f"what version {metadata.version('plivo')} does" in RULES["refused-by-sdk"].says
