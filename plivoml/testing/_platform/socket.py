"""The platform's end of the socket of a Stream."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, Literal, assert_never

from ...errors import InvalidMessageError
from ...streams import (
    DTMF,
    Checkpoint,
    ClearAudio,
    ClearedAudio,
    Incoming,
    Media,
    Outgoing,
    PlayAudio,
    PlayedStream,
    SendDTMF,
    Start,
    parse,
    parse_outgoing,
)
from .._transports.line import MOST, Frame, Line, size_of
from .clock import Timer
from .exchange import Exchange
from .faults import Faults
from .playback import Playback
from .terms import Terms
from .voice import seconds_of


#: How long a message of sound is.  https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-guide
TICK: Final = 0.02

#: What the platform keeps for a server, and for the caller.  A guide says 60.
BUFFER_SECONDS: Final = 40.0

_LEVELS: Final = (0.3, 0.6, 0.9)
_TRIES: Final = 3
_MOST_ROUNDS: Final = 8  # of answers to answers while time stands still
_ANSWER_SECONDS: Final = 5.0
_ADVISED_BYTES: Final = 12_288  # which are 16 KB in base64
_FLOOD: Final = f"sent more than {MOST // 1000:,} messages or {MOST:,} bytes while no time passed"


class Socket:
    """
    Sends sound and keys, plays what comes back, and says what is wrong with it.

    https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference
    """

    def __init__(self, exchange: Exchange, terms: Terms) -> None:
        self.exchange = exchange
        self.terms = terms
        self.line: Line | None = None
        self.start: Start | None = None
        self.is_open = False
        self.is_audible = False
        """Whether the caller has heard more than silence in the last 20 ms."""
        self.close_code: int | None = None
        self.played = bytearray()
        self.received: list[Outgoing] = []
        self.timeline: list[Incoming | Outgoing] = []
        """All but sound of the call, in order."""
        self.lost: list[str] = []
        """The checkpoints that were thrown away."""
        self.faults = Faults(exchange, terms.url)
        self.opened: float | None = None
        """When sound began to flow, and when it was closed, in simulated seconds."""
        self.closed: float | None = None
        self.stop: Callable[[str], object] = lambda _: None
        """Ends the stream, for a reason."""
        self.on_close: Callable[[int | None, str | None], object] = lambda _code, _error: None
        """Is told of a close by the server, and of what breaks the stream otherwise."""
        self.on_level: Callable[[float], object] = lambda _: None
        self._playback = Playback()
        self._voice: deque[bytes] = deque()
        self._frames: list[str] = []
        self._outbox: list[str] = []
        self._chunks: dict[str, int] = dict.fromkeys(terms.tracks, 0)
        self._names: set[str] = set()
        self._timer: Timer | None = None
        self._levels = list(_LEVELS)
        self._heard = 0
        self._keys = ""
        self._pressed_at = 0.0
        self._answers = 0
        self._at_once = 0

    # How it opens and closes.

    def open(
        self, token: str | None, *, tries: int = _TRIES, covers: Literal["path", "query"] = "path"
    ) -> str | None:
        """
        Make the handshake; if it does not work out, twice more.

        Args:
            token: Signs it; None sends no signature.
            tries: How often.
            covers: What of the URL is signed: all up to the path, or the query too.

        Returns:
            What went wrong, or None.
        """
        exchange, url = self.exchange, self.terms.url
        account = exchange.account
        problem = None
        for attempt in range(tries):
            if attempt:
                exchange.note(f"{url} {problem}; trying again")
            try:
                self.line = account.connect(account.wire.handshake(url, token, covers))
            except ModuleNotFoundError as error:
                exchange.refuse(str(error))
            except TimeoutError:
                problem = "did not accept the handshake in time"
            except ConnectionError as error:
                problem = str(error) or type(error).__name__
            else:
                self.is_open = True
                return None
        return problem

    def begin(self) -> None:
        """Send the first message, and let time pass on the socket."""
        terms = self.terms
        self.opened = self.exchange.clock.now
        self.start = Start(
            call_id=terms.call_id,
            stream_id=terms.stream_id,
            tracks=terms.tracks,
            format=terms.format,
            extra_headers=terms.headers,
            sequence_number=self._number(),
        )
        self._send(self.start)
        if self.line is not None:
            self._timer = self.exchange.clock.after(TICK, self._tick, recurs=True)
            self._step(0)

    def close(self) -> None:
        """Close it, as the platform does."""
        if self.is_open:
            self._end(None)

    def _end(self, code: int | None, error: str | None = None) -> None:
        self.is_open = False
        self.closed = self.exchange.clock.now
        self.close_code = code
        if self._timer is not None:
            self.exchange.clock.cancel(self._timer)
        self._fall_silent()
        if code is None:
            self._judge_keys()
        line = self.line
        if line is not None:
            line.close()
            if line.problem is not None:
                self.faults.blame(line.problem)
        if code is not None or error is not None:
            self.on_close(code, error)

    # What the caller does.

    def speak(self, sound: bytes) -> None:
        """Let the caller say something, after what is being said."""
        self._voice.extend(self.terms.format.chunks(sound))

    def press(self, key: str) -> None:
        """Let the caller press a key."""
        if self._pressed_at != self.exchange.clock.now:
            self._judge_keys()
        terms = self.terms
        self._keys += key
        self._pressed_at, self._answers = self.exchange.clock.now, len(self.received)
        self._send(
            DTMF(
                digit=key,
                track="inbound",
                timestamp=self._time,
                stream_id=terms.stream_id,
                sequence_number=self._number(),
            )
        )
        self._step(0)

    @property
    def is_speaking(self) -> bool:
        """Whether the caller has not said everything."""
        return bool(self._voice)

    @property
    def waiting(self) -> float:
        """The seconds of sound that the caller has still to hear."""
        return seconds_of(self._playback.waiting, self.terms.format)

    @property
    def sent(self) -> list[Incoming]:
        """What the platform has sent."""
        return [parse(frame) for frame in self._frames]

    def linger(self, seconds: float) -> None:
        """Give threads of the application, or its server, some time that is real."""
        assert self.line is not None
        self._take_all(self.line.linger(seconds))
        self._step(0)

    # What passes.

    def _tick(self) -> None:
        """Let 20 ms pass."""
        clock, terms = self.exchange.clock, self.terms
        self._timer = clock.after(TICK, self._tick, recurs=True)
        self._at_once = 0
        silence = terms.format.silence
        heard, passed = self._playback.play(len(silence))
        self._hear(heard)
        for name in passed:
            self._pass(name)
        said = self._voice.popleft() if self._voice else b""
        for track in terms.tracks:
            sound = said if track == "inbound" else heard
            self._media(track, sound + silence[len(sound) :])
        if self._keys and clock.now - self._pressed_at > _ANSWER_SECONDS:
            self._judge_keys()
        self._step(TICK)

    def _media(self, track: str, sound: bytes) -> None:
        self._chunks[track] += 1
        message = Media(
            audio=sound,
            track=track,
            timestamp=self._time,
            chunk=self._chunks[track],
            stream_id=self.terms.stream_id,
            sequence_number=self._number(),
        )
        frame = message.to_json()
        self._frames.append(frame)
        self._outbox.append(frame)

    def _send(self, message: Incoming) -> None:
        frame = message.to_json()
        self.timeline.append(message)
        self._frames.append(frame)
        self._outbox.append(frame)

    def _number(self) -> int:
        return len(self._frames) + 1

    @property
    def _time(self) -> int:
        return round(self.exchange.clock.time.timestamp() * 1000)

    def _step(self, seconds: float) -> None:
        """Deliver what there is, and take what comes back."""
        line = self.line
        if line is None or not self.is_open:
            self._outbox.clear()
            return
        for _ in range(_MOST_ROUNDS):
            frames, self._outbox = self._outbox, []
            if not self._take_all(line.step(frames, seconds)):
                return
            seconds = 0
            if line.close_code is not None:
                self._end(line.close_code)
                return
            if not self._outbox:
                break
        while self._levels and self._is_behind(line.unread):
            self.on_level(self._levels.pop(0))

    def _is_behind(self, unread: int) -> bool:
        return unread * TICK >= self._levels[0] * BUFFER_SECONDS * len(self.terms.tracks)

    # What the server sends.

    def _take_all(self, frames: list[Frame]) -> bool:
        """Take messages; say whether they are not too many."""
        self._at_once += size_of(frames)
        if self._at_once > MOST:
            self.faults.blame(_FLOOD)
            self._end(None, _FLOOD)
            return False
        for frame in frames:
            self._take(frame)
        return True

    def _take(self, frame: Frame) -> None:
        if isinstance(frame, bytes):
            self.faults.blame("sent a binary frame; sound goes as base64 into a text frame")
            return
        try:
            message = parse_outgoing(frame)
        except InvalidMessageError as error:
            self.faults.blame(f"sent what Plivo does not take: {error}")
            return
        self.received.append(message)
        self.timeline.append(message)
        stream = getattr(message, "stream_id", None)
        if stream not in (None, self.terms.stream_id):
            self.faults.blame(
                f"sent {message.event} for the stream {stream!r}; this one has another id"
            )
            return
        match message:
            case PlayAudio():
                self._play(message)
            case Checkpoint():
                self._mark(message.name)
            case ClearAudio():
                self._clear()
            case SendDTMF():
                self.exchange.note(f"presses {message.digits} into the call", "server")
            case _:
                assert_never(message)

    def _play(self, message: PlayAudio) -> None:
        terms = self.terms
        if not terms.is_two_way:
            self.faults.blame(
                'sent playAudio without bidirectional="true": the caller hears nothing'
            )
        elif message.format != terms.format:
            self.faults.blame(
                f"sent playAudio as {message.format.content_type}; the stream is "
                f"{terms.format.content_type}: the caller hears noise or nothing"
            )
        else:
            if len(message.audio) > _ADVISED_BYTES:
                self.faults.doubt(
                    "sent playAudio with more than the 16 KB of base64 that are advised"
                )
            self._playback.add(message.audio)
            if self.waiting > BUFFER_SECONDS:
                self.faults.doubt(
                    f"sent more than the {BUFFER_SECONDS:g} s of sound that are kept: what is "
                    "sent faster than speech is heard after an interruption, or dropped"
                )

    def _mark(self, name: str) -> None:
        if name in self._names:
            self.faults.blame(f"sent the checkpoint {name!r} again; a name is for one in a call")
        self._names.add(name)
        if not self._playback.waiting and not self.played:
            self.faults.doubt("sent a checkpoint before any sound, which was seen to get no answer")
        if self._playback.waiting:
            self._playback.mark(name)
        else:
            self._pass(name)

    def _pass(self, name: str) -> None:
        self._fall_silent()
        self.exchange.note(f"the checkpoint {name!r} has been heard")
        self._send(
            PlayedStream(name=name, stream_id=self.terms.stream_id, sequence_number=self._number())
        )

    def _clear(self) -> None:
        self._fall_silent()
        size, names = self._playback.clear()
        gone = f"{seconds_of(size, self.terms.format):g} s of sound"
        if names:
            gone += f" and {', '.join(map(repr, names))}, which nothing will answer"
            self.lost += names
        self.exchange.note(f"clearAudio throws away {gone}", "server")
        self._send(ClearedAudio(stream_id=self.terms.stream_id, sequence_number=self._number()))

    def _hear(self, heard: bytes) -> None:
        self.played += heard
        self.is_audible = bool(heard.strip(self.terms.format.silence[:1]))
        self._heard += len(heard)
        if not heard:
            self._fall_silent()

    def _fall_silent(self) -> None:
        """Write down how long the caller has heard the server."""
        if self._heard:
            seconds = seconds_of(self._heard, self.terms.format)
            self.exchange.note(f"hears {seconds:g} s of sound", "caller")
            self._heard = 0

    # What is wrong.

    @property
    def unanswered(self) -> str:
        """The keys after which nothing has come."""
        return self._keys if len(self.received) == self._answers else ""

    def _judge_keys(self) -> None:
        if self.unanswered:
            self.exchange.note(f"the key {self._keys} is unanswered: nothing came after it")
        self._keys = ""
