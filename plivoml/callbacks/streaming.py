"""What Stream reports."""

from dataclasses import dataclass
from datetime import datetime

from ._enums import OpenEnum
from ._params import Signs, param
from ._standard import LegCallback


__all__ = ["AudioTrack", "StreamContentType", "StreamEvent", "StreamStatus"]


class StreamEvent(OpenEnum):
    """
    What happened to an audio stream.

    The element's page and the guides have the first four, the page about the protocol
    `STARTED`, `STOPPED` and `FAILED`: expect both. The last two come from a compatible
    platform.
    """

    START_STREAM = "StartStream"
    STOP_STREAM = "StopStream"
    DROPPED_STREAM = "DroppedStream"
    DEGRADED_STREAM = "DegradedStream"
    STARTED = "started"
    STOPPED = "stopped"
    FAILED = "failed"
    PLAYED_STREAM = "PlayedStream"
    CLEARED_AUDIO = "ClearedAudio"


class AudioTrack(OpenEnum):
    """Whose audio is streamed."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    BOTH = "both"


class StreamContentType(OpenEnum):
    """The encoding and the sample rate of the audio."""

    L16_8000 = "audio/x-l16;rate=8000"
    L16_16000 = "audio/x-l16;rate=16000"
    MULAW_8000 = "audio/x-mulaw;rate=8000"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StreamStatus(LegCallback):
    """
    Follows an audio stream to a WebSocket server.

    Sent to the `statusCallbackUrl` of Stream or of the audio stream API, and presumably to the
    `aiAgentStreamStatusCallbackUrl` of MultiPartyCall, when the stream connects, ends, breaks,
    or falls behind. The reply is not read, and settings behind the `#` of the URL have no
    effect. A compatible platform sent no `StopStream` when the caller hung up: take the Hangup as
    the end. The element's page lists the settings of the stream (`bidirectional` and those after
    it) and neither `event` nor `stream_id`, which its older edition and the other pages have.

    https://plivo.com/docs/voice/xml/audio-streaming
    """

    SENT_TO = "the statusCallbackUrl of Stream"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"StreamID"}))
    _IDENTITY = ("stream_id", "event")
    _RECURRING = frozenset(
        {StreamEvent.DEGRADED_STREAM, StreamEvent.PLAYED_STREAM, StreamEvent.CLEARED_AUDIO}
    )

    event: StreamEvent | None = None
    """
    What happened.

    `StartStream` comes once the connection stands, `StopStream` when the stream was stopped or
    reached its streamTimeout, `DroppedStream` when it could not connect (after three tries) or
    broke, `DegradedStream` as the buffer passes 30, 60 and 90 per cent.
    """

    stream_id: str | None = param("StreamID")
    """The stream; `streamId` in the frames of the WebSocket."""

    timestamp: datetime | None = None
    """When it happened, in UTC; the shape differs from page to page."""

    service_url: str | None = param("ServiceURL", private=True)
    """The address of the WebSocket, which may hold a token in its query."""

    status_reason: str | None = None
    """On `stopped` and `failed`: why; the page about the protocol alone has it."""

    duration: int | None = None
    """On `stopped`: the length in seconds; the page about the protocol alone has it."""

    error: str | None = None
    """On `DroppedStream`: what went wrong, in words."""

    bidirectional: bool | None = param("bidirectional")
    """Whether the server may send audio too."""

    audio_track: AudioTrack | None = param("audioTrack")
    """Whose audio is streamed."""

    stream_timeout: int | None = param("streamTimeout")
    """The longest duration in seconds."""

    content_type: StreamContentType | None = param("contentType")
    """The encoding and the sample rate."""

    extra_headers: str | None = param("extraHeaders", private=True)
    """The headers of the stream, `key=value` joined by commas, at most 512 bytes."""

    keep_call_alive: bool | None = param("keepCallAlive")
    """Whether the document waits for the stream to end."""
