"""
The data of the three documents that every writer writes.

A is the first answer of many an app: `Response` with `Speak` and a `Dial` to a `Number`.
B is a menu: 14 elements with 45 attributes, SSML among them.
C is long: 335 elements with 1,067 attributes, 200 of them `Speak`, `Dial` and `Message`.
"""

from __future__ import annotations

from typing import Final, NamedTuple


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


def _step(index: int) -> Step:
    return Step(
        speech=f"Order {index} has left our warehouse and will be with you within two working "
        "days. If nobody is at home, our driver leaves it with a neighbour whom you name now. To "
        "name one, stay on the line; to choose another day, press one and wait for the tone. For "
        "everything else an assistant will be with you in a moment: thank you for calling, and "
        "for your patience with us; on days like these it takes a little longer than we should "
        "like.",
        action=f"https://example.com/orders/dialled/?order={index}&step=2&language=en",
        numbers=(f"+1555010{index:04}", f"+1555011{index:04}"),
        digits=f"w{index}#",
        message=f"Order {index}: we tried to reach you at the number that you gave us. The parcel "
        "waits at the shop around the corner until Friday, from nine in the morning to eight in "
        "the evening; bring this message and something with your name on it. Reply STOP and no "
        "message will follow this one, or HELP to reach a person who can help you with it. "
        "Messages are sent to those who asked for them, and cost what your plan says they do.",
        receiver=f"+1555012{index:04}",
        callback=f"https://example.com/orders/messages/{index}/",
    )


STEPS: Final = tuple(map(_step, range(67)))
MESSAGES: Final = 66
"""So many of the steps send their message, which makes 200 elements in the response."""
