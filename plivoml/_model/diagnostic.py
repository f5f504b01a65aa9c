"""
What is said of something wrong, in one form: *expected what; got what*.

The constructor says it of Python names, the reader and the rules of XML names and lines.
"""

from __future__ import annotations

import difflib

from collections.abc import Iterable

from ..errors import Problem, Severity
from .characters import bad_character
from .record import Record
from .rule_names import RuleName
from .types import IfWrong
from .values import Value


#: In characters: what is shown of a value.
LONGEST = 100


class Diagnostic(Record):
    """
    What is wrong with an element or may go wrong, as constructor, reader and rules say it.

    Each of them knows where that is, so the place comes with `at`.
    """

    message: str
    """*expected what; got what*, without the place."""

    hint: str | None = None
    rule: RuleName = RuleName.BAD_VALUE
    severity: Severity = "error"

    element: object = None
    """The element that a rule is broken by; what a class is made of is not known here."""

    field: str | None = None
    """The keyword of its attribute; without one, it is about the element."""

    docs: str | None = None
    hangup_code: int | None = None

    def at(self, path: str, line: int | None = None, column: int | None = None) -> Problem:
        """Say where it is."""
        return Problem(
            self.rule.value,
            self.severity,
            self.message,
            line,
            column,
            path,
            self.hint,
            self.docs,
            self.hangup_code,
        )


def shown(got: object) -> str:
    """Return `repr(got)`, cut where it is long."""
    text = repr(got)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def alternatives(words: Iterable[str]) -> str:
    """Join *words* as in `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def closest(wrong: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that *wrong* may be meant for."""
    by_lower = {word.lower(): word for word in known}
    close = difflib.get_close_matches(wrong.lower().replace("_", ""), by_lower, n=1, cutoff=0.75)
    return by_lower[close[0]] if close else None


def did_you_mean(wrong: str, known: Iterable[str]) -> str | None:
    """Return a hint where one of *known* is close to *wrong*."""
    return suggestion(closest(wrong, known))


def suggestion(meant: str | None) -> str | None:
    """Return a hint that names what may be meant."""
    return f"did you mean {meant!r}?" if meant else None


def not_known(what: str, got: str, known: Iterable[str]) -> str:
    """Say that there is no such name, and which one may be meant."""
    hint = did_you_mean(got, known)
    return "; ".join(filter(None, (f"expected {what}", f"got {shown(got)}", hint)))


def bad_value(value: Value, got: object, told: IfWrong, *, secret: bool = False) -> Diagnostic:
    """Say that *got* is no value of a type; a secret is not shown."""
    if secret:
        return Diagnostic(f"expected {value.expected}; got '***'")
    message = f"expected {value.expected}; got {shown(got)}"
    return bad_text(got) or Diagnostic(message, told.hint, told.rule, hangup_code=told.hangup_code)


def bad_text(got: object) -> Diagnostic | None:
    """Say which character of *got* cannot stand in XML, if one cannot."""
    character = bad_character(got) if isinstance(got, str) else None
    if character is None:
        return None
    return Diagnostic(f"expected characters that XML can hold; got {character!r} in {shown(got)}")


def missing_text(value: Value, got: str) -> Diagnostic:
    """Say that an element is empty where it needs a text."""
    message = f"expected {value.expected}; got {shown(got)}"
    return Diagnostic(message, rule=RuleName.MISSING_TEXT)


def too_deep(deepest: int) -> Diagnostic:
    """Say that elements stand too deep in each other."""
    message = f"expected at most {deepest} elements in each other; got more"
    return Diagnostic(message, rule=RuleName.REFUSED_XML)
