"""What the source says of a class and its fields, for the schema and the reference."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap


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


def paragraphs(cls: type) -> list[str]:
    """Return the paragraphs of the docstring, each on one line; the link is the last."""
    text = inspect.cleandoc(cls.__doc__ or "")
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
