"""What keeps the tests themselves from waiting for ever."""

from __future__ import annotations

import ast

from pathlib import Path

import pytest


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

TESTS = Path(__file__).parent
#: What waits for a program.
WAITING = {"subprocess.run", "communicate", "process.wait"}


def test_every_wait_for_a_program_ends() -> None:
    waits: list[str] = []
    endless: list[str] = []
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = {ast.unparse(node.func), node.func.attr}
                if called & WAITING:
                    place = f"{path.relative_to(TESTS)}:{node.lineno}"
                    waits.append(place)
                    if not any(keyword.arg == "timeout" for keyword in node.keywords):
                        endless.append(place)
    assert len(waits) > 20
    assert endless == []
