"""Where the pages of the reference tell of something, and how another page leads there."""

from __future__ import annotations

import posixpath
import re

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from plivoml._lint.registry import FAMILIES
from plivoml._lint.rule import Rule
from plivoml._model.nodes import Element
from plivoml._model.record import Record
from plivoml.callbacks._base import Callback
from plivoml.callbacks._enums import OpenEnum
from plivoml.hangup_causes import HangupCause


DOCS: Final = Path(__file__).parents[2] / "docs"

_FAMILY_OF: Final = {rule.name: name for name, family in FAMILIES.items() for rule in family.rules}


class Place(Record):
    """A page, or a section of one, below `docs/`."""

    title: str
    page: str
    anchor: str = ""

    def link(self, page: str) -> str:
        """Return the link that leads here from *page*."""
        path = posixpath.relpath(self.page, posixpath.dirname(page))
        target = "" if self.page == page else path
        return f"[{self.title}]({target}{'#' if self.anchor else ''}{self.anchor})"


def links(places: Iterable[Place], page: str) -> str:
    """Return the links that lead from *page* to each of these."""
    return ", ".join(place.link(page) for place in places)


def python_name(cls: type[Element]) -> str:
    """Return how an element is written where `plivoml` and `ssml` are imported."""
    return f"ssml.{cls.__name__}" if is_ssml(cls) else cls.__name__


def is_ssml(cls: type[Element]) -> bool:
    """Tell whether an element is a tag of SSML."""
    return bool(cls._namespace)


def element(cls: type[Element], field: str = "") -> Place:
    """Return the page of an element, or the row of one of its fields."""
    name = python_name(cls)
    title = f"`{name}.{field}`" if field else f"`{name}`"
    return Place(title, f"reference/elements/{cls._tag.lower()}.md", field)


def callback(cls: type[Callback | OpenEnum]) -> Place:
    """Return the section of a class of the callbacks."""
    family = cls.__module__.rpartition(".")[2].removeprefix("_")
    if family in {"base", "enums"}:
        family = "standard"
    page = f"reference/callbacks/{family}.md"
    return Place(f"`{cls.__name__}`", page, cls.__name__.lower())


def rule(declared: Rule) -> Place:
    """Return the section of a rule."""
    page = f"rules/{_FAMILY_OF[declared.name]}.md"
    return Place(f"`{declared.name}`", page, str(declared.name))


def cause(of: HangupCause) -> Place:
    """Return the section of a hangup cause."""
    heading = f"{of.code} {of.name}"
    return Place(heading, "reference/hangup-causes.md", slug(heading))


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
