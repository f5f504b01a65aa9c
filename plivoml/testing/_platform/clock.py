"""Simulated time: one clock for all calls, and what happens when."""

from __future__ import annotations

import heapq
import itertools

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final


#: When every simulated call begins; tests may rely on it.
START: Final = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)

# Of times, so that 3.9 and 0.1 are 4, which less 0.1 are 3.9.
_DIGITS: Final = 6


@dataclass(order=True, slots=True)
class Timer:
    """Something that happens at a time."""

    when: float
    order: int
    action: Callable[[], None] = field(compare=False)
    moves: bool = field(compare=False)
    """Whether a verb waits for it; what only happens if somebody lets time pass does not."""

    is_live: bool = field(default=True, compare=False)


class Clock:
    """Seconds since the first call began, and the timers in their order."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[Timer] = []
        self._order = itertools.count()
        self._moving = 0
        self._news: deque[Callable[[], None]] = deque()

    @property
    def time(self) -> datetime:
        """The time of day, in UTC."""
        return self.at(self.now)

    def at(self, seconds: float) -> datetime:
        """Return the time of day at some second, in UTC."""
        return START + timedelta(seconds=seconds)

    def ahead(self, seconds: float) -> float:
        """Return when so many seconds will have passed."""
        return round(self.now + seconds, _DIGITS)

    def since(self, moment: float) -> float:
        """Return how many seconds have passed."""
        return round(self.now - moment, _DIGITS)

    def after(self, seconds: float, action: Callable[[], None], *, moves: bool = False) -> Timer:
        """Do something after some seconds."""
        timer = Timer(self.ahead(seconds), next(self._order), action, moves)
        heapq.heappush(self._timers, timer)
        self._moving += moves
        return timer

    def soon(self, action: Callable[[], None]) -> None:
        """Do something once what goes on now has come to rest; any thread may ask for it."""
        self._news.append(action)

    @property
    def has_news(self) -> bool:
        """Whether something was asked for that has not been done."""
        return bool(self._news)

    def forget_news(self) -> None:
        """Forget what was asked for and has not been done."""
        self._news.clear()

    def cancel(self, timer: Timer) -> None:
        """Forget a timer, unless it has gone off."""
        if timer.is_live:
            timer.is_live = False
            self._moving -= timer.moves

    def run(self, seconds: float | None = None) -> None:
        """Let time pass; None means until nothing goes on by itself any more."""
        end = None if seconds is None else self.ahead(seconds)
        while self._goes_on(end):
            self._fire()
        if end is not None:
            self.now = max(self.now, end)

    def run_out(self) -> None:
        """Let everything happen that is still to come."""
        self._take_news()
        while self._timers:
            self._fire()
            self._take_news()

    def spend(self, seconds: float) -> None:
        """Let time pass in which nothing else can happen."""
        self.now = self.ahead(seconds)

    def _goes_on(self, end: float | None) -> bool:
        self._take_news()
        if not self._timers:
            return False
        return self._moving > 0 if end is None else self._timers[0].when <= end

    def _take_news(self) -> None:
        while self._news:
            self.after(0, self._news.popleft(), moves=True)

    def _fire(self) -> None:
        timer = heapq.heappop(self._timers)
        if timer.is_live:
            self.cancel(timer)
            self.now = max(self.now, timer.when)
            timer.action()
