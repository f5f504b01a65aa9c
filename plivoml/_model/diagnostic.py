"""
What is said of something wrong, in one form: `expected what; got what`.

The constructor says it of Python names, the reader and the rules of XML names and lines.
"""

from __future__ import annotations

import reprlib

from collections.abc import Callable, Iterable
from typing import Final

from ..errors import Problem, Related, Severity
from .change import Change, rewritten
from .characters import bad_character
from .closeness import closest
from .digits import LARGEST
from .plain import without_secrets
from .record import Record
from .rule_names import RuleName
from .types import IfWrong
from .values import WRONG, Value


#: In characters: what is shown of a value.
LONGEST: Final = 100

# In characters: what is expected, and a message.
_LONGEST_LIST: Final = 150
LONGEST_MESSAGE: Final = 200


class Beside(Record):
    """Something else that is part of what is wrong."""

    message: str
    """What it is, in a few words."""

    what: object
    """An element, for rules, which know no places; its place, once that is known."""


class Diagnostic(Record):
    """
    What is wrong with an element or may go wrong, as constructor, reader and rules say it.

    Each of them knows where that is, so the place comes with `at`.
    """

    message: str
    """`expected what; got what`, without the place."""

    hint: str | None = None
    rule: RuleName = RuleName.BAD_VALUE
    severity: Severity | None = None
    """How bad it is, where its rule does not say it; without either, an error."""

    element: object = None
    """The element that a rule is broken by; what a class is made of is not known here."""

    field: str | None = None
    """The keyword of its attribute; without one, it is about the element."""

    docs: str | None = None
    hangup_code: int | None = None

    change: Change | None = None
    """What to write instead, where that is certain."""

    beside: tuple[Beside, ...] = ()

    def at(self, path: str, line: int | None = None, column: int | None = None) -> Problem:
        """Say where it is."""
        return Problem(
            self.rule.value,
            self.severity or "error",
            self.message,
            line,
            column,
            path,
            self.hint,
            self.docs,
            self.hangup_code,
        )


#: So many problems of a document are told; more than anybody reads.
MOST: Final = 1000

#: Stands where no more of them are.
ENOUGH: Final = Diagnostic(
    f"expected at most {MOST:,} problems; got more",
    "nothing else was looked at",
    RuleName.REFUSED_XML,
)


def moved(
    related: Iterable[Related], to: Callable[[int, int], tuple[int | None, int | None] | None]
) -> tuple[Related, ...]:
    """Return `related` with other lines and columns; what has none in the other text is left out."""
    return tuple(
        one.replace(line=place[0], column=place[1])
        for one in related
        if one.line is not None and one.column is not None and (place := to(one.line, one.column))
    )


class _Brief(reprlib.Repr):
    def repr_int(self, x: int, level: int) -> str:
        del level
        return repr(x) if -LARGEST <= x <= LARGEST else f"<{type(x).__name__}>"


_BRIEF: Final = _Brief()
# What is cut out of the middle of a text may be the name of the secret behind it.
_BRIEF.maxstring = _BRIEF.maxother = 1000


def brief(got: object) -> str:
    """Return part of `repr(got)`, which may be anything, without secrets."""
    return shown(got, LONGEST_MESSAGE, _BRIEF.repr)


def shown(got: object, room: int = LONGEST, write: Callable[[object], str] = repr) -> str:
    """Return `repr(got)` without secrets, cut where it has more than `room` characters."""
    try:
        text = write(got)
    # Lists as deep as JSON may be, or more digits than Python writes.
    except (RecursionError, ValueError):
        text = _BRIEF.repr(got)
    text = without_secrets(text[: room + 1])
    return text if len(text) <= room else f"{text[: room - 3]}..."


def expected(what: str, got: object, kind: str = "") -> str:
    """Say `expected what; got what`, with as much of `got` as there is room for."""
    message = f"expected {listed(what)}; got {kind}"
    return message + shown(got, min(LONGEST, LONGEST_MESSAGE - len(message)))


def instead(what: str, otherwise: str) -> str:
    """Return a hint to write `what`, or something shorter where there is no room for it."""
    return f"write {without_secrets(what) if len(what) <= LONGEST else otherwise}"


def listed(what: str) -> str:
    """Return what is expected, cut where it lists many words."""
    if len(what) <= _LONGEST_LIST:
        return what
    return f"{what[:_LONGEST_LIST].rpartition(', ')[0]}, ..."


def alternatives(words: Iterable[str]) -> str:
    """Join `words` as in `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def suggestion(meant: object) -> str | None:
    """Return a hint that names what may be meant, if something is."""
    return None if meant is None else f"did you mean {without_secrets(repr(meant))}?"


def not_known(what: str, got: str, known: Iterable[str]) -> str:
    """Say that there is no such name, and which one may be meant."""
    hint = suggestion(closest(got, known))
    return "; ".join(filter(None, (f"expected {what}", f"got {shown(got)}", hint)))


def bad_value(
    value: Value, got: object, told: IfWrong, *, python: bool, secret: bool = False
) -> Diagnostic:
    """
    Say that `got` is no value of a type; a secret is not shown.

    What may be meant is written as Python has it, or as XML does.
    """
    from .suggestions import nearest  # only who is wrong pays for it

    if secret:
        return Diagnostic(f"expected {value.expected}; got '***'")
    if wrong := bad_text(got):
        return wrong
    message = expected(value.expected, got)
    # A number of more digits than that is meant for nothing, and Python may not write it.
    is_text = isinstance(got, str | float) or (isinstance(got, int) and abs(got) <= LARGEST)
    text = str(got) if is_text else ""
    stored, is_sure = nearest(value, text)
    if stored is WRONG:
        return Diagnostic(message, told.hint, told.rule, hangup_code=told.hangup_code)
    written = value.dump(stored)
    hint = suggestion(stored if python and isinstance(stored, int) else written)
    change = rewritten(text, written, is_safe=is_sure)
    return Diagnostic(message, hint, hangup_code=told.hangup_code, change=change)


def bad_text(got: object) -> Diagnostic | None:
    """Say which character of `got` cannot stand in XML, if one cannot."""
    character = bad_character(got) if isinstance(got, str) else None
    if character is None:
        return None
    message = expected("characters that XML can hold", got, f"{character!r} in ")
    return Diagnostic(message)


def too_deep(deepest: int) -> Diagnostic:
    """Say that elements stand too deep in each other."""
    message = f"expected at most {deepest} elements in each other; got more"
    return Diagnostic(message, rule=RuleName.REFUSED_XML)
