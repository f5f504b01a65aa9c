"""The command: what it prints, to the letter, and its exit status."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys

from pathlib import Path

import pytest

import plivoml

from plivoml import Dial, Hangup, Number, Response
from tests.support.command import COMMANDS, main
from tests.support.processes import PATIENCE, ctrl_c_is_heard, last_words


RIGHT = Response([Dial([Number("+15550100123")]), Hangup()]).to_bytes()

WRONG = b"""\
<Response>
    <Speak>Connecting your call..</Speak>
    <Dial timeOut="20" method="PUT">
        <Number></Number>
    </Dial>
    <Speak>Nobody answers. Goodbye.</Speak>
</Response>
"""
REPORT = """\
{name}:3:11: error[unknown-attribute] /Response/Dial/@timeOut: \
expected an attribute of Dial; got 'timeOut'; did you mean 'timeout'?
    3 |     <Dial timeOut="20" method="PUT">
      |           ^ did you mean 'timeout'?
{name}:3:24: error[bad-value] /Response/Dial/@method: expected one of GET, POST; got 'PUT'
    3 |     <Dial timeOut="20" method="PUT">
      |                        ^
{name}:4:9: error[missing-text] /Response/Dial/Number: \
expected a phone number such as +15550100123, on one line; got ''
    4 |         <Number></Number>
      |         ^
"""

COMMAND = [str(Path(sys.executable).with_name("plivoml"))]
MODULE = [sys.executable, "-m", "plivoml"]


def report_on(name: str) -> str:
    return REPORT.format(name=name)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("right.xml").write_bytes(RIGHT)
    Path("wrong.xml").write_bytes(WRONG)
    return tmp_path


def run(*arguments: str, command: list[str] = MODULE, given: bytes = b"") -> tuple[int, str, str]:
    done = subprocess.run(
        [*command, *arguments], input=given, capture_output=True, timeout=PATIENCE, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("command", [COMMAND, MODULE], ids=["plivoml", "python -m plivoml"])
def test_the_command_and_the_module_are_one(command: list[str]) -> None:
    assert run("check", "--quiet", "right.xml", command=command) == (0, "", "")
    assert run("check", "--quiet", "wrong.xml", command=command) == (1, report_on("wrong.xml"), "")
    assert run("--version", command=command) == (0, f"plivoml {plivoml.__version__}\n", "")


def test_a_file_without_problems_is_not_spoken_of(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--quiet", "right.xml"]) == 0
    assert capfd.readouterr() == ("", "")


def test_each_problem_is_shown_where_it_stands(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--quiet", "wrong.xml"]) == 1
    assert capfd.readouterr() == (report_on("wrong.xml"), "")


def test_files_are_checked_in_the_order_in_which_they_are_given(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = shutil.copy("wrong.xml", str(here / "other.xml"))
    assert main(["check", "--quiet", "wrong.xml", "right.xml", other]) == 1
    assert capfd.readouterr() == (report_on("wrong.xml") + report_on(other), "")


def test_a_hyphen_is_the_input() -> None:
    assert run("check", "--quiet", "-", given=WRONG) == (1, report_on("-"), "")
    assert run("check", "--quiet", "-", given=RIGHT) == (0, "", "")
    assert run("check", "--quiet", "wrong.xml", "-", given=RIGHT) == (1, report_on("wrong.xml"), "")


def test_a_file_that_is_not_there_is_told_after_the_others_are_checked(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--quiet", "missing.xml", "wrong.xml"]) == 2
    assert capfd.readouterr() == (
        report_on("wrong.xml"),
        "plivoml: missing.xml: No such file or directory\n",
    )


def test_a_file_that_is_no_text_has_a_problem(capfd: pytest.CaptureFixture[str]) -> None:
    Path("tone.xml").write_bytes(bytes(range(256)) * 100)
    assert main(["check", "--quiet", "tone.xml"]) == 1
    out, err = capfd.readouterr()
    assert out.startswith("tone.xml:1:1: error[not-well-formed] /: ")
    assert (out.count("error["), err) == (1, "")
    assert not {"\0", "\a", "\b", "\033"} & set(out)


def test_an_empty_file_has_a_problem(capfd: pytest.CaptureFixture[str]) -> None:
    Path("empty.xml").touch()
    assert main(["check", "--quiet", "empty.xml"]) == 1
    assert capfd.readouterr().out.startswith(
        "empty.xml:1:1: error[not-well-formed] /: expected a document; got nothing\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "usage: plivoml check "),
        (["chek"], "usage: plivoml [-h] [--version] COMMAND ...\n"),
        (["check", "--no-such-option", "right.xml"], "usage: plivoml "),
    ],
)
def test_a_wrong_call_is_told_how_it_goes(
    arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(told)


def test_alone_it_says_what_it_can_do(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("usage: plivoml [-h] [--version] COMMAND ...\n")
    assert all(f"\n    {command}" in out for command in COMMANDS)
    assert err == ""


def test_every_command_has_help(capfd: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        assert capfd.readouterr().out.startswith(f"usage: plivoml {command} ")


def test_the_command_reads_its_arguments_from_the_shell(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["plivoml", "check", "--quiet", "wrong.xml"])
    assert main() == 1
    assert capfd.readouterr().out == report_on("wrong.xml")


class Closed(io.TextIOBase):
    """A pipe whose reader has gone."""

    def __init__(self, behind: int) -> None:
        self._behind = behind

    def write(self, _: str, /) -> int:
        raise BrokenPipeError

    def fileno(self) -> int:
        return self._behind


def test_a_reader_that_has_seen_enough_is_no_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    behind = os.open("pipe", os.O_WRONLY | os.O_CREAT)
    monkeypatch.setattr(sys, "stdout", Closed(behind))
    assert main(["check", "--quiet", "wrong.xml"]) == 1
    os.close(behind)
    assert capfd.readouterr() == ("", "")


class Full(Closed):
    """A disk without room."""

    def write(self, _: str, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_without_room_is_a_failure_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    behind = os.open("file", os.O_WRONLY | os.O_CREAT)
    monkeypatch.setattr(sys, "stdout", Full(behind))
    assert main(["check", "--quiet", "wrong.xml"]) == 2
    assert capfd.readouterr() == ("", "plivoml: No space left on device\n")
    monkeypatch.setattr(sys, "stderr", Full(behind))
    assert main(["check", "--quiet", "wrong.xml"]) == 2
    os.close(behind)


def test_what_was_said_before_a_failure_is_kept() -> None:
    script = (
        "import pathlib, runpy, sys\n"
        "def fail(): raise PermissionError(13, 'No entry')\n"
        "sys.stdout.write('said'); pathlib.Path.cwd = fail\n"
        "sys.argv = ['plivoml', 'check', '--quiet', 'wrong.xml']; runpy.run_module('plivoml', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, b"said", b"plivoml: No entry\n")


def buffered() -> dict[str, str]:
    """Return an environment in which Python writes late, as it does without being told."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such file")
