"""Documents that a command is to read."""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import sys
import tempfile

from collections.abc import Generator, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from .._convert.differences import unified
from .._reading.gate import LARGEST
from ..errors import InvalidDocumentError
from . import FAILED
from .folders import path_of, walk
from .terminal import Terminal, printable


STANDARD_INPUT = "-"

# In bytes.  What a program says costs much more than what a document says.
_LONGEST_PROGRAM: Final = 1024 * 1024

#: What is said of a program that is longer.
TOO_LONG: Final = "Too long to look for documents in it"

# What a name in quotes has a number for.
_SPECIAL: Final = re.compile(r'[\x00-\x1f\x7f"\\]')


def is_too_long(program: bytes) -> bool:
    """Whether a program is longer than those that are read."""
    return len(program) > _LONGEST_PROGRAM


def documents_at(path: str, failures: Failures) -> list[str]:
    """Return the documents in a folder, links left out, or `path` itself."""
    if path == STANDARD_INPUT or not os.path.isdir(path):  # noqa: PTH112 - reading tells why not
        return [path]
    return sorted(
        str(Path(parent, one.name))
        for parent, _, files in walk(path, failures.tell_of_folder)
        for one in files
        if fnmatch(one.name, "*.xml") and one.is_file(follow_symlinks=False)
    )


def once(names: Iterable[str]) -> Iterator[str]:
    """Yield each file once, by the first of the names that lead to it."""
    seen: set[str] = set()
    for name in names:
        path = name if name == STANDARD_INPUT else path_of(name)
        if path not in seen:
            seen.add(path)
            yield name


def read(name: str) -> bytes:
    """Return what is in a file, or in the input, as far as it can be a document."""
    # One byte more is enough to say that there is too much.
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST + 1)
    with open(name, "rb") as stream:  # noqa: PTH123 - of no name, a path makes this folder
        return stream.read(LARGEST + 1)


def put_out(data: bytes) -> None:
    """Write what is in a file to the output: byte for byte, and as text to a terminal."""
    if isinstance(sys.stdout, Terminal):
        from .._reading.positions import read as decoded  # a pipe does without

        sys.stdout.write(decoded(data).text)
    else:
        sys.stdout.flush()  # what was said before comes before
        sys.stdout.buffer.write(data)


def write(name: str, data: bytes, before: bytes) -> None:
    """
    Put `data` into a file that is there: all of it or, if anything fails, nothing.

    The file keeps its owner and its mode as far as the system lets us, a link stays a link, and
    the other names of a file still lead to it.

    Args:
        name: Its name.
        data: What is to be in it.
        before: What was in it when it was read.

    Raises:
        OSError: If the file is left alone, as when it has changed since.
    """
    target = Path(name).resolve(strict=True)
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "Not a regular file")
    if not os.access(target, os.W_OK):  # a file of its own takes the place of one that is locked
        raise PermissionError(0, "Permission denied")
    made = tempfile.NamedTemporaryFile(dir=target.parent, prefix=".plivoml-", delete=False)  # noqa: SIM115 - it is moved
    beside = Path(made.name)
    try:
        with made:
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        takes_place = _made_alike(beside, status) and status.st_nlink == 1
        if target.read_bytes() != before:
            raise OSError(0, "Changed since it was read")
        if takes_place:
            beside.replace(target)
        else:
            _overwrite(target, data, before)
            _made_alike(target, status)  # to be written to takes special bits away, too
    finally:
        beside.unlink(missing_ok=True)


def _made_alike(name: Path, status: os.stat_result) -> bool:
    """Give a file the owner and the mode of another one; whether it has them then."""
    with contextlib.suppress(OSError, AttributeError):  # not ours to give, or Windows
        os.chown(name, status.st_uid, status.st_gid)
    with contextlib.suppress(OSError):
        name.chmod(stat.S_IMODE(status.st_mode))  # a new owner has taken special bits away
    made, wanted = ((one.st_uid, one.st_gid, one.st_mode) for one in (name.stat(), status))
    return made == wanted


def _overwrite(target: Path, data: bytes, before: bytes) -> None:
    """Write into a file, in which `before` is again if that fails."""
    with target.open("r+b", buffering=0) as stream:
        try:
            # What is longer than before needs room, and is written while nothing is lost yet.
            _put(stream, data, len(before))
            _put(stream, data[: len(before)], 0)
            stream.truncate(len(data))
            os.fsync(stream.fileno())
        except BaseException:
            _put(stream, before, 0)
            stream.truncate(len(before))
            raise


def _put(stream: io.FileIO, data: bytes, start: int) -> None:
    stream.seek(start)
    while start < len(data):  # the system may take a part
        start += stream.write(data[start:])


def diff(name: str, before: bytes, after: bytes) -> bytes:
    """Return how a file becomes another one, byte for byte, as `patch` and `git apply` read it."""
    # What is no text comes back as it was.
    escaping = ("utf-8", "surrogateescape")
    old, new = ([line.decode(*escaping) for line in io.BytesIO(text)] for text in (before, after))
    title = os.fsencode(name.replace(os.sep, "/")).decode(*escaping)
    if _SPECIAL.search(title):
        numbers = _SPECIAL.sub(lambda found: f"\\{ord(found[0]):03o}", title)
        title = f'"{numbers}"'
    elif " " in title:
        title += "\t"  # or it would end at the blank
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified(title, old, new)
    ).encode(*escaping)


def fault(error: Exception) -> str:
    """Say of an error that nobody foresaw that the file is not to blame."""
    return f"plivoml failed on it, please report that: {type(error).__name__}: {error}"


def tell(name: str, why: str) -> None:
    """Tell a person why a file cannot be used."""
    print(printable(f"plivoml: {name or repr(name)}: {why}"), file=sys.stderr)


class Failures:
    """Tells of the files that a command cannot use, and goes on."""

    status = 0

    @contextlib.contextmanager
    def told(self, name: str) -> Generator[None, None, None]:
        """Tell why a file cannot be used."""
        try:
            yield
        except OSError as error:
            self.tell(name, error.strerror or str(error))
        except InvalidDocumentError as error:
            self.status = FAILED
            for problem in error.problems:
                print(printable(f"{name}:{problem}"), file=sys.stderr)
        except (SyntaxError, ValueError) as error:
            self.tell(name, str(error))
        except Exception as error:  # noqa: BLE001 - the other files are looked at all the same
            self.tell(name, fault(error))

    def tell_of_folder(self, error: OSError) -> None:
        """Tell of a folder that cannot be read."""
        self.tell(error.filename, error.strerror or str(error))

    def tell_of_nothing(self, status: int) -> None:
        """Tell that no document was found, if nothing else was told; the exit status is then this."""
        if self.status != FAILED:
            self.status = status
            print("plivoml: no document found", file=sys.stderr)

    def tell(self, name: str, why: str) -> None:
        """Tell of one."""
        self.status = FAILED
        tell(name, why)
