"""The files that are checked: which, and what there is to say of each."""

from __future__ import annotations

import os
import stat

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import attrs

from .. import _checking
from .._reading import positions
from ..errors import Problem
from .documents import STANDARD_INPUT, fault, read
from .excerpt import Excerpt, excerpts
from .settings import Settings


# In bytes.  What a program says costs much more than what a document says.
_LONGEST_PROGRAM: Final = 1024 * 1024


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

    failure: str | None = None
    """Why the file could not be read."""


def find(paths: Sequence[str]) -> Iterator[File]:
    """Yield the files to check: those that are named, and those in the folders that are."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield File(path, data=read(path))
        elif os.path.isdir(path):  # noqa: PTH112 - it is no failure if nobody can tell
            yield from _in_folder(path)
        else:
            yield File(path)


def _in_folder(folder: str) -> Iterator[File]:
    failures: list[OSError] = []
    suffixes = (".xml", *_checking.KINDS)
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        # Hidden folders hold what tools keep for themselves.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # A link may lead anywhere, and what it leads to is shown: it has to be named.
            if name.lower().endswith(suffixes) and not (file := Path(parent, name)).is_symlink():
                yield File(str(file), is_found=True)
    yield from (File(error.filename, failure=_reason(error)) for error in failures)


def examine(file: File, settings: Settings) -> Report:
    """Check a file."""
    if file.failure is not None:
        return Report(file.name, failure=file.failure)
    try:
        data = _read(file) if file.data is None else file.data
    except OSError as error:
        return Report(file.name, failure=_reason(error))
    suffix = Path(file.name).suffix.lower()
    if suffix in _checking.KINDS and len(data) > _LONGEST_PROGRAM and b"<Response" in data:
        return Report(file.name, failure="Too long to look for documents in it")
    try:
        problems = _checking.check_file(data, suffix, settings.of(file.name))
    except Exception as error:  # noqa: BLE001 - the other files are looked at all the same
        return Report(file.name, failure=fault(error))
    return Report(
        file.name, problems, excerpts(positions.lines(data), problems) if problems else ()
    )


def _read(file: File) -> bytes:
    # A person may name a pipe; one that lies in a folder would be waited for for ever.
    if file.is_found and not stat.S_ISREG(Path(file.name).stat().st_mode):
        raise OSError(0, "Not a regular file")
    return read(file.name)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
