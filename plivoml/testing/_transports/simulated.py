"""
An event loop whose clock is the simulated one.

It stands still unless it is told to run: for a request, at the pace of real time; or for some
simulated seconds, which it jumps over from timer to timer.  So an agent that paces its sound by
`asyncio.sleep(0.02)` costs no time, and nothing runs behind the back of a test.

The loops of all accounts run in one thread, one after the other, since a test may be
asynchronous itself and have a loop that runs in its own.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import math
import queue
import selectors
import threading
import time
import weakref

from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from functools import cache
from typing import Any, Final, Protocol, TypeVar, TypeVarTuple, Unpack

from ..errors import CallError
from .loop import OwnLoop, bounded


T = TypeVar("T")
Ts = TypeVarTuple("Ts")

#: The real seconds for what cannot be seen to go on, such as a thread of a framework's own.
PATIENCE: Final = 1.0

# Who lingers looks so often.
_LOOKS_AFTER: Final = 0.005
_GRACE: Final = 0.02  # real seconds for the connections of an application that waits for us
_STEP: Final = 0.02  # simulated seconds
_OWN: Final = 1  # what a loop registers for itself: its end of a pair of sockets
_RESOLUTION: Final = 1e-9

# How often a loop goes round within a simulated millisecond, where nobody is at it for ever.
_MOMENT: Final = 0.001
_ROUNDS: Final = 10_000


class Waits(Protocol):
    """What an application may be waiting at."""

    @property
    def is_busy(self) -> bool:
        """Whether the application does something else than to wait for its next message."""
        ...


class Worker:
    """The thread in which loops run, until the program ends."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = (
            queue.SimpleQueue()
        )
        self._thread = threading.Thread(target=self._run, name="plivoml.testing", daemon=True)
        self._thread.start()

    def run(self, job: Callable[[], T]) -> T:
        """Do something in the thread, and wait for it."""
        return self.begin(job).result()

    def begin(self, job: Callable[[], T]) -> Future[T]:
        """Do something in the thread."""
        future: Future[T] = Future()
        self._jobs.put((future, job))
        return future

    def stop(self) -> None:
        """End the thread, once everything is done."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (asked := self._jobs.get()) is not None:
            future, job = asked
            try:
                future.set_result(job())
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                future.set_exception(error)
            del asked, future, job


@cache
def worker() -> Worker:
    """Return the one of this process; the first time, start it."""
    made = Worker()
    atexit.register(made.stop)
    return made


class _Selector(selectors.DefaultSelector):
    """Tells its loop when there is nothing to do."""

    loop: Loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for sockets; with simulated time, ask the loop how long."""
        loop = self.loop
        if loop.target is not None:
            loop.go_round()
        if loop.target is None or timeout == 0:
            loop.idle_since = None
            return super().select(timeout)
        found = super().select(0)
        if found:
            loop.is_patient, loop.idle_since = True, None
            return found
        wait = loop.idle(timeout)
        return super().select(wait) if wait else []


