"""What is built from the tree, and that it works where nothing else is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import plivoml

from tests.support.processes import PATIENCE
from tools import dist


pytestmark = [pytest.mark.long, pytest.mark.once]

ROOT = Path(__file__).parent.parent
STEM = f"plivoml-{plivoml.__version__}"

#: What a user of the package does with it; prints nothing but the last line.
USE = """
import tempfile
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
wrong = Path(tempfile.mkdtemp(), "wrong.xml")
wrong.write_text(str(answer).replace("GET", "PUT"), "utf-8")
assert command.load()(["check", str(wrong)]) == 1
print(Path(plivoml.__file__).parent)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an sdist from the tree, and a wheel from the sdist; `make dist` has them already."""
    if "DIST" in os.environ:
        return ROOT / os.environ["DIST"]
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


SCHEMAS = [
    "callbacks.schema.json",
    "plivoml.xsd",
    "streams.schema.json",
    "typed/plivoml.xsd",
    "typed/xml.xsd",
    "xml.xsd",
]


def test_the_wheel_holds_the_package_the_schema_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(f"{STEM}.dist-info/METADATA").decode()
    information = [f"{STEM}.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL")]
    assert sorted(names) == sorted(
        [
            *modules(),
            *(f"plivoml/_data/{name}" for name in SCHEMAS),
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


def test_an_index_and_an_installer_have_nothing_to_say(built: Path) -> None:
    assert list(dist.Archives(built).complaints()) == []


def test_what_the_owner_has_to_say_is_named(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dist.main([str(built)]) == 0
    archives = dist.Archives(built)
    told = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[0] for line in told[:2]] == [
        f"{STEM}-py3-none-any.whl",
        f"{STEM}.tar.gz",
    ]
    assert told[2:] == [f"left to the owner: {what}" for what in archives.left_to_the_owner()]
    assert archives.left_to_the_owner() == list(dist.OWNERS.values())


def changed_wheel(
    built: Path, folder: Path, change: Callable[[str, bytes], Iterator[tuple[str, bytes]]]
) -> dist.Archives:
    """Copy both archives, and give each file of the wheel to *change*."""
    shutil.copytree(built, folder)
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            for file in change(name, data):
                archive.writestr(*file)
    return dist.Archives(folder)


WHEEL = f"{STEM}-py3-none-any.whl"
METADATA = f"{STEM}.dist-info/METADATA"


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("Name: plivoml", "Name: plivomt", f"{WHEEL}: expected its own name and version; got plivomt-{plivoml.__version__}"),
        (f"Version: {plivoml.__version__}", "Version: 9", f"{WHEEL}: expected its own name and version; got plivoml-9"),
        ("text/markdown", "text/plain", f"{WHEEL}: expected a description in text/markdown; got text/plain"),
        ("# plivoml", "# another", f"{WHEEL}: expected README.md for a description; got something else"),
        ("Typing :: Typed", "Typing :: Tpyed", f"{WHEEL}: expected a classifier; got 'Typing :: Tpyed'"),
        ("Requires-Dist: attrs>=25.4", "Requires-Dist: attrs>>25.4", f"{WHEEL}: 'attrs>>25.4' is invalid for 'requires-dist'"),
    ],
)  # fmt: skip
def test_wrong_metadata_is_told(
    built: Path, tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    def change(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
        yield name, data.replace(before.encode(), after.encode(), 1) if name == METADATA else data

    told = list(changed_wheel(built, tmp_path / "dist", change).complaints())
    assert told == [
        "expected the same metadata in both; got different ones",
        complaint,
        f"{WHEEL}: expected {METADATA} as RECORD has it; got another",
    ]


def test_files_that_do_not_belong_into_a_wheel_are_told(built: Path, tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
        if name != "plivoml/urls.py":
            yield name, data + b" " if name == "plivoml/voices.py" else data
        else:
            yield "tools/dist.py", data

    assert list(changed_wheel(built, tmp_path / "dist", change).complaints()) == [
        f"{WHEEL}: expected tools/dist.py as RECORD has it; got another",
        f"{WHEEL}: expected plivoml/voices.py as RECORD has it; got another",
        f"{WHEEL}: expected plivoml/urls.py, which RECORD lists; got none",
        f"{WHEEL}: expected plivoml alone; got tools/dist.py",
    ]


def test_what_an_sdist_would_put_elsewhere_is_told(built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(built, tmp_path / "dist")
    (path,) = folder.glob("*.tar.gz")
    with tarfile.open(built / path.name) as before, tarfile.open(path, "w:gz") as after:
        for member in before.getmembers():
            after.addfile(member, before.extractfile(member))
        link = tarfile.TarInfo(f"{STEM}/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        for member in (link, tarfile.TarInfo(f"{STEM}/../a"), tarfile.TarInfo("a")):
            after.addfile(member)

    assert list(dist.Archives(folder).complaints()) == [
        f"{STEM}.tar.gz: expected files below {STEM}; got {name}"
        for name in (f"{STEM}/link", f"{STEM}/../a", "a")
    ]


def test_archives_that_do_not_belong_together_are_told(built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(built, tmp_path / "dist")
    (folder / WHEEL).rename(folder / "plivoml-9-cp311-none-any.whl")

    assert list(dist.Archives(folder).complaints())[:3] == [
        f"expected one version; got plivoml-9-cp311-none-any.whl and {STEM}.tar.gz",
        "expected a wheel for every Python 3; got plivoml-9-cp311-none-any.whl",
        "expected 9 in docs/changelog.md; got no section of it",
    ]
    (folder / "plivoml-9-cp311-none-any.whl").rename(folder / "plivoml.whl")
    assert "Invalid wheel filename" in next(dist.Archives(folder).complaints())
    (folder / "plivoml.whl").unlink()
    with pytest.raises(SystemExit, match=r"^expected one \*\.whl in .*; got \[\]$"):
        list(dist.Archives(folder).complaints())


def test_what_is_wrong_ends_the_tool_with_1(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archives = changed_wheel(
        built,
        tmp_path / "dist",
        lambda name, data: iter(
            [(name, data), (f"a{name}", data)][: 1 + (name == "plivoml/urls.py")]
        ),
    )
    assert dist.main([str(archives.folder)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"wrong: {WHEEL}: expected aplivoml/urls.py as RECORD has it; got another",
        f"wrong: {WHEEL}: expected plivoml alone; got aplivoml/urls.py",
    ]


def test_the_sentence_on_the_licence_is_one(built: Path) -> None:
    sentence = (
        "No licence has been chosen yet: all rights are reserved until the owner chooses one."
    )
    metadata = dist.Archives(built).metadata[built / WHEEL].decode()
    assert f"\nLicense: {sentence}\n" in metadata
    assert f"\n## Licence\n\n{sentence}\n" in (ROOT / "README.md").read_text("utf-8")


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


def test_the_wheel_works_where_nothing_else_is(wheel: Path, environment: Environment) -> None:
    environment.install(str(wheel))
    at = Path(environment.run("python", "-W", "error", "-c", USE).splitlines()[-1])
    assert at.parent.name == "site-packages"
    assert environment.run("plivoml", "--version") == f"plivoml {plivoml.__version__}\n"


def test_the_sdist_works_where_nothing_else_is(sdist: Path, environment: Environment) -> None:
    environment.install(str(sdist))
    at = Path(environment.run("python", "-W", "error", "-c", USE).splitlines()[-1])
    assert at.parent.name == "site-packages"


def test_an_editable_installation_works(environment: Environment) -> None:
    environment.install("--editable", str(ROOT))
    at = Path(environment.run("python", "-W", "error", "-c", USE).splitlines()[-1])
    assert at == ROOT / "plivoml"
