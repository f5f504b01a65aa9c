"""What parts of a text are conditional or repeated, and what the text may come to."""

from __future__ import annotations

import itertools
import math

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from .parts import Block, Part, joined


_MOST_BRANCHES: Final = 8
_MOST_COMBINATIONS: Final = 16
_MOST_ALONE: Final = 64
_LEAST_ALONE: Final = 8

# So many parts are put together for them, as far as those are not too few.
_MOST_PARTS: Final = 10_000


def straight(parts: Sequence[Part]) -> list[Part] | Block:
    """Return `parts` without blocks that nothing is in, or the first one that has something."""
    tree, _ = _tree(parts)
    found: list[Part] = []
    for node in tree:
        if not isinstance(node, _Choice):
            found.append(node)
        elif _has_parts(node):
            return node.block
    return joined(found)


def branches(parts: Sequence[Part]) -> list[list[Part]]:
    """
    Return what a template may come to, without its tags.

    In the n-th text each condition has taken its n-th branch, or its last one, so that
    conditions that belong together are met together.  What is repeated stands once.
    """
    return [text.parts for text in _together(*_tree(parts))]


@attrs.frozen
class Text:
    """What a template may come to."""

    parts: list[Part]
    taken: frozenset[tuple[Block, int]]
    """Which branch of each condition is in it."""


def combinations(parts: Sequence[Part]) -> tuple[list[Text], list[Block]]:
    """
    Return what a template may come to if its conditions have nothing to do with each other.

    Where that is too much, each condition is met alone besides what `branches` returns, and
    so is each branch that is in none of these texts.  If that is too much again, the conditions
    come back of which a branch is in no text.
    """
    tree, choices = _tree(parts)
    found = _together(tree, choices)
    top = [node for node in tree if isinstance(node, _Choice)]
    room = max(_LEAST_ALONE, min(_MOST_ALONE, _MOST_PARTS // max(len(parts), 1)))
    if len(top) > 1:
        widths = [range(len(node.branches)) for node in top]
        if math.prod(map(len, widths)) <= _MOST_COMBINATIONS:
            every = [dict(zip(top, taken, strict=True)) for taken in itertools.product(*widths)]
        else:
            alone = ({node: number} for node in top for number in range(len(node.branches)))
            every = [*itertools.islice(alone, room)]
        found += [_text(tree, taken) for taken in every]
    seen = {one for text in found for one in text.taken}
    left_out: list[Block] = []
    for choice in choices:
        for number in range(len(choice.branches)):
            if (choice.block, number) in seen:
                continue
            if room:
                room -= 1
                found.append(_text(tree, choice.reaching(number)))
                seen |= found[-1].taken
            else:
                left_out.append(choice.block)
    return found, left_out


@attrs.define(eq=False)
class _Choice:
    """A block, with what stands in each of its branches."""

    block: Block
    kind: str
    branches: list[list[Part | _Choice]]
    around: _Choice | None = None
    branch: int = 0
    """In which branch of what is around it it stands."""

    def reaching(self, number: int) -> dict[_Choice, int]:
        """Return which branches are taken where the n-th of this one is."""
        taken: dict[_Choice, int] = {self: number}
        inner: _Choice = self
        while inner.around is not None:
            taken[inner.around] = inner.branch
            inner = inner.around
        return taken


def _has_parts(choice: _Choice) -> bool:
    waiting = [choice]
    while waiting:
        for node in itertools.chain.from_iterable(waiting.pop().branches):
            if not isinstance(node, _Choice):
                return True
            waiting.append(node)
    return False


def _tree(parts: Sequence[Part]) -> tuple[list[Part | _Choice], list[_Choice]]:
    """Put blocks into each other; also return all of them."""
    top = _Choice(Block(0, "loop"), "loop", [[]])
    around = [top]
    every: list[_Choice] = []
    for part in parts:
        inner = around[-1]
        if not isinstance(part, Block):
            inner.branches[-1].append(part)
        elif part.kind in ("if", "loop"):
            around.append(_Choice(part, part.kind, [[]], inner, len(inner.branches) - 1))
        elif inner is top:
            continue
        elif part.kind == "end":
            if inner.kind == "if":
                # Nothing stands where no condition is met.
                inner.branches.append([])
            around.pop()
            around[-1].branches[-1].append(inner)
            every.append(inner)
        else:
            inner.branches.append([])
            # After a last branch, nothing more is left out.
            inner.kind = "loop" if part.kind == "else" else inner.kind
    for unclosed in around[1:]:
        # It was no block, whatever it looked like.
        top.branches[-1] += (part for branch in unclosed.branches for part in branch)
    return top.branches[0], every


def _together(tree: Sequence[Part | _Choice], choices: Sequence[_Choice]) -> list[Text]:
    most = max((len(choice.branches) for choice in choices), default=1)
    return [
        _text(tree, dict.fromkeys(choices, number)) for number in range(min(most, _MOST_BRANCHES))
    ]


def _text(tree: Sequence[Part | _Choice], numbers: Mapping[_Choice, int]) -> Text:
    """Return what a template comes to if conditions take these branches, or else their last."""
    taken: set[tuple[Block, int]] = set()

    def parts() -> Iterator[Part]:
        around = [iter(tree)]
        while around:
            for node in around[-1]:
                if isinstance(node, _Choice):
                    last = len(node.branches) - 1
                    number = min(numbers.get(node, last), last)
                    taken.add((node.block, number))
                    around.append(iter(node.branches[number]))
                    break
                yield node
            else:
                around.pop()

    return Text(joined(parts()), frozenset(taken))
