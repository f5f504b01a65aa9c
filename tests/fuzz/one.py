"""`python -m tests.fuzz.one TARGET TALLY [OPTION...]`: have libFuzzer run one target."""

from __future__ import annotations

import importlib
import sys

from pathlib import Path
from typing import Any


def main(name: str, tally: str, *options: str) -> None:
    """Load the package with its branches watched, and run libFuzzer; this never returns."""
    atheris: Any = importlib.import_module("atheris")
    # What is loaded later, when it is first needed, is watched as well.
    atheris.instrument_imports(include=["plivoml"], enable_loader_override=False).__enter__()
    importlib.import_module("tests.fuzz.targets")
    target = importlib.import_module("tests.fuzz.target")

    function = target.TARGETS[name].function
    counted = taken = 0

    def run(data: bytes) -> None:
        nonlocal counted, taken
        counted += 1
        taken += function(data)
        if counted % 100 == 0:  # libFuzzer ends the process without a word to Python
            Path(tally).write_text(f"{counted} {taken}", "utf-8")

    atheris.Setup([sys.argv[0], *options], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
