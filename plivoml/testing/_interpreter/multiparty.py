"""
A call of several people with roles: MultiPartyCall.

https://www.plivo.com/docs/voice/xml/multiparty-call
"""

from __future__ import annotations

import itertools

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ...callbacks import (
    MultiPartyCallEvent,
    MultiPartyCallExit,
    MultiPartyCallSoundRequest,
    MultiPartyCallStatus,
    ParticipantRole,
)
from ...elements.rooms import MultiPartyCall
from .._platform.account import Account
from .._platform.billing import PRICE, billed
from .._platform.clock import Timer
from .._platform.leg import Leg
from .._platform.reply import ACTION
from .._platform.steps import Act, Key, Leaving, Moved, Over, RoomChanged, Speech, Steps, Until
from .recorder import Recorder
from .sound import listen_to


_MOST, _LONGEST = 10, 14_400
_CALL, _PARTICIPANT = "mpc-state-changes", "participant-state-changes"
_SPEAKS, _KEYS = "participant-speak-events", "participant-digit-input-events"
_ENDED: Final = 4020
_GROUPS: Final = (_CALL, _PARTICIPANT)
_AGENTS: Final = (ParticipantRole.AGENT, ParticipantRole.AI_AGENT)
_SILENT: Final = ("none", "")


def multi_party_call(leg: Leg, element: MultiPartyCall) -> Steps[None]:
    """
    Join the caller to a multiparty call, and ask `onExitActionUrl` what is next afterwards.

    Somebody for whom it has not started hears `waitMusicUrl`.  It ends when somebody with
    `endMpcOnExit` leaves, or when the last but one leaves and the last has no `stayAlone`;
    after `maxDuration` every call in it ends with 4020.
    https://www.plivo.com/docs/voice/xml/multiparty-call

    Guesses: it starts with the first who has `startMpcOnEnter` (and, with `waitForAgent`, with
    an agent); the first participant's URLs follow the call, each participant's their own
    events; nobody gets into a full one; a caller who hangs up is not told of by
    `onExitActionUrl`, since the leg is gone.
    """
    rooms = leg.account.rooms(MultiPartyRoom)
    room = rooms.get(element.name)
    if room is None:
        room = rooms[element.name] = MultiPartyRoom(leg.account, leg, element)
    if len(room.members) >= room.most:
        leg.note(f"{element.name} is full: {room.most} participants")
        return
    member = Participant(leg, element, room.next_number(), leg.clock.time)
    room.enter(member)
    try:
        yield from _stay(member, room)
    except Leaving:
        room.leave(member)
        raise
    room.leave(member)
    if element.on_exit_action_url is not None:
        callback = room.exit_of(member)
        url, method = element.on_exit_action_url, element.on_exit_action_method
        raise Moved(leg.ask(ACTION, url, method, callback))


@dataclass(eq=False, slots=True)
class Participant:
    """Somebody in a multiparty call."""

    leg: Leg
    element: MultiPartyCall
    number: str
    joined: datetime
    is_in: bool = True
    is_muted: bool = field(init=False)
    is_held: bool = field(init=False)
    coaches: bool = field(init=False)
    """Whether only agents hear the participant."""

    def __post_init__(self) -> None:
        element = self.element
        self.is_muted, self.is_held = bool(element.mute), bool(element.hold)
        self.coaches = self.role == ParticipantRole.SUPERVISOR and element.coach_mode is not False

    @property
    def role(self) -> ParticipantRole:
        """What the participant is there for."""
        return ParticipantRole(self.element.role)


def _stay(member: Participant, room: MultiPartyRoom) -> Steps[None]:
    while True:
        act: Act | None = yield Until(None, (Key, Speech, RoomChanged))
        if isinstance(act, Key):
            room.tell(
                member, MultiPartyCallEvent.PARTICIPANT_DIGIT_INPUT, _KEYS, digit_input=act.key
            )
        elif isinstance(act, Speech) and member.is_muted:
            member.leg.note("is muted: nobody hears that")
        elif isinstance(act, Speech):
            room.tell(member, MultiPartyCallEvent.PARTICIPANT_SPEAK_START, _SPEAKS)
            room.tell(member, MultiPartyCallEvent.PARTICIPANT_SPEAK_STOP, _SPEAKS)
        elif isinstance(act, RoomChanged) and act.closed:
            return
        else:
            member.leg.note(f"{member.element.name} starts")


