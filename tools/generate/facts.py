"""The page of what rules rest on, written from tests/facts/checks.toml; see tools.generate."""

from __future__ import annotations

import tomllib

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from plivoml._lint.registry import FAMILIES


_RECORD: Final = Path(__file__).parents[2] / "tests/facts/checks.toml"
_FAMILY_OF: Final = {rule.name: name for name, family in FAMILIES.items() for rule in family.rules}

_BECAUSE: Final = {
    "schema": "the schema refuses what no page has",
    "cross-field": "classes and reader refuse it",
    "gate": "no document with a namespace is read",
    "examples": "examples on Plivo's own pages do it",
}

_INTRODUCTION: Final = """\
<!-- Written by tools/generate/facts.py from tests/facts/checks.toml. -->

# What the rules rest on

Plivo's guides for developers grade what goes wrong with documents: it *breaks* the call, it is
*risky*, or it is a matter of *style*, and so is what looks wrong and is right. Each of these facts is
below with the rule that holds it. What breaks is told as an error, what is risky as a warning, and
style as an info or not at all; [what differs](#told-otherwise-than-graded) has its reason. Where two
sources grade a fact differently, the newer one of Plivo's gives the grade, and [the other
side](#where-sources-differ) is told.

Nothing of it was tried on a live call by plivoml:
[Sources and doubts](../explanation/sources-and-doubts.md) says what that means.
"""


def files() -> dict[str, str]:
    """Return the page by its path."""
    record = tomllib.loads(_RECORD.read_text("utf-8"))
    return {"docs/rules/facts.md": "\n".join(_page(record))}


def _page(record: dict[str, Any]) -> Iterator[str]:
    facts: list[dict[str, Any]] = list(record["facts"].values())
    yield _INTRODUCTION
    yield from _table("Held by a rule", _held(facts), "Fact", "Grade", "Rule", "Code", "Sources")
    right = ([_escaped(fact["says"]), *_sources(fact)] for fact in facts if "clean_of" in fact)
    yield from _table("Looks wrong and is right", right, "Fact", "Sources")
    yield from _table(
        "Told otherwise than graded", _otherwise(facts), "Fact", "Grade", "Told as", "Since"
    )
    differ = (
        [_escaped(fact["says"]), _escaped(fact["doubt"])] for fact in facts if "doubt" in fact
    )
    yield from _table("Where sources differ", differ, "Fact", "Who says what")
    yield from _table(
        "Not held by a rule", _not_held(facts, record["reasons"]), "Fact", "Grade", "Since"
    )
    yield from ("## Sources", "")
    yield from (f"* *{name}*: {_escaped(text)}" for name, text in record["sources"].items())
    yield ""


def _table(title: str, rows: Iterator[list[str]], *columns: str) -> Iterator[str]:
    yield from (f"## {title}", "")
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _held(facts: list[dict[str, Any]]) -> Iterator[list[str]]:
    for fact in facts:
        if "rule" in fact and "clean_of" not in fact:
            code = fact.get("told_code", fact.get("code"))
            yield [
                _escaped(fact["says"]),
                fact["grade"],
                f"[`{fact['rule']}`]({_FAMILY_OF[fact['rule']]}.md#{fact['rule']})",
                str(code or ""),
                *_sources(fact),
            ]


def _otherwise(facts: list[dict[str, Any]]) -> Iterator[list[str]]:
    for fact in facts:
        if "because" in fact:
            yield [_escaped(fact["says"]), fact["grade"], fact["told"], _BECAUSE[fact["because"]]]


def _not_held(facts: list[dict[str, Any]], reasons: dict[str, str]) -> Iterator[list[str]]:
    for fact in facts:
        if "not_held" in fact:
            yield [_escaped(fact["says"]), fact["grade"], reasons[fact["not_held"]]]


def _sources(fact: dict[str, Any]) -> Iterator[str]:
    yield _escaped("; ".join(fact["sources"]))


def _escaped(text: str) -> str:
    """Escape what is markup, and what ends a cell."""
    marks = {"&": "&amp;", "<": "&lt;", "|": "\\|", "*": "\\*", "{": "&#123;"}
    return "".join(marks.get(character, character) for character in text)
