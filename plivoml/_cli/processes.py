"""Many files, examined by several processes: whichever is free takes the next ones."""

from __future__ import annotations

import collections
import contextlib
import functools
import gc
import signal
import sys
import time

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .files import File, Report, examine
from .settings import Settings


if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_Look: TypeAlias = Callable[[File], Report]

# In seconds: how much is done before there are processes for the rest, a few times what it takes
# to start one; and how often a process says what it has found.
_WORTH: Final = 0.1
_MOMENT: Final = 0.02

# So many files a process is given at a time, and so many parts for each are left then at least:
# the less is left, the less waits for the last one.
_MOST: Final = 64
_PARTS: Final = 4


def examined(files: Sequence[File], settings: Settings, jobs: int) -> Generator[Report, None, None]:
    """
    Yield the report on each file, in their order.

    Args:
        files: The files.
        settings: What counts in them.
        jobs: How many processes to use at most, this one among them.

    Raises:
        OSError: If one of the others ends before its work is done.
    """
    look = functools.partial(examine, settings=settings)
    done, spent, longest = 0, 0.0, 0.0
    # The longest was the first of its kind, for which what is needed once was made.
    while jobs > 1 and done < len(files) and spent - longest < _WORTH:
        begin = time.monotonic()
        report = look(files[done])
        took = time.monotonic() - begin
        done, spent, longest = done + 1, spent + took, max(longest, took)
        yield report
    left = files[done:]
    # A process is worth its start if there is as much to do for it as has been done.
    helpers = min(jobs - 1, len(left) // max(1, done))
    yield from _shared(left, look, helpers) if helpers else map(look, left)


def _shared(files: Sequence[File], look: _Look, number: int) -> Iterator[Report]:
    """Examine files with the help of so many processes."""
    from multiprocessing.connection import wait

    found: dict[int, Report] = {}
    told = given = 0
    # A process that is forked shares the memory of this one until somebody writes to it, as the
    # collector of garbage does.
    gc.freeze()
    with contextlib.ExitStack() as stack:
        helpers = [_Helper(files, look, stack) for _ in range(number)]
        while told < len(files):
            part = min(_MOST, 1 + (len(files) - given) // (_PARTS * (number + 1)))
            for helper in helpers:
                if given < len(files) and len(helper.owed) < part:
                    indices = range(given, min(given + part, len(files)))
                    helper.give(indices)
                    given = indices.stop
            # What is nobody's is done here, one at a time, so that nobody waits for long.
            is_idle = given == len(files)
            if not is_idle:
                found[given] = look(files[given])
                given += 1
            busy = [helper.connection for helper in helpers if helper.owed]
            ready = wait(busy, None if is_idle else 0)
            for helper in helpers:
                if helper.connection in ready:
                    found.update(helper.take())
            while told in found:
                yield found.pop(told)
                told += 1


class _Helper:
    """
    Another process, which examines the files that it is given.

    Args:
        files: All of them.
        look: What examines one.
        stack: What ends the process, at the latest when it has examined a file.

    Attributes:
        connection: What it is written to, and read from.
        owed: The indices of the files that it has been given and has not told of.
    """

    def __init__(self, files: Sequence[File], look: _Look, stack: contextlib.ExitStack) -> None:
        import multiprocessing

        context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
        self.owed: collections.deque[int] = collections.deque()
        self.connection, theirs = context.Pipe()
        process = context.Process(target=work, args=(self.connection, theirs, files, look))
        process.start()
        stack.callback(process.join)
        stack.callback(self.connection.close)
        # Nobody else holds that end, so that it closes when the process ends.
        theirs.close()

    def give(self, indices: range) -> None:
        """Let it examine files."""
        self.owed.extend(indices)
        with self._ended_too_early():
            self.connection.send(indices)

    def take(self) -> Iterator[tuple[int, Report]]:
        """Yield what it has found, by the index of the file."""
        with self._ended_too_early():
            reports: list[Report] = self.connection.recv()
        for report in reports:
            yield self.owed.popleft(), report

    @staticmethod
    @contextlib.contextmanager
    def _ended_too_early() -> Generator[None]:
        try:
            yield
        except (EOFError, OSError):
            # Where memory is short, the system picks one.
            msg = "One of the processes was ended before its work was done"
            raise OSError(msg) from None


def work(
    other: Connection[Any, Any], own: Connection[Any, Any], files: Sequence[File], look: _Look
) -> None:
    """
    Examine files in a process of their own, until nobody asks for more.

    Args:
        other: The end of the connection that is not for this process, which would keep it open.
        own: Where the ranges of files come from that are asked for, and where reports go to.
        files: All of them.
        look: What examines one.
    """
    other.close()
    # The process that started this one hears it, and hangs up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            reports: list[Report] = []
            said = time.monotonic()
            indices: range = own.recv()
            for index in indices:
                reports.append(look(files[index]))
                if time.monotonic() - said > _MOMENT:
                    own.send(reports)
                    reports, said = [], time.monotonic()
            if reports:
                own.send(reports)
