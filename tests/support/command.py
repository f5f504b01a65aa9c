"""The command in this process, and what its parts do."""

from __future__ import annotations

import os

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import plivoml._cli

from plivoml import _checking
from plivoml._cli import COMMANDS, main, progress
from plivoml._cli.commands import call, check, format, map  # noqa: A004
from plivoml._cli.excerpt import Excerpt, excerpt
from plivoml._cli.files import File, Report, _reason, examine
from plivoml._cli.formats import FORMATS, _escaped
from plivoml._cli.progress import Progress
from plivoml._cli.settings import Settings
from plivoml._convert import layout

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
    "escaped",
    "examine",
    "examined_where_schemas_are_counted",
    "excerpt",
    "fail_on",
    "kill_processes",
    "main",
    "map",
    "reason",
    "show_progress_at_once",
    "take_input_from",
    "use_processes_at_once",
]

reason = _reason
escaped = _escaped


def show_progress_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_STEP", 0.0)


def use_processes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `plivoml check` not see first how much work there is."""
    monkeypatch.setattr(check, "_PATIENCE", 0.0)


#: A program that is `plivoml check` and does not see first how much work there is.
CHECK_BY_PROCESSES = (
    "import sys; from plivoml._cli import main; from plivoml._cli.commands import check; "
    "check._PATIENCE = 0.0; sys.exit(main(['check', *sys.argv[1:]]))"
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
    monkeypatch.setattr(check, "examine", _schemas)
    return list(check._examined(files, Settings(Selection()), jobs=2))


def fail_on(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands fail, as nobody foresaw, on documents with *text* in them."""

    def failing(work: Callable[..., Any]) -> Callable[..., Any]:
        def works(data: bytes, *others: Any, **options: Any) -> Any:
            if text in data:
                raise LookupError(text.decode())
            return work(data, *others, **options)

        return works

    monkeypatch.setattr(_checking, "check_file", failing(_checking.check_file))
    monkeypatch.setattr(format, "laid_out", failing(layout.laid_out))


def kill_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes of `plivoml check` end themselves, and keep the output of this one."""
    use_processes_at_once(monkeypatch)
    monkeypatch.setattr(check, "examine", _killed)
    monkeypatch.setattr(plivoml._cli, "_give_up_output", lambda: None)


def _killed(_: File, settings: Settings) -> Report:
    del settings
    os._exit(1)


def _schemas(file: File, settings: Settings) -> Report:
    del settings
    return Report(file.name, failure=str(schemas_built()))
