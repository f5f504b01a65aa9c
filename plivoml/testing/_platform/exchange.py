"""What passes between the platform and an app: requests, replies, and text messages."""

from __future__ import annotations

import re

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, Literal, NoReturn, TypeAlias, TypeVar
from urllib.parse import urljoin, urlsplit

from ..._model.nodes import Element, UnknownElement, elements_in
from ..._reading.parser import parse
from ...callbacks import Callback, MessageState
from ...elements.messaging import Message
from ...elements.response import Response
from ...errors import InvalidDocumentError, Problem
from .._transports import SCHEMES, Reply, no_client_takes
from ..errors import CallError, DocumentError, FailedCallError, Failure, RunawayCallError
from .account import Account
from .heard import line_of
from .reply import Asked, Judge, Page, UnusableReply, wrong_type
from .steps import Over
from .transcript import Transcript


METHODS: Final = ("GET", "POST")

#: Short numbers have no plus; a number that is withheld is told as a word.
NUMBER: Final = re.compile(r"\+?[0-9]{3,15}|sips?:[^\s@]+@\S+|anonymous")
#: The same in words.
A_NUMBER: Final = "a number such as +15550100101, a SIP URI or anonymous"

#: What fails a test: errors, or what `check` warns of besides.
CallbackT = TypeVar("CallbackT", bound=Callback)

Strict: TypeAlias = Literal["errors", "warnings", False]

_LEVELS: Final = ("errors", "warnings", False)


