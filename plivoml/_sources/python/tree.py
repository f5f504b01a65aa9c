"""The nodes of a program, gone through once."""

from __future__ import annotations

import ast
import itertools

from collections import defaultdict
from collections.abc import Container, Sequence
from typing import Any, Final


# What is in them is no node, or one that is the same wherever it stands.
_PLAIN: Final = frozenset({"arg", "attr", "ctx", "id", "kind", "op", "ops", "type_comment"})


class _Fields(dict[type[ast.AST], Sequence[str]]):
    """The fields with nodes in them, by the kinds of nodes that were met."""

    def __missing__(self, kind: type[ast.AST]) -> Sequence[str]:
        is_plain = kind is ast.Constant
        self[kind] = () if is_plain else [name for name in kind._fields if name not in _PLAIN]
        return self[kind]


_FIELDS: Final = _Fields()


class Tree:
    """
    The nodes of a program, without signs such as `+`.

    Attributes:
        module: The program.
        parents: What each node is in.
    """

    def __init__(self, module: ast.Module) -> None:
        self.module = module
        self.parents: dict[ast.AST, ast.AST] = {}
        self._by_kind: defaultdict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        # A program has many nodes, and each of them pays for what stands here.
        by_kind, parents = self._by_kind, self.parents
        nodes: list[ast.AST] = [module]
        for node in nodes:
            kind = node.__class__
            by_kind[kind].append(node)
            if _FIELDS[kind]:
                for one in children(node):
                    parents[one] = node
                    nodes.append(one)

    def of(self, kinds: Container[type[ast.AST]]) -> list[ast.AST]:
        """Return the nodes of some kinds, one kind after the other."""
        every = (nodes for kind, nodes in self._by_kind.items() if kind in kinds)
        return [*itertools.chain.from_iterable(every)]


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes that a node consists of."""
    found: list[ast.AST] = []
    for name in _FIELDS[node.__class__]:
        value: Any = getattr(node, name)
        if value.__class__ is list:
            for one in value:
                if isinstance(one, ast.AST):
                    found.append(one)  # noqa: PERF401 - most lists are empty
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def inside(node: ast.AST) -> list[ast.AST]:
    """Return a node and all that is in it."""
    found = [node]
    for one in found:
        found += children(one)
    return found
