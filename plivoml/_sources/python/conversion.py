"""Documents of a program as elements, with what the program pastes into them."""

from __future__ import annotations

import ast
import re

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ..._convert import python
from ..._convert.python import Blanks
from ..._model.nodes import Element, UnknownElement
from ..._model.values import WRONG
from ..._reading.parser import parse_fragment
from ..._reading.positions import Lines
from ...errors import InvalidDocumentError
from ..branches import straight
from ..parts import Block, Part, skeleton
from ..plan import MOST_ROUNDS, Group, Plan, Where, spec_of
from ..tags import InTag
from . import arguments
from .known import Holds
from .pasted import Pasted, pieces_of, text_of


# What works only where it stands.
_BOUND: Final = (ast.Await, ast.Yield, ast.YieldFrom)

# Characters for private use.
_PRIVATE: Final = range(0xF0000, 0xFFFFE)
_MARK: Final = chr(_PRIVATE[0])

# What a name of the program must not hide.
_NEEDED: Final = ("Any", "bool", "cast", "int", "str")


@attrs.frozen
class Refusal:
    """Why a document cannot be converted, and where in the file the reason is."""

    offset: int
    why: str


@attrs.frozen
class Conversion:
    """A document as an element, with what stands in its blanks."""

    element: Element
    blanks: Blanks

    @property
    def code(self) -> str:
        """The expression that builds it."""
        return python.expression(self.element, self.blanks)


def converted(parts: Sequence[Part], bound: frozenset[str]) -> Conversion | Refusal:
    """
    Convert a document.

    Args:
        parts: The document, the tags of templates told from its text.
        bound: The names that the program gives a value.
    """
    line = straight(parts)
    if isinstance(line, Block):
        return Refusal(line.offset, "what is conditional or repeated cannot be converted")
    plan = Plan(skeleton(line))
    return next(_refusals(plan), None) or _Converter(plan, bound).converted(frozenset())


def _refusals(plan: Plan) -> Iterator[Refusal]:
    """Yield the holes whose values have no place in plivoml."""
    for hole, context in plan.in_tags:
        pasted = Pasted.of(hole)
        if context is not InTag.UNQUOTED or pasted is None or not pasted.is_quoted:
            yield Refusal(hole.offset, f"{hole.shown!r} stands for {context.value}")
    for group in plan.groups:
        for hole in (plan.holes[at] for at in group.offsets):
            if why := _why_not(group, Pasted.of(hole)):
                yield Refusal(hole.offset, f"{hole.shown!r} {why}")


def _why_not(group: Group, pasted: Pasted | None) -> str | None:
    """Say why a value has no place in plivoml, if it has none."""
    if group.where is Where.ELEMENTS or _is_lost(group):
        return f"stands for {group.where.value}"
    if group.where is Where.NOTHING:
        return None
    if pasted is None:
        return "is filled in elsewhere"
    if Holds.TAGS in pasted.bare:
        return "stands for elements"
    # Where nothing is read as XML, an escape of the program stands as it is.
    if Holds.REFERENCES in (pasted.holds if group.around is None else pasted.bare):
        return "is XML in part"
    is_bound = any(isinstance(node, _BOUND) for node in ast.walk(pasted.value))
    return "works only where it stands" if is_bound else None


def _is_lost(group: Group) -> bool:
    """Whether a part of a value cannot be found again where the value is read."""
    value = group.value if group.where is Where.PART else None
    return value is not None and value.load(_MARK) is WRONG


class _Converter:
    """Reads a document with marks in it, and knows what each of them stands for."""

    def __init__(self, plan: Plan, bound: frozenset[str]) -> None:
        self._plan = plan
        self._bound = bound
        in_text = {*plan.text}
        unused = (mark for mark in map(chr, _PRIVATE) if mark not in in_text)
        self._marks = dict(zip(plan.holes, unused, strict=False))

    def converted(self, unknown: frozenset[int], number: int = 0) -> Conversion | Refusal:
        """
        Convert the document.

        Args:
            unknown: The elements, by number, that plivoml does not take as they are: whatever
                stands in them is text.
            number: Which of the values that are tried stand in the others.
        """
        values: dict[int, str] = {}
        typed: list[Group] = []
        for group in self._plan.groups:
            index = None if group.around is None else group.around.index
            if group.where in (Where.WORDS, Where.PART) or index in unknown or _is_extra(group):
                values.update((at, self._marks[at]) for at in group.offsets)
            else:
                options = group.options
                values.update(zip(group.offsets, options[number % len(options)], strict=True))
                typed += [group] if group.where is Where.VALUE else []
        filled = self._plan.filled(values)
        try:
            element = parse_fragment(filled.text, strict=False)
        except InvalidDocumentError as error:
            problem = error.problems[0]
            index = Lines(filled.text).offset(problem.line or 1, problem.column or 1)
            offset = filled.offsets[index] if index < len(filled.offsets) else self._plan.end
            return Refusal(offset, problem.message)
        elements = [*element.walk()]
        around = {group.around.index for group in typed if group.around}
        more = {number for number in around if isinstance(elements[number], UnknownElement)}
        if more:
            # One value may not go with another.
            most = min(MOST_ROUNDS, max(len(group.options) for group in typed))
            again = (unknown, number + 1) if number + 1 < most else (unknown | more, 0)
            return self.converted(*again)
        blanks = self._blanks(elements, typed)
        taken = {*python.imports(element), *_NEEDED}.intersection(blanks.parameters)
        if taken:
            hole = next(iter(self._plan.holes.values()))
            return Refusal(hole.offset, f"{min(taken)!r} is a name that its Python needs")
        return Conversion(element, blanks)

    def _blanks(self, elements: Sequence[Element], typed: Sequence[Group]) -> Blanks:
        declared = {at: group.value for group in typed for at in group.offsets}
        uses = (
            (pasted, declared.get(at))
            for group in self._plan.groups
            if group.where is not Where.NOTHING
            for at in group.offsets
            if (pasted := Pasted.of(self._plan.holes[at])) is not None
        )
        parameters = arguments.parameters(uses, self._bound)
        written: dict[tuple[int, str], str] = {}
        for group in typed:
            assert group.around is not None
            spec = spec_of(group.around.name)
            assert spec is not None
            field = spec.by_name[group.attribute].field if group.attribute else spec.content.field
            pieces = [
                piece if isinstance(piece, str) else arguments.typed(piece, parameters)
                for piece in pieces_of(self._plan.pieces(group))
            ]
            code = arguments.code(pieces, group.value)
            written[id(elements[group.around.index]), field] = code
        marks = {
            self._marks[at]: arguments.typed(pasted, parameters)
            for at, hole in self._plan.holes.items()
            if (pasted := Pasted.of(hole)) is not None
        }

        def text(words: str) -> str:
            pieces = re.split(f"([{''.join(marks)}])", words) if marks else [words]
            return text_of([marks.get(piece, piece) for piece in pieces])

        return Blanks(text=text, written=written, parameters=parameters)


def _is_extra(group: Group) -> bool:
    """Whether plivoml keeps a value as it is, under a name that another one is meant by."""
    spec = spec_of(group.around.name) if group.around and group.attribute else None
    return spec is not None and group.attribute not in spec.by_name
