"""The changelog: its newest version is this one, and what it says has moved is there."""

from __future__ import annotations

import importlib
import re

from collections.abc import Iterator
from pathlib import Path

import pytest

import plivoml

from tests.support.faces import names_of


pytestmark = pytest.mark.once

CHANGELOG = (Path(__file__).parent.parent / "docs/changelog.md").read_text("utf-8")
CODE = re.compile(r"`([\w.]+)`")


def moved() -> Iterator[list[str]]:
    """Yield the cells of each row of the table of what moved."""
    for line in CHANGELOG.partition("### What moved")[2].partition("\n## ")[0].splitlines():
        if line.startswith("| ") and not line.startswith("| What "):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def classes_that_moved() -> Iterator[tuple[str, str, str]]:
    """Yield each class of the table, the face where it is now, and the module in a pickle."""
    for what, _, face, pickled in moved():
        if pickled and face:
            now = CODE.findall(pickled)[-1]
            for name in CODE.findall(what):
                # "The same" stands for what the column before it has.
                yield name, (CODE.findall(face) or ["plivoml"])[0], now


def test_the_newest_version_is_this_one() -> None:
    newest = re.search(r"^## (\S+)", CHANGELOG, re.MULTILINE)
    assert newest is not None
    assert newest[1] == plivoml.__version__


@pytest.mark.parametrize(("name", "face", "module"), list(classes_that_moved()))
def test_what_moved_is_where_the_table_has_it(name: str, face: str, module: str) -> None:
    assert getattr(importlib.import_module(face), name).__module__ == module


def test_every_class_with_a_module_that_is_private_is_in_the_table() -> None:
    told = {name for name, _, _ in classes_that_moved()}
    private = {
        name
        for name in names_of(plivoml)
        if isinstance(found := getattr(plivoml, name), type)
        and found.__module__.removeprefix("plivoml.") not in names_of(plivoml)
    }
    assert len(private) > 20
    assert private - told == set()
