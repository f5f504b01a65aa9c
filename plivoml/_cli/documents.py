"""Documents that a command is to read."""

from __future__ import annotations

import contextlib
import sys

from collections.abc import Generator
from pathlib import Path

from .._reading.gate import LARGEST
from ..errors import InvalidDocumentError
from . import FAILED
from .excerpt import printable


STANDARD_INPUT = "-"


def documents_at(path: str) -> list[str]:
    """Return the documents in a folder, or *path* itself."""
    if path == STANDARD_INPUT or not Path(path).is_dir():
        return [path]
    return sorted(str(found) for found in Path(path).rglob("*.xml") if found.is_file())


def read(name: str) -> bytes:
    """Return what is in a file, or in the input, as far as it can be a document."""
    # One byte more is enough to say that there is too much.
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(name).open("rb") as stream:
        return stream.read(LARGEST + 1)


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

    def tell(self, name: str, why: str) -> None:
        """Tell of one."""
        self.status = FAILED
        print(printable(f"plivoml: {name}: {why}"), file=sys.stderr)
