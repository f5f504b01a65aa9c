"""The course of a call: its interpreter, which goes on as time passes and people do things."""

from __future__ import annotations

from collections.abc import Callable

from .account import Account
from .clock import Timer
from .exchange import Exchange, Strict
from .reply import Judge
from .steps import Act, Leaving, Steps, Until


class Course(Exchange):
    """An exchange in which an interpreter runs."""

    def __init__(
        self, account: Account, token: str | None, *, strict: Strict, judge: Judge, limit: int
    ) -> None:
        super().__init__(account, token, strict=strict, judge=judge, limit=limit)
        self.until: Until | None = None
        """What the interpreter waits for."""
        self._timers: list[Timer] = []
        self._steps: Steps[None] | None = None
        self._timer: Timer | None = None

    @property
    def is_live(self) -> bool:
        """Whether the call has begun and has not ended."""
        return self._steps is not None

    def check_turn(self, verb: str) -> None:
        """
        Let a verb pass unless the platform waits for a reply of the app.

        Raises:
            CallError: It does.
        """
        if self.account.is_busy:
            self.refuse(
                f"cannot {verb} from inside the app while it is asked something: the call goes on "
                "once it has replied. Only hang_up and transfer, which then wait for that, are "
                "taken there"
            )

    def carry_out(self, steps: Steps[None]) -> None:
        """Let the interpreter go on from its start."""
        self._steps = steps
        self._go_on(lambda: steps.send(None))

    def act(self, act: Act) -> None:
        """Do what the interpreter waits for."""
        assert self._steps is not None
        steps = self._steps
        self._go_on(lambda: steps.send(act))

    def interrupt(self, leaving: Leaving) -> None:
        """Take the caller out of what runs."""
        assert self._steps is not None
        steps = self._steps
        self._go_on(lambda: steps.throw(leaving))

    def _go_on(self, step: Callable[[], Until]) -> None:
        if self._timer is not None:
            self.clock.cancel(self._timer)
            self._timer = None
        try:
            with self.account.at_work():
                self.until = until = step()
        except StopIteration:
            self._stop()
            return
        except BaseException:
            self._stop()
            raise
        if until.seconds is not None:
            self._timer = self.clock.after(until.seconds, self._elapsed, moves=not until.resting)

    def _stop(self) -> None:
        self._steps = self.until = None
        for timer in self._timers:
            self.clock.cancel(timer)

    def _elapsed(self) -> None:
        assert self._steps is not None
        steps = self._steps
        self._go_on(lambda: steps.send(None))

    def later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Do something to the call after some seconds, if it still goes on."""
        timer = self.clock.after(seconds, action)
        self._timers.append(timer)
        return timer
