"""Work that is stopped midway, once nobody waits for what it finds."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final


class OutdatedError(BaseException):
    """Nobody waits for what a check finds any more; no failure of the file, as others are."""


@contextmanager
def unless(is_outdated: Callable[[], bool]) -> Generator[None]:
    """
    Stop a check once nobody waits for it any more.

    It is asked before each text that is checked, and at each element in it.

    Raises:
        OutdatedError: If it was stopped.
    """
    before = _outdated.set(is_outdated)
    try:
        yield
    finally:
        _outdated.reset(before)


def go_on() -> None:
    """
    Let a check go on if somebody waits for it.

    Raises:
        OutdatedError: If nobody does.
    """
    if _outdated.get()():
        raise OutdatedError


_outdated: Final[ContextVar[Callable[[], bool]]] = ContextVar("_outdated", default=lambda: False)
