"""What the SDK refuses when the program runs, and what it writes otherwise than it is given."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ...._lint.rule import Rule
from ...._lint.rules.sources import REFUSED_BY_SDK, WRITTEN_BY_SDK
from ...._model.closeness import closest, is_only
from ...._model.diagnostic import alternatives, expected, shown, suggestion
from ....errors import Problem, Severity


@attrs.frozen
class Findings:
    """
    What is wrong with the calls of a program, each with its place in the file.

    Attributes:
        told: What is wrong, of which nothing is told twice.
        refused: What the SDK refuses, as often as it does.
        meant: The names that were written wrong, each with the one that is meant and whether no
            other one can be.
    """

    told: dict[tuple[int, str], Problem] = attrs.field(factory=dict[tuple[int, str], Problem])
    refused: list[tuple[int, str]] = attrs.field(factory=list[tuple[int, str]])
    meant: dict[tuple[int, str], tuple[str, str, bool]] = attrs.field(
        factory=dict[tuple[int, str], tuple[str, str, bool]]
    )

    def _tell(
        self,
        offset: int,
        message: str,
        hint: str | None = None,
        *,
        rule: Rule = REFUSED_BY_SDK,
        severity: Severity | None = None,
    ) -> None:
        problem = Problem(rule.name, severity or rule.severity, message, path="/", hint=hint)
        self.told.setdefault((offset, message), problem)
        if rule is REFUSED_BY_SDK:
            self.refused.append((offset, message))

    def refuse_name(self, offset: int, what: str, got: str, known: Iterable[str]) -> None:
        """Say that there is no such class, method or keyword."""
        names, message = [*known], expected(what, got)
        if near := closest(got, names):
            self.meant[offset, message] = got, near, is_only(got, names)
        self._tell(offset, message, suggestion(near))

    def refuse_keyword(self, offset: int, owner: str, got: str, elsewhere: str) -> None:
        """Say that a method that adds an element does not take what its class takes."""
        hint = f"write add({elsewhere}(...)), which takes it"
        self._tell(offset, expected(f"a keyword of {owner}", got), hint)

    def refuse_missing(self, offset: int, owner: str, names: Iterable[str]) -> None:
        """Say which arguments are missing."""
        what = " and ".join(f"{name}=" for name in names)
        self._tell(offset, f"expected {what} of {owner}; got nothing for it")

    def refuse_arguments(self, offset: int, owner: str, most: int, given: int) -> None:
        """Say that there are too many arguments."""
        self._tell(offset, f"expected at most {most} arguments of {owner}; got {given}")

    def refuse_twice(self, offset: int, owner: str, name: str) -> None:
        """Say that an argument is given by its place and by its name."""
        self._tell(offset, f"expected {name} of {owner} once; got it twice")

    def refuse_nesting(self, offset: int, parent: str, child: str, allowed: Iterable[str]) -> None:
        """Say that an element does not take another one."""
        words = [*allowed]
        what = f"{alternatives(words)} in {parent}" if words else f"nothing in {parent}"
        self._tell(offset, expected(what, child))

    def refuse_element(self, offset: int, owner: str) -> None:
        """Say that an element is given where a value belongs."""
        message = f"expected a value of {owner}; got an element"
        self._tell(offset, message, "write add(...), which takes it")

    def refuse_value(self, offset: int, what: str, name: str, owner: str, got: object) -> None:
        """Say that a value is not of the type that is taken."""
        self._tell(offset, expected(f"{what} as {name} of {owner}", got))

    def changed(self, offset: int, owner: str, name: str, got: object, written: str) -> None:
        """Say that a value becomes another one."""
        message = (
            f"expected a value that {owner} writes as it is; got {name}={shown(got)}, "
            f"which becomes {shown(written)}"
        )
        self._tell(offset, message, rule=WRITTEN_BY_SDK)

    def added(self, offset: int, owner: str, names: Iterable[str]) -> None:
        """Say what is written that nobody gave."""
        first, *rest = names
        more = f" and {len(rest)} more attributes" if rest else ""
        message = (
            f"expected what the program gives; got {first}{more} that {owner} writes by itself"
        )
        self._tell(offset, message, rule=WRITTEN_BY_SDK, severity="info")
