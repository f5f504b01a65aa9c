"""
What the platform waits for, and what people do.

The interpreter is a generator: it yields an `Until` wherever time passes or somebody has
to do something, and gets the `Act` in return, or None when the time is up.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeVar

from ...callbacks import DialStatus
from ..errors import Failure
from .reply import Page


@dataclass(frozen=True, slots=True)
class Key:
    """The caller presses a key."""

    key: str


@dataclass(frozen=True, slots=True)
class Speech:
    """The caller says something."""

    words: str
    confidence: Decimal
    interim: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A destination of a Dial picks up."""

    who: str | None


@dataclass(frozen=True, slots=True)
class FarKey:
    """Whoever was dialled presses a key."""

    key: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A Dial, or one destination of it, comes to an end."""

    status: DialStatus
    who: str | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The caller leaves a message of some seconds, and presses a key or falls silent."""

    seconds: float
    end_key: str | None
    transcript: str | None


@dataclass(frozen=True, slots=True)
class StreamOver:
    """The WebSocket of a stream ends; an error means that it broke."""

    error: str | None


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """Something happened in the room: it starts, or it is closed."""

    closed: bool


Act: TypeAlias = Key | Speech | Answered | FarKey | Ended | Recorded | StreamOver | RoomChanged

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Until:
    """A point at which the platform waits."""

    seconds: float | None
    """For how long; None is for ever."""

    wants: tuple[type[Act], ...] = ()
    """What ends the wait before that."""

    resting: bool = True
    """Whether it is somebody's turn: then a verb stops here.  A prompt that plays is not."""


Steps: TypeAlias = Generator[Until, Act | None, T]


class Leaving(Exception):  # noqa: N818 - a change of course, not an error
    """Raised inside the interpreter when the caller leaves what runs; elements tidy up."""


class HungUp(Leaving):
    """The caller hangs up."""


class Over(Leaving):
    """The platform ends the call."""

    def __init__(self, code: int, source: str, failure: Failure | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.source = source
        self.failure = failure


class Moved(Leaving):
    """Another document takes over."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page


def pause(seconds: float) -> Steps[None]:
    """Let time pass while something plays."""
    yield Until(seconds, resting=False)
