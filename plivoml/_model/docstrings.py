"""
What the source says of a class and of its fields, read when somebody asks.

`help()` and JSON Schema have it too.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import re
import textwrap

from collections.abc import Callable, Collection, Mapping
from types import ModuleType
from typing import Any, Final, cast


#: What the string under a field ends with, where Plivo takes something without it.
DEFAULT: Final = re.compile(r" Default: `[^`]*`\.$")


def _source_of(described: type | ModuleType) -> ast.Module | ast.ClassDef:
    """Return what the source has, which is nothing where it is not at hand."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(described)))
    except (OSError, TypeError):
        return ast.Module([], [])
    return cast("ast.ClassDef", tree.body[0]) if isinstance(described, type) else tree


def _fields(cls: type) -> dict[str, str]:
    """
    Return the string under each field of a class, on one line; Python forgets it.

    The sentence on the default is left out: whoever asks has the declaration.
    """
    found: dict[str, str] = {}
    for statement, note in itertools.pairwise(_source_of(cls).body):
        match statement, note:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                found[name] = DEFAULT.sub("", " ".join(text.split()))
            case _:
                pass
    return found


#: Reads that, once.
# mypy takes a class whose instances have `__hash__` for unhashable.
fields: Final = cast("Callable[[type], dict[str, str]]", functools.cache(_fields))


def inherited(cls: type) -> dict[str, str]:
    """Return the string under each field of a class and of those that it is made of."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__[:-1]):
        found |= fields(base)
    return found


def _said(described: type | ModuleType) -> str:
    """Return a docstring as it is written, whatever is added to it for `help()`."""
    text = vars(described).get("__doc__")
    # Python knows of none under -OO.
    text = getattr(text, "said", text) or ast.get_docstring(_source_of(described)) or ""
    return inspect.cleandoc(text)


#: Reads that, once.
said: Final = cast("Callable[[type | ModuleType], str]", functools.cache(_said))


def paragraphs(described: type | ModuleType) -> list[str]:
    """Return the paragraphs of a docstring, each on one line; a class ends with its link."""
    return [" ".join(paragraph.split()) for paragraph in said(described).split("\n\n")]


def with_arguments(cls: type, remarks: Mapping[str, str]) -> str:
    """
    Return the docstring of a class with what there is to say of each argument.

    Args:
        cls: the class, whose source says what each argument means.
        remarks: what is told of each beside that.
    """
    paragraphs = said(cls).split("\n\n")
    # The last one may be the page that the class follows.
    at = -1 if paragraphs[-1].startswith("https://") else len(paragraphs)
    says = inherited(cls)
    entries = (
        textwrap.fill(
            f"{name}: {' '.join(filter(None, (says.get(name), remark)))}",
            96,
            initial_indent=" " * 4,
            subsequent_indent=" " * 8,
            break_on_hyphens=False,
        )
        for name, remark in remarks.items()
    )
    return "\n\n".join([*paragraphs[:at], "\n".join(["Args:", *entries]), *paragraphs[at:]])


def object_schema(
    cls: type, properties: Mapping[str, Mapping[str, Any]], required: Collection[str] = ()
) -> dict[str, Any]:
    """
    Return the JSON Schema of an object with the fields of a class.

    Args:
        cls: the class, whose source says what each field means.
        properties: the schema of each field.
        required: the fields that have to be there.
    """
    says = inherited(cls)
    described = {
        name: {**schema, "description": says[name]} if name in says else dict(schema)
        for name, schema in properties.items()
    }
    schema = {
        "title": cls.__name__,
        "description": "\n\n".join(paragraphs(cls)),
        "type": "object",
        "properties": described,
        "additionalProperties": False,
    }
    return {**schema, "required": [*required]} if required else schema
