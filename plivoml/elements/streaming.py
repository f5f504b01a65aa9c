"""The sound of the call for your own server, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

import attrs

from .._model.declare import Extensible, element
from .._model.rule_names import RuleName
from .._model.types import (
    Default,
    Doubt,
    Method,
    Named,
    Reaches,
    Rule,
    SecondsFrom1,
    StreamContentType,
    StreamHeaders,
    Url,
    when_is,
)
from .._model.values import Integer, Text, pairs_text


__all__ = ["Stream"]


_MOST_BYTES = 512

StreamUrl: TypeAlias = Annotated[
    str,
    Text(
        "StreamUrl",
        "a URL that starts with wss:// or ws://",
        r"wss?://[^ \t\r\n]+",
        is_one_line=True,
    ),
    Reaches.STREAM,
]


def _agree(track: str | None, both: bool | None) -> bool:
    return not both or track in (None, "inbound")


def _fit(headers: Mapping[str, str] | str | None) -> bool:
    text = pairs_text(headers) if isinstance(headers, Mapping) else headers or ""
    return len(text.encode()) <= _MOST_BYTES


@element
class Stream(Extensible):
    """
    Sends the sound of the call to a WebSocket server, and plays what it sends back.

    https://www.plivo.com/docs/voice/xml/audio-streaming
    """

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            RuleName.STREAM_TRACK_CONFLICT,
            ("audio_track", "bidirectional"),
            holds=_agree,
            expected="{0} to be inbound where {1} is true",
            at="audio_track",
        ),
        Rule(
            RuleName.STREAM_HEADERS_LIMIT,
            ("extra_headers",),
            holds=_fit,
            expected=f"at most {_MOST_BYTES} bytes",
            got="more",
            at="extra_headers",
        ),
    )

    url: StreamUrl = attrs.field(kw_only=False)
    """The address of the WebSocket server, which starts with `wss://`: 2,048 characters at
    most, on a host that Plivo can reach.  Plivo fills in nothing: no `{{CallUUID}}`."""

    bidirectional: Annotated[bool | None, Default(value=False)] = None
    """Whether the server can send sound back. Default: `false`."""

    audio_track: Annotated[
        Literal["inbound", "outbound", "both"] | None, Named("AudioTrack"), Default("inbound")
    ] = None
    """Which side is sent; a stream in both directions sends what comes in. Default: `inbound`."""

    stream_timeout: Annotated[SecondsFrom1 | None, Default(86400)] = None
    """After how many seconds the stream stops; the call goes on. Default: `86400`."""

    status_callback_url: Url | None = None
    """Told when the stream starts, stops, drops or suffers."""

    status_callback_method: Annotated[Method | None, Default("POST")] = None
    """How `status_callback_url` is asked. Default: `POST`."""

    content_type: Annotated[
        StreamContentType | None,
        Default("audio/x-l16;rate=8000"),
        Doubt(
            "A guide prints audio/x-mulaw;rate=8000 as the default: give it. Only one page of today "
            "has audio/x-l16;rate=24000."
        ),
    ] = None
    """How the sound is encoded, and its rate; your decoder must agree. Default:
    `audio/x-l16;rate=8000`."""

    extra_headers: Annotated[
        StreamHeaders | None,
        Doubt(
            "Some pages print letters and digits alone; by a guide of Plivo's that is the rule of "
            "SIP headers, and names with - and _ arrive. In two examples a semicolon separates what "
            "arrives: write a comma."
        ),
    ] = None
    """Names and values for the server, 512 bytes at most."""

    keep_call_alive: Annotated[
        bool | None,
        Default(value=False),
        Doubt(
            "By an older page only for streams in both directions. Where it is not true and nothing "
            "follows, the call was seen to end as the stream started (4010); by other pages it ends "
            "with the stream, or goes on to a normal end."
        ),
    ] = None
    """Whether the elements after it wait until the stream is over. Default: `false`."""

    noise_cancellation: Annotated[bool | None, Default(value=False)] = None
    """Whether noise is taken out of the sound. Default: `false`."""

    noise_cancellation_level: Annotated[
        NoiseLevel | None, Default(85), when_is("noiseCancellation", "true")
    ] = None
    """How much, from 60 to 100: up to 70 for a quiet room, from 85 for heavy noise. Default:
    `85`."""


NoiseLevel: TypeAlias = Annotated[int, Integer("", 60, 100)]
