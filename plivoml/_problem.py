"""One thing that is wrong, or may go wrong, in a document."""

from __future__ import annotations

from typing import Literal

import attrs


Severity = Literal["error", "warning", "info"]


@attrs.frozen
class Problem:
    """
    One finding: which rule, where, and what was expected.

    A problem of an element that was built in Python has no line and no column.  What a
    constructor refuses has a path in Python's names: `Dial.method`.
    """

    rule: str
    """The name of the rule, such as `unknown-attribute`."""

    severity: Severity
    """`error`: it breaks. `warning`: it may. `info`: a matter of style."""

    message: str
    """*expected what; got what*, without the place."""

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

    @property
    def sentence(self) -> str:
        """*Where: expected what; got what*, and the hint."""
        return "; ".join(filter(None, (f"{self.path}: {self.message}", self.hint)))

    def __str__(self) -> str:
        if self.line is None:
            return self.sentence
        return f"{self.line}:{self.column}: {self.severity}[{self.rule}] {self.sentence}"
