"""
The errors of this package.

* PlivoMLError
  - InvalidElementError    an element was built with something that Plivo does not take
    - InvalidArgumentError   or with an argument that its class does not have, or lacks
  - InvalidDocumentError   a document was read and found wanting
  - InvalidCallbackError   a parameter of a request cannot be read
  - InvalidMessageError    a message of a stream cannot be read, or is none that Plivo takes
  - InvalidSignatureError  a request does not prove that Plivo sent it

Each is a `ValueError` too (`InvalidArgumentError` a `TypeError` as well), and each can be
pickled.  An argument that a function cannot take is a plain `ValueError` or `TypeError`.
`Problem`, which the first ones list and `plivoml.check` returns, is here as well, with the `Fix`
that it may have, and the places that are `Related` to it.
"""

from __future__ import annotations

from ._model.record import Record


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Severity: TypeAlias = Literal["error", "warning", "info"]
else:
    Severity = str

__all__ = [
    "Edit",
    "Fix",
    "InvalidArgumentError",
    "InvalidCallbackError",
    "InvalidDocumentError",
    "InvalidElementError",
    "InvalidMessageError",
    "InvalidSignatureError",
    "PlivoMLError",
    "Problem",
    "Related",
]


class Edit(Record):
    """
    A span of the source, and the text to put in its place.

    Lines and columns are counted as those of a `Problem`.  The span ends before its end, so
    it is empty where the text is only put in.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str

    start: int
    """Where it begins, in bytes of the source from 0; a `str` counts as UTF-8."""

    end: int
    """Where it ends, in bytes."""


class Fix(Record):
    """What to write instead of what a problem is about."""

    title: str
    """What it does, in one line."""

    edits: tuple[Edit, ...]
    """In the order of the source; no two of them overlap."""

    is_safe: bool
    """Whether the call stays the same but for the problem."""


class Related(Record):
    """Another place that a problem is about, such as that of what makes an element end too early."""

    message: str
    """What stands there, in a few words."""

    line: int | None
    """Counted as that of the problem."""

    column: int | None

    path: str
    """The element or attribute."""


class Problem(Record):
    """
    One finding: which rule, where, and what was expected.

    A problem of an element that was built in Python has no line and no column.  What a
    constructor refuses has a path in Python's names: `Dial.method`.  A problem never changes;
    `problem.replace(line=1)` gives a changed copy.
    """

    rule: str
    """The name of the rule, such as `unknown-attribute`."""

    severity: Severity
    """`error`: it breaks. `warning`: it may. `info`: a matter of style."""

    message: str
    """`expected what; got what`, without the place."""

    line: int | None = None
    """Counted from 1."""

    column: int | None = None
    """Counted from 1, in code points."""

    path: str = ""
    """The element or attribute, such as `/Response/Dial[2]/@timeOut`."""

    hint: str | None = None
    """What to write instead, where that is known."""

    docs: str | None = None
    """The page that says so."""

    hangup_code: int | None = None
    """The hangup cause that Plivo reports for it, where one is documented."""

    fix: Fix | None = None
    """What to write instead, as edits, where that is certain."""

    related: tuple[Related, ...] = ()
    """What else it is about."""

    @property
    def sentence(self) -> str:
        """`Where: expected what; got what`, and the hint."""
        return "; ".join(filter(None, (f"{self.path}: {self.message}", self.hint)))

    def __str__(self) -> str:
        if self.line is None:
            return self.sentence
        return f"{self.line}:{self.column}: {self.severity}[{self.rule}] {self.sentence}"


class PlivoMLError(Exception):
    """Base of the errors of this package."""


class _ProblemsError(PlivoMLError, ValueError):
    """An error that lists every problem, a sentence each."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class InvalidElementError(_ProblemsError):
    """Raised by a constructor that is given a value or a child that Plivo does not take."""


class InvalidArgumentError(InvalidElementError, TypeError):
    """Raised by a constructor for an argument that is wrong, missing or one too many."""


class InvalidDocumentError(_ProblemsError):
    """Raised by `plivoml.parse` for a document that is not right; it lists every problem."""


class InvalidCallbackError(PlivoMLError, ValueError):
    """Raised by `from_form` when a parameter cannot be read; it lists every such parameter."""

    callback: str
    problems: tuple[str, ...]

    def __init__(self, callback: str, problems: tuple[str, ...] | list[str]) -> None:
        self.callback = callback
        self.problems = tuple(problems)
        super().__init__(f"{callback}: {'; '.join(self.problems)}")

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...]]]:
        return type(self), (self.callback, self.problems)


class InvalidMessageError(PlivoMLError, ValueError):
    """Raised by `plivoml.streams` for a message that cannot be read, or that Plivo does not take."""

    message: str
    problems: tuple[str, ...]

    def __init__(self, message: str, problems: tuple[str, ...] | list[str]) -> None:
        self.message = message
        self.problems = tuple(problems)
        super().__init__(f"{message}: {'; '.join(self.problems)}")

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...]]]:
        return type(self), (self.message, self.problems)


class InvalidSignatureError(PlivoMLError, ValueError):
    """Raised by `plivoml.signatures.verify` for a request that Plivo did not sign."""

    reason: str

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
