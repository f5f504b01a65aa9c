"""Both type checkers accept what is right and refuse what is wrong, line by line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

from pathlib import Path
from typing import Any

import pytest

from tests.support.declarations import Enumeration, ListOf, Union, Value, elements, spec_of
from tests.support.processes import PATIENCE


pytestmark = pytest.mark.uncounted


ROOT = Path(__file__).parent.parent
FILES = [ROOT / "tests/typing_cases" / name for name in ("right.py", "wrong.py")]
WRONG = FILES[1].read_text(encoding="utf-8")

# `# wrong: mypy` is what only mypy sees.
MARK = re.compile(r"  # wrong(?:: (\w+))?$")


def marked(file: Path, checker: str) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if (mark := MARK.search(line)) and mark[1] in (None, checker)]


def flagged_by_mypy(folder: Path) -> dict[str, set[int]]:
    del folder
    options = ("--strict", "--no-pretty", "--no-error-summary")
    found: dict[str, set[int]] = {}
    for line in _run("mypy", *options, *map(str, FILES)):
        name, number, severity, _ = line.split(":", 3)
        if severity.strip() == "error":
            found.setdefault(Path(name).name, set()).add(int(number))
    return found


def flagged_by_pyright(folder: Path) -> dict[str, set[int]]:
    # The settings of the project leave these files out, so they get a project of their own.
    settings = folder / "pyrightconfig.json"
    settings.write_text(json.dumps({"extraPaths": [str(ROOT)], "typeCheckingMode": "strict"}))
    for file in FILES:
        shutil.copy(file, folder)
    options = ("--outputjson", "--pythonpath", sys.executable, "--project", str(settings))
    report: dict[str, Any] = json.loads("\n".join(_run("pyright", *options)))
    assert report["summary"]["filesAnalyzed"] == len(FILES)
    found: dict[str, set[int]] = {}
    for one in report["generalDiagnostics"]:
        if one["severity"] == "error":
            number = one["range"]["start"]["line"] + 1
            found.setdefault(Path(one["file"]).name, set()).add(number)
    return found


def _run(module: str, *options: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", module, *options],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=ROOT,
        # Whether there is a newer pyright is of no interest here.
        env=os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )
    # Beyond 1 they could not do their work.
    assert done.returncode <= 1, done.stderr
    return done.stdout.splitlines()


CHECKERS = {"mypy": flagged_by_mypy, "pyright": flagged_by_pyright}


@pytest.mark.parametrize("checker", ["mypy", pytest.param("pyright", marks=pytest.mark.long)])
def test_a_type_checker_refuses_the_lines_that_are_marked(checker: str, tmp_path: Path) -> None:
    pytest.importorskip(checker)
    found = CHECKERS[checker](tmp_path)
    lines = {file.name: file.read_text(encoding="utf-8").splitlines() for file in FILES}
    assert {
        name: [text[number - 1] for number in sorted(found.get(name, ()))]
        for name, text in lines.items()
    } == {file.name: marked(file, checker) for file in FILES}


def test_the_wrong_cases_have_every_closed_list_of_words() -> None:
    def is_closed(value: Value) -> bool:
        match value:
            case Enumeration():
                return True
            case ListOf(words=words):
                return bool(words)
            case Union(members=members):
                # Where any text may stand beside the words, no word is wrong.
                return not any(type(member).__name__ == "Text" for member in members)
            case _:
                return False

    closed = {
        (cls.__name__, attribute.field)
        for cls in elements()
        for attribute in spec_of(cls).attributes
        if is_closed(attribute.value)
    }
    case = re.compile(r'^(?:ssml[.])?(\w+)\(.*\b(\w+)=\[?"nope"\]?.*\)  # wrong$', re.MULTILINE)
    # True is no word, and so `beep` has a case of its own.
    assert {(name, field) for name, field in case.findall(WRONG)} == closed - {("Wait", "beep")}


def test_the_wrong_cases_have_a_child_for_every_element_that_holds_others() -> None:
    containers = {cls.__name__ for cls in elements() if spec_of(cls).content.children}
    case = re.compile(r"^(?:ssml[.])?(\w+)\(\[.+\].*\)  # wrong$", re.MULTILINE)
    assert set(case.findall(WRONG)) & containers == containers


def test_the_right_cases_have_every_element() -> None:
    right = FILES[0].read_text(encoding="utf-8")
    names = {cls.__name__ for cls in elements()}
    assert {name for name in names if re.search(rf"\b{name}\(", right)} == names
