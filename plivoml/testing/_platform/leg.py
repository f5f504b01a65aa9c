"""The leg of the caller: what it is in, what is told of it, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ...callbacks import CallEvent, CallStatus, Direction, HangupRequest, HangupSource
from ...hangup_causes import HangupCause, by_code
from ..errors import Failure
from .account import Platform
from .billing import PRICE, billed
from .clock import Timer
from .exchange import Exchange, bare
from .steps import Act, HungUp, Leaving, Steps, Until


if TYPE_CHECKING:
    from .._interpreter.dial import Dialling

#: How the end of a call shows in `CallStatus` and `HangupCause`; any other code is a completed
#: call.  The first three were seen, the rest is a guess.
_ENDINGS: Final[dict[int, tuple[CallStatus, str]]] = {
    3000: (CallStatus.NO_ANSWER, "NO_ANSWER"),
    3010: (CallStatus.BUSY, "USER_BUSY"),
    1000: (CallStatus.CANCEL, "ORIGINATOR_CANCEL"),
    3020: (CallStatus.FAILED, "CALL_REJECTED"),
    6000: (CallStatus.COMPLETED, "ALLOTTED_TIMEOUT"),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Who calls whom."""

    from_: str
    to: str
    direction: Direction


class Leg(Exchange):
    """The first leg of a call, of which everything else is a consequence."""

    def __init__(
        self,
        platform: Platform,
        numbers: Numbers,
        token: str | None,
        *,
        hangup_url: str,
        hangup_method: str,
        strict: bool,
        ignore: Collection[str],
        limit: int,
    ) -> None:
        super().__init__(platform, token, strict=strict, ignore=ignore, limit=limit)
        self.numbers = numbers
        self.uuid = platform.new_id()
        self.heard: list[str] = []
        self.status = CallStatus.RINGING
        self.cause: HangupCause | None = None
        self.source: HangupSource | None = None
        self.until: Until | None = None
        self.on_end: list[Callable[[], None]] = []
        self.on_connect: list[Callable[[], None]] = []
        self.dial: Dialling | None = None
        self.has_begun = False
        self.is_last = False
        """Whether the element that runs is the last of its document."""
        self._timers: list[Timer] = []
        self._hangup = (hangup_url, hangup_method)
        self._started = self._answered = 0.0
        self._was_answered = False
        self._steps: Steps[None] | None = None
        self._timer: Timer | None = None
        platform.legs.append(self)

    # The run of the interpreter.

    @property
    def is_live(self) -> bool:
        """Whether the call has begun and has not ended."""
        return self._steps is not None

    @property
    def was_answered(self) -> bool:
        """Whether the platform has picked up."""
        return self._was_answered

    @property
    def is_inbound(self) -> bool:
        """Whether somebody has called the platform, and not the reverse."""
        return self.numbers.direction == Direction.INBOUND

    def start(self, steps: Steps[None]) -> None:
        """Begin the call."""
        self._steps = steps
        self._started = self.clock.now
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

    # What is heard and noted.

    def hear(self, words: str) -> None:
        """Let the caller hear something."""
        self.heard.append(words)
        self.note(f'hears "{words}"', "caller")

    # What is sent.

    def pick_up(self) -> None:
        """Answer the call, if that has not happened."""
        if not self._was_answered:
            self._was_answered = True
            self._answered = self.clock.now
            self.status = CallStatus.IN_PROGRESS
            self.note("picks up")

    def standard(self, event: CallEvent | None = None) -> dict[str, Any]:
        """Return the parameters that requests about a call share."""
        api = self.uuid if self.numbers.direction == Direction.OUTBOUND else None
        return {
            **self.short(),
            "event": event,
            "a_leg_uuid": self.uuid,
            "a_leg_request_uuid": api,
            "request_uuid": api,
            "session_start": self.clock.time,
        }

    def short(self) -> dict[str, Any]:
        """Return the few parameters that say which call it is."""
        return {
            "call_uuid": self.uuid,
            "from_": bare(self.numbers.from_),
            "to": bare(self.numbers.to),
            "direction": self.numbers.direction,
            "call_status": self.status,
        }

    # The end.

    def hang_up(self) -> None:
        """Let the caller hang up."""
        # What elements report on the way out says that the call is over.
        self.status = CallStatus.COMPLETED
        self.interrupt(HungUp())

    def end(self, code: int, source: str, failure: Failure | None = None) -> None:
        """End the call, and report it."""
        self.cause, self.source, self.failure = by_code(code), HangupSource(source), failure
        self.status, switch = _ENDINGS.get(code, (CallStatus.COMPLETED, "NORMAL_CLEARING"))
        assert self.cause is not None
        self.note(f"the call is over: {code} {self.cause.name} ({source})")
        if failure is not None:
            self.note(str(failure))
        seconds = int(self.clock.now - self._answered) if self._was_answered else 0
        for finish in self.on_end:
            finish()
        url, method = self._hangup
        self.page = None
        self.tell(
            url,
            method,
            HangupRequest(
                **self.standard(CallEvent.HANGUP),
                hangup_cause=switch,
                hangup_cause_code=code,
                hangup_cause_name=self.cause.name,
                hangup_source=self.source,
                duration=seconds,
                bill_duration=billed(seconds),
                total_cost=PRICE,
                start_time=self.told(self._started),
                answer_time=self.told(self._answered) if self._was_answered else None,
                end_time=self.told(self.clock.now),
            ),
        )

    def told(self, seconds: float) -> datetime:
        """Return a time as Plivo tells it in the account's zone: without one."""
        return self.clock.at(seconds).replace(tzinfo=None)
