"""Programs in Python: the documents in their literals, and these documents as elements."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from ..._lint.rules.sources import TWILIO_BUILDER
from ..._model.rule_names import RuleName
from ..._reading.positions import Lines
from ...errors import Fix, Problem
from ..budget import WHY, Budget, SpentError
from ..parts import Hole, Part, first_offset
from ..verdicts import Check, not_judged
from ..verdicts import problems as problems_of
from .conversion import Conversion, Refusal, converted
from .documents import Program
from .pasted import Pasted, has_half_a_tag
from .sdk import Findings
from .unescaped import unescaped


__all__ = ["Conversion", "Refusal", "conversions", "documents", "problems"]


_TWILIO: Final = Problem(
    TWILIO_BUILDER.name,
    TWILIO_BUILDER.severity,
    "expected what builds XML for Plivo; got twilio.twiml, whose TwiML Plivo may not understand",
    path="/",
    hint="read docs/coming-from-twilio.md",
)


def problems(
    lines: Lines, check: Check, budget: Budget
) -> Iterator[tuple[int | None, list[Problem]]]:
    """
    Yield where each document of a program begins, and what is wrong with it.

    That is so whatever its values are.  What is in no document has no beginning.
    """
    program = Program(lines.text, budget)
    covered: set[int] = set()
    for parts in program.documents(is_followed=True):
        holes = (part for part in parts if isinstance(part, Hole))
        found: list[Problem] = []
        half = next((hole for hole in holes if has_half_a_tag(Pasted.of(hole))), None)
        if half is None:
            found = problems_of(parts, check, lines, program.writing_at, unescaped)
        else:
            why = f"{half.shown!r}, which stands for tags that begin or end elsewhere"
            found = [not_judged(why, *lines.position(half.offset))]
        offset = first_offset(parts)
        covered.add(offset)
        yield offset, [one for one in found if not program.is_ignored(one.line or 0, one.rule)]
    for built, found in _built(program, check, lines):
        yield built, [one for one in found if not program.is_ignored(one.line or 0, one.rule)]
    for offset in program.twilio():
        line, column = lines.position(offset)
        is_ignored = program.is_ignored(line, TWILIO_BUILDER.name)
        yield None, [] if is_ignored else [_TWILIO.replace(line=line, column=column)]
    for offset, why in program.unfollowed(covered):
        line, column = lines.position(offset)
        is_ignored = program.is_ignored(line, RuleName.NOT_JUDGED)
        yield offset, [] if is_ignored else [not_judged(why, line, column)]


def documents(text: str) -> Iterator[list[Part]]:
    """Yield the documents of a program, with the tags of templates told from the text."""
    yield from Program(text, Budget(text)).documents()


def _built(
    program: Program, check: Check, lines: Lines
) -> Iterator[tuple[int | None, list[Problem]]]:
    """Yield what is wrong with what a program builds with Plivo's SDK."""
    findings = Findings()
    for scope in program.built(findings, is_followed=True):
        for document in scope.documents:
            by_itself = {lines.position(offset) for offset in document.extended}
            found = [
                one
                for one in problems_of(document.parts, check, lines, program.writing_at)
                # What nobody has written need not be mended.
                if one.severity == "error"
                or "/@" not in one.path
                or (one.line, one.column) not in by_itself
            ]
            yield document.offset if document.is_whole else None, found
    for key, problem in findings.told.items():
        offset, _ = key
        line, column = lines.position(offset)
        fix = _renamed(lines, offset, *findings.meant[key]) if key in findings.meant else None
        yield None, [problem.replace(line=line, column=column, fix=fix)]


def _renamed(lines: Lines, offset: int, wrong: str, right: str, is_safe: bool) -> Fix | None:
    """Return what writes another name at a place, if the one that is wrong stands there."""
    found = re.compile(rf"(?:\w++\.)*({re.escape(wrong)})\b").match(lines.text, offset)
    if found is None:
        return None
    edit = lines.edit(*found.span(1), right)
    return Fix(f"Write {right!r} for {wrong!r}", (edit,), is_safe)


def conversions(text: str) -> Iterator[tuple[int, int, Conversion | Refusal]]:
    """
    Yield the documents in a program, each with its line and its column.

    Those of one that cannot be converted are where the reason is.
    """
    lines = Lines(text)
    by_offset: dict[int, dict[str, Conversion | Refusal]] = {}
    program = Program(text, Budget(text))
    try:
        documents = [*program.documents()]
        built = [*_built_conversions(program)]
        unfollowed = [*program.unfollowed({first_offset(parts) for parts in documents})]
    except SpentError:
        yield 1, 1, Refusal(0, f"expected a document that can be read; got {WHY}")
        return
    for parts in documents:
        offset = first_offset(parts)
        found = converted(parts, program.scopes.bound)
        is_filled = any(isinstance(part, Hole) for part in parts)
        literal = program.writing_at(offset) if is_filled else None
        if isinstance(found, Conversion) and literal and literal.is_of_bytes:
            found = Refusal(offset, "values of bytes cannot be converted")
        # One may come twice: as it is kept under a name, and as it is used.
        key = found.why if isinstance(found, Refusal) else found.code
        by_offset.setdefault(offset, {})[key] = found
    for offset, why in unfollowed:
        by_offset[offset] = {why: Refusal(offset, f"expected all of a document; got {why}")}
    for offset, found in built:
        key = found.why if isinstance(found, Refusal) else found.code
        by_offset.setdefault(offset, {})[key] = found
    for offset, same in sorted(by_offset.items()):
        several = [found for found in same.values() if isinstance(found, Conversion)]
        for found in several or [*same.values()][:1]:
            where = found.offset if isinstance(found, Refusal) else offset
            yield *lines.position(where), found


def _built_conversions(program: Program) -> Iterator[tuple[int, Conversion | Refusal]]:
    """Yield what a program builds with Plivo's SDK, each with its place."""
    findings = Findings()
    for scope in program.built(findings):
        for offset, message in scope.refused:
            yield offset, Refusal(offset, message)
        for document in () if scope.refused else scope.documents:
            offset = document.offset
            if document.is_whole:
                yield offset, converted(document.parts, program.scopes.bound)
            else:
                yield offset, Refusal(offset, "stands in no document that is seen")
