"""What checks documents: the rules, and their say on one document."""

from __future__ import annotations

import re

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from plivoml import Problem, check
from plivoml._lint import conditions, schema
from plivoml._lint.document import KINDS, Selection, check_document
from plivoml._lint.registry import FAMILIES, RULES, Rule, Said, look
from plivoml._lint.rules.values import _CONTESTED


__all__ = [
    "CONTESTED",
    "FAMILIES",
    "RULES",
    "SUFFIXES",
    "Rule",
    "Said",
    "Selection",
    "check_data",
    "conditions_of",
    "forget_schema",
    "look",
    "problems_of",
    "refuse_in_schema",
    "schemas_built",
]

#: The ends of names of the files that are checked for the documents in them.
SUFFIXES = frozenset(KINDS)

#: The names of types of which sources of Plivo's disagree.
CONTESTED = frozenset(_CONTESTED)


def check_data(
    data: bytes, suffix: str, select: Collection[str] | None = None, ignore: Collection[str] = ()
) -> list[Problem]:
    """Check a file of which only the end of its name is known."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix}")
        path.write_bytes(data)
        return check(path, select=select, ignore=ignore)


def problems_of(document: str | bytes, **options: Any) -> list[Problem]:
    """Check a document as the command does, whose options these are."""
    return check_document(document, Selection(**options))


def conditions_of(text: str) -> list[re.Pattern[str]]:
    """Return the forms in which a condition of a declaration is understood."""
    return [form for form, _ in conditions._FORMS if form.fullmatch(text)]


def refuse_in_schema(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the schema say *problem* of every document."""

    def refuse(_: object) -> list[Problem]:
        return [problem]

    monkeypatch.setattr(schema, "complaints", refuse)


def forget_schema() -> None:
    """Let the schema be built anew where it is needed next."""
    schema._compiled.cache_clear()


def schemas_built() -> int:
    """Return how often the schema was built since it was forgotten."""
    return schema._compiled.cache_info().misses
