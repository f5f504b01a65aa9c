"""
The data of the three documents that every writer writes.

A is the first answer of many an app: `Response` with `Speak` and a `Dial` to a `Number`.
B is a menu: 14 elements with 45 attributes, SSML among them.
C is long: 335 elements with 1,067 attributes, 200 of them `Speak`, `Dial` and `Message`;
the texts of C40 have 40 characters, those of C500 have 500.
"""

from __future__ import annotations

import functools

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, TypeVar


T = TypeVar("T")


# A
CONNECTING: Final = "Connecting your call, please hold the line."
DIAL_ACTION: Final = "https://voice.example.com/dial_status/"
NUMBER: Final = "+15550100123"

# B
INPUT_ACTION: Final = "https://example.com/menu/chosen/"
HINTS: Final = "sales,support,billing"
HINT_LIST: Final = ("sales", "support", "billing")
GREETING: Final = "Welcome to Example & Sons. "
OPEN_HOURS: Final = "We are open from nine to five."
URGENT: Final = "urgent"
DATE: Final = "2026-02-03"
MUSIC: Final = "https://example.com/audio/menu.mp3"
SORRY: Final = "We did not get that. Please leave a message after the beep."
RECORD_ACTION: Final = "https://example.com/recorded/"
NEXT: Final = "https://example.com/menu/again/"
ROOM: Final = "support-room-7"
RECORDING_CALLBACK: Final = "https://example.com/mpc/recording/"
STATUS_CALLBACK: Final = "https://example.com/mpc/status/"
EVENTS: Final = "mpc-state-changes,participant-state-changes"
EVENT_LIST: Final = ("mpc-state-changes", "participant-state-changes")
HOLD_MUSIC: Final = "https://example.com/mpc/hold/"
EXIT_ACTION: Final = "https://example.com/mpc/left/"

# C
VOICE: Final = "Polly.Joanna"
LANGUAGE: Final = "en-US"
SENDER: Final = "+15550100100"


class Step(NamedTuple):
    """What C says, dials and sends in one round."""

    speech: str
    action: str
    numbers: tuple[str, str]
    digits: str
    message: str
    receiver: str
    callback: str


def _step(index: int, length: int) -> Step:
    def words(start: str) -> str:
        sentence = " Stay on the line to choose another day, or press one and wait for the tone."
        return (start + sentence * 7)[: length - 1] + "."

    return Step(
        speech=words(f"Order {index} has left our warehouse today."),
        action=f"https://example.com/orders/dialled/?order={index}&step=2&language=en",
        numbers=(f"+1555010{index:04}", f"+1555011{index:04}"),
        digits=f"w{index}#",
        message=words(f"Order {index}: nobody was at home to take it."),
        receiver=f"+1555012{index:04}",
        callback=f"https://example.com/orders/messages/{index}/",
    )


C40: Final = tuple(_step(index, 40) for index in range(67))
C500: Final = tuple(_step(index, 500) for index in range(67))
MESSAGES: Final = 66
"""So many of the steps send their message, which makes 200 elements in the response."""


def builders(
    a: Callable[[], T], b: Callable[[], T], c: Callable[[Iterable[Step]], T]
) -> Mapping[str, Callable[[], T]]:
    """Return what builds each document, by its name."""
    return {
        "A": a,
        "B": b,
        "C40": functools.partial(c, C40),
        "C500": functools.partial(c, C500),
    }
