"""What the calls of one account share: the clock, the way to the app, rooms, and names."""

from __future__ import annotations

import itertools

from typing import TYPE_CHECKING

from .._transports import Transport
from .clock import Clock
from .requests import Wire


if TYPE_CHECKING:
    from .._interpreter.conference import ConferenceRoom
    from .._interpreter.multiparty import MultiPartyRoom
    from ..observed import Seen
    from .leg import Leg


class Platform:
    """One account of the simulated platform."""

    def __init__(self, transport: Transport) -> None:
        self.clock = Clock()
        self.transport = transport
        self.wire = Wire(transport, self.clock)
        self.seen: list[Seen] = []
        self.legs: list[Leg] = []
        self.conferences: dict[str, ConferenceRoom] = {}
        self.multiparty_calls: dict[str, MultiPartyRoom] = {}
        self._ids = itertools.count(1)

    def new_id(self) -> str:
        """Return a UUID that no other thing has; the same in each run of a test."""
        return f"00000000-0000-4000-8000-{next(self._ids):012}"

    def run(self, seconds: float | None) -> None:
        """
        Let time pass: so many seconds, or until it is somebody's turn in every call.

        Once all calls are over, what is still to come is delivered at once: the file of a
        recording, its text, a delivery report.
        """
        self.clock.run(seconds)
        if not any(leg.is_live for leg in self.legs):
            self.clock.run_out()
