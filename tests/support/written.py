"""What has to be true of Python that the package writes."""

from __future__ import annotations

import subprocess
import sys

from pathlib import Path

from .processes import PATIENCE


#: What mypy knows of the package is known the next time.
CACHE = Path(__file__).parents[2] / ".mypy_cache" / "written"


def assert_is_formatted(folder: Path) -> None:
    """Hold what is in a folder against `ruff format` and the rules that it comes with."""
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run(
        [*ruff, "format", "--isolated", "--no-cache", "--diff", folder],
        timeout=PATIENCE,
        check=True,
    )
    rules = ["--select", "E,F,I,W", "--ignore", "E501"]
    subprocess.run(
        [*ruff, "check", "--isolated", "--no-cache", *rules, folder], timeout=PATIENCE, check=True
    )


def assert_is_typed(folder: Path) -> None:
    """Hold what is in a folder against `mypy --strict`."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict"),
            *(f"--cache-dir={CACHE / folder.name}", "--config-file=", folder),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout
