"""`plivoml check`: files and folders, options, settings and exit status."""

from __future__ import annotations

import gc
import io
import itertools
import json
import os
import subprocess
import sys
import time
import tracemalloc

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.checking import (
    Selection,
    do_without_libxml2,
    forget_schema,
    schemas_built,
)
from tests.support.command import (
    File,
    Progress,
    Report,
    Settings,
    examine,
    fail_on,
    main,
    reason,
    show_progress_at_once,
)
from tests.support.growth import calls
from tests.support.processes import PATIENCE


RIGHT = "<Response><Speak>Hi</Speak></Response>\n"
WRONG = "<Response><Redirect>/next</Redirect></Response>\n"
WARNED = (
    "{}:1:11: warning[relative-url] /Response/Redirect: expected a URL that starts with https://; "
    "got '/next', which may not be found\n"
    "    1 | <Response><Redirect>/next</Redirect></Response>\n"
    "      |           ^\n"
)

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("right.xml").write_text(RIGHT)
    Path("wrong.xml").write_text(WRONG)
    return tmp_path


def run(*arguments: str, input_: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "plivoml", "check", "--quiet", *arguments]
    return subprocess.run(command, input=input_, capture_output=True, timeout=PATIENCE, check=False)


def test_a_folder_is_searched_for_documents(capfd: Captured) -> None:
    for name in ("b/2.xml", "b/1.XML", "a/c/3.xml", "a/notes.txt", ".git/4.xml", "5.xml/6.xml"):
        file = Path("flows", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(WRONG)

    assert main(["check", "--quiet", "flows", "right.xml"]) == 1
    names = ["flows/5.xml/6.xml", "flows/a/c/3.xml", "flows/b/1.XML", "flows/b/2.xml"]
    assert capfd.readouterr() == ("".join(map(WARNED.format, names)), "")


def test_a_folder_without_documents_has_no_problems(here: Path, capfd: Captured) -> None:
    (here / "empty").mkdir()

    assert main(["check", "--quiet", "empty"]) == 0
    assert main(["check", "--quiet", "empty", "--format", "json"]) == 0
    assert capfd.readouterr() == ("[]\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_a_hostile_folder_is_told_file_by_file(here: Path, capfd: Captured) -> None:
    folder = here / "flows"
    folder.mkdir()
    hostile = {
        "01-empty.xml": b"",
        "02-binary.xml": bytes(range(256)) * 9,
        "03-huge.xml": b"<Response><!--" + b" " * 11 * 1024 * 1024 + b"--></Response>",
        "04-deep.xml": b"<Response>" * 100_000,
        "05-bomb.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><Response>&b;</Response>',
        "06-escapes.xml": b"<Response>\x9b31m\xc2\x9b31m</Response>",
        "07-surrogate.xml": b"<Response><Speak>\xed\xa0\x80</Speak></Response>",
        "08-long.xml": b"<Response><Play>" + b"a" * 90_000 + b"</Play></Response>",
        "09-names.xml": b"<Response>" + b"<a>" * 90 + b"</a>" * 90 + b"</Response>",
        "10-line\n.xml": WRONG.encode(),
        "11-right.xml": RIGHT.encode(),
    }
    for name, data in hostile.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "12-pipe.xml")
    (folder / "13-gone.xml").symlink_to("nowhere")
    (folder / "14-loop").symlink_to(folder)

    assert main(["check", "--quiet", "flows"]) == 2
    out, err = capfd.readouterr()
    rules = dict.fromkeys(
        (line.split("/")[1][:2], line.split("[")[1].split("]")[0])
        for line in out.splitlines()
        if line.startswith("flows/")
    )
    assert list(rules) == [
        ("03", "refused-xml"),
        ("04", "too-large"),
        ("04", "misplaced-element"),
        ("04", "refused-xml"),
        ("05", "refused-xml"),
        ("06", "not-well-formed"),
        ("07", "not-well-formed"),
        ("08", "words-in-play"),
        ("09", "unknown-element"),
        ("10", "relative-url"),
    ]
    assert err == "plivoml: flows/12-pipe.xml: Not a regular file\n"
    assert all(character.isprintable() for character in out.replace("\n", "").replace("\t", ""))
    assert all(len(line) < 2000 for line in out.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own")
def test_links_in_a_folder_have_to_be_named(here: Path, capfd: Captured) -> None:
    (here / "secret").write_text("PASSWORD=sesame")
    (here / "flows").mkdir()
    (here / "flows" / "a.xml").symlink_to(here / "secret")
    (here / "flows" / "b.py").symlink_to(here / "secret")
    (here / "flows" / "c.xml").write_text(WRONG)

    assert main(["check", "--quiet", "flows"]) == 1
    assert capfd.readouterr() == (WARNED.format("flows/c.xml"), "")

    assert main(["check", "--quiet", "flows/a.xml"]) == 1
    assert "    1 | PASSWORD=sesame\n" in capfd.readouterr().out


def test_a_name_that_is_none_ends_no_run(here: Path, capfd: Captured) -> None:
    (here / "flows").mkdir()
    (here / "flows" / "1.xml").write_text('<Response><Speak xml:1="">a</Speak></Response>')
    (here / "flows" / "2.xml").write_text(WRONG)

    assert main(["check", "--quiet", "flows"]) == 1
    out, err = capfd.readouterr()
    assert out == (
        "flows/1.xml:1:11: error[refused-xml] /Response: expected a name behind xml:; got 'xml:1'\n"
        '    1 | <Response><Speak xml:1="">a</Speak></Response>\n'
        "      |           ^\n"
    ) + WARNED.format("flows/2.xml")
    assert err == ""


@pytest.mark.parametrize("part", ["check_file", "lines_of"])
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github"])
def test_a_failure_of_ours_ends_no_run(
    format_: str, part: str, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    fail_on(b"Speak", monkeypatch, part)
    Path("right.xml").write_text(RIGHT.replace("Speak>", "Speak voice='x'>", 1))

    assert main(["check", "--quiet", "right.xml", "wrong.xml", "--format", format_]) == 2
    out, err = capfd.readouterr()
    assert err == (
        "plivoml: right.xml: plivoml failed on it, please report that: LookupError: Speak\n"
    )
    assert "relative-url" in out
    if format_ in {"json", "sarif"}:
        json.loads(out)


def test_an_input_that_cannot_be_read_ends_no_run(
    monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    with Path("input").open("w") as only_written:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=only_written.buffer))
        assert main(["check", "--quiet", "-", "wrong.xml"]) == 2
    assert capfd.readouterr() == (WARNED.format("wrong.xml"), "plivoml: -: read\n")


@pytest.mark.parametrize("options", [[], ["--as-found"]])
def test_no_name_is_that_of_no_file(options: list[str], capfd: Captured) -> None:
    assert main(["check", "--quiet", *options, "", "wrong.xml"]) == 2
    told = "plivoml: '': No such file or directory\n"
    assert capfd.readouterr() == (WARNED.format("wrong.xml"), told)


def test_a_file_is_looked_at_once_by_the_first_of_its_names(here: Path, capfd: Captured) -> None:
    (here / "notes").write_text("")
    (here / "app.txt").write_text("")

    names = ["./wrong.xml", "wrong.xml", ".", str(here / "wrong.xml"), str(here)]
    assert main(["check", *names]) == 1
    assert capfd.readouterr() == (
        WARNED.format("./wrong.xml"),
        "2 documents in 2 files; 1 warning\n",
    )
    Path("wrong.xml").unlink()
    Path("right.xml").unlink()
    assert main(["check", ".", str(here)]) == 0
    assert capfd.readouterr().err == (
        "no document found in 0 files, and 2 of kinds that are not looked at\n"
    )


def test_what_is_named_counts_as_named_though_it_was_found_before(capfd: Captured) -> None:
    Path("page.xml").write_text("<html/>")
    assert main(["check", "--quiet", "."]) == 1
    assert "page.xml" not in capfd.readouterr().out

    assert main(["check", "--quiet", ".", "page.xml"]) == 1
    assert "page.xml:1:1: error[" in capfd.readouterr().out


def test_the_input_is_read_once_however_often_it_is_named() -> None:
    done = run("-", "-", "./-", input_=WRONG.encode())
    assert done.stdout.decode() == WARNED.format("-")
    assert done.stderr == b"plivoml: ./-: No such file or directory\n"


def test_a_folder_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    def refuse(_: str) -> None:
        raise PermissionError(13, "Permission denied", "flows")

    Path("flows").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)

    assert main(["check", "--quiet", "flows", "wrong.xml"]) == 2
    told = "plivoml: flows: Permission denied\n"
    assert capfd.readouterr() == (WARNED.format("wrong.xml"), told)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_cannot_be_a_document_is_told_and_the_rest_is_checked(capfd: Captured) -> None:
    Path("self.xml").symlink_to("self.xml")
    long = "a" * 5000

    assert main(["check", "--quiet", "self.xml", long, "/dev/zero", "/dev/null", "wrong.xml"]) == 2
    out, err = capfd.readouterr()
    assert err == (
        "plivoml: self.xml: Too many levels of symbolic links\n"
        f"plivoml: {long}: File name too long\n"
    )
    assert [line for line in out.splitlines() if not line.startswith(" ")] == [
        "/dev/zero:1:1: error[refused-xml] /: expected at most 10 MB; got more",
        "/dev/null:1:1: error[not-well-formed] /: expected a document; got nothing",
        *WARNED.format("wrong.xml").splitlines()[:1],
    ]


class Endless(io.RawIOBase):
    """A stream that never ends, and that must not be read as if it did."""

    def read(self, size: int = -1, /) -> bytes:
        assert size >= 0
        return b" " * size


def test_an_endless_input_is_read_as_far_as_a_document_may_go(
    monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))

    assert main(["check", "--quiet", "-"]) == 1
    told = "-:1:1: error[refused-xml] /: expected at most 10 MB; got more\n"
    assert capfd.readouterr() == (told, "")


@pytest.mark.parametrize("before", [b"\xfe\xff", b"\0\n"])
def test_a_program_is_shown_as_it_is_read_whatever_it_begins_with(
    before: bytes, here: Path, capfd: Captured
) -> None:
    line = "const a = \"<Response><Wait length='x'/></Response>\";"
    Path(here, "a.js").write_bytes(before + line.encode())
    assert main(["check", "a.js"]) == 1
    assert f"{line}\n" in capfd.readouterr().out


def test_a_name_does_nothing_to_a_terminal(capfd: Captured) -> None:
    name = "gone\n\x1b[31m\udcff.xml"

    assert main(["check", "--quiet", name]) == 2
    assert capfd.readouterr().err == (
        "plivoml: gone\ufffd\ufffd[31m\ufffd.xml: No such file or directory\n"
    )


@pytest.mark.parametrize("name", ["app.py", "page.html"])
def test_a_program_that_is_too_long_is_told_if_there_may_be_documents_in_it(
    name: str, capfd: Captured
) -> None:
    Path(name).write_text("#" * 1024 * 1024 + "\n")
    assert main(["check", "--quiet", name, "right.xml"]) == 0

    told = f"plivoml: {name}: Too long to look for documents in it\n"
    for may_be_one in ("<Response", "<response", "import plivoxml", "new plivo.Response()"):
        Path(name).write_text("#" * 1024 * 1024 + may_be_one)
        assert main(["check", "--quiet", name]) == 2
        assert capfd.readouterr() == ("", told)


def test_select_ignore_and_severity_choose_what_counts(capfd: Captured) -> None:
    assert main(["check", "--quiet", "wrong.xml", "--ignore", "bad-value,relative-url"]) == 0
    assert main(["check", "--quiet", "wrong.xml", "--select", "bad-value"]) == 0
    assert main(["check", "--quiet", "wrong.xml", "--severity", "error"]) == 0
    assert capfd.readouterr() == ("", "")
    choice = ["--select", "bad-value", "--select", "relative-url", "--severity", "warning"]
    assert main(["check", "--quiet", "wrong.xml", *choice]) == 1
    assert capfd.readouterr() == (WARNED.format("wrong.xml"), "")


def test_the_project_chooses_and_the_command_line_before_it(capfd: Captured) -> None:
    Path("pyproject.toml").write_text(
        '[tool.plivoml]\nignore = ["relative-url"]\nallow = ["New"]\nseverity = "warning"\n'
    )
    Path("new.xml").write_text("<Response><New/></Response>")
    Path("folder").mkdir()

    assert main(["check", "--quiet", "wrong.xml", "new.xml"]) == 0
    os.chdir("folder")
    assert main(["check", "--quiet", "../wrong.xml", "../new.xml"]) == 0
    assert capfd.readouterr() == ("", "")
    assert main(["check", "--quiet", "../wrong.xml", "--ignore", "bad-value"]) == 1
    assert capfd.readouterr().out == WARNED.format("../wrong.xml")


