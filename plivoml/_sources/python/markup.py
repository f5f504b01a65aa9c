"""Which parts of a program may come to a text with tags; all the others hold no document."""

from __future__ import annotations

import ast

from collections import defaultdict

from .scope import bound
from .tree import Tree


def with_markup(tree: Tree) -> set[ast.AST]:
    """
    Return the nodes with a `<` in a literal, or with a name that may stand for one.

    Whatever a name is given in a program, whoever uses a name like that may mean it.
    """
    used: defaultdict[str, list[ast.AST]] = defaultdict(list)
    for one in tree.of({ast.Name, ast.Attribute}):
        used[one.id if isinstance(one, ast.Name) else getattr(one, "attr", "")].append(one)
    found: set[ast.AST] = set()
    waiting = [one for one in tree.of({ast.Constant}) if _is_markup(getattr(one, "value", None))]
    while waiting:
        node: ast.AST | None = waiting.pop()
        while node is not None and node not in found:
            found.add(node)
            for name, _ in bound(node):
                # Those that use it are met once.
                waiting += used.pop(name.removeprefix("."), ())
            node = tree.parents.get(node)
    return found


def _is_markup(value: object) -> bool:
    return "<" in value if isinstance(value, str) else isinstance(value, bytes) and b"<" in value
