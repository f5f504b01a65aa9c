"""Programs that tests start: none outlasts its test, and each hears Ctrl-C."""

from __future__ import annotations

import signal
import subprocess

from collections.abc import Generator
from contextlib import contextmanager


#: How long a program may take, in seconds: far longer than on any machine, however busy.
PATIENCE = 300


@contextmanager
def ctrl_c_is_heard() -> Generator[None]:
    """
    Let programs that start in here hear Ctrl-C.

    A program that a script starts in the background is told to ignore it, and so is
    whatever it starts in turn; only where it has a handler of its own, a program that it
    starts begins anew.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def last_words(process: subprocess.Popen[bytes]) -> bytes:
    """Return what a program that comes to its end says on its second output."""
    try:
        return process.communicate(timeout=PATIENCE)[1]
    finally:
        # Where it has not ended, nothing else would end it.
        process.kill()
