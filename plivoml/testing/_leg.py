"""The leg of the caller: what it is in, what is asked on its behalf, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import urljoin, urlsplit

from .._element import Element
from .._problem import Problem
from .._read import parse
from ..callbacks import (
    Callback,
    CallEvent,
    CallStatus,
    Direction,
    HangupRequest,
    HangupSource,
    MessageState,
)
from ..errors import InvalidDocumentError
from ..hangup_causes import HangupCause, by_code
from ..messaging import Message
from ..response import Response
from ._clock import Timer
from ._errors import CallError, DocumentError, Failure, RunawayCallError
from ._page import Asked, Page, UnusableReply, read
from ._platform import Platform
from ._steps import Act, HungUp, Leaving, Over, Steps, Until
from ._transcript import Transcript
from ._transports import Reply
from ._words import elements_of, line_of


if TYPE_CHECKING:
    from ._elements._dial import Dialling

_SCHEMES = ("http://", "https://")
#: How the end of a call shows in `CallStatus` and `HangupCause`; any other code is a completed
#: call.  The first three were seen, the rest is a guess.
_ENDINGS: Final[dict[int, tuple[CallStatus, str]]] = {
    3000: (CallStatus.NO_ANSWER, "NO_ANSWER"),
    3010: (CallStatus.BUSY, "USER_BUSY"),
    1000: (CallStatus.CANCEL, "ORIGINATOR_CANCEL"),
    3020: (CallStatus.FAILED, "CALL_REJECTED"),
    6000: (CallStatus.COMPLETED, "ALLOTTED_TIMEOUT"),
}
_BILLED = 60  # seconds: https://plivo.com/docs/voice/api/calls


@dataclass(frozen=True, slots=True)
class Numbers:
    """Who calls whom."""

    from_: str
    to: str
    direction: Direction


class Leg:
    """The first leg of a call, of which everything else is a consequence."""

    def __init__(
        self,
        platform: Platform,
        numbers: Numbers,
        token: str | None,
        *,
        hangup_url: str,
        hangup_method: str,
        strict: bool,
        ignore: Collection[str],
        limit: int,
    ) -> None:
        self.platform = platform
        self.clock = platform.clock
        self.numbers = numbers
        self.token = token
        self.strict = strict
        self._checking = ignore if strict else None
        self.limit = limit
        self.uuid = platform.new_id()
        self.transcript = Transcript(platform.clock)
        self.heard: list[str] = []
        self.requests: list[Callback] = []
        self.pages: list[Page] = []
        self.status = CallStatus.RINGING
        self.cause: HangupCause | None = None
        self.source: HangupSource | None = None
        self.failure: Failure | None = None
        self.page: Page | None = None
        self.element: Element | None = None
        self.until: Until | None = None
        self.on_end: list[Callable[[], None]] = []
        self.on_connect: list[Callable[[], None]] = []
        self.dial: Dialling | None = None
        self.messages: list[Message] = []
        self.delivery = MessageState.DELIVERED
        self.has_begun = False
        self.is_last = False
        """Whether the element that runs is the last of its document."""
        self._timers: list[Timer] = []
        self._hangup = (hangup_url, hangup_method)
        self._started = self._answered = 0.0
        self._was_answered = False
        self._steps: Steps[None] | None = None
        self._timer: Timer | None = None
        self._asked_since_act = 0
        platform.legs.append(self)

    # The run of the interpreter.

    @property
    def is_live(self) -> bool:
        """Whether the call has begun and has not ended."""
        return self._steps is not None

    @property
    def was_answered(self) -> bool:
        """Whether the platform has picked up."""
        return self._was_answered

    @property
    def is_inbound(self) -> bool:
        """Whether somebody has called the platform, and not the reverse."""
        return self.numbers.direction == Direction.INBOUND

    def start(self, steps: Steps[None]) -> None:
        """Begin the call."""
        self._steps = steps
        self._started = self.clock.now
        self._go_on(lambda: steps.send(None))

    def act(self, act: Act) -> None:
        """Do what the interpreter waits for."""
        assert self._steps is not None
        steps = self._steps
        self._go_on(lambda: steps.send(act))

    def interrupt(self, leaving: Leaving) -> None:
        """Take the caller out of what runs."""
        assert self._steps is not None
        steps = self._steps
        self._go_on(lambda: steps.throw(leaving))

    def refresh(self) -> None:
        """Begin to count documents anew, since somebody does something."""
        self._asked_since_act = 0

    def _go_on(self, step: Callable[[], Until]) -> None:
        if self._timer is not None:
            self.clock.cancel(self._timer)
            self._timer = None
        try:
            self.until = until = step()
        except StopIteration:
            self._stop()
            return
        except BaseException:
            self._stop()
            raise
        if until.seconds is not None:
            self._timer = self.clock.after(until.seconds, self._elapsed, moves=not until.resting)

    def _stop(self) -> None:
        self._steps = self.until = None
        for timer in self._timers:
            self.clock.cancel(timer)

    def _elapsed(self) -> None:
        assert self._steps is not None
        steps = self._steps
        self._go_on(lambda: steps.send(None))

    def later(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Do something to the call after some seconds, if it still goes on."""
        timer = self.clock.after(seconds, action)
        self._timers.append(timer)
        return timer

    # What is heard and noted.

    def note(self, text: str, who: str = "plivo") -> None:
        """Write into the transcript."""
        self.transcript.add(who, text)

    def hear(self, words: str) -> None:
        """Let the caller hear something."""
        self.heard.append(words)
        self.note(f'hears "{words}"', "caller")

    def refuse(self, message: str) -> NoReturn:
        """Raise the error for a verb that cannot be."""
        raise CallError(message, str(self.transcript))

    # What is sent.

    def pick_up(self) -> None:
        """Answer the call, if that has not happened."""
        if not self._was_answered:
            self._was_answered = True
            self._answered = self.clock.now
            self.status = CallStatus.IN_PROGRESS
            self.note("picks up")

    def standard(self, event: CallEvent | None = None) -> dict[str, Any]:
        """Return the parameters that requests about a call share."""
        api = self.uuid if self.numbers.direction == Direction.OUTBOUND else None
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
            "from_": bare(self.numbers.from_),
            "to": bare(self.numbers.to),
            "direction": self.numbers.direction,
            "call_status": self.status,
        }

    def tell(self, url: str | None, method: str | None, callback: Callback) -> None:
        """Send a callback whose reply nobody reads."""
        if url is not None:
            url = self.resolved(url)
            _, problem = self._send(method or "POST", url, callback)
            if problem is not None:
                self.note(f"{url} {problem}; it makes no difference")

    def ask(
        self,
        asked: Asked,
        url: str,
        method: str | None,
        callback: Callback,
        fallback: Callable[[], Page] | None = None,
    ) -> Page:
        """
        Ask a URL for the next document.

        Raises:
            Over: There is none; the code says why.
            RunawayCallError: Nobody has done anything for too many documents.
        """
        self._count()
        url = self.resolved(url)
        if not url.startswith(_SCHEMES):
            raise self.over(asked.no_url, url, "is neither http:// nor https://")
        reply, problem = self._send(method or "POST", url, callback)
        if reply is None or problem is not None:
            if fallback is not None:
                self.note(f"{url} {problem}; the fallback URL is next")
                return fallback()
            raise self.over(asked.unreachable, url, problem or "")
        page = self._read(asked, url, reply)
        self.pages.append(page)
        tags = ", ".join(element.tag for element in elements_of(page.document))
        self.note(f"document {page.number}: {tags or 'empty'}")
        return page

    def ask_sound(self, url: str, method: str | None, callback: Callback) -> Response | None:
        """Ask for a document of Play, Speak and Wait; None, which is silence, if there is none."""
        url = self.resolved(url)
        reply, problem = self._send(method or "POST", url, callback)
        if reply is None or problem is not None:
            self.note(f"{url} {problem}; there is silence")
            return None
        try:
            return parse(reply.body)
        except InvalidDocumentError as error:
            self.note(f"{url} answered with an invalid document; there is silence\n{error}")
            return None

    def resolved(self, url: str) -> str:
        """
        Return an absolute URL; a relative one counts from the document that has it.

        Plivo's table of hangup causes calls a relative URL invalid (7022, 7024), while
        examples in its documentation use them.
        """
        if urlsplit(url).scheme or self.page is None:
            return url
        absolute = urljoin(self.page.url, url)
        self.note(f"{url} is relative; taken for {absolute}, which Plivo may refuse")
        return absolute

    def over(
        self, code: int, url: str, reason: str, problems: tuple[Problem, ...] = ()
    ) -> Over | DocumentError:
        """Return the end of the call for an error of the app; with `strict`, that of the test."""
        page, element = self.page, self.element
        failure = Failure(code=code, url=url, reason=reason, problems=problems)
        if page is not None and element is not None:
            failure = Failure(
                code=code,
                url=url,
                reason=reason,
                document=page.number,
                line=line_of(page.source, page.document, element),
                tag=element.tag,
                problems=problems,
            )
        if self.strict:
            return DocumentError(str(failure), str(self.transcript))
        return Over(code, "Error", failure)

    def _send(self, method: str, url: str, callback: Callback) -> tuple[Reply | None, str | None]:
        self.requests.append(callback)
        self.note(f"{method} {url}  {type(callback).__name__}{_gist(callback)}")
        answer = self.platform.wire.ask(method, url, callback, self.token, self.note)
        return answer.reply, answer.problem

    def _read(self, asked: Asked, url: str, reply: Reply) -> Page:
        try:
            return read(
                asked,
                url,
                reply,
                number=len(self.pages) + 1,
                note=self.note,
                ignoring=self._checking,
            )
        except UnusableReply as error:
            raise self.over(error.code, url, error.reason, error.problems) from None

    def _count(self) -> None:
        self._asked_since_act += 1
        if self._asked_since_act > self.limit:
            urls = sorted({page.url for page in self.pages[-self.limit :]})
            message = (
                f"the flow asked for more than {self.limit} documents and nobody did anything: "
                f"it goes round between {', '.join(urls[:5])}"
            )
            raise RunawayCallError(message, "\n".join(self.transcript.since(-20)))

    # The end.

    def hang_up(self) -> None:
        """Let the caller hang up."""
        # What elements report on the way out says that the call is over.
        self.status = CallStatus.COMPLETED
        self.interrupt(HungUp())

    def end(self, code: int, source: str, failure: Failure | None = None) -> None:
        """End the call, and report it."""
        self.cause, self.source, self.failure = by_code(code), HangupSource(source), failure
        self.status, switch = _ENDINGS.get(code, (CallStatus.COMPLETED, "NORMAL_CLEARING"))
        assert self.cause is not None
        self.note(f"the call is over: {code} {self.cause.name} ({source})")
        if failure is not None:
            self.note(str(failure))
        seconds = int(self.clock.now - self._answered) if self._was_answered else 0
        for finish in self.on_end:
            finish()
        url, method = self._hangup
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
                bill_duration=-(-seconds // _BILLED) * _BILLED,
                total_cost=Decimal("0.00000"),
                start_time=self.told(self._started),
                answer_time=self.told(self._answered) if self._was_answered else None,
                end_time=self.told(self.clock.now),
            ),
        )

    def told(self, seconds: float) -> datetime:
        """Return a time as Plivo tells it in the account's zone: without one."""
        return self.clock.at(seconds).replace(tzinfo=None)


def bare(number: str) -> str:
    """Write a number as Plivo does in most requests: without a plus."""
    return number.removeprefix("+")


def _gist(callback: Callback) -> str:
    names = ("digits", "speech", "dial_status", "dial_action", "conference_action", "event_name")
    said = [getattr(callback, name, None) for name in (*names, "status", "event")]
    given = [str(value) for value in said if value]
    return f" ({given[0]})" if given else ""