class Exchange:
    """What is asked and told on behalf of somebody, and what came of it."""

    def __init__(
        self,
        account: Account,
        token: str | None,
        *,
        strict: Strict,
        judge: Judge,
        limit: int,
    ) -> None:
        if strict not in _LEVELS:
            levels = " or ".join(repr(level) for level in _LEVELS)
            msg = f"strict: expected {levels}; got {strict!r}"
            raise ValueError(msg)
        self.account = account
        self.clock = account.clock
        self.token = token
        self.strict = strict
        self.judge = judge
        self.limit = limit
        self.transcript = Transcript(account.clock)
        self.requests: list[Callback] = []
        self.replies: list[Reply] = []
        self.pages: list[Page] = []
        self.failure: Failure | None = None
        self.page: Page | None = None
        self.element: Element | None = None
        self.messages: list[Message] = []
        self.delivery = MessageState.DELIVERED
        self._asked_since_act = 0
        self.errors: list[Failure] = []
        """Those that the test has not looked at."""
        self._doubts: list[Failure] = []
        account.lines.append(self)

    @property
    def is_live(self) -> bool:
        """Whether something goes on; a conversation has no length."""
        return False

    def refresh(self) -> None:
        """Begin to count documents anew, since somebody does something."""
        self._asked_since_act = 0

    def note(self, text: str, who: str = "plivo") -> None:
        """Write into the transcript."""
        self.transcript.add(who, text)

    def closing(self) -> list[Callable[[], None]]:
        """Return nothing: only a call has sockets."""
        return []

    def refuse(self, message: str) -> NoReturn:
        """Raise the error for a verb that cannot be."""
        raise CallError(message, str(self.transcript))

    def tell(self, url: str | None, method: str | None, callback: Callback) -> None:
        """Send a callback whose reply nobody reads."""
        if url is not None:
            url = self.resolved(url)
            problem = self._send(method or "POST", url, callback).problem
            if problem is not None:
                self.note(f"{url} {problem}; it makes no difference")
                self.errors.append(self._failure(None, url, problem))

    def ask(
        self,
        asked: Asked,
        url: str,
        method: str | None,
        callback: Callback,
    ) -> Page:
        """
        Ask a URL for the next document.

        Raises:
            Over: There is none; the code says why.
            RunawayCallError: Nobody has done anything for too many documents.
        """
        self._count()
        url = self.resolved(url)
        if not url.lower().startswith(SCHEMES):
            raise self.over(asked.no_url, url, "is neither http:// nor https://")
        reply = self._send(method or "POST", url, callback)
        if reply.problem is not None:
            raise self.over(asked.unreachable, url, reply.problem)
        if asked.may_be_empty and not reply.body.strip():
            self.note("answers nothing")
            return Page(Response(), b"", url, len(self.pages))
        page = self._read(asked, url, reply)
        self.pages.append(page)
        tags = ", ".join(element.tag for element in elements_in(page.document))
        self.note(f"document {page.number}: {tags or 'empty'}")
        return page

    def ask_sound(self, url: str, method: str | None, callback: Callback) -> Response | None:
        """Ask for a document of Play, Speak and Wait; None, which is silence, if there is none."""
        url = self.resolved(url)
        reply = self._send(method or "POST", url, callback)
        if reply.problem is not None:
            self.note(f"{url} {reply.problem}; there is silence")
            self.errors.append(self._failure(None, url, reply.problem))
            return None
        try:
            return parse(reply.body)
        except InvalidDocumentError as error:
            reason = "answered with an invalid document"
            self.note(f"{url} {reason}; there is silence\n{error}")
            self.errors.append(self._failure(None, url, reason, tuple(error.problems)))
            return None

    def known_in(self, around: Element) -> list[Element]:
        """Return what is directly in an element; what nobody knows is noted and passed over."""
        elements = elements_in(around)
        for element in elements:
            if isinstance(element, UnknownElement):
                self.note(f"passes over <{element.tag}>")
        return [one for one in elements if not isinstance(one, UnknownElement)]

    def resolved(self, url: str) -> str:
        """
        Return an absolute URL; a relative one counts from the document that has it.

        Plivo's table of hangup causes calls a relative URL invalid (7022, 7024), while
        examples in its documentation use them.
        """
        # What is told after the end was named by a document before it.
        page = self.page or next(reversed(self.pages), None)
        try:
            if urlsplit(url).scheme or page is None:
                return url
            absolute = urljoin(page.url, url)
        except ValueError:
            # Whoever asks for it says what is wrong.
            return url
        self.note(f"{url} is relative; taken for {absolute}, which Plivo may refuse")
        return absolute

    def over(self, code: int, url: str, reason: str, problems: tuple[Problem, ...] = ()) -> Over:
        """Return the end for an error of the app."""
        return Over(code, "Error", self._failure(code or None, url, reason, problems))

    def fail(self, failure: Failure | None) -> None:
        """Take note of what ended the call, or spoiled the answer to a message."""
        self.failure = failure
        if failure is not None:
            self.errors.append(failure)
            self.note(str(failure))

    def blame(self, url: str, reason: str) -> Failure:
        """Return a failure of what runs, which ends nothing."""
        return self._failure(None, url, reason)

    def record(self, failure: Failure, *, is_doubt: bool = False) -> None:
        """Let the test fail for something, or with `strict="warnings"` alone."""
        if not is_doubt:
            self.errors.append(failure)
        elif self.strict == "warnings":
            self._doubts.append(failure)

    def look(self) -> None:
        """Take note that the test looks at what failed up to now."""
        self.errors = []

    def complaint(self) -> CallError | None:
        """Return, once, the error for what failed and was not looked at, or None."""
        errors, self.errors = self.errors, []
        doubts, self._doubts = self._doubts, []
        if not self.strict or not (errors or doubts):
            return None
        kind = DocumentError if all(one.problems for one in errors + doubts) else FailedCallError
        return kind("\n".join(str(one) for one in errors + doubts), str(self.transcript))

    def _failure(
        self, code: int | None, url: str, reason: str, problems: tuple[Problem, ...] = ()
    ) -> Failure:
        page, element = self.page, self.element
        place: dict[str, Any] = {}
        if page is not None and element is not None:
            line = line_of(page.source, page.document, element)
            place = {"document": page.number, "line": line, "tag": element.tag}
        return Failure(code=code, url=url, reason=reason, problems=problems, **place)

    def completed(self, callback: CallbackT) -> CallbackT:
        """Return a request with all that is told of whoever it is about."""
        return callback

    def _send(self, method: str, url: str, callback: Callback) -> Reply:
        callback = self.completed(callback)
        self.requests.append(callback)
        self.note(f"{method} {url}  {type(callback).__name__}{_gist(callback)}")
        with self.account.at_work():
            reply = self.account.wire.ask(method, url, callback, self.token, self.note)
        self.replies.append(reply)
        return reply

    def _read(self, asked: Asked, url: str, reply: Reply) -> Page:
        number = len(self.pages) + 1
        # Where a flow goes round, the same document comes again and again.
        same = (page for page in reversed(self.pages) if reply.body and page.source == reply.body)
        try:
            if page := next(same, None):
                page = replace(page, url=url, number=number)
            else:
                page = self.judge.read(asked, url, reply, number=number)
        except UnusableReply as error:
            raise self.over(error.code, url, error.reason, error.problems) from None
        kind = wrong_type(reply)
        if kind is not None:
            self.note(f"{url} {kind}")
        if self.strict == "warnings":
            doubts = self.judge.doubts_of(asked, url, reply)
            if doubts:
                self._doubt(url, "answered with a doubtful document", doubts)
            if kind is not None:
                self._doubt(url, kind)
        return page

    def _doubt(self, url: str, reason: str, problems: tuple[Problem, ...] = ()) -> None:
        self._doubts.append(self._failure(None, url, reason, problems))

    def _count(self) -> None:
        self._asked_since_act += 1
        if self._asked_since_act > self.limit:
            urls = sorted({page.url for page in self.pages[-self.limit :]})
            message = (
                f"the flow asked for more than {self.limit} documents and nobody did anything: "
                f"it goes round between {', '.join(urls[:5])}"
            )
            raise RunawayCallError(message, "\n".join(self.transcript.since(-20)))


def check_url(url: str) -> None:
    """Refuse what Plivo cannot be told as the URL of an app."""
    if not url.lower().startswith(SCHEMES):
        msg = f"url: expected an absolute http or https URL; got {url!r}"
        raise ValueError(msg)
    if wrong := no_client_takes(url):
        msg = f"url: {url!r} {wrong}"
        raise ValueError(msg)


def check_method(name: str, method: str) -> None:
    """Refuse what Plivo does not ask by."""
    if method not in METHODS:
        msg = f"{name}: expected GET or POST; got {method!r}"
        raise ValueError(msg)


def check_number(name: str, number: str) -> None:
    """Refuse what is no end of a call or message."""
    if not NUMBER.fullmatch(number):
        msg = f"{name}: expected {A_NUMBER}; got {number!r}"
        raise ValueError(msg)


def bare(number: str) -> str:
    """Write a number as Plivo does in most requests: without a plus."""
    return number.removeprefix("+")


def _gist(callback: Callback) -> str:
    names = ("digits", "speech", "dial_status", "dial_action", "conference_action", "event_name")
    said = [getattr(callback, name, None) for name in (*names, "status", "event")]
    given = [str(value) for value in said if value]
    return f" ({given[0]})" if given else ""
