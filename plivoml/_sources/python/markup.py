"""Which parts of a program may come to a text with tags; all the others hold no document."""

from __future__ import annotations

import ast

from collections.abc import Container, Iterable

from .scope import BINDING, bound
from .tree import Tree


def with_markup(tree: Tree) -> set[ast.AST]:
    """
    Return the nodes with a `<` in a literal, or with a name that may stand for one.

    Whatever a name is given in a program, whoever uses a name like that may mean it.
    """
    found: set[ast.AST] = set()
    literals = (node for node in tree.of({ast.Constant}) if _is_markup(node))
    _add(found, literals, tree)
    names: set[str] = set()
    binding = tree.of(BINDING)
    used = tree.of({ast.Name, ast.Attribute})
    while new := _named(binding, found) - names:
        names |= new
        _add(found, (node for node in used if _name(node) in new), tree)
    return found


def _add(found: set[ast.AST], nodes: Iterable[ast.AST], tree: Tree) -> None:
    """Add nodes, and those that they are in."""
    for node in nodes:
        above: ast.AST | None = node
        while above is not None and above not in found:
            found.add(above)
            above = tree.parents.get(above)


def _is_markup(node: ast.AST) -> bool:
    match node:
        case ast.Constant(str(text)):
            return "<" in text
        case ast.Constant(bytes(data)):
            return b"<" in data
        case _:
            return False


def _named(binding: Iterable[ast.AST], found: Container[ast.AST]) -> set[str]:
    """Return the names that are given something with markup."""
    return {name.removeprefix(".") for node in binding if node in found for name, _ in bound(node)}


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