def test_a_project_says_what_its_documents_answer(capfd: Captured) -> None:
    Path("pyproject.toml").write_text('[tool.plivoml]\nanswers = "calls"\n')
    Path("empty.xml").write_text("<Response/>")

    assert main(["check", "--quiet", "empty.xml"]) == 1
    assert capfd.readouterr().out.startswith("empty.xml:1:1: error[empty-response] ")
    assert main(["check", "--quiet", "empty.xml", "--answers", "callbacks"]) == 0


def test_the_last_pattern_that_fits_says_what_a_document_answers(capfd: Captured) -> None:
    Path("pyproject.toml").write_text(
        '[tool.plivoml.answers]\n"*" = "calls"\n"told/*.xml" = "callbacks"\n"told/a/?.xml" = "calls"\n'
    )
    for name in ("empty.xml", "told/b.xml", "told/a/b.xml", "told/a/bc.xml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("<Response/>")

    os.chdir("told")
    assert main(["check", "--quiet", "../empty.xml", "b.xml", "a", "../told/a/bc.xml"]) == 1
    told = [line.partition(" /")[0] for line in capfd.readouterr().out.splitlines() if "[" in line]
    assert told == [f"{name}:1:1: error[empty-response]" for name in ("../empty.xml", "a/b.xml")]


def test_no_pattern_says_nothing_of_a_document(capfd: Captured) -> None:
    Path("pyproject.toml").write_text('[tool.plivoml]\nanswers = { "told/*" = "callbacks" }\n')
    Path("empty.xml").write_text("<Response/>")

    assert main(["check", "--quiet", "empty.xml"]) == 1
    assert capfd.readouterr().out.startswith("empty.xml:1:1: warning[empty-response] ")


def test_a_nearer_project_that_does_not_speak_of_plivoml_is_passed_by(capfd: Captured) -> None:
    Path("pyproject.toml").write_text('[tool.plivoml]\nignore = ["relative-url"]\n')
    Path("folder").mkdir()
    Path("folder/pyproject.toml").write_text('[project]\ndependencies = ["plivoml"]\n')
    os.chdir("folder")

    assert main(["check", "--quiet", "../wrong.xml"]) == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('ignore = "a"', "[tool.plivoml] ignore: expected a list of texts; got 'a'"),
        ("ignore = [1]", "[tool.plivoml] ignore: expected a list of texts; got [1]"),
        (
            'severity = "bad"',
            "[tool.plivoml] severity: expected one of error, warning, info; got 'bad'",
        ),
        (
            "alow = []",
            (
                "[tool.plivoml] alow: expected one of select, ignore, fixable, unfixable, "
                "unsafe-fixes, allow, severity, answers, exclude, extend-exclude, "
                "per-file-ignores, templates; got 'alow'; did you mean 'allow'?"
            ),
        ),
        (
            'select = ["relative-urls"]',
            "expected the name of a rule; got 'relative-urls'; did you mean 'relative-url'?",
        ),
        (
            "unsafe-fixes = 1",
            "[tool.plivoml] unsafe-fixes: expected true or false; got 1",
        ),
        (
            'allow = ["Dial.new", "1bad"]',
            "expected a name such as Dial.newThing or NewElement; got '1bad'",
        ),
        (
            'allow = ["Dial.a b"]',
            "expected a name such as Dial.newThing or NewElement; got 'Dial.a b'",
        ),
        (
            'fixable = ["relative-urls"]',
            "expected the name of a rule; got 'relative-urls'; did you mean 'relative-url'?",
        ),
        (
            'answers = "call"',
            "[tool.plivoml] answers: expected calls or callbacks; got 'call'",
        ),
        (
            'answers = { "*.xml" = "calls", "a/*" = 1 }',
            "[tool.plivoml] answers: expected calls or callbacks; got 1",
        ),
        (
            "exclude = 1",
            "[tool.plivoml] exclude: expected a list of texts; got 1",
        ),
        (
            'templates = "flows"',
            "[tool.plivoml] templates: expected true, false or a list of files; got 'flows'",
        ),
        (
            'per-file-ignores = { "a.xml" = "relative-url" }',
            (
                "[tool.plivoml] per-file-ignores: expected lists of rules by file; "
                "got {'a.xml': 'relative-url'}"
            ),
        ),
        (
            'per-file-ignores = ["relative-url"]',
            (
                "[tool.plivoml] per-file-ignores: expected lists of rules by file; "
                "got ['relative-url']"
            ),
        ),
        (
            "per-file-ignores = { 'a.xml' = ['relative-urls'] }",
            "expected the name of a rule; got 'relative-urls'; did you mean 'relative-url'?",
        ),
        ("select = [", "Invalid value (at end of document)"),
    ],
)
def test_a_wrong_setting_is_told(here: Path, settings: str, told: str, capfd: Captured) -> None:
    Path("pyproject.toml").write_text(f"[tool.plivoml]\n{settings}")

    assert main(["check", "--quiet", "right.xml"]) == 2
    file = "" if told.startswith("expected") else f"{here / 'pyproject.toml'}: "
    assert capfd.readouterr() == ("", f"plivoml: {file}{told}\n")


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("tool = 1 # tool.plivoml", "tool: expected a table; got 1"),
        ("[tool]\nplivoml = [] # tool.plivoml", "plivoml: expected a table; got []"),
        ("[[tool.plivoml]]", "plivoml: expected a table; got [{}]"),
        ("[tool]\nplivoml = { ignored = [] }", "[tool.plivoml] ignored: expected one of select,"),
        ('[ tool . "plivoml" ]\nignored = []', "[tool.plivoml] ignored: expected one of select,"),
        ("tool.plivoml = 1", "plivoml: expected a table; got 1"),
        (f"a = {'9' * 5000} # tool.plivoml", "Exceeds the limit (4300 digits) for integer string"),
        (f"a = {'[' * 5000}{']' * 5000} # tool.plivoml", ""),
    ],
)
def test_a_file_of_settings_that_holds_no_settings_is_told(
    here: Path, file: str, told: str, capfd: Captured
) -> None:
    Path("pyproject.toml").write_text(file)

    assert main(["check", "--quiet", "right.xml"]) == 2
    out, error = capfd.readouterr()
    assert out == ""
    assert error.startswith(f"plivoml: {here / 'pyproject.toml'}: {told}")


