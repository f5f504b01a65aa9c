"""
What goes wrong in a simulated call, or between text messages.

* PlivoMLError
  - CallError                the test asks something that the call cannot do now
    + RunawayCallError       the flow goes round without anybody doing anything
    + FailedCallError        something failed, and the test has not looked at it
      - DocumentError        all of it lies in documents

A `Failure` is no exception: it says why the platform ended a call, as it would for real.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import PlivoMLError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a call ended with a code that stands for an error of the app."""

    code: int | None
    """The hangup code, such as 8012; a `Conversation` has none."""

    url: str
    """What was asked for."""

    reason: str
    """What came back, or what is wrong with it."""

    document: int | None = None
    """The document that led there, counted from 1 in `documents`; the answer URL has none."""

    line: int | None = None
    """The line in that document."""

    tag: str | None = None
    """The element in that line."""

    problems: tuple[Problem, ...] = ()
    """What is wrong with a document that came back, by line and column of the reply."""

    def __str__(self) -> str:
        where = ""
        if self.document is not None:
            where = f"document {self.document}, line {self.line}, <{self.tag}>: "
        code = "" if self.code is None else f"{self.code}: "
        return "\n".join([f"{code}{where}{self.url} {self.reason}", *self._details()])

    def _details(self) -> list[str]:
        return [f"    {self.url}:{problem}" for problem in self.problems]


class CallError(PlivoMLError, AssertionError):
    """Raised when a test wants of a call what cannot happen at that moment."""

    transcript: str
    """What has happened in the call up to then."""

    def __init__(self, message: str, transcript: str = "") -> None:
        self.message = message
        self.transcript = transcript
        super().__init__(f"{message}\n\n{transcript}" if transcript else message)

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.message, self.transcript)


class RunawayCallError(CallError):
    """Raised when a flow asks for more documents than the limit and nobody does anything."""


class FailedCallError(CallError):
    """
    Raised at the end of a test for what failed in a call, or between text messages.

    An answer ended the call, a callback was answered 4xx or 5xx or not at all, or a document
    for callers to hear was none; with `strict="warnings"`, `plivoml.check` warns of a document.
    """


class DocumentError(FailedCallError):
    """Raised where all that failed are documents: those of `problems` in a `Failure`."""
