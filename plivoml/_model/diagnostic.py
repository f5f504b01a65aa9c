"""
What is said of something wrong, in one form: *expected what; got what*.

The constructor says it of Python names and the reader of XML names and lines, so a
complaint has no place yet.
"""

from __future__ import annotations

import difflib

from collections.abc import Iterable

import attrs

from .._problem import Problem, Severity
from .values import Value, bad_character


#: In characters: what is shown of a value.
LONGEST = 100

# Values whose mistakes have a rule of their own.
_NAMED = {"HangupReason": ("free-text-reason", "tell the caller with <Speak>")}


@attrs.frozen
class Complaint:
    """A rule that is broken and the sentence on it."""

    rule: str
    message: str
    hint: str | None = None
    severity: Severity = "error"
    docs: str | None = None
    hangup_code: int | None = None

    def at(self, path: str, line: int | None = None, column: int | None = None) -> Problem:
        """Say where it is."""
        return Problem(
            self.rule,
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


def bad_value(value: Value, got: object, *, secret: bool = False) -> Complaint:
    """Say that *got* is no value of a type; a secret is not shown."""
    if secret:
        return Complaint("bad-value", f"expected {value.expected}; got '***'")
    rule, hint = _NAMED.get(value.name, ("bad-value", None))
    return bad_text(got) or Complaint(rule, f"expected {value.expected}; got {shown(got)}", hint)


def bad_text(got: object) -> Complaint | None:
    """Say which character of *got* cannot stand in XML, if one cannot."""
    character = bad_character(got) if isinstance(got, str) else None
    if character is None:
        return None
    message = f"expected characters that XML can hold; got {character!r} in {shown(got)}"
    return Complaint("bad-value", message)


def missing_text(value: Value, got: str) -> Complaint:
    """Say that an element is empty where it needs a text."""
    return Complaint("missing-text", f"expected {value.expected}; got {shown(got)}")


def too_deep(deepest: int) -> Complaint:
    """Say that elements stand too deep in each other."""
    return Complaint("refused-xml", f"expected at most {deepest} elements in each other; got more")
