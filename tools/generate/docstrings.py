"""What the source says of a class and its fields, for the schema and the reference."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap

from types import ModuleType


def fields(cls: type) -> dict[str, str]:
    """Return the string under each field; Python forgets it, the source does not."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    for statement, note in itertools.pairwise(tree.body):
        match statement, note:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                found[name] = " ".join(text.split())
            case _:
                pass
    return found


def paragraphs(described: type | ModuleType) -> list[str]:
    """Return the paragraphs of a docstring, each on one line; a class ends with its link."""
    text = inspect.cleandoc(described.__doc__ or "")
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
