"""Which parts of a program may come to a text with tags; all the others hold no document."""

from __future__ import annotations

import ast

from .scope import bound
from .tree import Tree


def with_markup(tree: Tree) -> set[ast.AST]:
    """
    Return the nodes with a `<` in a literal, or with a name that may stand for one.

    Whatever a name is given in a program, whoever uses a name like that may mean it.
    """
    used: dict[str, list[ast.AST]] = {}
    for one in tree.of({ast.Name, ast.Attribute}):
        used.setdefault(_name(one), []).append(one)
    found: set[ast.AST] = set()
    waiting = [one for one in tree.of({ast.Constant}) if _is_markup(one)]
    while waiting:
        node: ast.AST | None = waiting.pop()
        while node is not None and node not in found:
            found.add(node)
            for name, _ in bound(node):
                # Those that use it are met once.
                waiting += used.pop(name.removeprefix("."), ())
            node = tree.parents.get(node)
    return found


def _is_markup(node: ast.AST) -> bool:
    match node:
        case ast.Constant(str(text)):
            return "<" in text
        case ast.Constant(bytes(data)):
            return b"<" in data
        case _:
            return False


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
