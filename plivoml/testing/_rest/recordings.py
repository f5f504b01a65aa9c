"""
Recordings that the API starts, of calls and of rooms, and what it knows of recordings.

https://plivo.com/docs/voice/api/recordings
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ...callbacks import RecordingApiCallback
from .._interpreter.record import figures
from .._platform.billing import billed
from .._platform.exchange import Exchange
from .._platform.leg import Leg
from .._platform.timing import SECONDS_TO_STORE
from .fields import NOT_SIMULATED, Given, method, number, one_of, optional, text, url
from .replies import RECORDING, not_found
from .routes import Body, Names, Routes
from .state import PAGING, State


ROUTES: Final = Routes()

_LONGEST: Final = 60  # seconds, unless the request says otherwise
_TRANSCRIPTION: Final = {
    "transcription_type": NOT_SIMULATED,
    "transcription_url": NOT_SIMULATED,
    "transcription_method": optional(method, "POST"),
}

#: The fields that both kinds of recording have.
RECORD: Final = {
    "file_format": optional(one_of("mp3", "wav"), "mp3"),
    **_TRANSCRIPTION,
    "callback_url": optional(url),
    "callback_method": optional(method, "POST"),
}


@dataclass(eq=False, slots=True, kw_only=True)
class Recording:
    """One that the API has started."""

    state: State
    exchange: Exchange
    """Who is told of it."""

    api_id: str
    uuid: str
    file_format: str
    callback_url: str | None
    callback_method: str
    call_uuid: str | None = None
    conference_name: str | None = None
    started: float | None = None
    seconds: float | None = None
    is_deleted: bool = False

    @property
    def url(self) -> str:
        """Where the file will be."""
        account = f"https://media.plivo.com/v1/Account/{self.state.auth_id}"
        return f"{account}/Recording/{self.uuid}.{self.file_format}"

    @property
    def runs(self) -> bool:
        """Whether it has begun and has not ended."""
        return self.started is not None and self.seconds is None

    def start(self) -> None:
        """Begin."""
        self.started = self.exchange.clock.now
        self.exchange.note(f"the API records {self.conference_name or 'the call'}")

    def stop(self) -> None:
        """End it, unless that has happened; the file follows."""
        if not self.runs:
            return
        exchange, started = self.exchange, self.started
        assert started is not None
        self.seconds = self.state.elapsed(started)
        exchange.note(f"the recording of the API is over: {self.seconds:g} s")
        # No page says which parameter names a room.
        name = self.conference_name
        extra: dict[str, Any] = {} if name is None else {"extra": {"conference_name": name}}
        callback = RecordingApiCallback(
            api_id=self.api_id,
            record_url=self.url,
            call_uuid=self.call_uuid,
            recording_id=self.uuid,
            **figures(started, self.seconds),
            **extra,
        )
        exchange.clock.after(
            SECONDS_TO_STORE,
            lambda: exchange.tell(self.callback_url, self.callback_method, callback),
        )

    def answer(self, message: str) -> Body:
        """Return what a request that starts it is answered."""
        return {"message": message, "recording_id": self.uuid, "url": self.url}

    def record(self) -> Body:
        """Return what the API knows of it, once it is over."""
        assert self.started is not None
        assert self.seconds is not None
        lengths = figures(self.started, self.seconds)
        return {
            "add_time": self.state.time(self.started + self.seconds + SECONDS_TO_STORE),
            "call_uuid": self.call_uuid,
            "conference_name": self.conference_name,
            "monthly_recording_storage_amount": "0.00000",
            "recording_duration_ms": f"{lengths['recording_duration_ms']:.5f}",
            "recording_end_ms": f"{lengths['recording_end_ms']:.5f}",
            "recording_format": self.file_format,
            "recording_id": self.uuid,
            "recording_start_ms": f"{lengths['recording_start_ms']:.5f}",
            "recording_storage_duration": 0,
            "recording_storage_rate": "0.00000",
            "recording_type": "normal" if self.conference_name is None else "conference",
            "recording_url": self.url,
            "resource_uri": self.state.resource("Recording", self.uuid),
            "rounded_recording_duration": billed(int(self.seconds)),
        }


def recording(state: State, exchange: Exchange, given: Given, **about: Any) -> Recording:
    """Prepare a recording."""
    made = Recording(
        state=state,
        exchange=exchange,
        api_id=given.api_id,
        uuid=state.account.new_id(),
        file_format=given["file_format"],
        callback_url=given["callback_url"],
        callback_method=given["callback_method"],
        **about,
    )
    state.records(Recording).append(made)
    return made


@ROUTES.add(
    "calls.start_recording",
    "POST",
    "Call/{call_uuid}/Record/",
    202,
    {
        **RECORD,
        "time_limit": optional(number(1), _LONGEST),
        "record_channel_type": optional(one_of("mono", "stereo"), "mono"),
    },
)
def start(state: State, names: Names, given: Given) -> Body:
    """Record a call beside everything else, a minute unless the request says otherwise."""
    uuid = names["call_uuid"]
    found = state.b_leg(uuid)
    leg = state.answered(uuid) if found is None else found[0]
    made = recording(state, leg, given, call_uuid=uuid)

    def begin() -> None:
        made.start()
        leg.later(given["time_limit"], made.stop)
        leg.on_end.append(made.stop)

    state.soon(leg, begin)
    return made.answer("call recording started")


@ROUTES.add("calls.record_stop", "DELETE", "Call/{call_uuid}/Record/", 204, {"URL": optional(text)})
def stop(state: State, names: Names, given: Given) -> None:
    """End the recordings of a call, or one of them."""
    uuid = names["call_uuid"]
    found = state.b_leg(uuid)
    leg = state.answered(uuid) if found is None else found[0]
    which = [
        one
        for one in state.records(Recording)
        if one.call_uuid == uuid and given["URL"] in (None, one.url)
    ]
    state.soon(leg, lambda: _stop_all(leg, which))


def _stop_all(leg: Leg, which: list[Recording]) -> None:
    leg.note("the API stops recording")
    for one in which:
        one.stop()


# What there is.


@ROUTES.add(
    "recordings.list",
    "GET",
    "Recording/",
    200,
    {
        **PAGING,
        "call_uuid": optional(text),
        "conference_name": optional(text),
        **dict.fromkeys(
            (
                "add_time",
                "conference_uuid",
                "from_number",
                "mpc_name",
                "mpc_uuid",
                "recording_storage_duration",
                "subaccount",
                "to_number",
            ),
            NOT_SIMULATED,
        ),
    },
)
def list_them(state: State, _: Names, given: Given) -> Body:
    """Return the recordings that are stored."""
    found = [
        one.record()
        for one in _stored(state)
        if given["call_uuid"] in (None, one.call_uuid)
        and given["conference_name"] in (None, one.conference_name)
    ]
    return state.page(given, "Recording", found)


@ROUTES.add("recordings.get", "GET", "Recording/{recording_id}/", 200)
def get(state: State, names: Names, _: Given) -> Body:
    """Return one that is stored."""
    return _one(state, names).record()


@ROUTES.add("recordings.delete", "DELETE", "Recording/{recording_id}/", 204)
def delete(state: State, names: Names, _: Given) -> None:
    """Forget one."""
    _one(state, names).is_deleted = True


def _one(state: State, names: Names) -> Recording:
    for one in _stored(state):
        if one.uuid == names["recording_id"]:
            return one
    raise not_found(RECORDING)


def _stored(state: State) -> list[Recording]:
    return [
        one
        for one in state.records(Recording)
        if one.started is not None
        and one.seconds is not None
        and state.elapsed(one.started) >= one.seconds + SECONDS_TO_STORE
        and not one.is_deleted
    ]
