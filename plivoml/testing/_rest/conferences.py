"""
Rooms and their members: who is in, who is muted, who is put out, and what is recorded.

https://plivo.com/docs/voice/api/conferences
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .._interpreter.conference import ConferenceRoom, Member
from .._platform.exchange import bare
from .._platform.steps import RoomChanged
from .calls import end
from .fields import Given, optional, required, text, url
from .recordings import RECORD, Recording, recording
from .replies import CONFERENCE, MEMBER, not_found
from .routes import Body, Names, Routes
from .state import State


ROUTES: Final = Routes()

_ROOM: Final = "Conference/{conference_name}/"
_MEMBER: Final = "Conference/{conference_name}/Member/{member_id}/"
_ALL: Final = "all"


@ROUTES.add("conferences.list", "GET", "Conference/", 200)
def list_them(state: State, _: Names, __: Given) -> Body:
    """Return the names of the rooms that are open."""
    return {"conferences": [*_rooms(state)]}


@ROUTES.add("conferences.get", "GET", _ROOM, 200)
def get(state: State, names: Names, _: Given) -> Body:
    """Return a room and its members."""
    room = _room(state, names)
    return {
        "conference_name": names["conference_name"],
        "conference_run_time": str(int(state.elapsed(room.begun))),
        "conference_member_count": str(len(room.members)),
        "members": [_record(state, member) for member in room.members],
    }


def _record(state: State, member: Member) -> Body:
    settings = member.leg.settings
    return {
        "call_uuid": member.leg.uuid,
        "caller_name": "",
        "deaf": member.is_deaf,
        "direction": str(settings.direction),
        "from": bare(settings.from_),
        "join_time": str(int(state.elapsed(member.joined))),
        "member_id": member.number,
        "muted": member.is_muted,
        "to": bare(settings.to),
    }


@ROUTES.add("conferences.hangup", "DELETE", _ROOM, 204)
def hang_up(state: State, names: Names, _: Given) -> None:
    """End a room, and the calls of its members."""
    for member in _room(state, names).members:
        end(state, member.leg)


@ROUTES.add("conferences.hangup_all", "DELETE", "Conference/", 204)
def hang_all_up(state: State, _: Names, __: Given) -> None:
    """End all rooms, and the calls in them."""
    for room in _rooms(state).values():
        for member in room.members:
            end(state, member.leg)


@ROUTES.add("conferences.member_hangup", "DELETE", _MEMBER, 204)
def hang_member_up(state: State, names: Names, _: Given) -> None:
    """End the call of a member."""
    for member in _members(state, names):
        end(state, member.leg)


@ROUTES.add("conferences.member_kick", "POST", f"{_MEMBER}Kick/", 202)
def kick(state: State, names: Names, _: Given) -> Body:
    """Put a member out of the room; the call goes on."""
    return _do(
        state, names, "kicked", "puts out", lambda one: one.leg.act(RoomChanged(closed=True))
    )


@ROUTES.add("conferences.member_mute", "POST", f"{_MEMBER}Mute/", 202)
def mute(state: State, names: Names, _: Given) -> Body:
    """Let nobody hear a member."""
    return _do(state, names, "muted", "mutes", lambda one: _set(one, is_muted=True))


@ROUTES.add("conferences.member_mute_stop", "DELETE", f"{_MEMBER}Mute/", 204)
def unmute(state: State, names: Names, _: Given) -> None:
    """Let a member be heard again."""
    _do(state, names, "", "unmutes", lambda one: _set(one, is_muted=False))


@ROUTES.add("conferences.member_deaf", "POST", f"{_MEMBER}Deaf/", 202)
def deafen(state: State, names: Names, _: Given) -> Body:
    """Let a member hear nothing."""
    return _do(state, names, "deaf", "deafens", lambda one: _set(one, is_deaf=True))


@ROUTES.add("conferences.member_deaf_stop", "DELETE", f"{_MEMBER}Deaf/", 204)
def undeafen(state: State, names: Names, _: Given) -> None:
    """Let a member hear again."""
    _do(state, names, "", "undeafens", lambda one: _set(one, is_deaf=False))


def _set(member: Member, *, is_muted: bool | None = None, is_deaf: bool | None = None) -> None:
    if is_muted is not None:
        member.is_muted = is_muted
    if is_deaf is not None:
        member.is_deaf = is_deaf


@ROUTES.add("conferences.member_play", "POST", f"{_MEMBER}Play/", 202, {"url": required(url)})
def play(state: State, names: Names, given: Given) -> Body:
    """Play a file to members."""
    heard = given["url"]
    message = "play queued into conference"
    return _do(state, names, message, "plays to", lambda one: _let_hear(one, heard))


@ROUTES.add("conferences.member_play_stop", "DELETE", f"{_MEMBER}Play/", 204)
def stop_playing(state: State, names: Names, _: Given) -> None:
    """Stop that."""
    _do(state, names, "", "stops playing to", lambda _: None)


@ROUTES.add(
    "conferences.member_speak",
    "POST",
    f"{_MEMBER}Speak/",
    202,
    {
        "text": required(text),
        "voice": optional(text, "WOMAN"),
        "language": optional(text, "en-US"),
    },
)
def speak(state: State, names: Names, given: Given) -> Body:
    """Speak to members."""
    heard = given["text"]
    message = "speak queued into conference"
    return _do(state, names, message, "speaks to", lambda one: _let_hear(one, heard))


@ROUTES.add("conferences.member_speak_stop", "DELETE", f"{_MEMBER}Speak/", 204)
def stop_speaking(state: State, names: Names, _: Given) -> None:
    """Stop that."""
    _do(state, names, "", "stops speaking to", lambda _: None)


def _let_hear(member: Member, words: str) -> None:
    if not member.is_deaf:
        member.leg.hear(words)


@ROUTES.add("conferences.record", "POST", f"{_ROOM}Record/", 202, RECORD)
def record(state: State, names: Names, given: Given) -> Body:
    """Record a room until it is stopped, or nobody is left."""
    room = _room(state, names)
    first = room.members[0].leg
    made = recording(state, first, given, conference_name=names["conference_name"])
    room.on_close.append(made.stop)
    state.soon(first, made.start)
    return made.answer("conference recording started")


@ROUTES.add("conferences.record_stop", "DELETE", f"{_ROOM}Record/", 204)
def stop_recording(state: State, names: Names, _: Given) -> None:
    """Stop that."""
    room = _room(state, names)
    for one in state.records(Recording):
        if one.conference_name == names["conference_name"]:
            state.soon(room.members[0].leg, one.stop)


# Who is meant.


def _rooms(state: State) -> dict[str, ConferenceRoom]:
    return state.account.rooms(ConferenceRoom)


def _room(state: State, names: Names) -> ConferenceRoom:
    room = _rooms(state).get(names["conference_name"])
    if room is None:
        raise not_found(CONFERENCE)
    return room


def _members(state: State, names: Names) -> list[Member]:
    """Return those that `17`, `17,18` or `all` names."""
    members = _room(state, names).members
    if names["member_id"] == _ALL:
        return [*members]
    by_number = {member.number: member for member in members}
    wanted = names["member_id"].split(",")
    if not by_number.keys() >= set(wanted):
        raise not_found(MEMBER)
    return [by_number[number] for number in wanted]


def _do(
    state: State, names: Names, message: str, verb: str, action: Callable[[Member], object]
) -> Body:
    """Do something to members, and return what the request is answered."""
    members = _members(state, names)
    for member in members:

        def act(member: Member = member) -> None:
            if member.is_in:
                member.leg.note(f"the API {verb} member {member.number}")
                action(member)

        state.soon(member.leg, act)
    # Real answers have a list, pages a text.
    return {"message": message, "member_id": [member.number for member in members]}
