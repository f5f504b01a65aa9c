"""Tables of wrong input with exactly what is said of it."""

from __future__ import annotations

import pytest


def table(names: tuple[str, str], text: str) -> pytest.MarkDecorator:
    """
    Make a case of each line of *text*; the indented lines under it are its problems.

    Args:
        names: Those of the parameters of the test: the line, and the list of problems.
        text: The table.
    """
    rows: list[tuple[str, list[str]]] = []
    for line in text.strip("\n").splitlines():
        if line.startswith("    "):
            rows[-1][1].append(line.strip())
        else:
            rows.append((line, []))
    return pytest.mark.parametrize(names, rows, ids=[row[0] for row in rows])