@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (["check", "wrong.xml"], {}),
        (["check", "--help"], {}),
        (["check", "--help"], {"PYTHONUNBUFFERED": "1"}),
        (["--version"], {"PYTHONUNBUFFERED": "1"}),
    ],
)
def test_a_full_disk_has_its_exit_status_whatever_goes_there(
    arguments: list[str], more: dict[str, str]
) -> None:
    with Path("/dev/full").open("wb") as full:
        told, untold = (
            subprocess.run(
                [*MODULE, *arguments],
                stdout=full,
                stderr=stderr,
                env=buffered() | more,
                timeout=PATIENCE,
                check=False,
            )
            for stderr in (subprocess.PIPE, subprocess.STDOUT)
        )
    assert (told.returncode, told.stderr) == (2, b"plivoml: No space left on device\n")
    assert untold.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such file")
@pytest.mark.parametrize("arguments", [["check", "wrong.xml"], ["check", "--wrong"]])
def test_what_cannot_be_told_has_its_exit_status(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*MODULE, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=full,
            env=buffered(),
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 2


@pytest.mark.parametrize("arguments", [["--help"], ["check", "wrong.xml"]])
def test_a_reader_that_has_gone_has_one_exit_status(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(
            [*MODULE, *arguments],
            stdout=gone,
            stderr=subprocess.PIPE,
            env=buffered(),
            timeout=PATIENCE,
            check=False,
        )
    assert (done.returncode, b"BrokenPipe" in done.stderr) == (1, False)


def test_what_a_reader_that_has_gone_left_is_written_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main(["check", "--quiet", "wrong.xml"]) == 1
        gone.write("more")
        gone.flush()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such file")
@pytest.mark.parametrize("arguments", [["check", "wrong.xml"], ["rules"], ["schema", "--text"]])
def test_what_cannot_be_written_is_told_once(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*MODULE, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"plivoml: No space left on device\n")


def test_closed_streams_are_no_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["check", "--quiet", "-"]) == 1
    assert main(["check", "--quiet", "missing.xml"]) == 2
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_characters_that_the_terminal_does_not_know_are_spelled_out() -> None:
    Path("foreign.xml").write_text("<R\u00e9ponse/>", "utf-8")
    ours, theirs = os.openpty()
    shown = subprocess.run(
        [*MODULE, "check", "--quiet", "foreign.xml"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"},
        stdout=theirs,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as screen:
        said = screen.read(80)
    assert (shown.returncode, shown.stderr) == (1, b"")
    assert said.startswith(rb"foreign.xml:1:1: error[unknown-element] /R\xe9ponse: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--quiet"],
        ["check", "--quiet", "--format=sarif"],
        ["graph"],
        ["graph", "--format=dot"],
        ["graph", "--format=svg"],
        ["to-python"],
    ],
)
def test_what_goes_to_a_file_is_utf_8_wherever_it_is_written(arguments: list[str]) -> None:
    Path("umlaut.xml").write_text(
        "<Response><Speak>\u00fc\u0130</Speak><R\u00e9/></Response>", "utf-8"
    )
    latin, utf = (
        subprocess.run(
            [*MODULE, *arguments, "umlaut.xml"],
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        for encoding in ("latin-1", "utf-8")
    )
    assert latin.stdout.decode() == utf.stdout.decode() != ""
    assert (latin.returncode, latin.stderr) == (utf.returncode, utf.stderr)


def test_an_interruption_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "read_bytes", interrupt)
    assert main(["check", "--quiet", "right.xml"]) == 130
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
@pytest.mark.usefixtures("deaf_or_not")
def test_ctrl_c_is_quiet() -> None:
    os.mkfifo("endless.xml")
    with ctrl_c_is_heard():
        process = subprocess.Popen(
            [*MODULE, "check", "--quiet", "endless.xml"], stderr=subprocess.PIPE
        )
    with process:
        # It opens once the command reads at the other end.
        with Path("endless.xml").open("wb", buffering=0):
            process.send_signal(signal.SIGINT)
        # A signal that comes right before a read is noticed once all is read.
        assert last_words(process) == b""
    assert process.returncode == 130
