"""What parts of a text are conditional or repeated, and what the text may come to."""

from __future__ import annotations

import itertools
import math

from collections.abc import Iterable, Iterator, Sequence
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
    tree, widths = _tree(parts)
    return [joined(_taken(tree, number)) for number in range(min(max(widths), _MOST_BRANCHES))]


def combinations(parts: Sequence[Part]) -> list[list[Part]]:
    """
    Return what a template may come to if its conditions have nothing to do with each other.

    Where that is too much, each condition is met alone besides what `branches` returns.
    """
    tree, _ = _tree(parts)
    found = branches(parts)
    widths = [len(node.branches) for node in tree if isinstance(node, _Choice)]
    if len(widths) <= 1:
        return found
    every: Iterable[Sequence[int]] = itertools.product(*map(range, widths))
    if math.prod(widths) > _MOST_COMBINATIONS:
        last = [width - 1 for width in widths]
        alone = (
            [*last[:at], number, *last[at + 1 :]]
            for at, width in enumerate(widths)
            for number in range(width)
        )
        room = max(_LEAST_ALONE, min(_MOST_ALONE, _MOST_PARTS // len(tree)))
        every = itertools.islice(alone, room)
    for taken in every:
        following = iter(taken)
        nodes = ((node, next(following) if isinstance(node, _Choice) else 0) for node in tree)
        found.append(joined(part for node, number in nodes for part in _taken([node], number)))
    return found


@attrs.define(eq=False)
class _Choice:
    """A block, with what stands in each of its branches."""

    block: Block
    kind: str
    branches: list[list[Part | _Choice]]


def _has_parts(choice: _Choice) -> bool:
    waiting = [choice]
    while waiting:
        for node in itertools.chain.from_iterable(waiting.pop().branches):
            if not isinstance(node, _Choice):
                return True
            waiting.append(node)
    return False


def _tree(parts: Sequence[Part]) -> tuple[list[Part | _Choice], list[int]]:
    """Put blocks into each other; also say how many branches each of them has."""
    top = _Choice(Block(0, "loop"), "loop", [[]])
    around = [top]
    widths = [1]
    for part in parts:
        inner = around[-1]
        if not isinstance(part, Block):
            inner.branches[-1].append(part)
        elif part.kind in ("if", "loop"):
            around.append(_Choice(part, part.kind, [[]]))
        elif inner is top:
            continue
        elif part.kind == "end":
            if inner.kind == "if":
                # Nothing stands where no condition is met.
                inner.branches.append([])
            around.pop()
            around[-1].branches[-1].append(inner)
            widths.append(len(inner.branches))
        else:
            inner.branches.append([])
            # After a last branch, nothing more is left out.
            inner.kind = "loop" if part.kind == "else" else inner.kind
    for unclosed in around[1:]:
        # It was no block, whatever it looked like.
        top.branches[-1] += (part for branch in unclosed.branches for part in branch)
    return top.branches[0], widths


def _taken(tree: Sequence[Part | _Choice], number: int) -> Iterator[Part]:
    around = [iter(tree)]
    while around:
        for node in around[-1]:
            if isinstance(node, _Choice):
                around.append(iter(node.branches[min(number, len(node.branches) - 1)]))
                break
            yield node
        else:
            around.pop()
