"""
An event loop in a thread of its own, for an application that is served.

What is called in this process has a loop that stands still in between: see `simulated`.
"""

from __future__ import annotations

import asyncio
import atexit
import threading

from collections.abc import Coroutine
from functools import cache
from typing import Any, Final, Protocol, TypeVar


T = TypeVar("T")


# In seconds: how long what is cancelled may take to clean up.
_CLEANUP: Final = 0.5


async def bounded(coroutine: Coroutine[Any, Any, T], seconds: float) -> T:
    """
    Wait for a coroutine as `asyncio.wait_for` does, but not for one that will not be cancelled.

    Raises:
        TimeoutError: It takes longer than that.
    """
    task = asyncio.ensure_future(coroutine)
    if not (await asyncio.wait({task}, timeout=seconds))[0]:
        task.cancel()
        await asyncio.wait({task}, timeout=_CLEANUP)
        if not task.done() or task.cancelled():
            raise TimeoutError
    return task.result()


class OwnLoop(asyncio.SelectorEventLoop):
    """A loop that is ours, in which applications may leave things that will not be cancelled."""

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Tell what was raised; that something is left behind in a closed loop is no news."""
        if "exception" in context or not self.is_closed():
            super().call_exception_handler(context)


class Pace(Protocol):
    """A loop in which an application lives."""

    def wait_for(self, coroutine: Coroutine[Any, Any, T], seconds: float) -> T:
        """
        Run a coroutine to its end.

        Raises:
            TimeoutError: It takes longer than that.
        """
        ...

    def close(self) -> None:
        """Cancel what still runs, where the loop is the application's own."""


class Runner:
    """A loop that runs in a thread until it is stopped."""

    def __init__(self) -> None:
        self.loop = OwnLoop()
        self._thread = threading.Thread(
            target=self.loop.run_forever, name="plivoml.testing", daemon=True
        )
        self._thread.start()

    def wait_for(self, coroutine: Coroutine[Any, Any, T], seconds: float) -> T:
        """
        Run a coroutine to its end.

        Raises:
            TimeoutError: It takes longer than that.
        """
        return asyncio.run_coroutine_threadsafe(bounded(coroutine, seconds), self.loop).result()

    def close(self) -> None:
        """Do nothing: others use it too."""

    def stop(self) -> None:
        """Cancel what still runs, and stop the loop, once the program ends."""
        asyncio.run_coroutine_threadsafe(_cancel(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


async def _cancel() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=_CLEANUP)


@cache
def runner() -> Runner:
    """Return the one of this process; the first time, start it."""
    made = Runner()
    atexit.register(made.stop)
    return made