class Loop(OwnLoop):
    """A loop that goes at the pace of real time, or jumps."""

    def __init__(self) -> None:
        selector = _Selector()
        selector.loop = self
        self.target: float | None = None
        """Up to when simulated time may go; None for real time."""
        self.is_patient = True
        """Whether it is worth while to wait for threads and connections."""
        self.idle_since: float | None = None
        """Since when, in real time, there is nothing to do."""
        self.lines: list[Waits] = []
        self._selector_of_ours = selector
        self._now = self._since = 0.0
        self._is_real = False
        self._until = 0.0
        self._moment, self._rounds = -math.inf, 0
        self._jobs = 0
        self._known = weakref.WeakSet(threading.enumerate())
        super().__init__(selector)

    def time(self) -> float:
        """Return the seconds that the application has lived."""
        return self._now + (time.monotonic() - self._since if self._is_real else 0.0)

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Count what threads do for the application."""
        future = super().run_in_executor(executor, func, *args)
        self._jobs += 1
        future.add_done_callback(self._done)
        return future

    def _done(self, _: object) -> None:
        self._jobs -= 1

    def waits(self, seconds: float) -> float:
        """Return how long, in real seconds, a thread or a connection may need to bring something."""
        longest = seconds if self._jobs else min(seconds, PATIENCE)
        return longest if self._jobs or self._is_connected or self._has_threads else 0

    @property
    def _is_connected(self) -> bool:
        return len(self._selector_of_ours.get_map()) > _OWN

    @property
    def _has_threads(self) -> bool:
        return any(thread not in self._known for thread in threading.enumerate())

    def live(self, coroutine: Coroutine[Any, Any, T], seconds: float) -> T:
        """
        Run a coroutine to its end, at the pace of real time.

        Raises:
            TimeoutError: It takes longer than that.
        """
        self._since, self._is_real = time.monotonic(), True
        try:
            return self.run_until_complete(bounded(coroutine, seconds))
        finally:
            self._now, self._is_real = self.time(), False

    def jump(self, seconds: float, patience: float) -> None:
        """
        Let simulated seconds pass, and then everything happen that can.

        Args:
            seconds: How many.
            patience: The real seconds for what threads do meanwhile.

        Raises:
            CallError: Time cannot pass, since the application never waits for it.
        """
        self.target = self._now + seconds
        self._until = time.monotonic() + patience
        self._moment = -math.inf
        try:
            self.run_forever()
        finally:
            self._now, self.target = self.target, None

    def go_round(self) -> None:
        """
        Count how often the loop goes round while no time passes, and end it in the end.

        Raises:
            CallError: Time was to pass meanwhile.
        """
        assert self.target is not None
        if self._now > self._moment + _MOMENT:
            self._moment, self._rounds = self._now, 0
        self._rounds += 1
        if self._rounds < _ROUNDS or time.monotonic() < self._until:
            return
        if self._now + _RESOLUTION < self.target:
            msg = (
                "no time passes: something in the app never waits, as in `while True: await"
                " asyncio.sleep(0)`"
            )
            raise CallError(msg)
        self.stop()

    def idle(self, timeout: float | None) -> float:
        """Return for how long to wait in real time; where that makes no sense, go on or stop."""
        assert self.target is not None
        now = time.monotonic()
        since = self.idle_since = self.idle_since or now
        patience = self._patience(timeout) if self.is_patient else 0
        until = min(self._until, since + patience)
        if timeout is not None and not self._jobs:
            until = min(until, since + timeout)
        if now < until:
            return until - now
        if timeout is None or patience < timeout:
            # Nothing has come; something that comes later is worth waiting for again.
            self.is_patient = self.is_patient and not patience
        self.idle_since = None
        if timeout is not None and self._now + timeout <= self.target + _RESOLUTION:
            self._now += timeout
        else:
            self.stop()
        return 0

    def _patience(self, timeout: float | None) -> float:
        """Return for how many real seconds to wait for what may come from outside."""
        if self._jobs:
            return math.inf
        is_busy = any(line.is_busy for line in self.lines)
        if self._is_connected:
            return PATIENCE if is_busy else _GRACE
        return PATIENCE if is_busy and timeout is None and self._has_threads else 0

    def finish(self) -> None:
        """Cancel what still runs, and close."""
        tasks = asyncio.all_tasks(self)
        for task in tasks:
            task.cancel()
        if tasks:
            # What does not let itself be cancelled is left.
            with contextlib.suppress(CallError):
                self.jump(PATIENCE, PATIENCE)
        self.live(self.shutdown_asyncgens(), PATIENCE)
        self.live(self.shutdown_default_executor(), PATIENCE)
        self.close()


class Simulated:
    """The loop of an account, made when it is needed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._loop: Loop | None = None
        self._finish: weakref.finalize[[Loop], Simulated] | None = None

    def wait_for(self, coroutine: Coroutine[Any, Any, T], seconds: float) -> T:
        """
        Run a coroutine to its end, at the pace of real time, and then what it has begun.

        Raises:
            TimeoutError: It takes longer than that.
        """

        def job() -> T:
            loop = self.loop
            try:
                return loop.live(coroutine, seconds)
            finally:
                loop.jump(0, PATIENCE)

        return worker().run(job)

    def jump(self, seconds: float, first: Callable[[], object]) -> None:
        """Do something in the loop, and let simulated seconds pass."""

        def job() -> None:
            first()
            self.loop.jump(seconds, self._seconds)

        worker().run(job)

    def jump_until(self, is_enough: Callable[[], bool], seconds: float) -> None:
        """Let simulated seconds pass, at most, until something has happened."""

        def job() -> None:
            end = self.loop.time() + seconds
            while not is_enough() and self.loop.time() < end:
                self.loop.jump(_STEP, self._seconds)

        worker().run(job)

    def linger(self, said: asyncio.Event, seconds: float) -> None:
        """Give a thread, or a connection, some real seconds to say more; no other time passes."""

        def job() -> None:
            start = time.monotonic()
            while not said.is_set() and time.monotonic() - start < self.loop.waits(seconds):
                self.loop.jump(0, 0)
                time.sleep(_LOOKS_AFTER)

        worker().run(job)

    @property
    def loop(self) -> Loop:
        """The loop, which is used in its thread alone."""
        if self._loop is None:
            self._loop = Loop()
            self._finish = weakref.finalize(self, _finished, self._loop)
        return self._loop

    def close(self) -> None:
        """Cancel what still runs in the loop, and close it."""
        if self._loop is not None:
            loop, self._loop = self._loop, None
            assert self._finish is not None
            self._finish.detach()
            worker().run(loop.finish)


def _finished(loop: Loop) -> None:
    """Finish a loop whose account nobody knows any more."""
    # Not waited for: the collector may have come round in that very thread.
    worker().begin(loop.finish)
