"""What is recorded of a multiparty call.  https://www.plivo.com/docs/voice/xml/multiparty-call"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...callbacks import MultiPartyCallRecording, MultiPartyCallRecordingEvent, RecordingFormat
from .._platform.leg import Leg
from .._platform.timing import SECONDS_TO_STORE
from .record import RECORDINGS


@dataclass(frozen=True, slots=True)
class _Recording:
    """One that runs, and who is told of it."""

    uuid: str
    begun: datetime
    kind: str
    url: str | None
    method: str

    @property
    def file(self) -> str:
        """Where the file will be."""
        return f"{RECORDINGS}/{self.uuid}.{self.kind}"


class Recorder:
    """Records a multiparty call, once at a time."""

    def __init__(self, leg: Leg, name: str, uuid: str) -> None:
        """
        Prepare it.

        Args:
            leg: Whose transcript it shows in: that of the first participant.
            name: The name of the multiparty call.
            uuid: Its id.
        """
        self._leg = leg
        self._name = name
        self._uuid = uuid
        self._recording: _Recording | None = None
        self._is_paused = False

    @property
    def state(self) -> str:
        """Whether it runs, as the API says it."""
        if self._recording is None:
            return "not-recording"
        return "paused" if self._is_paused else "recording"

    def start(self, kind: str, url: str | None, method: str, uuid: str | None = None) -> None:
        """
        Begin, unless it runs.

        Args:
            kind: The format of the file.
            url: Who is told.
            method: How.
            uuid: The id of the recording; without it, a new one.
        """
        if self._recording is None:
            account, self._is_paused = self._leg.account, False
            uuid = uuid or account.new_id()
            self._recording = _Recording(uuid, account.clock.time, kind, url, method)
            self._tell(self._recording, MultiPartyCallRecordingEvent.INITIATED)

    def pause(self, *, on: bool) -> None:
        """Pause, or go on."""
        if self._recording is not None and self._is_paused != on:
            self._is_paused = on
            event = MultiPartyCallRecordingEvent
            self._tell(self._recording, event.PAUSED if on else event.RESUMED)

    def stop(self) -> None:
        """End, if it runs; the file follows."""
        recording, self._recording = self._recording, None
        if recording is not None:
            now = self._leg.clock.time
            self._tell(
                recording,
                MultiPartyCallRecordingEvent.COMPLETED,
                SECONDS_TO_STORE,
                recording_url=recording.file,
                recording_duration=int((now - recording.begun).total_seconds()),
                recording_start_time=recording.begun,
                recording_end_time=now,
            )

    def _tell(
        self,
        recording: _Recording,
        event: MultiPartyCallRecordingEvent,
        later: float = 0,
        **more: Any,
    ) -> None:
        leg = self._leg
        callback = MultiPartyCallRecording(
            event_name=event,
            event_timestamp=leg.clock.time,
            mpc_uuid=self._uuid,
            mpc_name=self._name,
            recording_uuid=recording.uuid,
            recording_format=RecordingFormat(recording.kind),
            **more,
        )
        url, method = recording.url, recording.method
        leg.clock.after(later, lambda: leg.tell(url, method, callback), moves=not later)
