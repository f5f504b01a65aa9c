"""Ringing somebody: Dial.  https://www.plivo.com/docs/voice/xml/routing"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...callbacks import (
    CallEvent,
    ConfirmSoundRequest,
    DialAction,
    DialCallback,
    DialEvent,
    DialLegStatus,
    DialMusicRequest,
    DialStatus,
    DigitsPressedBy,
    HangupSource,
)
from ...elements.routing import Dial, Number, User
from ...hangup_causes import by_code
from .._platform.billing import PRICE, billed
from .._platform.exchange import bare
from .._platform.heard import words_of
from .._platform.leg import Leg
from .._platform.steps import Act, Answered, Ended, FarKey, Key, Leaving, Moved, Steps, Until
from .._platform.timing import RING_SECONDS
from .b_leg import (
    ABANDONED,
    ENDS,
    LEFT,
    LOST_RACE,
    RANG_OUT,
    TOO_LONG,
    UNCONFIRMED,
    BLeg,
    End,
    end_of,
)
from .input import report
from .keys import Matcher
from .sound import listen_to


_TIME_LIMIT, _LONGEST, _CONFIRM = 14_400, 86_400, 120
_STAR = "*"


def dial(leg: Leg, element: Dial) -> Steps[None]:
    """
    Ring all destinations at once and connect the first that answers, or confirms.

    `action` is told how it ended, even with `redirect="false"`; the reply is then read by
    nobody, and so it is when the caller has hung up.  https://www.plivo.com/docs/voice/xml/routing

    Guesses: a Dial whose ring time is up is `no-answer`; a wrong confirm key is ignored; of
    several destinations that fail one by one, the last decides; with no `action` the next
    element runs.
    """
    run = leg.dial = Dialling(leg, element)
    try:
        status, cause = yield from run.steps()
    except Leaving as leaving:
        status, cause = run.abandon()
        if element.action is not None and not isinstance(leaving, Moved):
            leg.tell(element.action, element.method, run.action(status, cause))
        raise
    finally:
        leg.dial = None
    leg.note(f"the Dial is over: {status}")
    # So a guide has it; of the other outcomes nobody says.
    leg.last_words = cause if leg.is_last and status == DialStatus.BUSY else None
    if element.action is not None:
        callback = run.action(status, cause)
        report(leg, element.action, element.method, callback, element.redirect)


class Dialling:
    """A Dial that is under way."""

    def __init__(self, leg: Leg, element: Dial) -> None:
        self._leg = leg
        self._element = element
        now = leg.clock.now
        ring = leg.clock.ahead(element.timeout or leg.choices.get("ring_seconds", RING_SECONDS))
        self._ringing = [
            BLeg(_who(child), place, leg.account.new_id(), now, ring)
            for place, child in enumerate(_targets(element), 1)
        ]
        self._confirming: list[BLeg] = []
        self._connected: BLeg | None = None
        self._rang = True
        self._last_uuid = ""

    @property
    def ringing(self) -> list[str]:
        """Who is being rung."""
        return [target.who for target in self._ringing]

    @property
    def connected(self) -> str | None:
        """Who talks with the caller."""
        return None if self._connected is None else self._connected.who

    @property
    def talking(self) -> BLeg | None:
        """The leg of whoever talks with the caller."""
        return self._connected

    def answer(self, who: str | None) -> None:
        """Let a phone that rings be picked up: that of `who`, or the first."""
        self._one_of(who, self._ringing)
        self._act(Answered(who))

    def press(self, keys: str) -> None:
        """Let whoever has answered press keys: the confirm key, or others during the call."""
        if not self._confirming and self._connected is None:
            self._leg.refuse(f"nobody has answered who could press {keys}")
        for key in keys:
            self._act(FarKey(key))

    def end(self, status: DialStatus, who: str | None, seconds: float, cause: str | None) -> None:
        """Let it end: for all, or for one of those whose phones ring."""
        if status == DialStatus.COMPLETED:
            self._let_them_talk(who, seconds)
            who = None
        elif self._connected is not None:
            self._leg.refuse(f"{self.connected} has answered: that Dial can only be completed")
        else:
            self._one_of(who, [*self._ringing, *self._confirming])
        self._act(Ended(status, who, cause))

    def _let_them_talk(self, who: str | None, seconds: float) -> None:
        account, key = self._leg.account, self._element.confirm_key
        if self._connected is None and not self._confirming:
            self.answer(who)
            account.listen(0)
        if self._confirming and key:
            self.press(key)
            account.listen(0)
        account.listen(seconds)
        if self._connected is None:
            self._leg.refuse(f"they were cut off before {seconds:g} s were over")

    def _one_of(self, who: str | None, targets: Sequence[BLeg]) -> None:
        names = [target.who for target in targets]
        if who is not None and who not in names:
            rings = ", ".join(names) or "nobody"
            self._leg.refuse(f"expected somebody who rings: {rings}; got {who}")
        if not names:
            self._leg.refuse("nobody rings")

    def _act(self, act: Act) -> None:
        self._leg.refresh()
        self._leg.act(act)

    def steps(self) -> Steps[tuple[DialStatus, str]]:
        """Ring, connect and talk; return how it ended, and the switch's name for that."""
        leg, element = self._leg, self._element
        leg.note(f"rings {', '.join(self.ringing)}")
        music = element.dial_music
        if music is not None and music != "real":
            request = DialMusicRequest(**leg.standard(CallEvent.DIAL_REMOTE_SOUNDS))
            listen_to(leg, leg.ask_sound(music, "POST", request))
        status, end = DialStatus.NO_ANSWER, RANG_OUT
        while waiting := [*self._ringing, *self._confirming]:
            until = min(target.deadline for target in waiting) - leg.clock.now
            act = yield Until(max(0.0, until), (Answered, Ended, FarKey))
            if act is None:
                status, end = self._time_is_up(waiting)
            elif isinstance(act, Ended):
                status, end = act.status, end_of(act)
                self._rang = status not in (DialStatus.BUSY, DialStatus.FAILED)
                for target in [t for t in waiting if act.who in (None, t.who)]:
                    self._lose(target, end)
            else:
                winner = self._chosen(act)
                if winner is not None:
                    return (yield from self._talk(winner))
        return status, end.cause

    def _chosen(self, act: Act) -> BLeg | None:
        """Return the destination to connect, if an answer or a key settles it."""
        if isinstance(act, Answered):
            target = next(t for t in self._ringing if act.who in (None, t.who))
            target.answered = self._leg.clock.now
            self._leg.note(f"{target.who} answers", "callee")
            self._tell(DialEvent.ANSWER, target)
            if self._asks_for_key(target):
                return None
            return target
        assert isinstance(act, FarKey)
        self._leg.note(f"presses {act.key}", "callee")
        return self._confirming[0] if act.key == self._element.confirm_key else None

    def _asks_for_key(self, target: BLeg) -> bool:
        """Play the confirm sound, and say whether a key has to follow."""
        element, leg = self._element, self._leg
        if element.confirm_sound is None:
            return False
        request = ConfirmSoundRequest(**leg.standard())
        sound = leg.ask_sound(element.confirm_sound, "POST", request)
        leg.note(f'hears "{words_of(sound) if sound else ""}"', "callee")
        if element.confirm_key is None:
            return False
        self._ringing.remove(target)
        self._confirming.append(target)
        seconds = _CONFIRM if element.confirm_timeout is None else element.confirm_timeout
        target.deadline = leg.clock.ahead(seconds)
        return True

    def _talk(self, target: BLeg) -> Steps[tuple[DialStatus, str]]:
        """Connect a destination, until somebody hangs up or the time is up."""
        leg, element = self._leg, self._element
        for other in [*self._ringing, *self._confirming]:
            if other is target:
                self._forget(other)
            else:
                self._lose(other, LOST_RACE)
        self._connected = target
        self._tell(DialEvent.CONNECTED, target)
        for begin in leg.on_connect:
            begin()
        leg.on_connect.clear()
        over_at = leg.clock.ahead(min(element.time_limit or _TIME_LIMIT, _LONGEST))
        near = Matcher(element.digits_match)
        far = Matcher(element.digits_match_b_leg)
        while True:
            act = yield Until(over_at - leg.clock.now, (Ended, Key, FarKey))
            if act is None:
                end = TOO_LONG
                break
            if isinstance(act, Ended):
                end = ENDS[DialStatus.COMPLETED]
                break
            if isinstance(act, Key):
                if act.key == _STAR and element.hangup_on_star:
                    end = LEFT
                    break
                self._match(near, act.key, DigitsPressedBy.A_LEG)
            else:
                assert isinstance(act, FarKey)
                leg.note(f"presses {act.key}", "callee")
                self._match(far, act.key, DigitsPressedBy.B_LEG)
        self._hang_up(target, end)
        self._last_uuid, self._connected = target.uuid, None
        return DialStatus.COMPLETED, end.cause

    def abandon(self) -> tuple[DialStatus, str]:
        """Let everybody go, since the caller has gone."""
        if self._connected is not None:
            self._hang_up(self._connected, LEFT)
            self._last_uuid, self._connected = self._connected.uuid, None
            return DialStatus.COMPLETED, LEFT.cause
        for target in [*self._ringing, *self._confirming]:
            self._lose(target, ABANDONED)
        return DialStatus.CANCEL, ABANDONED.cause

    def action(self, status: DialStatus, cause: str) -> DialAction:
        """Return what the action URL is told."""
        return DialAction(
            **self._leg.standard(self._leg.action_event),
            dial_status=status,
            dial_ring_status=self._rang,
            dial_hangup_cause=cause,
            dial_a_leg_uuid=self._leg.uuid,
            dial_b_leg_uuid=self._last_uuid,
        )

    def _time_is_up(self, waiting: Sequence[BLeg]) -> tuple[DialStatus, End]:
        for target in waiting:
            if target.deadline <= self._leg.clock.now:
                self._lose(target, UNCONFIRMED if target in self._confirming else RANG_OUT)
        return DialStatus.NO_ANSWER, RANG_OUT

    def _forget(self, target: BLeg) -> None:
        self._ringing = [other for other in self._ringing if other is not target]
        self._confirming = [other for other in self._confirming if other is not target]

    def _lose(self, target: BLeg, end: End) -> None:
        self._forget(target)
        self._hang_up(target, end)

    def _hang_up(self, target: BLeg, end: End) -> None:
        cause = by_code(end.code)
        assert cause is not None
        self._leg.note(f"{target.who}: {cause.code} {cause.name}", "callee")
        clock = self._leg.clock
        seconds = 0 if target.answered is None else int(clock.since(target.answered))
        self._tell(
            DialEvent.HANGUP,
            target,
            dial_b_leg_duration=seconds,
            dial_b_leg_bill_duration=billed(seconds),
            dial_b_leg_total_cost=PRICE,
            dial_b_leg_hangup_cause=end.cause,
            dial_b_leg_hangup_cause_name=cause.name,
            dial_b_leg_hangup_cause_code=cause.code,
            dial_b_leg_hangup_source=HangupSource(end.source),
            start_time=self._leg.told(target.started),
            answer_time=None if target.answered is None else self._leg.told(target.answered),
            end_time=self._leg.told(clock.now),
        )

    def _match(self, matcher: Matcher, key: str, by: DigitsPressedBy) -> None:
        for digits in matcher.matches(key):
            assert self._connected is not None
            self._tell(
                DialEvent.DIGITS,
                self._connected,
                dial_digits_match=digits,
                dial_digits_pressed_by=by,
            )

    def _tell(self, event: DialEvent, target: BLeg, **more: object) -> None:
        element, leg = self._element, self._leg
        if element.callback_url is None:
            return
        callback = DialCallback(
            call_uuid=leg.uuid,
            event=_EVENTS[event],
            dial_action=event,
            dial_b_leg_status=_STATES.get(event),
            dial_a_leg_uuid=leg.uuid,
            dial_b_leg_uuid=target.uuid,
            dial_b_leg_from=element.caller_id or leg.settings.from_,
            dial_b_leg_to=bare(target.who),
            dial_b_leg_position=target.position,
            **more,  # type: ignore[arg-type]  # each under the name of its field
        )
        leg.tell(element.callback_url, element.callback_method, callback)


_EVENTS: Final = {
    DialEvent.ANSWER: CallEvent.DIAL_ANSWER,
    DialEvent.CONNECTED: CallEvent.DIAL_CONNECTED,
    DialEvent.DIGITS: CallEvent.DIAL_DIGITS_MATCH,
    DialEvent.HANGUP: CallEvent.DIAL_HANGUP,
}
_STATES: Final = {
    DialEvent.ANSWER: DialLegStatus.ANSWER,
    DialEvent.CONNECTED: DialLegStatus.CONNECTED,
    DialEvent.DIGITS: DialLegStatus.CONNECTED,
    DialEvent.HANGUP: DialLegStatus.HANGUP,
}


def _targets(element: Dial) -> list[Number | User]:
    return [child for child in element.children if isinstance(child, Number | User)]


def _who(target: Number | User) -> str:
    return target.number if isinstance(target, Number) else target.uri
