"""Programs in other languages than Python: the documents in their literals."""

from __future__ import annotations

from collections.abc import Iterator

from ..._reading.positions import Lines
from ...errors import Problem
from ..budget import Budget
from ..parts import Part
from ..verdicts import Check
from ..verdicts import problems as problems_of
from .comments import ignoring, statement_at
from .documents import Program
from .syntax import Tree
from .table import LANGUAGES


__all__ = ["documents", "first_line", "problems"]


def problems(
    lines: Lines, name: str, check: Check, budget: Budget
) -> Iterator[tuple[int | None, list[Problem]]]:
    """
    Yield where each document of a program begins, and what is wrong with it.

    That is so whatever its values are.  What is in no whole document has no beginning.

    Args:
        lines: Those of the program.
        name: What its language is called.
        check: What checks a document.
        budget: What is charged for what is put together.

    Raises:
        ModuleNotFoundError: If what reads its language is not installed.
    """
    language = LANGUAGES[name]
    tree = Tree(lines.text, language)
    is_ignored = ignoring(tree)
    program = Program(tree, language, budget)
    for offset, parts in program.documents():
        found = problems_of(parts, check, lines, program.writing_at)
        yield offset, [one for one in found if not is_ignored(one.line or 0, one.rule)]


def documents(text: str, name: str) -> Iterator[list[Part]]:
    """
    Yield the documents in the literals of a program, the tags of templates told from the text.

    Raises:
        ModuleNotFoundError: If what reads its language is not installed.
    """
    language = LANGUAGES[name]
    yield from Program(Tree(text, language), language, Budget(text)).written()


def first_line(text: str, name: str, line: int) -> tuple[int, str]:
    """
    Return the line on which the statement begins that a line is in, and how comments begin.

    Raises:
        ModuleNotFoundError: If what reads its language is not installed.
    """
    language = LANGUAGES[name]
    return statement_at(Tree(text, language), line), language.comment
