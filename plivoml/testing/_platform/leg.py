"""The leg of the caller: what it is in, what is told of it, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Protocol

from ...callbacks import (
    AnswerRequest,
    CallEvent,
    CallStatus,
    DialStatus,
    Direction,
    FallbackRequest,
    HangupRequest,
    HangupSource,
    RingRequest,
    TransferRequest,
)
from ...hangup_causes import HangupCause, by_code
from ..errors import Failure
from .account import Account
from .billing import PRICE, billed
from .course import Course
from .exchange import CallbackT, bare, check_method
from .reply import ANSWER, TRANSFER, Judge, Page
from .settings import Settings
from .socket import Socket
from .steps import (
    Act,
    HungUp,
    Key,
    Leaving,
    Moved,
    Over,
    Recorded,
    Speech,
    Steps,
    StreamOver,
)


#: How the end of a call shows in `CallStatus` and `HangupCause`; any other code is a completed
#: call.  The first three were seen, the rest is a guess.
_ENDINGS: Final[dict[int, tuple[CallStatus, str]]] = {
    3000: (CallStatus.NO_ANSWER, "NO_ANSWER"),
    3010: (CallStatus.BUSY, "USER_BUSY"),
    1000: (CallStatus.CANCEL, "ORIGINATOR_CANCEL"),
    3020: (CallStatus.FAILED, "CALL_REJECTED"),
    6000: (CallStatus.COMPLETED, "ALLOTTED_TIMEOUT"),
    6010: (CallStatus.NO_ANSWER, "NO_ANSWER"),
    6020: (CallStatus.NO_ANSWER, "NO_USER_RESPONSE"),
}
_LOOP, _RAN_OUT = 2060, 4010
_MOST_TRANSFERS: Final = 70
#: What somebody waits for, in words.
_WANTED: Final[dict[type[Act], str]] = {
    Key: "a key",
    Speech: "speech",
    Recorded: "a recording",
    StreamOver: "the end of a stream",
}


class Ringing(Protocol):
    """A Dial that is under way, as the leg of the caller knows it."""

    @property
    def ringing(self) -> list[str]:
        """Who is being rung."""
        ...

    @property
    def connected(self) -> str | None:
        """Who talks with the caller."""

    def answer(self, who: str | None) -> None:
        """Let a phone that rings be picked up."""

    def press(self, keys: str) -> None:
        """Let whoever has answered press keys."""

    def end(self, status: DialStatus, who: str | None, seconds: float, cause: str | None) -> None:
        """Let it end; `completed` after so many seconds."""


class Leg(Course):
    """The first leg of a call, of which everything else is a consequence."""

    def __init__(self, account: Account, settings: Settings) -> None:
        super().__init__(
            account,
            settings.auth_token,
            strict=settings.strict,
            judge=Judge(settings.ignore, settings.allow, settings.choices),
            limit=settings.limit,
        )
        self.settings = settings
        self.choices = settings.choices
        self.uuid = settings.uuid or account.new_id()
        self.heard: list[str] = []
        self.status = CallStatus.RINGING
        self.cause: HangupCause | None = None
        self.source: HangupSource | None = None
        self.on_end: list[Callable[[], None]] = []
        self.on_connect: list[Callable[[], None]] = []
        self.on_key: list[Callable[[str], None]] = []
        """What else hears the caller's keys."""
        self.sockets: list[Socket] = []
        """Those of the streams, in order."""
        self.refused: set[int] = set()
        """Which of them are not to open, counted from 0."""
        self.is_held = False
        """Whether a transfer has to wait for the end of what runs."""
        self._transfer: tuple[str, str] | None = None
        self._transfers = 0
        self.dial: Ringing | None = None
        self.has_begun = False
        self.last_words: str | None = None
        """What the switch says of a call that ends with its last Dial."""
        self.is_last = False
        """Whether the element that runs is the last of its document."""
        self._started = self._answered = 0.0
        self._was_answered = False

    # Where the call is.

    @property
    def end_told(self) -> str:
        """How the call ended, in words."""
        assert self.cause is not None
        return f"{self.cause.code} {self.cause.name} ({self.source})"

    @property
    def was_answered(self) -> bool:
        """Whether the platform has picked up."""
        return self._was_answered

    @property
    def is_inbound(self) -> bool:
        """Whether somebody has called the platform, and not the reverse."""
        return self.settings.direction == Direction.INBOUND

    @property
    def action_event(self) -> CallEvent | None:
        """What an action is told that fired the request, as the old server does; no page says."""
        return None if self.choices.get("action_event") == "none" else CallEvent.REDIRECT

    @property
    def place(self) -> str:
        """Where the call is, in words."""
        if self.cause is not None:
            return f"the call is over: {self.failure or self.end_told}"
        if not self.is_live:
            return "the call has not begun"
        page, element = self.page, self.element
        assert page is not None
        assert element is not None
        return f"the call is in <{element.tag}> of document {page.number}"

    def need(self, act: type[Act], verb: str) -> None:
        """
        Let a verb pass if what it does is waited for.

        Raises:
            CallError: It is not.
        """
        if self.until is None or act not in self.until.wants:
            self.refuse(f"cannot {verb}: nothing waits for {_WANTED[act]}; {self.place}")

    def dialled(self, verb: str) -> Ringing:
        """
        Return the Dial that is under way, for a verb of those who are dialled.

        Raises:
            CallError: There is none.
        """
        if self.dial is None:
            self.refuse(f"nobody is dialled who could {verb}; {self.place}")
        return self.dial

    # How the call begins.

    def begin(self) -> None:
        """
        Let the caller call; an outbound call rings.

        Raises:
            CallError: That has happened.
        """
        if self.has_begun:
            self.refuse("the call has begun already")
        self.check_turn("begin a call")
        self.call()

    def call(self) -> None:
        """Let the caller call, or the phone ring."""
        self.has_begun = True
        settings = self.settings
        self.note(f"calls {settings.to} ({settings.direction})", "caller")
        if not self.is_inbound:
            ring = RingRequest(**self.short(), event=CallEvent.RING, request_uuid=self.uuid)
            self.tell(settings.ring_url or None, settings.ring_method, ring)

    def first_page(self) -> Page:
        """
        Ask the answer URL, and the fallback URL where that gives nothing.

        Raises:
            Over: There is no document.
        """
        settings, standard = self.settings, self.standard(CallEvent.START_APP)
        if self.is_inbound:
            standard["call_status"] = CallStatus(self.choices.get("answer_status", "ringing"))
        try:
            return self.ask(ANSWER, settings.url, settings.method, AnswerRequest(**standard))
        except Over as over:
            failure = over.failure
            is_asked = over.code == ANSWER.unreachable or self.choices.get("fallback") == "unusable"
            if not settings.fallback_url or failure is None or not is_asked:
                raise
            self.note(f"{failure.url} {failure.reason}; the fallback URL is next")
        request = FallbackRequest(**standard)
        return self.ask(ANSWER, settings.fallback_url, settings.fallback_method, request)

    # The run of the interpreter.

    def start(self, steps: Steps[None]) -> None:
        """Let the call go on from its first document."""
        self.later(self.settings.time_limit, lambda: self.interrupt(Over(6000, "Plivo")))
        self._started = self.clock.now
        self.carry_out(steps)

    def transfer(self, url: str, method: str, listen: float | None) -> None:
        """
        Let the API move the call to another document; where there is none, the call ends.

        From inside the app it takes effect once that has replied.

        Raises:
            CallError: No call goes on.
        """
        if self.cause is not None or not (self.is_live or self.account.is_busy):
            self.refuse(f"no call goes on that could be transferred: {self.place}")
        check_method("method", method)
        self.note(f"the API transfers the call to {url}")
        self.account.when_free(lambda: self.counted(lambda: self._move(url, method)), listen)

    def counted(self, move: Callable[[], None]) -> None:
        """Carry out a transfer by the API, of which one too many ends the call."""
        self._transfers += 1
        if not self.is_live:
            self.note("the transfer comes too late")
        elif self._transfers > _MOST_TRANSFERS:
            self.interrupt(Over(_LOOP, "Plivo"))
        else:
            move()

    def _move(self, url: str, method: str) -> None:
        self.refresh()
        if self.is_held:
            self.note("it will be asked once the stream is over")
            self._transfer = (url, method)
        else:
            self.interrupt(self._leave_for(url, method))

    def closing(self) -> list[Callable[[], None]]:
        """Return what closes the sockets of streams that still run."""
        return [socket.close for socket in self.sockets]

    def let_go(self) -> None:
        """
        End a hold.

        Raises:
            Leaving: For the document of a transfer that has waited.
        """
        self.is_held = False
        if self._transfer is not None:
            where, self._transfer = self._transfer, None
            raise self._leave_for(*where)

    def _leave_for(self, url: str, method: str) -> Leaving:
        try:
            request = TransferRequest(**self.standard(CallEvent.REDIRECT))
            return Moved(self.ask(TRANSFER, url, method, request))
        except Over as over:
            return over

    def press(self, keys: str) -> None:
        """Let the caller press keys, of which those that nobody waits for are ignored."""
        self.note(f"presses {keys}", "caller")
        page, element = self.page, self.element
        for index, key in enumerate(keys):
            streams = tuple(self.on_key)
            for hear in streams:
                hear(key)
            is_here = self.page is page and self.element is element
            if is_here and self.until is not None and Key in self.until.wants:
                self.act(Key(key))
            elif not streams:
                self.note(f"{keys[index:]} comes too late and is ignored")
                break

    # What is heard and noted.

    def hear(self, words: str) -> None:
        """Let the caller hear something."""
        self.heard.append(words)
        self.note(f'hears "{words}"', "caller")

    # What is sent.

    def pick_up(self) -> None:
        """Answer the call, if that has not happened."""
        if not self._was_answered:
            self._was_answered = True
            self._answered = self.clock.now
            self.status = CallStatus.IN_PROGRESS
            self.note("picks up")

    def completed(self, callback: CallbackT) -> CallbackT:
        """Return a request with what else is told of the call."""
        return self.settings.parameters.added_to(callback)

    def standard(self, event: CallEvent | None = None) -> dict[str, Any]:
        """Return the parameters that requests about a call share."""
        api = self.uuid if self.settings.direction == Direction.OUTBOUND else None
        return {
            **self.short(),
            "event": event,
            "a_leg_uuid": self.uuid,
            "a_leg_request_uuid": api,
            "request_uuid": api,
            "session_start": self.clock.time,
        }

    def short(self) -> dict[str, Any]:
        """Return the few parameters that say which call it is."""
        return {
            "call_uuid": self.uuid,
            "from_": bare(self.settings.from_),
            "to": bare(self.settings.to),
            "direction": self.settings.direction,
            "call_status": self.status,
        }

    # The end.

    def hang_up(self) -> None:
        """Let the caller hang up, unless the call is over."""
        if not self.is_live:
            return
        self.note("hangs up", "caller")
        self.refresh()
        # What elements report on the way out says that the call is over.
        self.status = CallStatus.COMPLETED
        self.interrupt(HungUp())

    def end(self, code: int, source: str, failure: Failure | None = None) -> None:
        """End the call, and report it."""
        self.cause, self.source = by_code(code), HangupSource(source)
        self.status, switch = _ENDINGS.get(code, (CallStatus.COMPLETED, "NORMAL_CLEARING"))
        assert self.cause is not None
        if code == _RAN_OUT:
            switch = self.last_words or switch
        self.note(f"the call is over: {self.end_told}")
        self.fail(failure)
        # To the microsecond, so that 2.8 less 0.8 are 2.
        seconds = int(self.clock.since(self._answered)) if self._was_answered else 0
        for finish in self.on_end:
            finish()
        settings = self.settings
        url, method = settings.hangup_url, settings.hangup_method
        if not url:
            url, method = settings.url, settings.method
        self.page = None
        self.tell(
            url,
            method,
            HangupRequest(
                **self.standard(CallEvent.HANGUP),
                hangup_cause=switch,
                hangup_cause_code=code,
                hangup_cause_name=self.cause.name,
                hangup_source=self.source,
                duration=seconds,
                bill_duration=billed(seconds),
                total_cost=PRICE,
                start_time=self.told(self._started),
                answer_time=self.told(self._answered) if self._was_answered else None,
                end_time=self.told(self.clock.now),
            ),
        )

    def told(self, seconds: float) -> datetime:
        """Return a time as Plivo tells it in the account's zone: without one, in whole seconds."""
        return self.clock.at(seconds).replace(tzinfo=None, microsecond=0)
