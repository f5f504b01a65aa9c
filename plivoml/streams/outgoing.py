"""What a server sends."""

import re

from binascii import b2a_base64
from dataclasses import KW_ONLY, dataclass
from typing import Annotated, ClassVar, TypeAlias

from ._base import Key, Message
from ._frame import MOST_BYTES
from ._refusal import refuse, shown
from ._values import compact
from .format import Format


__all__ = ["Checkpoint", "ClearAudio", "Outgoing", "PlayAudio", "SendDTMF"]

_KEYS = "keys out of 0 to 9, *, # and A to D"
# What fits into a message together, without measuring it.
_SHORT, _SHORT_NAME = 40_000, 1000
_MARKS = (b"RIFF", b"ID3")
_CONTAINER = re.compile(rb"RIFF....WAVE|ID3[\x02-\x04]\x00[\x00-\xff][\x00-\x7f]{4}", re.DOTALL)


@dataclass(frozen=True, slots=True, repr=False)
class PlayAudio(Message):
    """
    Plays sound to the caller, after what waits already.

    Stream has to have `bidirectional=True`, or nobody hears it and nothing says so. Send at the
    pace of speech, about 20 ms a message: what is sent ahead waits at Plivo, in a queue of 40
    seconds, and is what the caller still hears after an interruption.

    Raises:
        InvalidMessageError: the sound is no bytes or has the header of a WAV or MP3 file, or
            the message would be longer than the 64 KB that Plivo takes (16 KB are advised).

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "playAudio"

    audio: Annotated[bytes, Key("media.payload")]
    """Raw samples, without any header."""

    _: KW_ONLY
    format: Annotated[Format, Key("media.contentType", "media.sampleRate")]
    """That of the stream, as `Start` has it; it cannot change while the stream runs."""

    stream_id: Annotated[str | None, Key("streamId")] = None
    """The stream. Some integrations send it; no page of Plivo's asks for it."""

    def __post_init__(self) -> None:
        audio, stream = self.audio, self.stream_id
        if type(audio) is not bytes or type(self.format) is not Format:
            _expect(self, "audio", bytes, "bytes")
            _expect(self, "format", Format, "a Format")
        if audio.startswith(_MARKS) and _CONTAINER.match(audio):
            refuse("PlayAudio", "audio: expected raw samples; got the header of a file")
        if stream is not None:
            _expect_text(self, "stream_id")
        if len(audio) > _SHORT or (stream and len(stream) > _SHORT_NAME):
            _expect_short(self)

    def to_json(self) -> str:
        """Give the text of the frame."""
        # It is written for each 20 ms of speech, so not by way of an object.
        sound = self.format
        payload = b2a_base64(self.audio, newline=False).decode("ascii")
        stream = "" if self.stream_id is None else f',"streamId":{compact(self.stream_id)}'
        return (
            f'{{"event":"playAudio"{stream},"media":{{"contentType":"{sound.encoding}",'
            f'"sampleRate":{sound.sample_rate},"payload":"{payload}"}}}}'
        )


@dataclass(frozen=True, slots=True, repr=False)
class Checkpoint(Message):
    """
    Marks a place in the queue: `PlayedStream` of its name comes once the caller has heard it.

    It does not come if `ClearAudio` throws the place away first.

    Raises:
        InvalidMessageError: the name or the stream is no text, or an empty one.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "checkpoint"

    name: Annotated[str, Key("name")]
    """A name that no other checkpoint of the call has."""

    _: KW_ONLY
    stream_id: Annotated[str, Key("streamId")]
    """The stream, as `Start` has it."""

    def __post_init__(self) -> None:
        _expect_text(self, "name")
        _expect_text(self, "stream_id")
        _expect_short(self)


@dataclass(frozen=True, slots=True, repr=False)
class ClearAudio(Message):
    """
    Throws away what plays and what waits, as the caller speaks; `ClearedAudio` comes back.

    Checkpoints that wait are thrown away as well, and are never answered.

    Raises:
        InvalidMessageError: the stream is no text, or an empty one.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "clearAudio"

    _: KW_ONLY
    stream_id: Annotated[str | None, Key("streamId")] = None
    """The stream. Plivo's page asks for it; some of its example agents leave it out."""

    def __post_init__(self) -> None:
        if self.stream_id is not None:
            _expect_text(self, "stream_id")
            _expect_short(self)


@dataclass(frozen=True, slots=True, repr=False)
class SendDTMF(Message):
    """
    Plays the tones of keys into the call, to get through somebody else's menu.

    Raises:
        InvalidMessageError: there is something else than keys.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-guide
    """

    event: ClassVar[str] = "sendDTMF"

    digits: Annotated[str, Key("dtmf")]
    """`0` to `9`, `*`, `#` and `A` to `D`. No page says whether there are pauses."""

    def __post_init__(self) -> None:
        _expect(self, "digits", str, _KEYS)
        if not re.fullmatch("[0-9*#A-D]+", self.digits):
            refuse("SendDTMF", f"digits: expected {_KEYS}; got {shown(self.digits)}")
        _expect_short(self)


Outgoing: TypeAlias = PlayAudio | Checkpoint | ClearAudio | SendDTMF
"""Whatever a server sends."""


def _expect(message: Message, name: str, kind: type, expected: str) -> None:
    given = getattr(message, name)
    if not isinstance(given, kind):
        refuse(type(message).__name__, f"{name}: expected {expected}; got {shown(given)}")


def _expect_text(message: Message, name: str) -> None:
    _expect(message, name, str, "text")
    if not getattr(message, name):
        refuse(type(message).__name__, f"{name}: expected text; got ''")


def _expect_short(message: Message) -> None:
    length = len(message.to_json())
    if length > MOST_BYTES:
        refuse(type(message).__name__, f"expected at most {MOST_BYTES} bytes; got {length}")