def test_a_file_of_settings_in_another_encoding_is_told(here: Path, capfd: Captured) -> None:
    Path("pyproject.toml").write_text("[tool.plivoml]\n", encoding="utf-16")

    assert main(["check", "--quiet", "right.xml"]) == 2
    assert capfd.readouterr().err.startswith(f"plivoml: {here / 'pyproject.toml'}: 'utf-8' codec")


def test_a_wrong_rule_on_the_command_line_is_told(capfd: Captured) -> None:
    assert main(["check", "--quiet", "right.xml", "--ignore", "relative-urls"]) == 2
    assert capfd.readouterr().err == (
        "plivoml: expected the name of a rule; got 'relative-urls'; did you mean 'relative-url'?\n"
    )


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_there_is_at_least_one_job(jobs: str, capfd: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--quiet", "right.xml", "--jobs", jobs])

    assert stopped.value.code == 2
    assert f"argument --jobs: expected 1 or more; got '{jobs}'\n" in capfd.readouterr().err


def test_a_hyphen_is_the_input(monkeypatch: pytest.MonkeyPatch, capfd: Captured) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WRONG.encode())))

    assert main(["check", "--quiet", "-"]) == 1
    assert capfd.readouterr() == (WARNED.format("-"), "")


def test_statistics_count_what_each_rule_found(capfd: Captured) -> None:
    Path("both.xml").write_text('<Response><Dial action="/a" mood="x"/></Response>')

    Path("other.xml").write_text(WRONG)

    assert main(["check", "--quiet", "wrong.xml", "both.xml", "other.xml", "--statistics"]) == 1
    assert capfd.readouterr().err == (
        "     3  relative-url\n     1  dial-without-target\n     1  unknown-attribute\n"
    )


