"""
`python -m tools.wasm VERSION [ARGUMENT...]`: run the tests under that version of `pyodide`.

What it needs is kept in `.venvs`: the npm package, and in `wasm-VERSION` the packages that the tests
import and that are not compiled.  Where one of them cannot be had, it says so and does nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

from pathlib import Path

from tools import npm


ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent

#: Imported by the tests of what this package itself does.
PACKAGES = (
    "attrs",
    "hypothesis",
    "packaging",
    "pytest",
    "typing-extensions",
    "tzdata",
    "xmlschema",
)


def main() -> int:
    """Fetch what is missing, and run the tests."""
    version, *arguments = sys.argv[1:]
    packages = ROOT / ".venvs" / f"wasm-{version}"
    try:
        pyodide = npm.package("pyodide", version)
        if not (packages / "pytest").exists():
            install(packages, version)
    except npm.MissingError as missing:
        print(f"--- pyodide {version} is skipped: {missing}")
        return 0
    # What stands deep in something else needs more of the stack than Node gives by itself.
    program = ["--stack-size=7000", str(HERE / "run.mjs"), str(pyodide), str(ROOT), str(packages)]
    return npm.run("node", *program, str(HERE / "start.py"), *arguments).returncode


def install(packages: Path, version: str) -> None:
    """Have uv install wheels that are not compiled."""
    shutil.rmtree(packages, ignore_errors=True)
    major = re.match(r"3(\d\d)", version)
    python = f"3.{major[1]}" if major else "3.13"
    done = subprocess.run(  # noqa: S603  # uv, with what stands here
        [
            *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(packages)),
            *("--python-version", python, "--python-platform", "wasm32-pyodide2024"),
            *("--only-binary", ":all:", *PACKAGES),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(packages, ignore_errors=True)
        message = f"its packages cannot be had ({npm.last_line(done)})"
        raise npm.MissingError(message)


if __name__ == "__main__":
    sys.exit(main())
