"""The application's end of a stream's socket, whatever it runs on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeAlias


Frame: TypeAlias = str | bytes


#: In bytes: how much an application may send while no time passes, and what a message counts at least.
MOST: Final = 10_000_000
_LEAST: Final = 1000

#: How often the close is told to those who ask, or send, again.
MOST_TOLD: Final = 10

#: With what a socket may be closed; 1004 to 1006 and 1015 are never sent.
_CODES: Final = frozenset(range(1000, 1015)) - {1004, 1005, 1006}
_FIRST_FREE: Final = 3000
_LAST_FREE: Final = 4999
_LONGEST_REASON: Final = 123  # in bytes


def size_of(frames: Iterable[Frame]) -> int:
    """Return what messages count together, in bytes."""
    return sum(max(len(frame), _LEAST) for frame in frames)


def check_close(code: int, reason: str) -> None:
    """
    Refuse a close that no server sends: https://www.rfc-editor.org/rfc/rfc6455#section-7.4

    Raises:
        ValueError: The code is none for a frame, or the reason is too long for one.
    """
    if code not in _CODES and not _FIRST_FREE <= code <= _LAST_FREE:
        msg = f"invalid status code: expected 1000 to 1014, or 3000 to 4999; got {code}"
        raise ValueError(msg)
    if len(reason.encode()) > _LONGEST_REASON:
        msg = f"control frame too long: expected a reason of at most {_LONGEST_REASON} bytes"
        raise ValueError(msg)


class RefusedError(ConnectionError):
    """Raised for a handshake that the application does not accept."""


class Line(Protocol):
    """A socket that is open, or was."""

    close_code: int | None
    """With what the application closed it; None while it has not."""

    problem: str | None
    """What went wrong in the application, or None."""

    @property
    def unread(self) -> int:
        """How many messages the application has not read yet, where that is known."""
        ...

    def step(self, frames: Sequence[str], seconds: float) -> list[Frame]:
        """Send messages, let the application do what it does for so long, and return its own."""
        ...

    def linger(self, seconds: float) -> list[Frame]:
        """Give what runs in real time so many seconds to say something."""
        ...

    def close(self) -> None:
        """Close it, as the platform does, and see to it that the application ends with it."""
