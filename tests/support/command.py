"""The command in this process, and what its parts do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import plivoml._cli

from plivoml import _checking
from plivoml._cli import COMMANDS, main, processes, progress
from plivoml._cli.commands import call, format, map  # noqa: A004
from plivoml._cli.documents import diff
from plivoml._cli.excerpt import Excerpt, excerpt
from plivoml._cli.files import File, Report, _reason, examine
from plivoml._cli.formats import FORMATS, _escaped
from plivoml._cli.processes import examined
from plivoml._cli.progress import Progress
from plivoml._cli.settings import Settings
from plivoml._convert import layout
from plivoml._convert.differences import unified

from .checking import Selection, forget_schema, schemas_built


__all__ = [
    "CHECK_BY_PROCESSES",
    "COMMANDS",
    "FORMATS",
    "Excerpt",
    "File",
    "Progress",
    "Report",
    "Settings",
    "call",
    "change_while_fixing",
    "count_helpers",
    "diff",
    "escaped",
    "examine",
    "examined",
    "examined_where_schemas_are_counted",
    "excerpt",
    "fail_on",
    "kill_processes",
    "main",
    "map",
    "reason",
    "sent_by_a_helper",
    "show_progress_at_once",
    "take_input_from",
    "unified",
    "use_processes_at_once",
]

reason = _reason
escaped = _escaped


def show_progress_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_STEP", 0.0)


def use_processes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `plivoml check` not see first how much work there is."""
    monkeypatch.setattr(processes, "_WORTH", 0.0)


#: A program that is `plivoml check` and does not see first how much work there is.
CHECK_BY_PROCESSES = (
    "import sys; from plivoml._cli import main; from plivoml._cli import processes; "
    "processes._WORTH = 0.0; sys.exit(main(['check', *sys.argv[1:]]))"
)


def take_input_from(source: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `plivoml format` read *source* for its input."""
    monkeypatch.setattr(format, "read", {"-": source}.get)


def change_while_fixing(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody else write *text* into a file while it is fixed."""
    fix_file = _checking.fix_file

    def changed(*args: Any, **options: Any) -> Any:
        Path(name).write_text(text)
        return fix_file(*args, **options)

    monkeypatch.setattr(_checking, "fix_file", changed)


def examined_where_schemas_are_counted(
    files: list[File], monkeypatch: pytest.MonkeyPatch
) -> list[Report]:
    """Return for each file how many schemas its process holds, of two processes."""
    forget_schema()
    use_processes_at_once(monkeypatch)
    monkeypatch.setattr(processes, "examine", _schemas)
    return list(examined(files, Settings(Selection()), jobs=2))


def fail_on(text: bytes, monkeypatch: pytest.MonkeyPatch, part: str = "check_file") -> None:
    """Let commands, or a part of `check`, fail as nobody foresaw on documents with *text*."""

    def failing(work: Callable[..., Any]) -> Callable[..., Any]:
        def works(data: bytes, *others: Any, **options: Any) -> Any:
            if text in data:
                raise LookupError(text.decode())
            return work(data, *others, **options)

        return works

    monkeypatch.setattr(_checking, part, failing(getattr(_checking, part)))
    monkeypatch.setattr(format, "laid_out", failing(layout.laid_out))


def kill_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes of `plivoml check` end themselves, and keep the output of this one."""
    use_processes_at_once(monkeypatch)
    monkeypatch.setattr(processes, "examine", _killed_elsewhere)
    monkeypatch.setattr(plivoml._cli, "_give_up_output", lambda: None)


_THIS_PROCESS = os.getpid()


def _killed_elsewhere(file: File, settings: Settings) -> Report:
    if os.getpid() != _THIS_PROCESS:
        os._exit(1)
    return examine(file, settings)


def count_helpers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return where it is put how many processes `plivoml check` starts, each time; none is."""
    started: list[int] = []

    def shared(files: Sequence[File], look: Callable[[File], Report], number: int) -> Any:
        started.append(number)
        return (look(file) for file in files)

    monkeypatch.setattr(processes, "_shared", shared)
    return started


def sent_by_a_helper(
    files: list[File], ranges: list[range], moment: float, monkeypatch: pytest.MonkeyPatch
) -> list[list[Report]]:
    """Return what a process says that is given *ranges* of files; the process is this one."""
    monkeypatch.setattr(processes, "_MOMENT", moment)
    unused, _other = multiprocessing.Pipe()
    ours, theirs = multiprocessing.Pipe()
    sent: list[list[Report]] = []

    def hear() -> None:
        while len([*chain(*sent)]) < len([*chain(*ranges)]):
            sent.append(ours.recv())
        ours.close()

    for indices in ranges:
        ours.send(indices)
    listener = threading.Thread(target=hear)
    listener.start()
    before = signal.getsignal(signal.SIGINT)
    try:
        processes.work(unused, theirs, files, partial(examine, settings=Settings(Selection())))
    finally:
        signal.signal(signal.SIGINT, before)
        theirs.close()
    listener.join()
    return sent


def _schemas(file: File, settings: Settings) -> Report:
    del settings
    return Report(file.name, failure=str(schemas_built()))
