"""The nodes of a program, gone through once."""

from __future__ import annotations

import ast

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
    A program with its nodes in the order in which they stand, each before those in it.

    Attributes:
        module: The program.
        nodes: Its nodes, without signs such as `+`.
        parents: What each of them is in.
    """

    def __init__(self, module: ast.Module) -> None:
        self.module = module
        self.nodes: list[ast.AST] = []
        self.parents: dict[ast.AST, ast.AST] = {}
        self._children: dict[ast.AST, list[ast.AST]] = {}
        # A program has many nodes, and each of them pays for what stands here.
        nodes, parents = self.nodes, self.parents
        waiting: list[ast.AST] = [module]
        while waiting:
            node = waiting.pop()
            nodes.append(node)
            fields = _FIELDS[node.__class__]
            if not fields:
                continue
            children: list[ast.AST] = []
            for name in fields:
                value: Any = getattr(node, name)
                if value.__class__ is list:
                    for one in value:
                        if isinstance(one, ast.AST):
                            children.append(one)
                            parents[one] = node
                elif isinstance(value, ast.AST):
                    children.append(value)
                    parents[value] = node
            self._children[node] = children
            waiting += reversed(children)

    def of(self, kinds: Container[type[ast.AST]]) -> list[ast.AST]:
        """Return the nodes of some kinds."""
        return [node for node in self.nodes if node.__class__ in kinds]

    def children(self, node: ast.AST) -> Sequence[ast.AST]:
        """Return the nodes that a node consists of."""
        return self._children.get(node, ())

    def inside(self, node: ast.AST) -> list[ast.AST]:
        """Return a node and all that is in it."""
        found = [node]
        for one in found:
            found += self.children(one)
        return found
