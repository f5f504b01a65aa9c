"""
Multiparty calls and their participants.

https://plivo.com/docs/voice/api/multiparty-calls
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from .._interpreter.multiparty import MultiPartyRoom, Participant
from .._interpreter.record import RECORDINGS
from .._platform.steps import RoomChanged
from .fields import NOT_SIMULATED, Given, boolean, method, one_of, optional, required, text, url
from .replies import MULTIPARTY, PARTICIPANT, Refusal, not_found
from .routes import Body, Names, Routes
from .state import PAGING, State


ROUTES: Final = Routes()

_CALL: Final = "MultiPartyCall/{mpc}/"
_PARTICIPANT: Final = "MultiPartyCall/{mpc}/Participant/{member_id}/"
_ALL: Final = "all"
_CHANGES: Final = ("mute", "hold", "coach_mode")

_RECORD: Final = {
    "file_format": optional(one_of("mp3", "wav"), "mp3"),
    "recording_callback_url": optional(url),
    "recording_callback_method": optional(method, "POST"),
    "transcription_url": NOT_SIMULATED,
    "transcript": optional(boolean, default=False),
}
_TRACK: Final = {"record_track_type": optional(one_of("participant", "all", "both"), "all")}


# What there is.


@ROUTES.add(
    "multi_party_calls.list",
    "GET",
    "MultiPartyCall/",
    200,
    {
        **PAGING,
        "friendly_name": optional(text),
        "status": optional(one_of("initialized", "active", "ended")),
        **dict.fromkeys(("termination_cause_code", "sub_account"), NOT_SIMULATED),
    },
)
def list_them(state: State, _: Names, given: Given) -> Body:
    """Return the multiparty calls that go on."""
    wanted, status = given["friendly_name"], given["status"]
    records = [
        _record(state, name, room) for name, room in _rooms(state).items() if wanted in (None, name)
    ]
    found = [record for record in records if status in (None, record["status"].lower())]
    return state.page(given, "MultiPartyCall", found, "count")


@ROUTES.add("multi_party_calls.get", "GET", _CALL, 200)
def get(state: State, names: Names, _: Given) -> Body:
    """Return one."""
    return _record(state, *_room(state, names))


def _record(state: State, name: str, room: MultiPartyRoom) -> Body:
    begun, path = state.time(room._begun), ("MultiPartyCall", f"uuid_{room._uuid}")
    return {
        "billed_amount": None,
        "billed_duration": None,
        "creation_time": begun,
        "duration": None,
        "end_time": None,
        "friendly_name": name,
        "mpc_uuid": room._uuid,
        "participants": state.resource(*path, "Participant"),
        "recording": room.recorder.state,
        "resource_uri": state.resource(*path),
        "start_time": begun if room._has_started else None,
        "status": "Active" if room._has_started else "Initialized",
        "stay_alone": bool(room._first.stay_alone),
        "sub_account": None,
        "termination_cause": None,
        "termination_cause_code": None,
    }


@ROUTES.add(
    "multi_party_calls.list_participants",
    "GET",
    f"{_CALL}Participant/",
    200,
    {**PAGING, "call_uuid": optional(text)},
)
def list_participants(state: State, names: Names, given: Given) -> Body:
    """Return who is in one."""
    room, wanted = _room(state, names)[1], given["call_uuid"]
    found = [
        _one(state, room, member) for member in room.members if wanted in (None, member.leg.uuid)
    ]
    return state.page(given, f"MultiPartyCall/uuid_{room._uuid}/Participant", found, "count")


@ROUTES.add("multi_party_calls.get_participant", "GET", _PARTICIPANT, 200)
def get_participant(state: State, names: Names, _: Given) -> Body:
    """Return a participant."""
    _name, room, members = _members(state, names)
    return _one(state, room, members[0])


def _one(state: State, room: MultiPartyRoom, member: Participant) -> Body:
    element = member.element
    return {
        "billed_amount": None,
        "billed_duration": None,
        "call_uuid": member.leg.uuid,
        "coach_mode": member.coaches,
        "duration": None,
        "end_mpc_on_exit": bool(element.end_mpc_on_exit),
        "exit_cause": None,
        "exit_time": None,
        "hold": member.is_held,
        "join_time": member.joined.isoformat(" ", "seconds"),
        "member_id": member.number,
        "mpc_uuid": room._uuid,
        "mute": member.is_muted,
        "resource_uri": state.resource(
            "MultiPartyCall", f"uuid_{room._uuid}", "Participant", member.number
        ),
        "role": str(member.role).lower(),
        "start_mpc_on_enter": element.start_mpc_on_enter is not False,
    }


# What is done.


@ROUTES.add("multi_party_calls.stop", "DELETE", _CALL, 204)
def stop(state: State, names: Names, _: Given) -> None:
    """End one; its participants go on behind it."""
    room = _room(state, names)[1]
    _do(state, [*room.members], "ends the multiparty call", _leave)


@ROUTES.add(
    "multi_party_calls.update_participant",
    "POST",
    _PARTICIPANT,
    202,
    {name: optional(boolean) for name in _CHANGES},
)
def update(state: State, names: Names, given: Given) -> Body:
    """Mute, hold or coach, or the reverse."""
    name, room, members = _members(state, names)
    asked = [what for what in _CHANGES if given[what] is not None]
    if names["member_id"] == _ALL and "coach_mode" in asked:
        msg = "coach_mode: expected one participant; got all"
        raise Refusal(400, msg)

    def change(member: Participant) -> None:
        for what in asked:
            room.change(member, what, on=given[what])

    _do(state, members, None, change)
    return {what: _SAID[what].format(name) for what in asked}


_SAID: Final = {
    "coach_mode": "MPC: {} coach_mode enable/disable succeeded",
    "hold": "MPC: {} hold/unhold member(s) succeeded",
    "mute": "MPC: {} mute/unmute member(s) succeeded",
}


@ROUTES.add("multi_party_calls.kick_participant", "DELETE", _PARTICIPANT, 204)
def kick(state: State, names: Names, _: Given) -> None:
    """Put participants out; their calls go on behind it."""
    members = _members(state, names)[2]
    _do(state, members, "puts the participant out", _leave)


def _leave(member: Participant) -> None:
    member.leg.act(RoomChanged(closed=True))


@ROUTES.add(
    "multi_party_calls.start_play_audio",
    "POST",
    "MultiPartyCall/{mpc}/Member/{member_id}/Play/",
    202,
    {"url": required(url)},
)
def play(state: State, names: Names, given: Given) -> Body:
    """Play a file to participants."""
    name, _, members = _members(state, names)
    _do(state, members, "plays to the participant", lambda one: one.leg.hear(given["url"]))
    return {
        "message": "play queued into MPC",
        "mpcMemberId": [member.number for member in members],
        "mpcName": name,
    }


@ROUTES.add(
    "multi_party_calls.stop_play_audio",
    "DELETE",
    "MultiPartyCall/{mpc}/Member/{member_id}/Play/",
    204,
)
def stop_playing(state: State, names: Names, _: Given) -> None:
    """Stop that."""
    members = _members(state, names)[2]
    _do(state, members, "stops playing to the participant", lambda _: None)


# What is recorded.


@ROUTES.add("multi_party_calls.start_recording", "POST", f"{_CALL}Record/", 202, _RECORD)
def start_recording(state: State, names: Names, given: Given) -> Body:
    """Record everything."""
    name, room = _room(state, names)
    uuid, kind = state.account.new_id(), given["file_format"]
    told = given["recording_callback_url"], given["recording_callback_method"]
    _do_to(state, room, "records", lambda: room.recorder.start(kind, *told, uuid))
    return _recorded(f"MPC: {name} record started", uuid, kind)


@ROUTES.add("multi_party_calls.stop_recording", "DELETE", f"{_CALL}Record/", 204)
def stop_recording(state: State, names: Names, _: Given) -> None:
    """Stop that."""
    room = _room(state, names)[1]
    _do_to(state, room, "stops recording", room.recorder.stop)


@ROUTES.add("multi_party_calls.pause_recording", "POST", f"{_CALL}Record/Pause/", 204)
def pause_recording(state: State, names: Names, _: Given) -> None:
    """Pause it."""
    room = _room(state, names)[1]
    _do_to(state, room, "pauses recording", lambda: room.recorder.pause(on=True))


@ROUTES.add("multi_party_calls.resume_recording", "POST", f"{_CALL}Record/Resume/", 204)
def resume_recording(state: State, names: Names, _: Given) -> None:
    """Go on with it."""
    room = _room(state, names)[1]
    _do_to(state, room, "goes on recording", lambda: room.recorder.pause(on=False))


@ROUTES.add(
    "multi_party_calls.start_participant_recording",
    "POST",
    f"{_PARTICIPANT}Record/",
    202,
    {**_RECORD, **_TRACK},
)
def record_participant(state: State, names: Names, given: Given) -> Body:
    """Record a participant; nothing is told of that, since no page has what would be."""
    name, _, members = _members(state, names)
    _do(state, members, "records the participant", lambda _: None)
    message = f"MPC: {name} participant record started"
    return _recorded(message, state.account.new_id(), given["file_format"])


@ROUTES.add(
    "multi_party_calls.stop_participant_recording", "DELETE", f"{_PARTICIPANT}Record/", 204, _TRACK
)
def stop_recording_participant(state: State, names: Names, _: Given) -> None:
    """Stop that."""
    members = _members(state, names)[2]
    _do(state, members, "stops recording the participant", lambda _: None)


@ROUTES.add(
    "multi_party_calls.pause_participant_recording", "POST", f"{_PARTICIPANT}Record/Pause/", 204
)
def pause_recording_participant(state: State, names: Names, _: Given) -> None:
    """Pause it."""
    members = _members(state, names)[2]
    _do(state, members, "pauses recording the participant", lambda _: None)


@ROUTES.add(
    "multi_party_calls.resume_participant_recording", "POST", f"{_PARTICIPANT}Record/Resume/", 204
)
def resume_recording_participant(state: State, names: Names, _: Given) -> None:
    """Go on with it."""
    members = _members(state, names)[2]
    _do(state, members, "goes on recording the participant", lambda _: None)


def _recorded(message: str, uuid: str, kind: str) -> dict[str, Any]:
    file = f"{RECORDINGS}/{uuid}.{kind}"
    return {"message": message, "recording_id": uuid, "recording_url": file}


# Who is meant.


def _rooms(state: State) -> dict[str, MultiPartyRoom]:
    return state.account.rooms(MultiPartyRoom)


def _room(state: State, names: Names) -> tuple[str, MultiPartyRoom]:
    """Return what `name_...` or `uuid_...` names, and its name."""
    for name, room in _rooms(state).items():
        if names["mpc"] in (f"name_{name}", f"uuid_{room._uuid}"):
            return name, room
    raise not_found(MULTIPARTY)


def _members(state: State, names: Names) -> tuple[str, MultiPartyRoom, list[Participant]]:
    """Return the multiparty call, and those in it that `17`, `17,18` or `all` names."""
    name, room = _room(state, names)
    if names["member_id"] == _ALL:
        return name, room, [*room.members]
    by_number = {member.number: member for member in room.members}
    wanted = names["member_id"].split(",")
    if not by_number.keys() >= set(wanted):
        raise not_found(PARTICIPANT)
    return name, room, [by_number[number] for number in wanted]


def _do(
    state: State,
    members: list[Participant],
    verb: str | None,
    action: Callable[[Participant], object],
) -> None:
    for member in members:

        def act(member: Participant = member) -> None:
            if member.is_in:
                if verb is not None:
                    member.leg.note(f"the API {verb}")
                action(member)

        state.soon(member.leg, act)


def _do_to(state: State, room: MultiPartyRoom, verb: str, action: Callable[[], object]) -> None:
    _do(state, room.members[:1], f"{verb} the multiparty call", lambda _: action())
