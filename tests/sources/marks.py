"""Files with a mark in front of each fault."""

from __future__ import annotations

import re

from collections.abc import Collection
from pathlib import Path

from plivoml import Problem
from tests.support.checking import check_data


MARK = "»"

SEVERITIES = ("error", "warning", "info")


def faults(
    marked: str,
    suffix: str = ".py",
    severity: str = "error",
    *,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
) -> list[Problem]:
    """
    Check a file, and hold the places of its problems against the marks.

    The least severity that counts is that of errors: the rules of style have tests of their own.
    """
    text = marked.replace(MARK, "")
    counted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    told = check_data(text.encode(), suffix, select, ignore)
    problems = [problem for problem in told if problem.severity in counted]
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


def rules(
    marked: str, suffix: str = ".py", severity: str = "error", *, ignore: Collection[str] = ()
) -> list[str]:
    return [found.rule for found in faults(marked, suffix, severity, ignore=ignore)]


def program(folder: Path, text: str) -> Path:
    file = folder / "app.py"
    file.write_text(text, encoding="utf-8")
    return file
