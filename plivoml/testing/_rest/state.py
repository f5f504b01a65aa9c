"""What the API knows of an account: its calls, and what it was asked to do to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from .._interpreter.b_leg import BLeg
from .._interpreter.dial import Dialling
from .._platform.account import Account
from .._platform.exchange import Exchange
from .._platform.leg import Leg
from .._platform.settings import Settings
from .fields import Field, Given, number, optional
from .placed import PlacedLeg
from .replies import B_LEG, CALL, not_found


#: How a list is asked for: https://plivo.com/docs/voice/api/overview
PAGING: Final[Mapping[str, Field]] = {
    "limit": optional(number(1, 20), 20),
    "offset": optional(number(), 0),
}

T = TypeVar("T")


class State:
    """The state behind the API; any thread may ask it."""

    def __init__(
        self, account: Account, auth_id: str, settings: Settings, messaging: Exchange
    ) -> None:
        """
        Begin with no call.

        Args:
            account: Whose calls these are.
            auth_id: Its name in paths.
            settings: What all its calls share.
            messaging: What tells of text messages.
        """
        self.account = account
        self.auth_id = auth_id
        self.settings = settings
        self.messaging = messaging
        self.machines: set[str] = set()
        """The numbers at which an answering machine picks up."""
        self._records: dict[type[Any], list[Any]] = {}
        self.ending: set[Leg] = set()
        """The calls that the API was asked to end."""
        self.on_call: Callable[[Leg], object] = lambda _: None
        """Is told of calls that the API makes."""

    # Calls.

    @property
    def legs(self) -> list[Leg]:
        """Every call, in order."""
        return [line for line in self.account.lines if isinstance(line, Leg)]

    def is_up(self, leg: Leg) -> bool:
        """Whether a call rings or goes on, as the API sees it."""
        return leg.is_live and leg.cause is None and leg not in self.ending

    def live(self, uuid: str) -> Leg:
        """
        Return a call that rings or goes on.

        Raises:
            Refusal: There is none of that name: a 404.
        """
        for leg in self.legs:
            if leg.uuid == uuid and self.is_up(leg):
                return leg
        raise not_found(CALL)

    def answered(self, uuid: str) -> Leg:
        """
        Return a call that goes on; one that rings cannot be recorded, say, or moved.

        Raises:
            Refusal: There is none of that name, or it rings: a 404.
        """
        leg = self.live(uuid)
        if isinstance(leg, PlacedLeg) and leg.rings:
            raise not_found(CALL)
        return leg

    def b_leg(self, uuid: str) -> tuple[Leg, BLeg] | None:
        """Return the B leg of a Dial that talks, by its own UUID, and the call that it is in."""
        for leg in self.legs:
            other = connected(leg)
            if other is not None and other.uuid == uuid and self.is_up(leg):
                return leg, other
        return None

    def soon(self, leg: Leg, action: Callable[[], None]) -> None:
        """Do something to a call, if it still goes on, once what goes on now has come to rest."""

        def act() -> None:
            if leg.is_live:
                action()
            else:
                leg.note("what the API was asked for comes too late: the call is over")

        self.account.clock.soon(act)

    def records(self, kind: type[T]) -> list[T]:
        """Return what is known of a kind, in order."""
        return self._records.setdefault(kind, [])

    # Bodies.

    def resource(self, *parts: str) -> str:
        """Return the path of something, as bodies name it."""
        return "/".join(("/v1/Account", self.auth_id, *parts, ""))

    def time(self, seconds: float) -> str:
        """Write a simulated time as records have it."""
        return self.account.clock.at(seconds).isoformat(" ", "seconds")

    def elapsed(self, since: float, until: float | None = None) -> float:
        """Return the seconds from a time to another, or to now."""
        return round((self.account.clock.now if until is None else until) - since, 6)

    def page(
        self, given: Given, path: str, objects: Sequence[Any], total: str = "total_count"
    ) -> dict[str, Any]:
        """Return the part of a list that was asked for."""
        limit, offset = given["limit"], given["offset"]

        def link(start: int) -> str:
            return f"{self.resource(path)}?{urlencode({'limit': limit, 'offset': start})}"

        more = offset + limit
        meta = {
            "limit": limit,
            "next": link(more) if more < len(objects) else None,
            "offset": offset,
            "previous": link(max(0, offset - limit)) if offset else None,
            total: len(objects),
        }
        return {"meta": meta, "objects": list(objects[offset:more])}


def other_side(leg: Leg, legs: str) -> BLeg | None:
    """
    Return who talks with the caller, if `bleg` or `both` names them.

    Raises:
        Refusal: They are named, and there is nobody: a 404.
    """
    if legs == "aleg":
        return None
    other = connected(leg)
    if other is None:
        raise not_found(B_LEG)
    return other


def connected(leg: Leg) -> BLeg | None:
    """Return who talks with the caller in a Dial."""
    return leg.dial.talking if isinstance(leg.dial, Dialling) else None
