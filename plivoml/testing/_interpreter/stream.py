"""The sound of the call for a server: Stream.  https://www.plivo.com/docs/voice/xml/audio-streaming"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...callbacks import AudioTrack, StreamContentType, StreamEvent, StreamStatus
from ...elements.streaming import Stream
from ...streams import Format
from .._platform.leg import Leg
from .._platform.socket import Socket
from .._platform.steps import Leaving, Over, Steps, StreamOver, Until
from .._platform.terms import Terms


_LONGEST: Final = 86_400
#: As the console calls these ends; how the request words any is not documented.
_REACHED: Final = "Stream timeout"
_CALL_OVER: Final = "Call hangup"
_API: Final = "API request"
_SERVER: Final = "the server closed the stream"
_HUNG_UP: Final = "the caller hung up"

_REFUSED: Final = "answered 403"

#: By the element's page; a guide has another.
_FORMAT: Final = "audio/x-l16;rate=8000"

#: Closes that say that all is well; any other one is a stream that breaks.
_GOOD_CODES: Final = (1000, 1001)


def stream(leg: Leg, element: Stream, stream_id: str | None = None) -> Steps[None]:
    """
    Open the socket of a stream; with `keepCallAlive` the next element waits for its end.

    Otherwise it runs beside the call, which ends with its document all the same; a guide has a
    document that ends in a Stream wait for it, which a test may choose.  Reaching
    `streamTimeout` ends the stream and not the call.  A transfer waits for the end of a stream
    that keeps the call alive.  Guesses: the attempts to connect follow each other at once; a
    second stream beside the first is not opened; a close with another code than 1000 and 1001
    breaks the stream.  https://www.plivo.com/docs/voice/xml/audio-streaming
    """
    if any(socket.is_open for socket in leg.sockets):
        leg.note("a call has one stream at a time: this one is not opened")
        return
    run = _Streaming(leg, element, stream_id or leg.account.new_id())
    if not run.open():
        return
    holds = leg.is_last and leg.choices.get("last_stream") == "hold"
    seconds = float(element.stream_timeout or _LONGEST)
    if not (element.keep_call_alive or holds):
        leg.later(seconds, lambda: run.stop(_REACHED))
        leg.on_end.append(lambda: run.stop(_CALL_OVER, f"the call is over: {leg.end_told}"))
        run.begin()
        return
    leg.is_held = True
    run.begin()
    try:
        act = (yield Until(seconds, (StreamOver,))) if run.is_running else StreamOver(run.error)
    except Leaving as leaving:
        leg.is_held = False
        why = f"the call is over: {leaving.code}" if isinstance(leaving, Over) else _HUNG_UP
        run.stop(_CALL_OVER, why)
        raise
    if isinstance(act, StreamOver) and act.error is not None:
        run.drop(act.error)
    else:
        run.stop(_REACHED if act is None else _SERVER)
    leg.let_go()


def stop_by_api(leg: Leg, socket: Socket) -> None:
    """Let the API stop a stream that is open; what waits for its end goes on."""
    is_held = leg.is_held
    socket.stop(_API)
    if is_held:
        leg.act(StreamOver(None))


class _Streaming:
    """A stream that runs."""

    def __init__(self, leg: Leg, element: Stream, stream_id: str) -> None:
        self._leg = leg
        self._element = element
        self._started = leg.clock.now
        self._is_over = False
        self.error: str | None = None
        """What was wrong when the server closed the socket."""
        self._socket = Socket(leg, _terms(leg, element, stream_id))
        self._socket.stop = self.stop
        self._socket.on_close = self._closed
        self._socket.on_level = self._degrade
        leg.sockets.append(self._socket)
        leg.note(f"streams to {element.url}")

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self._socket.is_open

    def open(self) -> bool:
        """Open the socket; say whether that worked out."""
        leg, socket = self._leg, self._socket
        is_refused = len(leg.sockets) - 1 in leg.refused
        problem = (
            _REFUSED
            if is_refused
            else socket.open(leg.token, covers=leg.choices.get("handshake", "path"))
        )
        if problem is None:
            if socket.line is None:
                leg.note("nobody is known to have the other end: no socket is opened")
            self._tell(StreamEvent.START_STREAM)
            return True
        socket.faults.blame(problem)
        self.drop(problem)
        return False

    def begin(self) -> None:
        """Let sound flow."""
        self._leg.on_key.append(self._socket.press)
        self._socket.begin()

    def stop(self, reason: str, why: str | None = None) -> None:
        """End the stream, unless it has ended."""
        if not self._is_over:
            self._end(f"the stream is over: {why or reason}")
            seconds = int(self._leg.clock.since(self._started))
            self._tell(StreamEvent.STOP_STREAM, status_reason=reason, duration=seconds)

    def drop(self, error: str) -> None:
        """Break the stream."""
        self._end(f"the stream breaks: {error}")
        self._tell(StreamEvent.DROPPED_STREAM, error=error)

    def _end(self, note: str) -> None:
        leg = self._leg
        self._is_over = True
        self._socket.close()
        self._take_no_keys()
        leg.note(note)

    def _take_no_keys(self) -> None:
        self._leg.on_key = [one for one in self._leg.on_key if one != self._socket.press]

    def _closed(self, code: int | None, error: str | None) -> None:
        """Let the server's close end the stream, once whatever goes on now is done."""
        self.error = error
        if code is not None:
            self._leg.note(f"closes the socket ({code})", "server")
            if code not in _GOOD_CODES:
                self.error = f"the server closed the socket with {code}"
        self._take_no_keys()
        self._leg.clock.after(0, self._over, moves=True)

    def _over(self) -> None:
        if self._is_over:
            return
        if self._leg.is_held:
            self._leg.act(StreamOver(self.error))
        elif self.error is None:
            self.stop(_SERVER)
        else:
            self.drop(self.error)

    def _degrade(self, level: float) -> None:
        self._leg.note(f"the server is behind: {level:.0%} of the buffer is full")
        self._tell(StreamEvent.DEGRADED_STREAM)

    def _tell(self, event: StreamEvent, **more: Any) -> None:
        leg, element = self._leg, self._element
        headers = element.extra_headers
        if isinstance(headers, Mapping):
            headers = ",".join(f"{name}={value}" for name, value in headers.items())
        numbers = leg.short()
        del numbers["call_status"]
        kind = element.content_type
        status = StreamStatus(
            **numbers,
            **more,
            event=event,
            stream_id=self._socket.terms.stream_id,
            timestamp=leg.clock.time,
            service_url=element.url,
            bidirectional=element.bidirectional,
            audio_track=None if element.audio_track is None else AudioTrack(element.audio_track),
            stream_timeout=element.stream_timeout,
            content_type=None if kind is None else StreamContentType(kind),
            extra_headers=headers,
            keep_call_alive=element.keep_call_alive,
        )
        leg.tell(element.status_callback_url, element.status_callback_method, status)


def _terms(leg: Leg, element: Stream, stream_id: str) -> Terms:
    track = element.audio_track or "inbound"
    return Terms(
        url=element.url,
        stream_id=stream_id,
        call_id=leg.uuid,
        format=Format.of(element.content_type or _FORMAT),
        tracks=("inbound", "outbound") if track == "both" else (track,),
        is_two_way=bool(element.bidirectional),
        headers=_headers(element.extra_headers or {}),
    )


def _headers(given: Mapping[str, str] | str) -> Mapping[str, str]:
    if not isinstance(given, str):
        return given
    pairs = [pair.partition("=") for pair in given.split(",")]
    return {name.strip(): value.strip() for name, _, value in pairs}
