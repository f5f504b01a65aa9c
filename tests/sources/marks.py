"""Files with a mark in front of each fault."""

from __future__ import annotations

import re

from pathlib import Path

from plivoml import Problem
from plivoml._checking import check_file
from plivoml._lint.document import Selection


MARK = "»"

#: What programs and templates are checked for here; the rules of style have tests of their own.
ERRORS = Selection(severity="error")
ALL = Selection()


def faults(marked: str, suffix: str = ".py", selection: Selection = ERRORS) -> list[Problem]:
    """Check a file, and hold the places of its problems against the marks."""
    text = marked.replace(MARK, "")
    problems = check_file(text.encode(), suffix, selection)
    found = [(problem.line, problem.column) for problem in problems]
    assert found == places(marked), "\n".join(map(str, problems))
    return problems


def places(marked: str) -> list[tuple[int, int]]:
    """Return the lines and columns of what comes after each mark."""
    found: list[tuple[int, int]] = []
    for number, line in enumerate(re.split("\r\n|\r|\n", marked), 1):
        parts = line.split(MARK)[:-1]
        found += [(number, sum(map(len, parts[: index + 1])) + 1) for index in range(len(parts))]
    return found


def rules(marked: str, suffix: str = ".py", selection: Selection = ERRORS) -> list[str]:
    return [found.rule for found in faults(marked, suffix, selection)]


def program(folder: Path, text: str) -> Path:
    file = folder / "app.py"
    file.write_text(text, encoding="utf-8")
    return file
