"""How documents in programs and in templates are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plivoml._checking import LANGUAGES
from plivoml._reading.positions import Lines
from plivoml._sources import (
    Conversion,
    Refusal,
    documents_in,
    in_python,
    is_meant_for_us,
    program,
    verdicts,
)
from plivoml._sources.budget import Budget
from plivoml._sources.candidates import whole_values
from plivoml._sources.languages import literals, syntax, table
from plivoml._sources.languages.documents import Program
from plivoml._sources.languages.syntax import Tree
from plivoml._sources.parts import Chars, Hole
from plivoml._sources.python.literals import end_of_hole, parts_of
from plivoml._sources.spelling import Spelling


__all__ = [
    "UNSEEN_RULES",
    "Chars",
    "Conversion",
    "Lines",
    "Refusal",
    "allow_no_steps",
    "documents_in",
    "end_of_hole",
    "in_python",
    "is_meant_for_us",
    "parts_of",
    "program",
    "read_program",
    "spelled",
    "whole_values",
]

#: The rules that speak of tags which are not seen whole.
UNSEEN_RULES = frozenset({*verdicts._OF_ATTRIBUTES, *verdicts._OF_WHOLE_TAGS})


def spelled(suffix: str, around: tuple[str, str, str, str], text: str) -> str | None:
    """
    Write *text* into a literal, if one of that kind can hold it.

    Args:
        suffix: The end of the name of a program.
        around: How the program, and in it the literal, begin, and how they end.
        text: What is to be written.
    """
    before, opening, closing, _ = around
    heredoc = literals.RUBY_RAW_HEREDOC if before.endswith("'") else literals.RUBY_HEREDOC
    every = (*table.LANGUAGES[LANGUAGES[suffix]].literals, heredoc)
    return next(one for one in every if one.literal.fullmatch(opening + closing)).spelled(text)


def read_program(
    suffix: str, program: str
) -> tuple[list[Chars | Hole], Callable[[int], Spelling | None]]:
    """Return the one document of a program, and what says how text is written in that."""
    language = table.LANGUAGES[LANGUAGES[suffix]]
    found = Program(Tree(program, language), language, Budget(program))
    ((_, document),) = found.documents()
    parts = [part for part in document if isinstance(part, Chars | Hole)]
    return parts, found.writing_at


def allow_no_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every program of another language take too much work to read."""
    monkeypatch.setattr(syntax, "_LEAST_STEPS", 0)
    monkeypatch.setattr(syntax, "_BYTES_OF_STEP", 1_000_000)
