"""What a reply is worth: a document to go on with, or a reason to end the call."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ..._checking import check
from ..._lint import addresses, registry
from ..._lint.rule import Answers
from ..._lint.rules import documents
from ..._model.rule_names import RuleName
from ..._reading.builder import build
from ..._reading.parser import parse
from ...elements.response import Response
from ...errors import Problem
from .._transports import XML, Reply


_METHODS: Final = {7032, 7034}
_XML: Final = (XML, "text/xml")
_SHOWN: Final = 60  # bytes of a reply that is no XML


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


def read(asked: Asked, url: str, reply: Reply, *, number: int) -> Page:
    """
    Read the document in a reply.

    What Plivo does with unknown names is not documented; they end the call here.  Nor is
    what a wrong content type does, which does not.  A language that the voice does not speak
    ends it, as was seen, though one guide calls it untested.

    Args:
        asked: What was asked for.
        url: The URL that was asked.
        reply: What came back.
        number: The number of the document.

    Raises:
        UnusableReply: It is none that Plivo could run.
    """
    body = reply.body
    errors = () if _is_right(body) else _errors(body)
    if errors:
        # A wrong method is what Plivo names apart from everything else in a document.
        codes = {problem.hangup_code or asked.invalid for problem in errors}
        is_method = asked.invalid and len(codes) == 1 and codes <= _METHODS
        code = codes.pop() if is_method else asked.invalid
        shown = "" if body.strip().startswith(b"<") else f": {body[:_SHOWN]!r}"
        raise UnusableReply(code, f"answered with an invalid document{shown}", errors)
    return Page(parse(body), body, url, number)


def wrong_type(reply: Reply) -> str | None:
    """Return what is wrong with the content type of a document, or None."""
    kind = reply.content_type.partition(";")[0].strip().lower()
    return None if kind in _XML else f"answered as {kind or 'nothing'}; Plivo wants {XML}"


def doubts_of(
    asked: Asked, url: str, reply: Reply, ignored: Collection[str]
) -> tuple[Problem, ...]:
    """Return what `check` warns of in a document, if that is worth a warning."""
    # Whatever comes later finds the call answered.
    answers: Answers = "calls" if asked is ANSWER else "callbacks"
    # A server on this computer leads to itself.
    reachable = [RuleName.UNREACHABLE_HOST] if addresses.is_inside(url) else []
    doubts = tuple(check(reply.body, ignore=[*ignored, *reachable], answers=answers))
    return doubts if any(doubt.severity != "info" for doubt in doubts) else ()


def _is_right(body: bytes) -> bool:
    if len(body) >= documents.LIMIT:
        return False
    response = build(body)
    return isinstance(response, Response) and not any(
        wrong.severity == "error" and wrong.hangup_code == ANSWER.invalid
        for wrong in registry.check(response.walk())
    )


def _errors(body: bytes) -> tuple[Problem, ...]:
    return tuple(problem for problem in check(body) if problem.severity == "error")
