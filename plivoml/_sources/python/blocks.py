"""Statements that are left out or repeated, as the blocks in what grows in them."""

from __future__ import annotations

import ast
import itertools

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import attrs

from ..parts import Block


@attrs.frozen(eq=False)
class Branching:
    """A statement that is left out, repeated or one of several, as far as it has been followed."""

    around: Branching | None
    marks: list[Block] = attrs.field(factory=list[Block])

    @property
    def is_over(self) -> bool:
        """Whether what comes next is in none of its branches."""
        return self.marks[-1].kind == "end"


#: What something last grew in, from the outermost on, and how many marks of each are in it.
Entered: TypeAlias = Sequence[tuple[Branching, int]]


def since(before: Branching | None, inner: Branching | None) -> list[Branching]:
    """Return what has begun in `before`, and `inner` is in, from the outermost on."""
    outer = {*_around(before)}
    return [*itertools.takewhile(lambda one: one not in outer, _around(inner))][::-1]


def enter(
    entered: Entered, inside: Sequence[Branching]
) -> tuple[list[tuple[Branching, Sequence[Block]]], Entered]:
    """
    Return the marks of what has begun and ended since something grew, and what it grows in now.

    Args:
        entered: What it grew in.
        inside: What is to be added in, from the outermost on.
    """
    now = [*entered]
    marks: list[tuple[Branching, Sequence[Block]]] = []
    while now and now[-1][0] not in inside:
        one, seen = now.pop()
        marks.append((one, one.marks[seen:]))
    now += ((one, 0) for one in inside[len(now) :])
    marks += ((one, one.marks[seen:]) for one, seen in now)
    return marks, [(one, len(one.marks)) for one, _ in now]


def branches_of(
    node: ast.If | ast.Match,
) -> tuple[list[ast.expr], list[Sequence[ast.stmt]], bool]:
    """Return what a statement asks, the bodies that it chooses from, and whether it takes one."""
    if isinstance(node, ast.Match):
        last = node.cases[-1]
        is_any = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
        guards = [one.guard for one in node.cases if one.guard]
        is_sure = is_any and last.guard is None
        return [node.subject, *guards], [one.body for one in node.cases], is_sure
    tests, bodies, otherwise = [node.test], [node.body], node.orelse
    while len(otherwise) == 1 and isinstance(inner := otherwise[0], ast.If):
        tests.append(inner.test)
        bodies.append(inner.body)
        otherwise = inner.orelse
    return tests, [*bodies, *([otherwise] if otherwise else [])], bool(otherwise)


def _around(inner: Branching | None) -> Iterator[Branching]:
    while inner is not None:
        yield inner
        inner = inner.around
