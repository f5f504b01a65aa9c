"""What Plivo sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeAlias, get_args

from ._base import Key, Received
from ._refusal import refuse, shown
from ._values import NOTHING
from .format import Format


__all__ = [
    "BY_EVENT",
    "DTMF",
    "ClearedAudio",
    "ErrorMessage",
    "Incoming",
    "Media",
    "PlayFailed",
    "PlayedStream",
    "Start",
    "Stop",
    "UnknownMessage",
]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Numbered(Received):
    """A message that may be counted."""

    sequence_number: Annotated[int | None, Key("sequenceNumber")] = None
    """Counts the messages of the stream, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OfStream(Numbered):
    """A message that says of which stream it is."""

    stream_id: Annotated[str | None, Key("streamId")] = None
    """The stream, as in `Start`."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Start(Numbered):
    """
    The first message: which call and stream this is, and how the sound is encoded.

    It carries no phone numbers. What the server has to know goes into the URL of the stream or
    into its `extra_headers`; neither is proven by the signature of the handshake.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "start"

    call_id: Annotated[str, Key("start.callId")]
    """The call; `call_uuid` of the callbacks."""

    stream_id: Annotated[str, Key("start.streamId")]
    """The stream; `stream_id` of the callback `StreamStatus`. `Checkpoint` needs it."""

    account_id: Annotated[str | None, Key("start.accountId")] = None
    """The Auth ID of the account."""

    tracks: Annotated[tuple[str, ...], Key("start.tracks")] = ()
    """Whose sound comes: `inbound`, `outbound`, or both."""

    format: Annotated[
        Format | None, Key("start.mediaFormat.encoding", "start.mediaFormat.sampleRate")
    ] = None
    """
    How the sound is encoded, and is to be encoded for playback. None where the message does
    not say, or says what no page of Plivo's has; then `extra` holds it.
    """

    extra_headers: Annotated[Mapping[str, str], Key("extra_headers")] = NOTHING
    """
    The `extra_headers` of Stream. Sources disagree on what comes: `a=b;c=d`, `a=b,c=d` and
    the text of a JSON object are read.
    """


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Media(OfStream):
    """
    About 20 ms of the sound of the call; it comes all the time, for each track.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "media"

    track: Annotated[str | None, Key("media.track")] = None
    """Whose sound it is: `inbound` is the caller's, `outbound` what the caller hears."""

    timestamp: Annotated[int | None, Key("media.timestamp", as_text=True)] = None
    """
    In milliseconds, since 1970 by Plivo's page and since the stream began by its package for
    Python.
    """

    chunk: Annotated[int | None, Key("media.chunk")] = None
    """Counts the chunks of a track, from 1."""

    audio: Annotated[bytes, Key("media.payload")]
    """Raw samples in the format of the stream, without any header."""

    extra_headers: Annotated[Mapping[str, str], Key("extra_headers")] = NOTHING
    """As in `Start`."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DTMF(OfStream):
    """
    The caller pressed a key; each comes alone, and to collect several is the server's work.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "dtmf"

    track: Annotated[str | None, Key("dtmf.track")] = None
    """Who pressed it: `inbound` is the caller."""

    digit: Annotated[str, Key("dtmf.digit")]
    """`0` to `9`, `*`, `#`, or `A` to `D`."""

    timestamp: Annotated[int | None, Key("dtmf.timestamp", as_text=True)] = None
    """In milliseconds, as in `Media`."""

    extra_headers: Annotated[Mapping[str, str], Key("extra_headers")] = NOTHING
    """As in `Start`."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PlayedStream(OfStream):
    """
    All that was sent before the checkpoint of this name has been heard.

    It never comes for a checkpoint that `ClearAudio` threw away, so do not wait for one after
    that. One answer of Plivo's support calls it `played`, which is read as well.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "playedStream"
    _also: ClassVar[tuple[str, ...]] = ("played",)

    name: Annotated[str, Key("name")]
    """The name of the checkpoint."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ClearedAudio(OfStream):
    """
    Nothing waits to be played any more, as `ClearAudio` asked.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    event: ClassVar[str] = "clearedAudio"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Stop(OfStream):
    """
    The stream is over.

    Sources disagree on whether it is ever sent: the page about Stream and some of Plivo's
    programs have it, the reference of the protocol and two of its packages have not, and one
    integration says that it never comes. Take the close of the socket as the end.

    https://www.plivo.com/docs/voice/xml/audio-streaming
    """

    event: ClassVar[str] = "stop"

    reason: Annotated[str | None, Key("reason")] = None
    """Why; Plivo's package for Java alone has it."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PlayFailed(Received):
    """
    Sound that was sent could not be played.

    No page has it; one of Plivo's libraries reads it.
    """

    event: ClassVar[str] = "playFailed"

    reason: Annotated[str | None, Key("reason")] = None
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ErrorMessage(Received):
    """
    Something is wrong with the stream; it is a message and no exception.

    No page has it; one of Plivo's libraries reads it.
    """

    event: ClassVar[str] = "error"

    reason: Annotated[str | None, Key("reason")] = None
    """
    What is wrong. A page lists `connection_failed`, `authentication_failed`,
    `invalid_content_type` and `buffer_overflow` without saying where they are seen.
    """


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class UnknownMessage(Received):
    """A message that nobody has told of; `extra` has all that is in it."""

    event: Annotated[str, Key("event")]
    """What it calls itself."""

    def __post_init__(self) -> None:
        if self.event in BY_EVENT:
            got = shown(self.event)
            refuse("UnknownMessage", f"event: expected one that has no class; got {got}")
        Received.__post_init__(self)  # slots make a class anew, which `super()` does not know


Incoming: TypeAlias = (
    Start
    | Media
    | DTMF
    | PlayedStream
    | ClearedAudio
    | Stop
    | PlayFailed
    | ErrorMessage
    | UnknownMessage
)
"""Whatever Plivo sends."""

#: The class of each event that has one.
BY_EVENT: dict[str, type[Received]] = {
    event: cls
    for cls in get_args(Incoming)
    if cls is not UnknownMessage
    for event in (cls.event, *getattr(cls, "_also", ()))
}
