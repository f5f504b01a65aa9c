"""What a reply is worth: a document to go on with, or a reason to end the call."""

from __future__ import annotations

import re

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import attrs

from ..._checking import check
from ..._lint import addresses, registry
from ..._lint.document import Selection, check_document
from ..._lint.project import project_settings
from ..._lint.rule import Answers
from ..._lint.rules import documents
from ..._model.plain import without_secrets
from ..._model.rule_names import RuleName
from ..._reading.builder import build
from ..._reading.parser import parse
from ...elements.response import Response
from ...elements.vocabulary import by_tag
from ...errors import InvalidDocumentError, Problem
from .._transports import XML, Reply
from .choices import NONE_CHOSEN, Choices


_METHODS: Final = {7032, 7034}
_XML: Final = (XML, "text/xml")
_SHOWN: Final = 60  # bytes of a reply that is no XML

#: An element at the top of a document, in the path of what is wrong with it or in it.
_AT_TOP: Final = re.compile(r"/Response/([^/\[]+)")
#: What was seen to end the call where another unknown element, Say, was skipped.
_REFUSED: Final = ("Reject",)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a URL is asked for, and the codes that its failures have."""

    what: str
    unreachable: int
    no_url: int
    invalid: int
    may_be_empty: bool = False
    """Whether a reply without a document is as good as an empty one."""


#: https://plivo.com/docs/voice/troubleshooting/hangup-causes
ANSWER: Final = Asked("answer", 7011, 7011, 8011)
ACTION: Final = Asked("action", 7012, 7022, 8012)
TRANSFER: Final = Asked("transfer", 7013, 7023, 8013)
REDIRECT: Final = Asked("redirect", 7014, 7024, 8014)
#: No call, and so no code; "an empty 200 is enough": https://plivo.com/docs/messaging/api/messages
MESSAGE: Final = Asked("message", 0, 0, 0, may_be_empty=True)


@dataclass(frozen=True, slots=True)
class Page:
    """A document, and where it came from."""

    document: Response
    source: bytes
    url: str
    number: int
    """Counted from 1 in `documents`."""


class UnusableReply(Exception):  # noqa: N818 - it ends the call, not the test
    """Raised for a reply that Plivo cannot run."""

    def __init__(self, code: int, reason: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.problems = problems


class Judge:
    """Tells what Plivo makes of replies, and what of that a project or a test does not count."""

    def __init__(
        self, ignore: Collection[str], allow: Collection[str], choices: Choices = NONE_CHOSEN
    ) -> None:
        """
        Take what does not count besides what the project says in `[tool.plivoml]`.

        Args:
            ignore: The names of rules.
            allow: Unknown names that are right, such as `NewElement` and `Dial.newThing`.
            choices: The sides that a test follows where sources disagree.

        Raises:
            ValueError: There is no rule of a name, XML can have no such name, or a setting of the
                project is wrong.
        """
        project = project_settings()
        self._selection = Selection()
        for key, names in (("ignore", ignore), ("allow", allow)):
            every: dict[str, Any] = {key: (*project.get(key, ()), *names)}
            try:
                self._selection = attrs.evolve(self._selection, **every)
            except ValueError as error:
                msg = f"{key}: {error}"
                raise ValueError(msg) from None
        self._choices = choices

    def read(self, asked: Asked, url: str, reply: Reply, *, number: int) -> Page:
        """
        Read the document in a reply.

        What Plivo does with unknown names is not documented; they end the call here, unless
        they are ignored, allowed or skipped.  Nor is what a wrong content type does, which does
        not.  A language that the voice does not speak ends it, as was seen, though one guide
        calls it untested.

        Args:
            asked: What was asked for.
            url: The URL that was asked.
            reply: What came back.
            number: The number of the document.

        Raises:
            UnusableReply: It is none that Plivo could run.
        """
        body = reply.body
        if not body and self._choices.get("empty_reply") == "unreachable":
            raise UnusableReply(asked.unreachable, "answered with nothing")
        if _is_right(body):
            return Page(parse(body), body, url, number)
        document, errors = self._what_is_left(body)
        if document is None:
            # A wrong method is what Plivo names apart from everything else in a document.
            codes = {problem.hangup_code or asked.invalid for problem in errors}
            is_method = asked.invalid and len(codes) == 1 and codes <= _METHODS
            code = codes.pop() if is_method else asked.invalid
            reason = "answered with an invalid document"
            if not body.strip().startswith(b"<"):
                reason += f": {without_secrets(repr(body[:_SHOWN]))}"
            raise UnusableReply(code, reason, errors)
        return Page(document, body, url, number)

    def _what_is_left(self, body: bytes) -> tuple[Response | None, tuple[Problem, ...]]:
        """Return a document with all that can be kept of it, or None and what is wrong."""
        found = check_document(body, self._selection)
        errors = tuple(problem for problem in found if problem.severity == "error")
        counted = [problem for problem in errors if not self._is_skipped(problem)]
        if not counted:
            try:
                document = parse(body, strict=False)
            except InvalidDocumentError as error:
                return None, tuple(error.problems)
            if isinstance(document, Response):
                return document, ()
        return None, errors or tuple(check(body))

    def _is_skipped(self, problem: Problem) -> bool:
        """Whether something is in an element at the top that nobody knows and that is skipped."""
        tag = _AT_TOP.match(problem.path)
        return (
            self._choices.get("unknown") == "skip"
            and tag is not None
            and tag[1] not in by_tag
            and tag[1] not in _REFUSED
        )

    def doubts_of(self, asked: Asked, url: str, reply: Reply) -> tuple[Problem, ...]:
        """Return what `check` warns of in a document, if that is worth a warning."""
        # Whatever comes later finds the call answered.
        answers: Answers = "calls" if asked is ANSWER else "callbacks"
        # A server on this computer leads to itself.
        reachable = [RuleName.UNREACHABLE_HOST] if addresses.is_inside(url) else []
        selection = attrs.evolve(
            self._selection, ignore=[*self._selection.ignore, *reachable], answers=answers
        )
        doubts = check_document(reply.body, selection)
        counted = tuple(doubt for doubt in doubts if not self._is_skipped(doubt))
        return counted if any(doubt.severity != "info" for doubt in counted) else ()


def wrong_type(reply: Reply) -> str | None:
    """Return what is wrong with the content type of a document, or None."""
    kind = reply.content_type.partition(";")[0].strip().lower()
    return None if kind in _XML else f"answered as {kind or 'nothing'}; Plivo wants {XML}"


def _is_right(body: bytes) -> bool:
    if len(body) >= documents.LIMIT:
        return False
    response = build(body)
    return isinstance(response, Response) and not any(
        wrong.severity == "error" and wrong.hangup_code == ANSWER.invalid
        for wrong in registry.check(response.walk())
    )
