"""The files that are checked: which, and what there is to say of each."""

from __future__ import annotations

import os
import stat

from collections.abc import Sequence
from pathlib import Path

import attrs

from .. import _checking
from .._lint.document import Checked, Selection
from .._lint.fixing import fixable
from ..errors import Problem
from .documents import STANDARD_INPUT, TOO_LONG, diff, fault, is_too_long, read, write
from .excerpt import Excerpt, excerpts
from .folders import files_in, path_of
from .settings import Settings


@attrs.frozen
class File:
    """A file that is to be checked."""

    name: str
    is_found: bool = False
    """Whether it was found in a folder, rather than named by a person."""

    data: bytes | None = None
    """What is in it, where that has been read already."""

    failure: str | None = None
    """Why it cannot be read, where that is known already."""


@attrs.frozen
class Report:
    """What there is to say of a file."""

    name: str
    problems: Sequence[Problem] = ()
    excerpts: Sequence[Excerpt | None] = ()
    """For each problem, the line that it is on."""

    documents: int = 0
    """How many documents are in it."""

    failure: str | None = None
    """Why the file could not be read, or written."""

    fixed: int = 0
    """How many problems were fixed, or would be."""

    fixable: int = 0
    """How many of those that are left have a fix that counts."""

    output: bytes = b""
    """What became of the input, or how a file would change."""

    needs_extra: bool = False
    """Whether it is in a language that is read where more is installed."""


@attrs.frozen
class Files:
    """The files to check."""

    files: Sequence[File]

    others: int = 0
    """How many were found besides whose kind is not known."""


def find(paths: Sequence[str], settings: Settings, *, as_found: bool = False) -> Files:
    """
    Find the files to check, each once: those that are named, and those in the folders that are.

    Args:
        paths: What a person named.
        settings: What is left out of folders.
        as_found: Whether named files are taken as those that are found in folders.
    """
    files: dict[str, File] = {}
    others: set[str] = set()
    for path in dict.fromkeys(paths):
        if path == STANDARD_INPUT:
            files[path] = _input()
        elif os.path.isdir(path):  # noqa: PTH112 - it is no failure if nobody can tell
            found, unknown = _in_folder(path, settings)
            for file in found:
                files.setdefault(path_of(file.name), file)
            others.update(map(path_of, unknown))
        elif not (as_found and settings.leaves_out(path)):
            file = files.setdefault(path_of(path), File(path, is_found=as_found))
            # What is named counts as such, wherever else it was found.
            files[path_of(path)] = attrs.evolve(file, is_found=as_found)
    return Files([*files.values()], len(others - files.keys()))


def _input() -> File:
    # It is read here, once: another process has an input of its own.
    try:
        return File(STANDARD_INPUT, data=read(STANDARD_INPUT))
    except OSError as error:
        return File(STANDARD_INPUT, failure=_reason(error))


def _in_folder(folder: str, settings: Settings) -> tuple[list[File], list[str]]:
    failures: list[OSError] = []
    suffixes = (".xml", *_checking.KINDS)
    every = [*files_in(folder, settings.is_excluded, failures.append)]
    found = [File(name, is_found=True) for name in every if name.lower().endswith(suffixes)]
    unread = (File(error.filename, failure=_reason(error)) for error in failures)
    unknown = [name for name in every if not name.lower().endswith(suffixes)]
    return [*found, *unread], unknown


def examine(file: File, settings: Settings) -> Report:
    """Check a file."""
    if file.failure is not None:
        return Report(file.name, failure=file.failure)
    suffix = Path(file.name).suffix.lower()
    try:
        data = _read(file) if file.data is None else file.data
        if suffix in _checking.KINDS and is_too_long(data) and _may_hold_documents(data):
            return Report(file.name, failure=TOO_LONG)
        selection = settings.of(file.name)
        if settings.fix or settings.diff:
            return _fixed(file, data, suffix, settings)
        found = _checking.check_file(data, suffix, selection, is_found=file.is_found)
        return _report(file.name, data, found, selection)
    except ModuleNotFoundError as error:
        return Report(
            file.name, failure=None if file.is_found else str(error), needs_extra=file.is_found
        )
    except (SyntaxError, _checking.UnknownKindError) as error:
        return Report(file.name, failure=str(error))
    except OSError as error:
        return Report(file.name, failure=_reason(error))
    except Exception as error:  # noqa: BLE001 - the other files are looked at all the same
        return Report(file.name, failure=fault(error))


def _may_hold_documents(program: bytes) -> bool:
    from .._sources import may_hold  # few programs are long

    return may_hold(program)


def _report(name: str, data: bytes, found: Checked, selection: Selection) -> Report:
    shown: Sequence[Excerpt | None] = ()
    if found.problems:
        lines = _checking.lines_of(data, Path(name).suffix.lower(), selection)
        shown = excerpts(lines, found.problems)
    number = len(fixable(found.problems, selection))
    return Report(name, found.problems, shown, found.documents, fixable=number)


def _fixed(file: File, data: bytes, suffix: str, settings: Settings) -> Report:
    """Fix a file, or show what would become of it."""
    selection = settings.of(file.name)
    fixed = _checking.fix_file(data, suffix, selection, is_found=file.is_found)
    report = attrs.evolve(
        _report(file.name, fixed.data, fixed.checked, selection), fixed=fixed.number
    )
    if settings.diff:
        shown = diff(file.name, data, fixed.data)
        return attrs.evolve(report, problems=(), excerpts=(), output=shown)
    if file.name == STANDARD_INPUT:
        return attrs.evolve(report, output=fixed.data)
    if fixed.number:
        write(file.name, fixed.data, data)
    return report


def _read(file: File) -> bytes:
    # A person may name a pipe; one that lies in a folder would be waited for for ever.
    if file.is_found and not stat.S_ISREG(os.stat(file.name).st_mode):  # noqa: PTH116 - as `read`
        raise OSError(0, "Not a regular file")
    return read(file.name)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
