"""What is built from the tree, and that it works where nothing else is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile

from collections.abc import Iterator
from pathlib import Path

import pytest

import plivoml

from tests.support.processes import PATIENCE


pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
STEM = f"plivoml-{plivoml.__version__}"

#: What a user of the package does with it; prints nothing but the last line.
USE = """
from pathlib import Path
import plivoml
from plivoml import Dial, Hangup, Number, Response, check, parse, schema, schema_path
from plivoml.callbacks import DialAction
from importlib.metadata import entry_points

answer = Response([Dial([Number("+15550100123")], method="GET"), Hangup()])
assert parse(answer.to_bytes()) == answer
assert check(answer) == []
assert [problem.rule for problem in check(str(answer).replace("GET", "PUT"))] == ["bad-value"]
assert schema_path().read_text("utf-8").startswith("<?xml")
assert (schema_path().parent / "xml.xsd").is_file()
assert schema().is_valid(str(answer))
assert DialAction.from_form("DialStatus=busy").dial_status == "busy"
(command,) = entry_points(group="console_scripts", name="plivoml")
assert command.load()(["check", str(schema_path())]) == 1
print(Path(plivoml.__file__).parent)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an sdist from the tree, and a wheel from the sdist."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def sdist(built: Path) -> Path:
    (path,) = built.glob("*.tar.gz")
    return path


class Environment:
    """An environment with nothing in it but what is installed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        uv("venv", "--quiet", "--python", sys.executable, str(folder))
        self._bin = folder / ("Scripts" if sys.platform == "win32" else "bin")

    def install(self, *what: str) -> None:
        uv("pip", "install", "--quiet", "--python", str(self._bin / "python"), *what)

    def run(self, *arguments: str) -> str:
        """Run a program of the environment, away from the checkout."""
        program, *others = arguments
        return run(str(self._bin / program), *others, cwd=self._folder)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path / "environment")


def uv(*arguments: str) -> None:
    run(sys.executable, "-m", "uv", *arguments)


def run(*command: str, cwd: Path | None = None) -> str:
    # Python's variables speak of the environment that runs the tests.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=cwd, env=kept
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def modules() -> Iterator[str]:
    for path in (ROOT / "plivoml").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix()


def test_the_wheel_holds_the_package_the_schema_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(f"{STEM}.dist-info/METADATA").decode()
    information = [f"{STEM}.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL")]
    assert sorted(names) == sorted(
        [
            *modules(),
            "plivoml/_data/plivoml.xsd",
            "plivoml/_data/xml.xsd",
            *information,
            f"{STEM}.dist-info/entry_points.txt",
        ]
    )
    assert "plivoml/py.typed" in names
    assert wheel.name == f"{STEM}-py3-none-any.whl"
    assert f"\nVersion: {plivoml.__version__}\n" in metadata


def test_the_wheel_asks_for_three_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"{STEM}.dist-info/METADATA").decode()
    lines = [line for line in metadata.splitlines() if line.startswith("Requires-Dist: ")]
    wanted = [line for line in lines if "extra ==" not in line]
    assert [line.split()[1].partition(">")[0] for line in sorted(wanted)] == [
        "attrs",
        "typing-extensions",
        "xmlschema",
    ]


def test_the_sdist_holds_what_git_tracks(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.removeprefix(f"{STEM}/") for name in archive.getnames()}
    assert {"Makefile", "README.md", "constraints.txt", "pyproject.toml"} <= names
    assert {"docs/index.md", "schema/plivoml.xsd", "tests/test_packaging.py"} <= names
    if not (ROOT / ".git").exists():
        pytest.skip("this tree is no checkout")
    if shutil.which("git") is None:
        pytest.skip("this machine does not have git")
    # What is new and not ignored is about to be tracked.
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert names - tracked == {"PKG-INFO"}
    assert {name for name in tracked - names if "/" in name} == set()


@pytest.mark.long
def test_the_wheel_works_where_nothing_else_is(wheel: Path, environment: Environment) -> None:
    environment.install(str(wheel))
    at = Path(environment.run("python", "-W", "error", "-c", USE).splitlines()[-1])
    assert at.parent.name == "site-packages"
    assert environment.run("plivoml", "--version") == f"plivoml {plivoml.__version__}\n"


@pytest.mark.long
def test_the_sdist_works_where_nothing_else_is(sdist: Path, environment: Environment) -> None:
    environment.install(str(sdist))
    at = Path(environment.run("python", "-W", "error", "-c", USE).splitlines()[-1])
    assert at.parent.name == "site-packages"


@pytest.mark.long
def test_an_editable_installation_works(environment: Environment) -> None:
    environment.install("--editable", str(ROOT))
    at = Path(environment.run("python", "-W", "error", "-c", USE).splitlines()[-1])
    assert at == ROOT / "plivoml"
