"""A warm process that lets each piece of work be done by a fork of its own, within limits."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.bounded import Outcome, bounded

from .processes import PATIENCE


ROOT: Final = Path(__file__).parent.parent.parent

#: What a hostile input may take.
SECONDS: Final = 10
MEGABYTES: Final = 300


class Workshop:
    """Where work is done."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(
        self,
        work: Callable[..., Any],
        *arguments: Any,
        seconds: int = SECONDS,
        megabytes: int = MEGABYTES,
    ) -> Outcome:
        """
        Let a function of a module work.

        Args:
            work: What returns something that JSON has.
            arguments: What it is called with, which JSON has too.
            seconds: How much CPU it may take.
            megabytes: How much memory.
        """
        job = (work.__module__, work.__name__, arguments, seconds, megabytes)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return Outcome(*json.loads(self._process.stdout.readline()))


@contextmanager
def workshop(*modules: str) -> Generator[Workshop]:
    """Start a process that has loaded *modules*, and end it."""
    command = [sys.executable, "-m", "tests.support.bounded", *modules]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        yield Workshop(process)
        process.communicate(timeout=PATIENCE)
    finally:
        process.kill()


def _serve(modules: list[str]) -> None:
    for name in modules:
        importlib.import_module(name)
    for line in sys.stdin:
        module, name, arguments, seconds, megabytes = json.loads(line)
        work = getattr(importlib.import_module(module), name)
        outcome = bounded(work, *arguments, seconds=seconds, megabytes=megabytes)
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve(sys.argv[1:])
