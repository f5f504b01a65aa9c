"""The tests of a room, run until one fails."""

from __future__ import annotations

import enum
import os
import resource
import subprocess

from collections.abc import Sequence
from pathlib import Path


#: Seconds of CPU; what takes longer than all tests of a room may take goes on for ever.
MOST = 40


class Verdict(enum.Enum):
    """What becomes of a mistake."""

    KILLED = "killed"
    SURVIVED = "survived"
    HANGS = "killed by its time"


def run(python: Path, tree: Path, tests: Sequence[str]) -> Verdict:
    """Run tests in a tree, those that draw nothing, and say whether they pass."""
    command = [
        *(str(python), "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider"),
        *("-p", "_hypothesis_pytestplugin", "-m", "not (long or hypothesis)", *tests),
    ]
    # To load other plugins, and to compile what is not changed, takes longer than most tests.
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(  # noqa: S603  # the project's own tests
        command,
        cwd=tree,
        env=environment,
        capture_output=True,
        check=False,
        preexec_fn=_limited,  # there is one thread
    )
    if done.returncode < 0:
        return Verdict.HANGS
    return Verdict.KILLED if done.returncode else Verdict.SURVIVED


def put(file: Path, code: str) -> None:
    """Write a module, and forget what it was compiled to: times are too coarse to tell."""
    file.write_text(code, "utf-8")
    for path in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        path.unlink()


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST + 5))
