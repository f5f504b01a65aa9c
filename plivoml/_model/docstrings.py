"""What the source says of a class and of its fields, read when somebody asks."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import textwrap

from types import ModuleType
from typing import Final


#: What the string under a field ends with, where Plivo takes something without it.
DEFAULT: Final = re.compile(r" Default: `[^`]*`\.$")

# A dict, because mypy takes a class whose instances have `__hash__` for unhashable.
_fields: dict[type, dict[str, str]] = {}


def fields(cls: type) -> dict[str, str]:
    """
    Return the string under each field of a class, on one line; Python forgets it.

    The sentence on the default is left out: whoever asks has the declaration.  There is none where the source is not at hand.
    """
    if cls not in _fields:
        _fields[cls] = _read(cls)
    return _fields[cls]


def _read(cls: type) -> dict[str, str]:
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    except (OSError, TypeError):
        return {}
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    for statement, note in itertools.pairwise(tree.body):
        match statement, note:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                found[name] = DEFAULT.sub("", " ".join(text.split()))
            case _:
                pass
    return found


def inherited(cls: type) -> dict[str, str]:
    """Return the string under each field of a class and of those that it is made of."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__[:-1]):
        found |= fields(base)
    return found


def said(described: type | ModuleType) -> str:
    """Return a docstring as it is written, whatever is added to it for `help()`."""
    text = vars(described).get("__doc__")
    return inspect.cleandoc(getattr(text, "said", text) or "")


def paragraphs(described: type | ModuleType) -> list[str]:
    """Return the paragraphs of a docstring, each on one line; a class ends with its link."""
    return [" ".join(paragraph.split()) for paragraph in said(described).split("\n\n")]
