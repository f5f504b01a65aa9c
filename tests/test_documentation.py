"""
Every block of the documentation is run.

A page is run from top to bottom.  Its blocks count by the language behind the fence:

* `python` runs, in one namespace for the page.  What it prints is compared with the
  `text` or `xml` block that follows; a block with an interpreter's `>>>` is a doctest.
* `console` runs its lines after `$ `, as far as they are of `plivoml`, and compares what
  they print.  An exit status other than 0 is shown by `$ echo $?`.  The files are those
  that the page shows: a block with `title="answer.xml"` behind its language is a file.
* A paragraph that is nothing but a link to a program is that program, saved under its name: beside
  the page if it is whole by itself, as those of `examples/scenarios`, or else in its folder.
* The checkout is not there: `examples` cannot be imported.
* A block after the line `<!-- not run: REASON -->` is not run, and neither are languages
  other than those.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import attrs
import pytest

from tests.support.command import main
from tests.support.processes import PATIENCE


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ON_EACH_PAGE = pytest.mark.parametrize(
    "page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES]
)

FENCE = re.compile(
    r"""
    (?:^<!--[ ](?P<remark>[^\n]*?)[ ]-->\n+)?
    ^(?P<indent>[ ]*)```(?P<language>\w+)(?:[ ]+title="(?P<title>[^"\n]+)")?\n
    (?P<text>.*?)
    ^(?P=indent)```$
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
LANGUAGES = {
    "console",
    "html",
    "ini",
    "json",
    "mermaid",
    "python",
    "sh",
    "text",
    "toml",
    "xml",
    "yaml",
}
NOT_RUN = re.compile(r"not run: \S.*")
EDITOR = "checked by mypy and pyright"


@attrs.frozen
class Block:
    """A fenced block of a page."""

    language: str
    text: str
    title: str | None
    remark: str | None
    line: int

    @property
    def is_run(self) -> bool:
        return self.title is None and self.remark is None and self.language in {"python", "console"}

    @property
    def is_doctest(self) -> bool:
        return self.text.startswith(">>> ")

    def save(self, folder: Path) -> None:
        """Write what is a file into a folder."""
        if self.title is not None:
            (folder / self.title).parent.mkdir(parents=True, exist_ok=True)
            (folder / self.title).write_text(self.text, "utf-8")


def blocks(page: Path) -> Iterator[Block]:
    source = page.read_text("utf-8")
    for found in FENCE.finditer(source):
        indent = found["indent"]
        text = "".join(
            line.removeprefix(indent) for line in found["text"].splitlines(keepends=True)
        )
        line = source.count("\n", 0, found.start("text")) + 1
        yield Block(found["language"], text, found["title"], found["remark"], line)


@pytest.fixture(name="names")
def namespace(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, object]]:
    """Give the namespace of a page, for a reader who has what it shows and not the checkout."""
    monkeypatch.chdir(tmp_path)
    for program in programs(page):
        save(program, tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "examples"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "examples", None)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    module = ModuleType("__documentation__")
    monkeypatch.setitem(sys.modules, module.__name__, module)  # frameworks look for it
    with mock.patch.dict(os.environ):
        yield vars(module)
    for name, loaded in [*sys.modules.items()]:
        places = [getattr(loaded, "__file__", None), *getattr(loaded, "__path__", ())]
        if any(place and place.startswith(str(tmp_path)) for place in places):
            del sys.modules[name]


@ON_EACH_PAGE
def test_each_block_of_a_page_does_what_it_says(
    page: Path, names: dict[str, Any], tmp_path: Path
) -> None:
    for block, following in pairwise([*blocks(page), None]):
        assert block is not None
        where = f"{page.relative_to(ROOT)}:{block.line}"
        block.save(tmp_path)
        if not block.is_run:
            continue
        if block.language == "console":
            talk(block.text, where)
        elif block.is_doctest:
            examine(block, names, page)
        else:
            printed = execute(block, names, page)
            if printed and following and following.language in {"text", "xml"}:
                assert printed == following.text, where


SHOWN = re.compile(r"^\[`([^`\n]+\.py)`\]\(\S+\)$", re.MULTILINE)


def programs(page: Path) -> list[Path]:
    return [ROOT / path for path in SHOWN.findall(FENCE.sub("", page.read_text("utf-8")))]


def save(program: Path, folder: Path) -> None:
    """Save a program as a reader does who has nothing but the page."""
    if program.parent.name != "scenarios":
        folder /= program.parent.name
        folder.mkdir(exist_ok=True)
    (folder / program.name).write_text(program.read_text("utf-8"), "utf-8")


def test_no_program_that_a_page_shows_imports_more_than_is_installed_or_shown() -> None:
    shown = [program for page in PAGES for program in programs(page)]
    assert len(shown) > 20
    for program in shown:
        tree = ast.parse(program.read_text("utf-8"))
        imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [one.module for one in imported if (one.module or "").startswith("examples")]


@pytest.mark.parametrize(
    "framework", ["aiohttp", "asgi", "aws-lambda", "django", "fastapi", "flask", "wsgi"]
)
def test_a_handler_of_a_framework_takes_five_lines(framework: str) -> None:
    lines: dict[str, int] = {}
    for block in blocks(ROOT / f"docs/frameworks/{framework}.md"):
        tree = ast.parse(block.text) if block.language == "python" else ast.Module([], [])
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min(decorator.lineno for decorator in [*node.decorator_list, node])
                if "received(" in ast.unparse(node):
                    lines[node.name] = node.end_lineno - first + 1 if node.end_lineno else 0
    assert {"answer", "dialled"} <= lines.keys()
    assert all(2 < count <= 5 for count in lines.values()), lines


