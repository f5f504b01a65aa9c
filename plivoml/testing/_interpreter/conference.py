"""A room for all who join its name: Conference.  https://www.plivo.com/docs/voice/xml/conference"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from ...callbacks import (
    CallEvent,
    ConferenceAction,
    ConferenceCallback,
    ConferenceEvent,
    ConferenceSoundRequest,
)
from ...elements.rooms import Conference
from .._platform.account import Account
from .._platform.leg import Leg
from .._platform.steps import Act, Key, Leaving, Moved, RoomChanged, Speech, Steps, Until
from .._platform.timing import SECONDS_TO_STORE
from .input import report
from .keys import Matcher
from .record import RECORDINGS, figures
from .sound import listen_to


_MOST, _TIME_LIMIT = 20, 86_400
_STAR = "*"
_EVENTS: Final = {
    ConferenceEvent.ENTER: CallEvent.CONFERENCE_ENTER,
    ConferenceEvent.EXIT: CallEvent.CONFERENCE_EXIT,
}


def conference(leg: Leg, element: Conference) -> Steps[None]:
    """
    Put the caller into a room, and tell `action` when the caller leaves it.

    Somebody who joins with `startConferenceOnEnter="false"` hears `waitSound` until the room
    starts.  The room is closed when somebody with `endConferenceOnExit` leaves, or when one
    who joined with `stayAlone="false"` is left alone (the pages disagree; this is what the
    name says).  `action` is told even with `redirect="false"`.
    https://www.plivo.com/docs/voice/xml/conference

    Guesses: nobody gets into a full room, and the next element runs instead; `timeLimit` is
    the longest stay of the member; whoever speaks takes the floor.
    """
    rooms = leg.account.rooms(ConferenceRoom)
    room = rooms.get(element.name)
    if room is None:
        room = rooms[element.name] = ConferenceRoom(leg.account, element)
    if len(room.members) >= room.most:
        leg.note(f"{element.name} is full: {room.most} members")
        return
    member = Member(leg, element, str(next(room.numbers)))
    room.enter(member)
    try:
        yield from _stay(member, room)
    except Leaving as leaving:
        room.leave(member)
        if element.action is not None and not isinstance(leaving, Moved):
            leg.tell(element.action, element.method, room.action(member))
        raise
    room.leave(member)
    if element.action is not None:
        report(leg, element.action, element.method, room.action(member), element.redirect)


@dataclass(eq=False, slots=True)
class Member:
    """Somebody in a room."""

    leg: Leg
    element: Conference
    number: str
    is_in: bool = True
    is_deaf: bool = False
    is_muted: bool = field(init=False)
    joined: float = field(init=False)
    keys: Matcher = field(init=False)

    def __post_init__(self) -> None:
        self.is_muted = bool(self.element.muted)
        self.joined = self.leg.clock.now
        self.keys = Matcher(self.element.digits_match)


def _stay(member: Member, room: ConferenceRoom) -> Steps[None]:
    leg, element = member.leg, member.element
    over_at = leg.clock.ahead(element.time_limit or _TIME_LIMIT)
    while True:
        act: Act | None = yield Until(over_at - leg.clock.now, (Key, Speech, RoomChanged))
        if isinstance(act, RoomChanged) and not act.closed:
            leg.note(f"{element.name} starts")
        elif isinstance(act, Speech):
            if element.floor_event and not member.is_muted:
                room.tell(member, ConferenceEvent.FLOOR)
        elif isinstance(act, Key) and not (act.key == _STAR and element.hangup_on_star):
            for digits in member.keys.matches(act.key):
                room.tell(member, ConferenceEvent.DIGITS, conference_digits_match=digits)
        else:
            return


class ConferenceRoom:
    """A room from its first member to its last."""

    def __init__(self, account: Account, first: Conference) -> None:
        self.most = min(first.max_members or _MOST, _MOST)
        self.members: list[Member] = []
        self.numbers = iter(range(1, 1_000_000))
        self.begun = account.clock.now
        self.on_close: list[Callable[[], None]] = []
        self._account = account
        self._name = first.name
        self._uuid = account.new_id()
        self._has_started = False
        self._recording: tuple[str, str, float] | None = None
        """The id and the URL of a recording, and when it began."""

    def enter(self, member: Member) -> None:
        """Let somebody in."""
        leg, element = member.leg, member.element
        self.members.append(member)
        leg.note(f"enters {self._name} as member {member.number}")
        is_first = len(self.members) == 1
        self.tell(member, ConferenceEvent.ENTER, conference_first_member=is_first)
        if not self._has_started and element.start_conference_on_enter is False:
            leg.note(f"waits for {self._name} to start")
            if element.wait_sound is not None:
                self._sound(member, element.wait_sound, [member])
            return
        if not self._has_started:
            self._has_started = True
            self._change([other for other in self.members if other is not member], closed=False)
        self._sound(member, element.enter_sound or "", self.members)
        if element.record and self._recording is None:
            self._record(member)

    def leave(self, member: Member) -> None:
        """Let somebody out, and close the room where that is the end of it."""
        leg, element = member.leg, member.element
        self.members.remove(member)
        member.is_in = False
        leg.note(f"leaves {self._name}")
        others = self.members
        self.tell(member, ConferenceEvent.EXIT, conference_last_member=not others)
        self._sound(member, element.exit_sound or "", others)
        is_alone = len(others) == 1 and others[0].element.stay_alone is False
        if not others:
            del self._account.rooms(ConferenceRoom)[self._name]
            self._store(member)
            for finish in self.on_close:
                finish()
        elif element.end_conference_on_exit or is_alone:
            self._change(others, closed=True)

    def action(self, member: Member) -> ConferenceAction:
        """Return what the action URL of a member is told."""
        uuid, url, _ = self._recording or ("", "", 0.0)
        return ConferenceAction(
            **member.leg.standard(),
            **self._names(member),
            record_url=url,
            recording_id=uuid,
        )

    def tell(self, member: Member, event: ConferenceEvent, **more: Any) -> None:
        """Tell the callback URL of a member."""
        leg, element = member.leg, member.element
        if element.callback_url is not None:
            callback = ConferenceCallback(
                **leg.standard(_EVENTS.get(event)),
                **self._names(member),
                conference_action=event,
                **more,
            )
            leg.tell(element.callback_url, element.callback_method, callback)

    def _names(self, member: Member) -> dict[str, Any]:
        return {
            "conference_name": self._name,
            "conference_uuid": self._uuid,
            "conference_member_id": member.number,
        }

    def _change(self, members: list[Member], *, closed: bool) -> None:
        """Let members know once the one who runs has come to rest."""
        for member in members:

            def tell(member: Member = member) -> None:
                if member.is_in:
                    member.leg.act(RoomChanged(closed))

            self._account.clock.after(0, tell, moves=True)

    def _sound(self, member: Member, sound: str, hearers: list[Member]) -> None:
        """Play a beep, or what a URL answers, to some members."""
        leg = member.leg
        if sound.startswith("beep:"):
            leg.note(f"{self._name} hears {sound}")
        elif sound:
            request = ConferenceSoundRequest(
                **leg.standard(CallEvent.CONFERENCE_REMOTE_SOUNDS), conference_name=self._name
            )
            document = leg.ask_sound(sound, "POST", request)
            for hearer in hearers:
                if not hearer.is_deaf:
                    listen_to(hearer.leg, document)

    def _record(self, member: Member) -> None:
        uuid = self._account.new_id()
        kind = member.element.record_file_format or "mp3"
        self._recording = (uuid, f"{RECORDINGS}/{uuid}.{kind}", self._account.clock.now)
        self._tell_record(member, figures(None, 0), CallEvent.CONFERENCE_RECORD_START)

    def _store(self, member: Member) -> None:
        if self._recording is not None:
            clock, started = self._account.clock, self._recording[2]
            final = figures(started, clock.since(started))
            clock.after(SECONDS_TO_STORE, lambda: self._tell_record(member, final, None))

    def _tell_record(
        self, member: Member, lengths: dict[str, Any], event: CallEvent | None
    ) -> None:
        assert self._recording is not None
        uuid, url, _ = self._recording
        element = member.element
        callback = ConferenceCallback(
            event=event,
            conference_action=ConferenceEvent.RECORD,
            conference_name=self._name,
            conference_uuid=self._uuid,
            record_url=url,
            recording_id=uuid,
            **lengths,
        )
        member.leg.tell(element.callback_url, element.callback_method, callback)
