"""Work in a process of its own, which may take so much CPU and memory and no more."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import traceback

from collections.abc import Callable
from typing import Any, Final, NamedTuple


MEGABYTE: Final = 1024 * 1024

#: In seconds, however busy the machine is.
_PATIENCE: Final = 250


class Outcome(NamedTuple):
    """What became of a piece of work."""

    result: Any
    """What it returned; None where it came to no end."""

    failure: str
    """How it failed; empty if it did not."""

    seconds: float
    """The CPU that it took."""

    megabytes: float
    """What was resident at most, of the process that it was forked from too."""


def bounded(work: Callable[..., Any], *arguments: Any, seconds: int, megabytes: int) -> Outcome:
    """
    Let a function work in a fork of this process, whose other threads are none of its own.

    Args:
        work: What returns something that JSON has, in a few thousand characters.
        arguments: What it is called with.
        seconds: How much CPU it may take.
        megabytes: How much memory it may ask for, with what is there before the fork.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _work(work, arguments, theirs, seconds, megabytes)
    # Whoever the child leaves behind may keep the pipe open: it is read when the child has ended.
    _, status, used = os.wait4(child, 0)
    os.close(theirs)
    os.set_blocking(ours, False)
    with os.fdopen(ours, "rb") as told:
        said = told.read()
    code = os.waitstatus_to_exitcode(status)
    result, failure = json.loads(said) if said else (None, f"ended by signal {-code}")
    kilobytes = used.ru_maxrss
    return Outcome(result, failure, used.ru_utime + used.ru_stime, kilobytes / 1024)


def _work(
    work: Callable[..., Any], arguments: Any, told: int, seconds: int, megabytes: int
) -> None:
    """Work, tell, and end."""
    try:
        gc.freeze()  # what the parent has loaded is none of the work's
        signal.alarm(_PATIENCE)  # what sleeps takes no CPU
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        try:
            said: tuple[Any, str] = work(*arguments), ""
        except BaseException:  # noqa: BLE001 - whatever it is, somebody else is to know
            said = None, traceback.format_exc()
        with os.fdopen(told, "wb") as pipe:
            pipe.write(json.dumps(said).encode())
    finally:
        os._exit(0)