def execute(block: Block, names: dict[str, Any], page: Path) -> str:
    # Line numbers of a traceback are those of the page.
    code = compile("\n" * (block.line - 1) + block.text, str(page), "exec", dont_inherit=True)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return printed.getvalue()


def examine(block: Block, names: dict[str, Any], page: Path) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, page.name, str(page), block.line - 1)
    test.globs = names
    report = io.StringIO()
    runner = doctest.DocTestRunner()
    runner.run(test, out=report.write, clear_globs=False)
    assert not runner.failures, report.getvalue()


def talk(text: str, where: str) -> None:
    """Run the commands of a console, and compare what stands after each."""
    status = 0
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        if command == "echo $?":
            printed, status = f"{status}\n", 0
        else:
            assert status == 0, f"{where}: an exit status of {status} is not shown"
            printed, status = ran(command)
        assert printed == expected, f"{where}: $ {command}"
    assert status == 0, f"{where}: an exit status of {status} is not shown"


def ran(command: str) -> tuple[str, int]:
    """Run a command of this package; a pipe and a redirection are a shell's business."""
    match shlex.split(command):
        case ["plivoml", *arguments] | ["python", "-m", "plivoml", *arguments]:
            pass
        case _:
            pytest.fail(
                f"cannot run {command!r}; if it is not to be run, say <!-- not run: ... -->"
            )
    printed = io.BytesIO()
    shown = io.TextIOWrapper(printed, "utf-8", write_through=True)
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(shown),
        contextlib.redirect_stderr(shown),
    ):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        patch.setenv("NO_COLOR", "1")
        patch.setenv("COLUMNS", "80")
        try:
            status = main(arguments)
        except SystemExit as end:  # of `argparse`
            status = end.code if isinstance(end.code, int) else 0
    return printed.getvalue().decode(), status


@ON_EACH_PAGE
def test_each_block_has_a_language_and_each_remark_a_meaning(page: Path) -> None:
    found = list(blocks(page))
    assert page.read_text("utf-8").count("```") == 2 * len(found)
    assert {block.language for block in found} <= LANGUAGES
    for block in found:
        assert block.remark in {None, EDITOR} or NOT_RUN.fullmatch(block.remark or ""), block.line


LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def prose(page: Path) -> str:
    """Return the text of a page without its code."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))


def links(page: Path) -> list[tuple[Path, str]]:
    """Return what a page leads to in this tree: the file, and the anchor if there is one."""
    return [
        ((page.parent / path).resolve() if path else page, anchor)
        for path, anchor in LINK.findall(prose(page))
    ]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page; those of headings are as GitHub makes them."""
    text = FENCE.sub("", page.read_text("utf-8"))
    titles = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(text))
    named = re.findall(r'<a (?:id|name)="([^"]+)">', text)
    return {title.strip().replace(" ", "-") for title in titles} | set(named)


@ON_EACH_PAGE
def test_each_link_leads_somewhere(page: Path) -> None:
    for target, anchor in links(page):
        assert target.is_relative_to(ROOT)
        assert target.exists()
        if anchor:
            assert anchor in anchors(target)


def test_each_page_can_be_reached_from_the_first() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            waiting.extend(target for target, _ in links(page))
    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in reached] == []


@ON_EACH_PAGE
def test_each_task_that_is_spoken_of_is_one_of_make(page: Path) -> None:
    tasks = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    spoken_of = set(re.findall(r"`make ([a-z]+)", page.read_text("utf-8")))
    for block in blocks(page):
        spoken_of |= set(re.findall(r"^make ([a-z]+)", block.text, re.MULTILINE))
    assert spoken_of <= tasks


@pytest.mark.long
def test_type_checkers_answer_as_the_first_page_says(tmp_path: Path) -> None:
    ((wrong, answers),) = (
        pair for pair in pairwise(blocks(ROOT / "README.md")) if pair[0].remark == EDITOR
    )
    assert answers.language == "text"
    (tmp_path / "wrong.py").write_text(wrong.text, "utf-8")
    assert answered_by_mypy("wrong.py", tmp_path) == answers.text
    lines = {int(line) for line in re.findall(r"^wrong\.py:(\d+):", answers.text, re.MULTILINE)}
    assert flagged_by_pyright("wrong.py", tmp_path) == lines


def test_the_front_page_of_the_site_shows_what_type_checkers_say_as_the_first_page_does() -> None:
    shown = [
        (wrong.text, answers.text)
        for page in (ROOT / "README.md", ROOT / "docs/index.md")
        for wrong, answers in pairwise(blocks(page))
        if wrong.remark == EDITOR
    ]
    assert len(shown) == 2
    assert shown[0] == shown[1]


def answered_by_mypy(name: str, folder: Path) -> str:
    cache = f"--cache-dir={ROOT / '.mypy_cache' / 'documentation'}"
    options = ("--strict", "--no-pretty", "--no-error-summary", cache)
    answers = checked_by("mypy", *options, name, folder=folder)
    # A note adds to an error; the first page shows the errors.
    return "".join(line for line in answers.splitlines(keepends=True) if ": error: " in line)


def flagged_by_pyright(name: str, folder: Path) -> set[int]:
    options = ("--outputjson", "--pythonpath", sys.executable)
    report: dict[str, Any] = json.loads(checked_by("pyright", *options, name, folder=folder))
    return {one["range"]["start"]["line"] + 1 for one in report["generalDiagnostics"]}


def checked_by(checker: str, *arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", checker, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    return done.stdout
