"""
The part of a voice agent that listens and talks.

It knows no server: it takes what Plivo sends and gives what is to be sent back.  This one needs
no model.  It greets with a tone, says back what it has heard, falls silent as soon as the caller
speaks, hands over to a person on key 0 and ends the talk on key 9.

A model goes where `reply` is: it gets all that the caller has said, and returns what to play.
"""

from __future__ import annotations

import math

from enum import Enum
from typing import Final

from plivoml.streams import (
    DTMF,
    MULAW_8000,
    Checkpoint,
    ClearAudio,
    Incoming,
    Media,
    Outgoing,
    PlayAudio,
    PlayedStream,
    Start,
)


#: What the document asks for, and what is played: one value, so that they cannot drift apart.
FORMAT: Final = MULAW_8000

LOUD: Final = 30  # of 127 steps of mu-law, above the noise of a line
PAUSE: Final = 25  # silent messages, which are half a second, after which the caller has spoken
SHORTEST: Final = 5  # loud messages, of which fewer are a click


class Ends(Enum):
    """Why a talk is over."""

    BYE = "bye"
    PERSON = "person"


class Brain:
    """One talk with one caller."""

    def __init__(self, start: Start) -> None:
        self.ends: Ends | None = None
        """Set once the socket is to be closed, which is how a server ends a stream."""
        self._stream_id = start.stream_id
        self._turn = 0
        self._playing: str | None = None
        self._heard: list[bytes] = []
        self._silent = 0

    def greet(self) -> list[Outgoing]:
        """Say the first word."""
        return self._play(tone(0.5))

    def hear(self, message: Incoming) -> list[Outgoing]:
        """Take a message, and return what to send."""
        match message:
            case Media(track="inbound" | None, audio=sound):
                return self._listen(sound)
            case PlayedStream(name=name) if name == self._playing:
                self._playing = None
            case DTMF(digit="0"):
                self.ends = Ends.PERSON
            case DTMF(digit="9"):
                self.ends = Ends.BYE
            case DTMF():
                return [*self._hush(), *self._play(tone(0.1))]
            case _:
                pass
        return []

    def reply(self, said: bytes) -> bytes:
        """
        Answer what the caller has said.  This is where a model goes.

        Args:
            said: Samples in `FORMAT`, from the first word to the pause.
        """
        return said

    def _listen(self, sound: bytes) -> list[Outgoing]:
        if is_loud(sound):
            self._silent = 0
            self._heard.append(sound)
            return self._hush() if len(self._heard) == SHORTEST else []
        self._silent += 1
        if self._silent < PAUSE or not self._heard:
            return []
        heard, self._heard = self._heard, []
        return self._play(self.reply(b"".join(heard))) if len(heard) >= SHORTEST else []

    def _play(self, sound: bytes) -> list[Outgoing]:
        """Play in pieces, so that no message is long, with a mark behind them."""
        self._turn += 1
        self._playing = f"turn-{self._turn}"
        piece = FORMAT.chunk_bytes * 10
        pieces = [sound[start : start + piece] for start in range(0, len(sound), piece)]
        return [
            *(PlayAudio(part, format=FORMAT) for part in pieces),
            Checkpoint(self._playing, stream_id=self._stream_id),
        ]

    def _hush(self) -> list[Outgoing]:
        """Let the caller interrupt.  The mark that is thrown away is not waited for."""
        if self._playing is None:
            return []
        self._playing = None
        return [ClearAudio(stream_id=self._stream_id)]


def is_loud(sound: bytes) -> bool:
    """Whether somebody speaks: the bits of mu-law below the sign, inverted, grow with loudness."""
    return sum((byte ^ 0xFF) & 0x7F for byte in sound) > LOUD * len(sound)


def tone(seconds: float, pitch: int = 440) -> bytes:
    """Make a tone."""
    rate = FORMAT.sample_rate
    return bytes(
        _mulaw(round(8000 * math.sin(2 * math.pi * pitch * index / rate)))
        for index in range(round(seconds * rate))
    )


def _mulaw(sample: int) -> int:
    size = abs(sample) + 132
    exponent = size.bit_length() - 8
    return ~((128 if sample < 0 else 0) | exponent << 4 | (size >> exponent + 3) & 15) & 0xFF