#: What the API changes of a participant: where it is kept, and the events for on and off.
_CHANGES: Final = {
    "mute": (
        "is_muted",
        MultiPartyCallEvent.PARTICIPANT_MUTE,
        MultiPartyCallEvent.PARTICIPANT_UNMUTE,
    ),
    "hold": (
        "is_held",
        MultiPartyCallEvent.PARTICIPANT_HOLD,
        MultiPartyCallEvent.PARTICIPANT_UNHOLD,
    ),
    "coach_mode": (
        "coaches",
        MultiPartyCallEvent.PARTICIPANT_COACH_MODE_START,
        MultiPartyCallEvent.PARTICIPANT_COACH_MODE_STOP,
    ),
}


class MultiPartyRoom:
    """A multiparty call from its first participant to its last."""

    def __init__(self, account: Account, leg: Leg, first: MultiPartyCall) -> None:
        self.most = min(first.max_participants or _MOST, _MOST)
        self.members: list[Participant] = []
        self._account = account
        self._leg = leg
        self._first = first
        self._name = first.name
        self._uuid = account.new_id()
        self._begun = account.clock.now
        self._has_started = False
        self.recorder = Recorder(leg, self._name, self._uuid)
        self._numbers = itertools.count(1)
        self._sequence = itertools.count(1)
        longest = first.max_duration or _LONGEST
        self._limit: Timer = account.clock.after(longest, self._time_is_up)
        self._tell_all(MultiPartyCallEvent.INITIALIZED)

    def next_number(self) -> str:
        """Return the id of the next participant."""
        return str(next(self._numbers))

    def enter(self, member: Participant) -> None:
        """Let somebody in."""
        leg, element = member.leg, member.element
        self.members.append(member)
        leg.note(f"joins {self._name} as {member.role} {member.number}")
        self.tell(member, MultiPartyCallEvent.PARTICIPANT_JOIN, _PARTICIPANT)
        if not self._has_started and not self._starts_with(member):
            leg.note(f"waits for {self._name} to start")
            self._sound(member, element.wait_music_url, element.wait_music_method, [member])
            return
        if not self._has_started:
            self._has_started = True
            self._tell_all(MultiPartyCallEvent.START)
            self._change([other for other in self.members if other is not member], closed=False)
        self._sound(
            member, element.enter_sound or "beep:1", element.enter_sound_method, self.members
        )
        self._record()
        if member.is_held:
            self._hold(member)

    def _hold(self, member: Participant) -> None:
        """Play the music of the role to somebody on hold."""
        element = member.element
        is_agent = member.role in _AGENTS
        url = element.agent_hold_music_url if is_agent else element.customer_hold_music_url
        method = element.agent_hold_music_method if is_agent else element.customer_hold_music_method
        member.leg.note("is on hold")
        self._sound(member, url, method, [member])

    def leave(self, member: Participant) -> None:
        """Let somebody out, and close the call where that is the end of it."""
        element, others = member.element, self.members
        others.remove(member)
        member.is_in = False
        member.leg.note(f"leaves {self._name}")
        self.tell(member, MultiPartyCallEvent.PARTICIPANT_EXIT, _PARTICIPANT)
        self._sound(member, element.exit_sound or "beep:2", element.exit_sound_method, others)
        is_alone = len(others) == 1 and not others[0].element.stay_alone
        if not others:
            self._end()
        elif element.end_mpc_on_exit or is_alone:
            self._change(others, closed=True)

    def change(self, member: Participant, what: str, *, on: bool) -> None:
        """Let `mute`, `hold` or `coach_mode` of a participant be on or off, and tell of it."""
        name, begun, over = _CHANGES[what]
        if getattr(member, name) == on:
            return
        setattr(member, name, on)
        member.leg.note(f"the API sets {what} to {str(on).lower()}")
        self.tell(member, begun if on else over, _PARTICIPANT)
        if on and what == "hold":
            self._hold(member)

    def exit_of(self, member: Participant) -> MultiPartyCallExit:
        """Return what the exit action of a participant is told."""
        return MultiPartyCallExit(
            **member.leg.short(),
            mpc_uuid=self._uuid,
            mpc_friendly_name=self._name,
            member_id=member.number,
            participant_call_uuid=member.leg.uuid,
            participant_role=member.role,
            participant_join_time=member.joined,
            participant_end_time=self._account.clock.time,
        )

    def tell(
        self, member: Participant, event: MultiPartyCallEvent, group: str, **more: Any
    ) -> None:
        """Tell the callback URL of a participant, if it asked for events of the group."""
        leg, element = member.leg, member.element
        if element.status_callback_url is not None and group in _groups(element):
            callback = MultiPartyCallStatus(
                **self._names(event),
                member_id=member.number,
                participant_role=member.role,
                participant_call_uuid=leg.uuid,
                participant_coach_mode=member.coaches,
                participant_call_from=leg.short()["from_"],
                participant_call_to=leg.short()["to"],
                participant_call_direction=leg.settings.direction,
                member_address=leg.short()["from_"],
                **more,
            )
            leg.tell(element.status_callback_url, element.status_callback_method, callback)

    def _starts_with(self, member: Participant) -> bool:
        needs_agent = any(other.element.wait_for_agent for other in self.members)
        has_agent = any(other.role in _AGENTS for other in self.members)
        return member.element.start_mpc_on_enter is not False and (has_agent or not needs_agent)

    def _names(self, event: MultiPartyCallEvent) -> dict[str, Any]:
        return {
            "event_name": event,
            "event_timestamp": self._account.clock.time,
            "mpc_uuid": self._uuid,
            "mpc_name": self._name,
            "sequence_number": next(self._sequence),
        }

    def _tell_all(self, event: MultiPartyCallEvent, **more: Any) -> None:
        element = self._first
        if element.status_callback_url is not None and _CALL in _groups(element):
            callback = MultiPartyCallStatus(**self._names(event), **more)
            self._leg.tell(element.status_callback_url, element.status_callback_method, callback)

    def _change(self, members: list[Participant], *, closed: bool) -> None:
        for member in members:

            def tell(member: Participant = member) -> None:
                if member.is_in:
                    member.leg.act(RoomChanged(closed))

            self._account.clock.after(0, tell, moves=True)

    def _time_is_up(self) -> None:
        for member in list(self.members):
            member.leg.interrupt(Over(_ENDED, "Plivo"))

    def _end(self) -> None:
        clock = self._account.clock
        clock.cancel(self._limit)
        del self._account.rooms(MultiPartyRoom)[self._name]
        seconds = int(clock.since(self._begun))
        self._tell_all(
            MultiPartyCallEvent.END,
            mpc_duration=seconds,
            mpc_billed_duration=billed(seconds),
            mpc_billed_amount=PRICE,
        )
        self.recorder.stop()

    def _record(self) -> None:
        first = self._first
        if first.record and len(self.members) >= (first.record_min_member_count or 1):
            url, method = first.recording_callback_url, first.recording_callback_method
            self.recorder.start(first.record_file_format or "mp3", url, method or "GET")

    def _sound(
        self, member: Participant, sound: str | None, method: str | None, hearers: list[Participant]
    ) -> None:
        if sound is None or sound in _SILENT:
            return
        leg = member.leg
        if sound.startswith("beep:"):
            leg.note(f"{self._name} hears {sound}")
            return
        request = MultiPartyCallSoundRequest(**leg.short())
        document = leg.ask_sound(sound, method or "GET", request)
        for hearer in hearers:
            listen_to(hearer.leg, document)


def _groups(element: MultiPartyCall) -> tuple[str, ...]:
    given = element.status_callback_events
    if given is None:
        return _GROUPS
    return tuple(map(str.strip, given.split(",")) if isinstance(given, str) else given)