@pytest.mark.uncounted
def test_a_thousand_documents_build_the_schema_once(monkeypatch: pytest.MonkeyPatch) -> None:
    do_without_libxml2(monkeypatch)
    forget_schema()
    Path("answer.xml").write_text("<Response><Speak>Hello</Speak></Response>")
    settings = Settings(Selection())

    for _ in range(1000):
        assert not examine(File("answer.xml"), settings).problems
    assert schemas_built() == 1


def test_memory_stays_flat() -> None:
    settings = Settings(Selection())
    files = [File("right.xml"), File("wrong.xml")] * 30

    def check_all() -> int:
        for file in files:
            examine(file, settings)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    check_all()
    tracemalloc.start()
    before = check_all()
    after = check_all()
    tracemalloc.stop()
    assert after - before < 20_000


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_long_runs_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    times = itertools.cycle([0.0, 0.5, 1.5, 1.5, 1.55, 1.7, 1.7])
    monkeypatch.setattr(time, "monotonic", lambda: next(times))
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        progress = Progress(4, stream)
        progress.step()
        progress.clear()
        progress.step()
        progress.step()
        progress.step()
        progress.clear()
        progress.clear()

    bars = ("[############............] 2 of 4", "[########################] 4 of 4")
    assert terminal.getvalue() == "".join(f"\r\x1b[K{bar}" for bar in bars) + "\r\x1b[K"
    assert file.getvalue() == ""


def test_a_terminal_that_knows_text_alone_shows_no_progress(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show_progress_at_once(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    progress = Progress(1, terminal)
    progress.step()
    progress.clear()

    assert terminal.getvalue() == ""


def test_what_is_printed_takes_the_bar_away(
    monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    show_progress_at_once(monkeypatch)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    assert main(["check", "--quiet", "missing.xml", "wrong.xml"]) == 2
    half = "\r\x1b[K[############............] 1 of 2\r\x1b[K"
    told = "plivoml: missing.xml: No such file or directory\n"
    last = "\r\x1b[K[########################] 2 of 2\r\x1b[K"
    assert terminal.getvalue() == half + told + last
    assert capfd.readouterr().out == WARNED.format("wrong.xml")


def test_a_failure_without_words_is_told_by_its_type() -> None:
    assert reason(OSError("odd")) == "odd"
    assert examine(File("a", failure="gone"), Settings(Selection())) == Report("a", failure="gone")


def test_what_a_project_says_of_many_files_is_made_ready_once() -> None:
    ignores = {f"old/{number}.xml": ["relative-url"] for number in range(200)}
    settings = Settings(Selection(), ignores=ignores)
    first, second = (calls(lambda: settings.of("answer.xml")) for _ in range(2))
    assert second * 10 < first
