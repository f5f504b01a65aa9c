"""Programs in other languages than Python: the documents in their literals."""

from __future__ import annotations

from collections.abc import Iterator

from ..._reading.positions import Lines
from ...errors import Problem
from ..branches import combinations
from ..budget import Budget
from ..verdicts import Check
from ..verdicts import problems as problems_of
from .comments import ignoring
from .documents import Program
from .syntax import Tree
from .table import LANGUAGES


__all__ = ["problems"]


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
        found = problems_of(combinations(parts), check, lines, program.writing_at)
        yield offset, [one for one in found if not is_ignored(one.line or 0, one.rule)]
