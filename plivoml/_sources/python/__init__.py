"""Programs in Python: the documents in their literals, and these documents as elements."""

from __future__ import annotations

from collections.abc import Iterator

from ..._model.rule_names import RuleName
from ..._reading.positions import Lines
from ...errors import Problem
from ..branches import combinations
from ..budget import WHY, Budget, SpentError
from ..parts import Hole
from ..verdicts import Check, not_judged
from ..verdicts import problems as problems_of
from .conversion import Conversion, Refusal, converted
from .documents import Program, first_offset
from .pasted import Pasted, has_half_a_tag
from .unescaped import unescaped


def problems(lines: Lines, check: Check, budget: Budget) -> Iterator[tuple[int, list[Problem]]]:
    """
    Yield where each document of a program begins, and what is wrong with it.

    That is so whatever its values are.
    """
    program = Program(lines.text, budget)
    covered: set[int] = set()
    for parts in program.documents(is_followed=True):
        holes = (part for part in parts if isinstance(part, Hole))
        found: list[Problem] = []
        half = next((hole for hole in holes if has_half_a_tag(Pasted.of(hole))), None)
        if half is None:
            found = problems_of(combinations(parts), check, lines, unescaped, program.writing_at)
        else:
            why = f"{half.shown!r}, which stands for tags that begin or end elsewhere"
            found = [not_judged(why, *lines.position(half.offset))]
        offset = first_offset(parts)
        covered.add(offset)
        yield offset, [one for one in found if not program.is_ignored(one.line or 0, one.rule)]
    for offset, why in program.unfollowed(covered):
        line, column = lines.position(offset)
        is_ignored = program.is_ignored(line, RuleName.NOT_JUDGED)
        yield offset, [] if is_ignored else [not_judged(why, line, column)]


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
    except SpentError:
        yield 1, 1, Refusal(0, f"expected a document that can be read; got {WHY}")
        return
    for parts in documents:
        offset = first_offset(parts)
        found = converted(parts, program.scopes.bound)
        is_filled = any(isinstance(part, Hole) for part in parts)
        if isinstance(found, Conversion) and is_filled and program.is_in_bytes(offset):
            found = Refusal(offset, "values of bytes cannot be converted")
        # One may come twice: as it is kept under a name, and as it is used.
        key = found.why if isinstance(found, Refusal) else found.code
        by_offset.setdefault(offset, {})[key] = found
    for offset, same in sorted(by_offset.items()):
        several = [found for found in same.values() if isinstance(found, Conversion)]
        for found in several or [*same.values()][:1]:
            where = found.offset if isinstance(found, Refusal) else offset
            yield *lines.position(where), found
