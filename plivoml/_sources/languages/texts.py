"""The text that an expression comes to, as far as it can be seen."""

from __future__ import annotations

import bisect
import itertools
import re

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..budget import Budget, size
from ..parts import Hole, Part, joined, substituted, words_of
from ..spelling import Spelling, hole
from . import kinds
from .literals import RUBY_HEREDOC, RUBY_RAW_HEREDOC
from .syntax import Tree
from .table import Language


if TYPE_CHECKING:
    from tree_sitter import Node


# Expressions in expressions.
_DEEPEST: Final = 8

_NAME: Final = re.compile(r"(\w+)\W*\Z")
_LONGEST_NAME: Final = 80
_MARGIN: Final = re.compile(r"(?m)^[ \t]*\|")


class Texts:
    """Reads the expressions of one program."""

    def __init__(self, tree: Tree, language: Language, budget: Budget) -> None:
        self._tree = tree
        self._language = language
        self._budget = budget
        self._heredocs: dict[int, Node] | None = None
        self._read_so_far: dict[int, tuple[int, Spelling]] = {}
        self._starts: list[int] = []

    def of(self, node: Node, depth: int = 0) -> list[Part] | None:
        """
        Return the text of `node`, or `None` if no literal is in it.

        Raises:
            SpentError: If more text has been put together than is looked at.
        """
        text = self._read(node, depth)
        self._budget.charge(1 if text is None else size(text))
        return text

    def is_text(self, node: Node) -> bool:
        """Whether `node` is of a kind that may be a text."""
        kind = node.type
        return node.is_named and (kind in kinds.TEXTS or kind in kinds.CALLS)

    def terms(self, node: Node) -> list[Node]:
        """Return what is put together in an expression, or what is in any other node."""
        if self._joins(node):
            return [*self._given(node)]
        terms: list[Node] = []
        while (sides := _sides(node)) is not None:
            node, right = sides
            terms.append(right)
        return [node, *reversed(terms)] if terms else node.children

    def writing_at(self, offset: int) -> Spelling | None:
        """Return how text is written at an offset, if it is in a literal that was read."""
        if len(self._starts) < len(self._read_so_far):
            self._starts = sorted(self._read_so_far)
        at = bisect.bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        end, spelling = self._read_so_far[self._starts[at]]
        return spelling if offset < end else None

    def _read(self, node: Node, depth: int) -> list[Part] | None:
        kind = node.type
        if depth > _DEEPEST or not node.is_named:
            return None
        if kind in kinds.LITERALS:
            return self._literal(node)
        if kind == "heredoc_beginning":
            return self._heredoc(node)
        if kind in kinds.SUMS:
            terms = self.terms(node) if _sides(node) else []
            return self._put_together([(term, self.of(term, depth + 1)) for term in terms])
        if kind == "chained_string":
            return self._joined(node.named_children, depth)
        if kind in kinds.AROUND and node.named_children:
            return self.of(node.named_children[0], depth + 1)
        if kind in kinds.CALLS:
            return self._call(node, depth)
        return None

    def _literal(self, node: Node) -> list[Part] | None:
        inside: list[Node] = []
        for one in node.children:
            inside += one.children if one.type in kinds.BODIES else [one]
        return self._spelled(node, inside, self._language.literals)

    def _heredoc(self, node: Node) -> list[Part] | None:
        """Return the text that stands below the line of `node`."""
        if self._heredocs is None:
            begun, bodies = self._tree.all("heredoc_beginning"), self._tree.all("heredoc_body")
            self._heredocs = dict(zip((one.id for one in begun), bodies, strict=False))
        body = self._heredocs.get(node.id)
        if body is None:
            return None
        spelling = RUBY_RAW_HEREDOC if "'" in self._tree.code(node) else RUBY_HEREDOC
        return self._spelled(body, body.children, [spelling])

    def _spelled(
        self, node: Node, inside: Iterable[Node], spellings: Iterable[Spelling]
    ) -> list[Part] | None:
        """Return the text of a literal, with a hole for each value that is `inside` it."""
        tree = self._tree
        start, end = tree.start(node), tree.end(node)
        matches = (
            (spelling, spelling.literal.fullmatch(tree.source, start, end))
            for spelling in spellings
        )
        found = next(((one, match) for one, match in matches if match), None)
        if found is None:
            return None
        spelling, match = found
        at, end = match.span("body")
        self._read_so_far[at] = end, spelling
        parts: list[Part] = []
        for first, last in self._values(inside):
            if match.start("body") <= first and last <= end:
                parts += spelling.read(tree.source, at, first)
                parts.append(hole(tree.source, first, last))
                at = last
        return joined([*parts, *spelling.read(tree.source, at, end)])

    def _values(self, inside: Iterable[Node]) -> Iterator[tuple[int, int]]:
        """Yield where values begin and end among what is `inside` a literal."""
        opened: int | None = None
        for node in inside:
            if node.type == "{":
                opened = self._tree.start(node)
            elif node.type == "}" and opened is not None:
                yield opened, self._tree.end(node)
                opened = None
            elif opened is None and node.type not in kinds.WORDS:
                yield self._tree.start(node), self._tree.end(node)

    def _call(self, node: Node, depth: int) -> list[Part] | None:
        name = self._name(node)
        if name in kinds.JOINS:
            return self._joined(self._pieces(node, depth), depth)
        if name not in kinds.SAME:
            return None
        inner = [*filter(None, [_receiver(node)]), *arguments(node)]
        texts = (self.of(one, depth + 1) for one in inner)
        text = next((text for text in texts if text is not None), None)
        return text if text is None or name != "trimMargin" else substituted(text, _MARGIN)

    def _name(self, node: Node) -> str:
        """Return the name of what is called."""
        arguments = _arguments_of(node)
        end = self._tree.start(arguments) if arguments else self._tree.end(node)
        start = max(self._tree.start(node), end - _LONGEST_NAME)
        found = _NAME.search(self._tree.source[start:end])
        return found[1] if found else ""

    def _pieces(self, node: Node, depth: int) -> Iterator[Node]:
        """Yield what is put together, in its order."""
        while node.type in kinds.AROUND and node.named_children:
            node = node.named_children[0]
        if depth > _DEEPEST:
            yield node
        elif node.type in kinds.SEVERAL:
            yield from self._in_all(_items(node), depth)
        elif self._joins(node):
            yield from self._in_all(self._given(node), depth)
        else:
            yield node

    def _joins(self, node: Node) -> bool:
        """Whether texts are put together by a call."""
        return node.type in kinds.CALLS and self._name(node) in kinds.JOINS

    def _given(self, node: Node) -> Iterator[Node]:
        """Yield what a call is given that puts texts together, and before it what it is called of."""
        given: list[list[Node]] = []
        inner: Node | None = node
        while inner is not None and self._joins(inner):
            given.append(arguments(inner))
            inner = _receiver(inner)
        # The name of a module is none of them, and neither is what collects them.
        if inner is not None and inner.type == "object_creation_expression":
            given.append(arguments(inner))
        elif inner is not None and (inner.type in kinds.SEVERAL or inner.type in kinds.TEXTS):
            given.append([inner])
        for several in reversed(given):
            yield from several

    def _in_all(self, nodes: Iterable[Node], depth: int) -> Iterator[Node]:
        for node in nodes:
            yield from self._pieces(node, depth + 1)

    def _joined(self, nodes: Iterable[Node], depth: int) -> list[Part] | None:
        """Return what `nodes` are, one after the other; white space between them is left out."""
        texts = ((node, self.of(node, depth + 1)) for node in nodes)
        return self._put_together(
            [(node, text) for node, text in texts if text is None or words_of(text).strip()]
        )

    def _put_together(self, texts: Sequence[tuple[Node, list[Part] | None]]) -> list[Part] | None:
        """Return texts as one, in which what is none is a hole."""
        if all(text is None for _, text in texts):
            return None
        found = ([self._hole(node)] if text is None else text for node, text in texts)
        return joined(itertools.chain.from_iterable(found))

    def _hole(self, node: Node) -> Hole:
        return hole(self._tree.source, self._tree.start(node), self._tree.end(node))


def _sides(node: Node) -> tuple[Node, Node] | None:
    """Return what is on both sides of a plus."""
    if node.type not in kinds.SUMS:
        return None
    operator, left, right = map(node.child_by_field_name, ("operator", "left", "right"))
    if left is None or right is None or operator is None or operator.type not in kinds.PLUS:
        return None
    return left, right


def _arguments_of(node: Node) -> Node | None:
    """Return the arguments of a call, with what is around them."""
    last = node.named_children[-1] if node.named_children else None
    return last if last is not None and last.type in kinds.ARGUMENTS else None


def arguments(node: Node) -> list[Node]:
    """Return what is given in a call."""
    found = _arguments_of(node)
    return _items(found) if found else []


def _items(node: Node) -> list[Node]:
    """Return what stands in a list, or between the brackets of a call."""
    return [one for one in node.named_children if not kinds.NO_ITEM.search(one.type)]


def _receiver(node: Node) -> Node | None:
    """Return what the method is called of."""
    function = node.child_by_field_name("function") or node.children[0]
    if function.type in kinds.MEMBERS:
        return function.named_children[0]
    return node.child_by_field_name("object") or node.child_by_field_name("receiver")
