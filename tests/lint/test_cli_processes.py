"""`plivoml check --jobs`: several processes say what one says."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time

from pathlib import Path

import pytest

from tests.support.checking import Selection
from tests.support.command import (
    CHECK_BY_PROCESSES,
    File,
    Report,
    Settings,
    count_helpers,
    examine,
    examined,
    examined_where_schemas_are_counted,
    kill_processes,
    main,
    sent_by_a_helper,
    use_processes_at_once,
)
from tests.support.processes import PATIENCE, ctrl_c_is_heard, last_words


RIGHT = "<Response><Speak>Hi</Speak></Response>\n"
WRONG = "<Response><Redirect>/next</Redirect></Response>\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("right.xml").write_text(RIGHT)
    Path("wrong.xml").write_text(WRONG)


def copies(number: int) -> list[str]:
    """Write so many documents, and return their names."""
    names = [f"{one}.xml" for one in range(number)]
    for name in names:
        Path(name).write_text(RIGHT)
    return names


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_two_jobs_report_the_same(form: str) -> None:
    Path("flows").mkdir()
    for number in range(40):
        Path(f"flows/{number}.xml").write_text(WRONG * (1 + number % 2))
    arguments = ["flows", "missing.xml", "-", "wrong.xml", "--format", form, "--statistics"]
    one, two = (
        subprocess.run(
            [sys.executable, "-c", CHECK_BY_PROCESSES, *arguments, *more],
            input=b"<Say/>",
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        for more in ([], ["--jobs", "2"])
    )

    assert (two.returncode, two.stdout) == (2, one.stdout)
    assert two.stderr == one.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a process would start anew")
@pytest.mark.parametrize("jobs", [2, 4])
def test_reports_come_in_the_order_of_the_files(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    use_processes_at_once(monkeypatch)
    files = [File(name) for name in ("right.xml", "wrong.xml", "missing.xml") * 70]
    settings = Settings(Selection())

    assert [*examined(files, settings, jobs)] == [examine(file, settings) for file in files]


@pytest.mark.parametrize(("moment", "parts"), [(60.0, [3, 1]), (-1.0, [1, 1, 1, 1])])
def test_a_process_says_at_moments_what_it_has_found(
    moment: float, parts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [File(name) for name in ("right.xml", "wrong.xml", "missing.xml", "wrong.xml")]
    settings = Settings(Selection())

    sent = sent_by_a_helper(files, [range(3), range(3, 4)], moment, monkeypatch)
    assert [*map(len, sent)] == parts
    assert [report for part in sent for report in part] == [
        examine(file, settings) for file in files
    ]


def test_there_are_no_more_processes_than_there_is_work_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = count_helpers(monkeypatch)
    use_processes_at_once(monkeypatch)
    for number, jobs in ((1, 1), (1, 8), (2, 8), (200, 8), (200, 1_000_000)):
        assert main(["check", "--quiet", *copies(number), "--jobs", str(jobs)]) == 0
    assert started == [1, 2, 7, 200]


@pytest.mark.parametrize(
    ("seconds", "jobs", "started"),
    [
        (0.0, 9, []),  # all is done before there is anything to share
        (0.01, 9, [8]),
        (0.01, 1, []),
        (0.002, 2, [1]),
        (0.0004, 2, []),  # less is left than has been done
        (0.0001, 2, []),
    ],
)
def test_processes_are_started_for_much_work_alone(
    seconds: float, jobs: int, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    helpers = count_helpers(monkeypatch)
    # A file takes from one tick to the next.
    ticks = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: seconds * next(ticks))

    assert main(["check", "--quiet", *copies(200), "--jobs", str(jobs)]) == 0
    assert helpers == started


def test_what_is_made_once_is_no_reason_for_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    helpers = count_helpers(monkeypatch)
    # The first file takes a second, and the others no time.
    ticks = itertools.chain([0.0, 0.0], itertools.repeat(1.0))
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks))

    assert main(["check", "--quiet", *copies(200), "--jobs", "2"]) == 0
    assert helpers == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process starts anew")
def test_no_schema_is_built_before_a_process_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = examined_where_schemas_are_counted([File("right.xml")] * 40, monkeypatch)
    assert reports == [Report("right.xml", failure="0")] * 40


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process starts anew")
def test_a_process_that_is_ended_is_a_failure_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    kill_processes(monkeypatch)

    assert main(["check", "--quiet", *copies(40), "--jobs", "2"]) == 2
    told = "plivoml: One of the processes was ended before its work was done\n"
    assert capfd.readouterr() == ("", told)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
@pytest.mark.usefixtures("deaf_or_not")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_is_quiet(jobs: str) -> None:
    os.mkfifo("endless")
    files = [*copies(40), "endless"]
    command = [sys.executable, "-c", CHECK_BY_PROCESSES, "--quiet", *files, "--jobs", jobs]
    with ctrl_c_is_heard():
        process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    # It opens once the command reads at the other end.
    with process, Path("endless").open("wb", buffering=0) as pipe:
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.2)
        pipe.close()
        assert last_words(process) == b""
    assert process.returncode == 130
