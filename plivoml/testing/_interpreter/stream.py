"""The sound of the call for a server: Stream.  https://www.plivo.com/docs/voice/xml/audio-streaming"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ...callbacks import AudioTrack, StreamContentType, StreamEvent, StreamStatus
from ...elements.streaming import Stream
from .._platform.leg import Leg
from .._platform.steps import Leaving, Steps, StreamOver, Until


_LONGEST: Final = 86_400
_REACHED: Final = "stream timeout reached"


def stream(leg: Leg, element: Stream) -> Steps[None]:
    """
    Report a stream; with `keepCallAlive` the next element waits for its end.

    Otherwise it runs beside the call, which ends with its document all the same.  Reaching
    `streamTimeout` ends the stream and not the call.  No socket is opened.
    https://www.plivo.com/docs/voice/xml/audio-streaming
    """
    run = _Streaming(leg, element)
    seconds = float(element.stream_timeout or _LONGEST)
    if not element.keep_call_alive:
        leg.later(seconds, lambda: run.stop(_REACHED))
        leg.on_end.append(lambda: run.stop("the call is over"))
        return
    try:
        act = yield Until(seconds, (StreamOver,))
    except Leaving:
        run.stop("the call is over")
        raise
    if isinstance(act, StreamOver) and act.error is not None:
        run.drop(act.error)
    else:
        run.stop(_REACHED if act is None else "the server closed the stream")


class _Streaming:
    """A stream that runs."""

    def __init__(self, leg: Leg, element: Stream) -> None:
        self._leg = leg
        self._element = element
        self._uuid = leg.account.new_id()
        self._started = leg.clock.now
        self._is_over = False
        leg.note(f"streams to {element.url}")
        self._tell(StreamEvent.START_STREAM)

    def stop(self, reason: str) -> None:
        """End the stream, unless it has ended."""
        if not self._is_over:
            self._is_over = True
            seconds = int(self._leg.clock.now - self._started)
            self._leg.note(f"the stream is over: {reason}")
            self._tell(StreamEvent.STOP_STREAM, reason=reason, seconds=seconds)

    def drop(self, error: str) -> None:
        """Break the stream."""
        self._leg.note(f"the stream breaks: {error}")
        self._tell(StreamEvent.DROPPED_STREAM, error=error)

    def _tell(
        self,
        event: StreamEvent,
        *,
        reason: str | None = None,
        seconds: int | None = None,
        error: str | None = None,
    ) -> None:
        leg, element = self._leg, self._element
        headers = element.extra_headers
        if isinstance(headers, Mapping):
            headers = ",".join(f"{name}={value}" for name, value in headers.items())
        time: datetime = leg.clock.time
        numbers = leg.short()
        del numbers["call_status"]
        status = StreamStatus(
            **numbers,
            event=event,
            stream_id=self._uuid,
            timestamp=time,
            service_url=element.url,
            status_reason=reason,
            duration=seconds,
            error=error,
            bidirectional=element.bidirectional,
            audio_track=None if element.audio_track is None else AudioTrack(element.audio_track),
            stream_timeout=element.stream_timeout,
            content_type=_content_type(element),
            extra_headers=headers,
            keep_call_alive=element.keep_call_alive,
        )
        leg.tell(element.status_callback_url, element.status_callback_method, status)


def _content_type(element: Stream) -> StreamContentType | None:
    return None if element.content_type is None else StreamContentType(element.content_type)
