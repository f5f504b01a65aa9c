"""How the sound of a stream is encoded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from ._refusal import refuse, shown


__all__ = ["L16_8000", "L16_16000", "L16_24000", "MULAW_8000", "Format"]

ContentType: TypeAlias = Literal[
    "audio/x-mulaw;rate=8000",
    "audio/x-l16;rate=8000",
    "audio/x-l16;rate=16000",
    "audio/x-l16;rate=24000",
]
"""The values of Stream's `content_type`."""

_CHUNKS_PER_SECOND = 50
_SAMPLE_BYTES = {"audio/x-mulaw": 1, "audio/x-l16": 2}
_SILENCE = {"audio/x-mulaw": b"\xff", "audio/x-l16": b"\x00"}
_PAIRS = [
    ("audio/x-mulaw", 8000),
    ("audio/x-l16", 8000),
    ("audio/x-l16", 16000),
    ("audio/x-l16", 24000),
]
_CONTESTED_RATES = {24000}

#: Encodings and rates, for an error.
KNOWN_PAIRS = " or ".join(f"{encoding} with {rate}" for encoding, rate in _PAIRS)


@dataclass(frozen=True, slots=True)
class Format:
    """
    An encoding and a sample rate, which Stream, its start message and playback share.

    There is no default, since Plivo's pages disagree on that of Stream.  No page says in which
    order the two bytes of a linear sample come; integrators pass little-endian ones through.

    Raises:
        InvalidMessageError: no page has the two together.

    https://www.plivo.com/docs/voice/xml/audio-streaming
    """

    encoding: Literal["audio/x-mulaw", "audio/x-l16"]
    """Mu-law, a byte for a sample, or linear, two bytes for a sample."""

    sample_rate: Literal[8000, 16000, 24000]
    """Samples in a second."""

    def __post_init__(self) -> None:
        if (self.encoding, self.sample_rate) not in _PAIRS or type(self.sample_rate) is not int:
            got = f"{shown(self.encoding)} with {shown(self.sample_rate)}"
            refuse("Format", f"expected {KNOWN_PAIRS}; got {got}")

    @classmethod
    def of(cls, content_type: str) -> "Format":
        """
        Read the text of Stream's `content_type`.

        Args:
            content_type: such as `audio/x-mulaw;rate=8000`.

        Raises:
            InvalidMessageError: it is none of Plivo's.
        """
        known: dict[str, Format] = {one.content_type: one for one in FORMATS}
        if content_type not in known:
            refuse("Format", f"expected {' or '.join(known)}; got {shown(content_type)}")
        return known[content_type]

    @property
    def content_type(self) -> ContentType:
        """As Stream's `content_type` has it: `audio/x-mulaw;rate=8000`."""
        return cast("ContentType", f"{self.encoding};rate={self.sample_rate}")

    @property
    def is_contested(self) -> bool:
        """Whether sources disagree on it: 24 kHz is on some of Plivo's pages and not on others."""
        return self.sample_rate in _CONTESTED_RATES

    @property
    def chunk_bytes(self) -> int:
        """The bytes of 20 ms."""
        return self.sample_rate // _CHUNKS_PER_SECOND * _SAMPLE_BYTES[self.encoding]

    @property
    def silence(self) -> bytes:
        """20 ms in which nobody speaks."""
        return _SILENCE[self.encoding] * self.chunk_bytes

    def chunks(self, samples: bytes) -> Iterator[bytes]:
        """Cut samples into pieces of 20 ms; the last may be shorter."""
        size = self.chunk_bytes
        return (samples[start : start + size] for start in range(0, len(samples), size))


#: Mu-law at 8 kHz.
MULAW_8000 = Format("audio/x-mulaw", 8000)

#: 16 bits linear at 8 kHz.
L16_8000 = Format("audio/x-l16", 8000)

#: 16 bits linear at 16 kHz.
L16_16000 = Format("audio/x-l16", 16000)

#: 16 bits linear at 24 kHz, on which sources disagree.
L16_24000 = Format("audio/x-l16", 24000)

#: Every format.
FORMATS = (MULAW_8000, L16_8000, L16_16000, L16_24000)
