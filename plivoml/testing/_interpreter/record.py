"""What is recorded: Record.  https://www.plivo.com/docs/voice/xml/record"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from ...callbacks import RecordAction, RecordCallback, TranscriptionCallback
from ...elements.recording import Record
from .._platform.billing import PRICE
from .._platform.clock import START
from .._platform.leg import Leg
from .._platform.steps import Key, Leaving, Moved, Recorded, Steps, Until
from .._platform.timing import SECONDS_TO_STORE, SECONDS_TO_TRANSCRIBE
from .input import report


_MOST, _SILENCE = 60, 15
_SHORTEST_TRANSCRIBED: Final = 0.5  # seconds
_UNKNOWN: Final = -1
RECORDINGS: Final = "https://media.plivo.com/v1/Account/MA00EXAMPLE00INVENT0/Recording"


def record(leg: Leg, element: Record) -> Steps[None]:
    """
    Record a message of the caller, or the call beside everything else.

    A message ends with `finishOnKey`, `maxLength`, so many seconds of silence, or a hangup.
    With `recordSession` or `startOnDialAnswer` the recording runs to the end of the call and
    `action` is told at once, with -1 for the figures; `callbackUrl` gets them when the file is
    stored.  Guesses: `startOnDialAnswer` tells `action` when the element is reached;
    `maxLength` holds for both kinds; how long storing and transcribing takes.
    https://www.plivo.com/docs/voice/xml/record
    """
    if element.record_session or element.start_on_dial_answer:
        return _in_background(leg, element)
    yield from _message(leg, element)
    return None


def _message(leg: Leg, element: Record) -> Steps[None]:
    recording = Recording(leg, element)
    if element.play_beep is not False:
        leg.note("beeps")
    key: str | None = None
    seconds = 0.0
    words: str | None = None
    silence = float(element.timeout or _SILENCE)
    over_at = leg.clock.ahead(element.max_length or _MOST)
    wants = (Recorded, Key)
    try:
        # The caller says nothing, unless `Call.record` says so: then silence ends it.
        act = yield Until(min(silence, over_at - leg.clock.now), wants)
        while isinstance(act, Key) and act.key != finish_key(element):
            act = yield Until(min(silence, over_at - leg.clock.now), wants)
        if isinstance(act, Recorded):
            left = over_at - leg.clock.now
            key, words = act.end_key if act.seconds < left else None, act.transcript
            yield Until(min(act.seconds, left), resting=False)
        elif isinstance(act, Key):
            key = act.key
        seconds = leg.clock.since(recording.started)
    except Leaving as leaving:
        recording.stop(None)
        if element.action is not None and not isinstance(leaving, Moved):
            leg.tell(element.action, element.method, recording.action(""))
        raise
    recording.stop(words)
    leg.note(f"recorded {seconds:g} s")
    if element.action is not None:
        report(leg, element.action, element.method, recording.action(key or ""), element.redirect)


def _in_background(leg: Leg, element: Record) -> None:
    recording = Recording(leg, element)
    if element.start_on_dial_answer and not element.record_session:
        leg.on_connect.append(recording.restart)
    else:
        recording.restart()
    if element.action is not None:
        report(leg, element.action, element.method, recording.action(""), element.redirect)


def finish_key(element: Record) -> str:
    """Return the key that ends a message, or `none`."""
    return element.finish_on_key or "#"


class Recording:
    """A recording of a call, or of a message."""

    def __init__(self, leg: Leg, element: Record) -> None:
        self.started = leg.clock.now
        self._leg = leg
        self._element = element
        self._uuid = leg.account.new_id()
        self._figures: dict[str, Any] = figures(None, 0)
        self._is_over = False

    def restart(self) -> None:
        """Begin to record now, in the background, until the longest time or the end of the call."""
        leg = self._leg
        self.started = leg.clock.now
        leg.note("records the call")
        leg.later(self._element.max_length or _MOST, self._stop_quietly)
        leg.on_end.append(self._stop_quietly)

    def stop(self, words: str | None) -> None:
        """End the recording; the file and its text follow."""
        leg, element = self._leg, self._element
        self._is_over = True
        seconds = leg.clock.since(self.started)
        self._figures = lengths = figures(self.started, seconds)
        names = self._names()
        stored = RecordCallback(call_uuid=leg.uuid, **names, **lengths)
        leg.clock.after(
            SECONDS_TO_STORE,
            lambda: leg.tell(element.callback_url, element.callback_method, stored),
        )
        if element.transcription_type is not None:
            is_long = seconds >= _SHORTEST_TRANSCRIBED
            text = TranscriptionCallback(
                transcription=(words or "") if is_long else "",
                transcription_charge=PRICE,
                transcription_rate=PRICE,
                duration=Decimal(str(round(seconds, 2))),
                call_uuid=leg.uuid,
                recording_id=self._uuid,
                error="" if is_long else "recording too short",
            )
            leg.clock.after(
                SECONDS_TO_TRANSCRIBE,
                lambda: leg.tell(element.transcription_url, element.transcription_method, text),
            )

    def action(self, key: str) -> RecordAction:
        """Return what the action URL is told."""
        return RecordAction(**self._leg.standard(), **self._names(), **self._figures, digits=key)

    def _stop_quietly(self) -> None:
        if not self._is_over:
            self.stop(None)

    def _names(self) -> dict[str, Any]:
        kind = self._element.file_format or "mp3"
        return {"record_url": f"{RECORDINGS}/{self._uuid}.{kind}", "recording_id": self._uuid}


def figures(started: float | None, seconds: float) -> dict[str, Any]:
    """Return the lengths and times of a recording; without a start, those of one that runs."""
    if started is None:
        names = ("duration", "duration_ms", "start_ms", "end_ms")
        return {f"recording_{name}": _UNKNOWN for name in names}
    begun, length = (int(round(time * 1000, 3)) for time in (started, seconds))
    begun += int(START.timestamp()) * 1000
    return {
        "recording_duration": int(seconds),
        "recording_duration_ms": length,
        "recording_start_ms": begun,
        "recording_end_ms": begun + length,
    }
