"""Comments that turn rules off in a program: `// plivoml: ignore RULE`."""

from __future__ import annotations

import re

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..._model.tokens import ignored_by
from .. import ignored
from . import kinds
from .syntax import Tree


if TYPE_CHECKING:
    from tree_sitter import Node


_OURS: Final = re.compile("plivoml:")
_COMMENTS: Final = frozenset({"block_comment", "comment", "line_comment", "multiline_comment"})
_MARKS: Final = re.compile(r"\A(?://+|/\*+|#+)|\*/\Z")

# What has nothing but statements in it, which a comment may stand before.
_LISTS: Final = frozenset({"body_statement", "statement_list"})


def ignoring(tree: Tree) -> Callable[[int, str], bool]:
    """
    Return what says whether a rule is turned off on a line.

    A comment does so for the statement that it stands in or behind, with all that is in it; one
    on a line of its own, for the statement below.
    """
    found = [*_ignored(tree)]
    # The text of a heredoc stands behind its statement.
    every = tree.all("heredoc_body") if found else []
    bodies = {body.start_point.row: body.end_point.row for body in every}

    def last_line(row: int) -> int:
        while (below := bodies.get(row, row)) > row:
            row = below
        return row + 1

    return ignored.ignoring(
        (about.start_point.row + 1, last_line(about.end_point.row), rules) for about, rules in found
    )


def statement_at(tree: Tree, line: int) -> int:
    """Return the line on which the innermost statement begins that a line is in."""
    found: list[int] = []
    waiting = [tree.root]
    while waiting:
        node = waiting.pop()
        inside = [
            one for one in node.children if one.start_point.row < line <= one.end_point.row + 1
        ]
        is_block = node.type in kinds.BLOCKS or any(one.type in _LISTS for one in node.children)
        found += [
            one.start_point.row + 1
            for one in inside
            if is_block and one.is_named and one.type not in _LISTS
        ]
        waiting += inside
    return max(found, default=line)


def _ignored(tree: Tree) -> Iterator[tuple[Node, frozenset[str]]]:
    """Yield what a comment is about, and the rules that it turns off there."""
    waiting: list[tuple[Node, Node]] = [(tree.root, tree.root)]
    is_worth_it = tree.reaching(_OURS)
    while waiting:
        node, statement = waiting.pop()
        inside = node.children
        is_block = node.type in kinds.BLOCKS or any(one.type in _LISTS for one in inside)
        for index, child in enumerate(inside):
            if not is_worth_it(child):
                continue
            if child.type not in _COMMENTS:
                waiting.append((child, child if is_block else statement))
            elif rules := ignored_by(_MARKS.sub("", tree.code(child)).strip()):
                about = (
                    _about(tree, child, inside[:index], inside[index + 1 :]) if is_block else None
                )
                yield about or statement, rules


def _about(tree: Tree, comment: Node, before: Sequence[Node], after: Sequence[Node]) -> Node | None:
    """Return which of the statements around it a comment is about, if it is about one."""
    line = comment.start_point.row
    if tree.is_first_on_line(comment):
        below = (
            statement
            for one in after
            for statement in (one.named_children if one.type in _LISTS else [one])
            if statement.is_named and statement.type not in _COMMENTS
        )
        return next(below, comment)
    behind = [one for one in before if one.end_point.row == line and one.is_named]
    return behind[-1] if behind else None
