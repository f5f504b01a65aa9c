"""
The rule `unescaped-value`, which only a program can break.

A value that is pasted into XML breaks it where there is an `&` in the value, and whoever
chooses the value may put elements of their own there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from ..._lint.rules.sources import UNESCAPED
from ..._model.diagnostic import LONGEST_MESSAGE, shown
from ..._model.nodes import called
from ...errors import Problem
from ..plan import Group, Plan, spec_of
from ..verdicts import path_of
from . import arguments
from .known import Holds
from .pasted import Pasted, pieces_of


_PLIVOML: Final = "the document with the classes of plivoml"
_IN_TEXT: Final = Holds.ANYTHING | Holds.AMPERSANDS | Holds.TAGS
_IN_VALUES: Final = _IN_TEXT | Holds.QUOTES


def unescaped(plan: Plan) -> Iterator[tuple[int, Problem]]:
    """Yield the values that are pasted as they are, each with its place in the file."""
    for group in plan.groups:
        if group.around is None:
            continue
        hint: str | None = None
        for hole in (plan.holes[at] for at in group.offsets):
            pasted = Pasted.of(hole)
            if group.around.ignores(UNESCAPED.name):
                continue
            if pasted is None or not pasted.holds & (_IN_VALUES if group.attribute else _IN_TEXT):
                continue
            message = f"expected a value that is escaped; got {shown(hole.shown)}, as it comes"
            # What is XML in part would be escaped once more.
            is_value = not pasted.bare & (Holds.TAGS | Holds.REFERENCES)
            if is_value and hint is None:
                hint = f"write {_in_plivoml(plan, group)}, which escapes it"
                if len(hint) > LONGEST_MESSAGE:
                    hint = f"write {_PLIVOML}, which escapes it"
            told = hint if is_value else None
            yield (
                hole.offset,
                Problem(
                    UNESCAPED.name, UNESCAPED.severity, message, path=path_of(group), hint=told
                ),
            )


def _in_plivoml(plan: Plan, group: Group) -> str:
    """Return what builds the element with its value in it."""
    assert group.around is not None
    spec = spec_of(group.around.name)
    attribute = spec.by_name.get(group.attribute or "") if spec else None
    if spec is None or (group.attribute and attribute is None):
        return _PLIVOML
    keyword = f"{attribute.field}=" if attribute else ""
    # Who reads the hint knows what is text already.
    given = arguments.code([*map(_as_text, pieces_of(plan.pieces(group)))], group.value)
    return f"{called(spec.cls)}({keyword}{given})"


def _as_text(piece: str | Pasted) -> str | Pasted:
    if isinstance(piece, Pasted) and piece.type is None:
        return attrs.evolve(piece, type="str")
    return piece
