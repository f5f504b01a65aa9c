"""The double of a stream's socket, and what a call has of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar, overload

from ..streams import Format, Incoming, Outgoing, Start
from ._interpreter.stream import stop_by_api
from ._platform.arguments import checked_verbs
from ._platform.leg import Leg
from ._platform.socket import TICK, Socket
from ._platform.steps import StreamOver
from ._platform.voice import samples_of, save, seconds_of, tone
from .observed import Observed


MessageT = TypeVar("MessageT")

_QUIET: Final = 0.3  # seconds after which the server has nothing to say for now
_LONGEST_TALK: Final = 60.0
_STRANGER_TICKS: Final = 5
_STRANGER_SECONDS: Final = 1.0  # in real time, for a server that is slow to close


@checked_verbs
class AudioStream:
    """
    A stream of a call: the platform's end of the socket, and the caller's voice and ear.

    Its time is that of the call, and moves in verbs alone: those of the call, and `speak`,
    `wait_for` and `listen` here.
    """

    def __init__(self, leg: Leg, socket: Socket, seconds: float) -> None:
        self._leg = leg
        self._socket = socket
        self._seconds = seconds
        self._seen = 0

    def __repr__(self) -> str:
        state = "open" if self.is_open else f"closed ({self.close_code})"
        return f"<AudioStream {self._socket.terms.url}: {state}>"

    # What there is to see.

    @property
    def is_open(self) -> bool:
        """Whether the socket is open; if nobody has its other end, whether the stream runs."""
        return self._socket.is_open

    @property
    def is_attended(self) -> bool:
        """Whether anybody is known to have the other end of the socket."""
        return self._socket.line is not None

    @property
    def close_code(self) -> int | None:
        """With which code the application closed the socket; None if it did not."""
        return self._socket.close_code

    @property
    def format(self) -> Format:
        """How the sound is encoded."""
        return self._socket.terms.format

    @property
    def start(self) -> Start | None:
        """The first message to the application; None if the socket never opened."""
        return self._socket.start

    @property
    def received(self) -> list[Outgoing]:
        """What the application has sent, in order."""
        return list(self._socket.received)

    @property
    def sent(self) -> list[Incoming]:
        """What the platform has sent, in order, each 20 ms of sound included."""
        return self._socket.sent

    @property
    def played(self) -> bytes:
        """The sound of the application that the caller has heard by now."""
        return bytes(self._socket.played)

    @property
    def seconds_played(self) -> float:
        """How long the caller has heard the application by now."""
        return seconds_of(len(self._socket.played), self.format)

    def save(self, path: Path) -> None:
        """Write `played` as a WAV file of 16 bits."""
        save(path, self.played, self.format)

    # What happens.

    def speak(self, sound: bytes | Path | None = None, *, seconds: float | None = None) -> None:
        """
        Let the caller say something, to its end.

        Args:
            sound: Samples in the format of the stream, or a WAV file of 16 bits at its rate.
            seconds: Instead, for how long a tone at the pitch of a voice is heard.

        Raises:
            CallError: The stream is not open.
            ValueError: There is neither or both, or the file is of another kind.
        """
        if (sound is None) == (seconds is None):
            msg = "expected sound, or how many seconds of a tone; got both or neither"
            raise ValueError(msg)
        form = self.format
        if isinstance(sound, Path):
            samples = samples_of(sound, form)
        else:
            samples = tone(seconds or 0, form) if sound is None else bytes(sound)
        self._need("speak")
        self._leg.note(f"speaks for {seconds_of(len(samples), form):g} s", "caller")
        self._socket.speak(samples)
        self._run(lambda: not self._socket.is_speaking, seconds_of(len(samples), form) + 1)

    def listen(self, seconds: float | None = None) -> None:
        """
        Let the caller hear what comes: for some seconds, or until the application falls silent.

        Raises:
            CallError: The stream is not open, or the application never falls silent.
        """
        self._need("listen")
        if seconds is not None:
            self._leg.account.listen(seconds)
            return
        quiet = 0.0

        def is_over() -> bool:
            nonlocal quiet
            socket = self._socket
            is_quiet = socket.waiting < _QUIET and not socket.is_audible
            quiet = quiet + TICK if is_quiet else 0.0
            return quiet > _QUIET

        if not self._run(is_over, _LONGEST_TALK):
            self._leg.refuse(f"the application still talks after {_LONGEST_TALK:g} s")

    def close(self, *, listen: float | None = None) -> None:
        """
        Let the API stop the stream; the call goes on.

        Raises:
            CallError: The stream is not open.
        """
        self._need("be closed")
        stop_by_api(self._leg, self._socket)
        self._leg.account.listen(listen)

    @overload
    def wait_for(self, kind: type[MessageT], *, within: float = 5.0) -> MessageT: ...
    @overload
    def wait_for(self, kind: str, *, within: float = 5.0) -> Incoming | Outgoing: ...
    def wait_for(self, kind: type[MessageT] | str, *, within: float = 5.0) -> object:
        """
        Let time pass until a message has come, and return it.

        Args:
            kind: A class of `plivoml.streams`, or Plivo's name of the event; of the
                application's messages, or of the platform's but for `media`.  Counted from
                the last one that was waited for.
            within: The most simulated seconds.

        Raises:
            CallError: None came; it says what may be the reason.
        """
        timeline = self._socket.timeline
        place = self._seen

        def found() -> bool:
            nonlocal place
            while place < len(timeline) and not _is(timeline[place], kind):
                place += 1
            return place < len(timeline)

        if not found() and self.is_open:
            self._need(f"wait for {kind if isinstance(kind, str) else kind.__name__}")
            if not self._run(found, within) and self.is_open:
                self._socket.linger(self._seconds)
        if not found():
            name = kind if isinstance(kind, str) else kind.__name__
            reasons = "".join(f"; {reason}" for reason in self._reasons())
            self._leg.refuse(f"no {name} came within {within:g} s{reasons}")
        self._seen = place + 1
        return timeline[place]

    def stranger(
        self, *, auth_token: str | None = None, call_id: str | None = None, url: str | None = None
    ) -> AudioStream:
        """
        Let somebody else open the socket, and send a `start` and a little silence.

        If the socket is open afterwards, that fails the test as an error of the app does.

        Args:
            auth_token: Signs the handshake; without it, there is no signature.
            call_id: The call that is claimed; without it, one that there is not.
            url: Where; without it, as here.

        Returns:
            The stranger's stream; it is closed.
        """
        leg, account = self._leg, self._leg.account
        terms = replace(
            self._socket.terms,
            url=url or self._socket.terms.url,
            stream_id=account.new_id(),
            call_id=call_id or account.new_id(),
        )
        socket = Socket(leg, terms)
        leg.note(f"opens {terms.url}", "stranger")
        problem = socket.open(auth_token, tries=1)
        if problem is None and socket.line is not None:
            socket.begin()
            account.run(_STRANGER_TICKS * TICK)
            if socket.is_open:
                socket.linger(_STRANGER_SECONDS)
            if socket.is_open:
                signed = "with another signature" if auth_token else "without a signature"
                socket.faults.blame(
                    f"stays open for a stranger {signed}: neither the handshake nor the start "
                    "of a call that is not theirs was refused"
                )
        else:
            leg.note(f"is sent away: {problem}", "stranger")
        socket.close()
        return AudioStream(leg, socket, self._seconds)

    # How.

    def _need(self, verb: str) -> None:
        socket = self._socket
        self._leg.check_turn(verb)
        if not socket.is_open:
            self._leg.refuse(f"cannot {verb}: {self!r}")
        if not self.is_attended:
            self._leg.refuse(
                f"cannot {verb}: nobody is known to have the other end of {socket.terms.url}: "
                "give Call(..., sockets={URL: what has it})"
            )

    def _run(self, is_enough: Callable[[], bool], seconds: float) -> bool:
        """Let time pass, by and by; say whether it was enough."""
        account = self._leg.account
        account.refresh()
        end = account.clock.ahead(seconds)
        while not (enough := is_enough()) and self.is_open and account.clock.now < end:
            account.run(TICK)
        if not self.is_open:
            account.listen(None)
        return enough

    def _reasons(self) -> list[str]:
        socket = self._socket
        reasons = [f"the application {fault}" for fault in socket.faults.reasons]
        if not socket.is_open:
            reasons.append(f"the socket is closed ({socket.close_code})")
        if socket.unanswered:
            reasons.append(f"the key {socket.unanswered} is unanswered")
        if socket.lost:
            names = ", ".join(map(repr, socket.lost))
            reasons.append(
                f"clearAudio threw the checkpoint {names} away, so no playedStream comes for it: "
                "who waits for that waits for ever"
            )
        return reasons


def _is(message: Incoming | Outgoing, kind: type[object] | str) -> bool:
    return message.event == kind if isinstance(kind, str) else isinstance(message, kind)


@checked_verbs
class Streaming(Observed):
    """The part of a call that its streams are."""

    _streams: dict[int, AudioStream]

    @property
    def _leg(self) -> Leg:
        leg = self._exchange
        assert isinstance(leg, Leg)
        return leg

    @property
    def streams(self) -> list[AudioStream]:
        """The streams of the call, in order."""
        for index, socket in enumerate(self._leg.sockets):
            if index not in self._streams:
                self._streams[index] = AudioStream(self._leg, socket, self._account.patience)
        return list(self._streams.values())

    @property
    def stream(self) -> AudioStream:
        """
        The latest stream.

        Raises:
            CallError: There was none yet.
        """
        streams = self.streams
        if not streams:
            self._leg.refuse(f"the call has no stream; {self._leg.place}")
        return streams[-1]

    def stream_ends(self, *, error: str | None = None, listen: float | None = None) -> None:
        """Let the WebSocket server end a stream that keeps the call alive; an error breaks it."""
        leg = self._leg
        leg.check_turn("end a stream")
        leg.need(StreamOver, "end a stream")
        leg.refresh()
        leg.act(StreamOver(error))
        self._account.listen(listen)
