"""Legs that the API makes: a call that it places, and one that it takes out of a Dial."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ...callbacks import (
    Callback,
    CallEvent,
    CallStatus,
    HangupRequest,
    IfMachine,
    MachineDetection,
    TransferRequest,
)
from .._platform.account import Account
from .._platform.clock import Timer
from .._platform.exchange import bare
from .._platform.leg import Leg
from .._platform.reply import TRANSFER, Page
from .._platform.settings import Settings
from .._platform.steps import Over, Steps


_RANG_OUT, _TIME_IS_UP, _CANCELLED, _MACHINE = 6010, 6000, 1000, 9100


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the API was told of a call besides whom to ring."""

    ring_timeout: int
    hangup_on_ring: int | None
    send_digits: str | None
    detection: str
    """`true`, `hangup`, or `false` for none."""

    detection_seconds: float
    detection_url: str | None
    detection_method: str
    parent_call_uuid: str | None


class PlacedLeg(Leg):
    """A call that the API places: it rings until a test answers it, or refuses it."""

    # Set on the class, since the account knows the call before it is made to the end.
    _rings = True

    def __init__(
        self, account: Account, settings: Settings, order: Order, machines: Collection[str]
    ) -> None:
        super().__init__(account, settings)
        self.order = order
        self._machines = machines
        self.placed = account.clock.now
        self._timer_of_ring: Timer | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is about to ring, rings or goes on."""
        return self._rings or super().is_live

    @property
    def place(self) -> str:
        """Where the call is, in words."""
        return "the phone rings: answer or refuse the call" if self._rings else super().place

    # How it rings.

    def ring(self) -> None:
        """Let the phone ring."""
        order = self.order
        self.call()
        self._timer_of_ring = self.clock.after(
            order.ring_timeout, lambda: self.withdraw(_RANG_OUT, "Plivo")
        )
        if order.hangup_on_ring is not None:
            # As time_limit, but counted from the first ring.
            self.later(order.hangup_on_ring, self._time_is_up)

    def _time_is_up(self) -> None:
        if self._rings:
            self.withdraw(_TIME_IS_UP, "Plivo")
        elif self.is_live:
            self.interrupt(Over(_TIME_IS_UP, "Plivo"))

    def withdraw(self, code: int = _CANCELLED, source: str = "API Request") -> None:
        """End the call before it is picked up."""
        self._stop_ringing()
        self.end(code, source)

    def _stop_ringing(self) -> None:
        self._rings = False
        assert self._timer_of_ring is not None
        self.clock.cancel(self._timer_of_ring)

    @property
    def rings(self) -> bool:
        """Whether it has not been picked up, nor ended."""
        return self._rings

    # What a test does.

    def begin(self) -> None:
        """
        Let somebody see to the phone that rings.

        Raises:
            CallError: It does not ring any more.
        """
        if not self._rings and self.cause is not None:
            self.refuse(f"the phone does not ring: {self.cause.code} {self.cause.name}")
        if not self._rings:
            super().begin()
        self.check_turn("answer or refuse a call")
        if not self.has_begun:  # the block in which it was placed was left before it rang
            self.ring()
        self._stop_ringing()

    def hang_up(self) -> None:
        """
        Let the callee hang up.

        Raises:
            CallError: The phone rings.
        """
        self._need_answer("hung up")
        super().hang_up()

    def transfer(self, url: str, method: str, listen: float | None) -> None:
        """
        Let the API move the call to another document.

        Raises:
            CallError: The phone rings, or no call goes on.
        """
        self._need_answer("transferred")
        super().transfer(url, method, listen)

    def _need_answer(self, verb: str) -> None:
        if self._rings:
            self.refuse(f"a call that rings cannot be {verb}; {self.place}")

    # What was ordered for the answer.

    def start(self, steps: Steps[None]) -> None:
        """Let the call go on from its first document."""
        order = self.order
        if order.send_digits is not None:
            self.note(f"presses {order.send_digits}")
        is_machine = bare(self.settings.to) in map(bare, self._machines)
        if is_machine:
            self.note("an answering machine has picked up")
        super().start(steps)
        # Detection runs beside the document and never holds it.
        if is_machine and order.detection != "false" and self.is_live:
            self.later(order.detection_seconds, self._detected)

    def _detected(self) -> None:
        order = self.order
        hangs_up = order.detection == "hangup"
        self.note("detects the machine")
        self.tell(
            order.detection_url,
            order.detection_method,
            MachineDetection(
                **self.short(),
                event=CallEvent.MACHINE_DETECTION,
                a_leg_uuid=self.uuid,
                a_leg_request_uuid=self.uuid,
                request_uuid=self.uuid,
                machine=True,
                if_machine=IfMachine.HANGUP if hangs_up else IfMachine.CONTINUE,
            ),
        )
        if hangs_up:
            self.status = CallStatus.COMPLETED
            self.interrupt(Over(_MACHINE, "Plivo"))


class MovedLeg(Leg):
    """The leg of somebody who was dialled, once the API has moved it to a document of its own."""

    def __init__(self, account: Account, settings: Settings, a_leg: Leg) -> None:
        super().__init__(account, settings)
        self._a_leg = a_leg
        self.has_begun = True

    def first_page(self) -> Page:
        """
        Ask the URL of the transfer.

        Raises:
            Over: There is no document.
        """
        settings = self.settings
        request = TransferRequest(**self.standard(CallEvent.REDIRECT))
        return self.ask(TRANSFER, settings.url, settings.method, request)

    def standard(self, event: CallEvent | None = None) -> dict[str, Any]:
        """Return the parameters that requests about a call share."""
        return {**super().standard(event), "a_leg_uuid": self._a_leg.uuid}

    def tell(self, url: str | None, method: str | None, callback: Callback) -> None:
        """Send a callback, but of the end: that of a B leg is told to its Dial's callback."""
        if not isinstance(callback, HangupRequest):
            super().tell(url, method, callback)
