"""What checks documents: the rules, and their say on one document."""

from __future__ import annotations

import functools
import sys

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from plivoml import Element, Problem, check
from plivoml._checking import KINDS, LANGUAGES, PAGES, TEMPLATES, check_file, fix_file
from plivoml._lint import fixing, libxml2, registry, schema
from plivoml._lint.document import Selection, check_document
from plivoml._lint.registry import FAMILIES, RULES
from plivoml._lint.registry import check as check_elements
from plivoml._lint.rule import Check, Rule
from plivoml._model.diagnostic import Diagnostic
from plivoml._model.outdated import OutdatedError, unless
from plivoml._model.rule_names import RuleName
from plivoml._sources.languages import syntax


__all__ = [
    "DISTINCT_SUFFIXES",
    "ERRORS_OF_MEANING",
    "FAMILIES",
    "RULES",
    "SUFFIXES",
    "Diagnostic",
    "OutdatedError",
    "Rule",
    "RuleName",
    "Selection",
    "check_bytes",
    "check_data",
    "check_document",
    "check_elements",
    "check_file",
    "check_with",
    "do_without_grammars",
    "do_without_libxml2",
    "fix_file",
    "fixing",
    "forget_schema",
    "is_valid_to_libxml2",
    "problems_of",
    "refuse_in_schema",
    "schemas_built",
    "unless",
]

#: The ends of names of the files that are checked for the documents in them.
SUFFIXES = frozenset(KINDS)

#: One for each way in which files are checked, which is one for each language.
_ALIKE = {**dict.fromkeys(PAGES, "page"), **dict.fromkeys(TEMPLATES, "template"), **LANGUAGES}
DISTINCT_SUFFIXES = sorted({_ALIKE.get(suffix, suffix): suffix for suffix in KINDS}.values())


#: Of values that are of the right kind, so that no schema sees what is wrong with them.
ERRORS_OF_MEANING = frozenset(
    {
        "stream-url-limit",
        "stream-without-keep-alive",
        "unfilled-placeholder",
        "unknown-scheme",
        "unreachable-host",
        "voice-language-mismatch",
        "words-in-play",
    }
)


def check_bytes(data: bytes, suffix: str, select: Collection[str] | None = None) -> list[Problem]:
    """Check what would be in a file of which the end of its name is known."""
    return check_file(data, suffix, Selection(select)).problems


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


def check_with(rule: Rule, check: Check, cls: type[Element], patch: pytest.MonkeyPatch) -> None:
    """Let one rule alone check the elements of a class."""
    patch.setitem(registry._checks, cls, registry._Checks(((rule, frozenset(), check),), ()))


def refuse_in_schema(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the schema say *problem* of every document."""

    def refuse(_: object) -> list[Problem]:
        return [problem]

    do_without_libxml2(monkeypatch)
    monkeypatch.setattr(schema, "complaints", refuse)


def do_without_libxml2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be as where lxml is not installed."""
    monkeypatch.setitem(sys.modules, "lxml", None)
    monkeypatch.setattr(libxml2, "_compiled", functools.cache(libxml2._compiled.__wrapped__))


def do_without_grammars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be as where nothing is installed that reads other languages."""
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    monkeypatch.setattr(syntax, "_parser", functools.cache(syntax._parser.__wrapped__))


def said_by_schema(document: str | bytes) -> list[Problem]:
    """Ask `xmlschema` as `check` does."""
    return schema.complaints(document)


def is_valid_to_libxml2(document: str | bytes) -> bool:
    """Ask libxml2 as `check` does."""
    return libxml2.calls_valid(document)


def forget_schema() -> None:
    """Let the schema be built anew where it is needed next."""
    schema._compiled.cache_clear()


def schemas_built() -> int:
    """Return how often the schema was built since it was forgotten."""
    return schema._compiled.cache_info().misses
