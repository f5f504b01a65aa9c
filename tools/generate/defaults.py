"""
The defaults of Plivo in the strings under the fields of elements.

An editor that reads the source shows those strings and no marker of an annotation, so each
ends with what its declaration has.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import sys
import textwrap

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

from plivoml._model import docstrings
from plivoml._model.nodes import Element
from plivoml._model.spec import ElementSpec, spec_of
from plivoml.elements import vocabulary


_INDENT: Final = " " * 4
_WIDTH: Final = 100


def files() -> dict[str, str]:
    """Return the modules of elements by their paths, each with its defaults told."""
    of_module: dict[str, list[type[Element]]] = {}
    for cls in vocabulary.elements():
        of_module.setdefault(cls.__module__, []).append(cls)
    return {
        f"{module.replace('.', '/')}.py": _text(sys.modules[module], classes)
        for module, classes in of_module.items()
    }


def _text(module: ModuleType, classes: Sequence[type[Element]]) -> str:
    source = Path(inspect.getfile(module)).read_text("utf-8")
    bodies = {
        node.name: node.body for node in ast.parse(source).body if isinstance(node, ast.ClassDef)
    }
    lines = source.split("\n")
    told = [
        (string.lineno - 1, string.end_lineno, text)
        for cls in classes
        for string, text in _told(spec_of(cls), bodies[cls.__name__])
    ]
    # From the last to the first, so that the lines before keep their numbers.
    for first, last, text in reversed(told):
        lines[first:last] = _laid_out(text)
    return "\n".join(lines)


def _told(spec: ElementSpec, body: Sequence[ast.stmt]) -> Iterator[tuple[ast.Expr, str]]:
    """Yield the string under each field that has a default, and what it is to say."""
    for statement, note in itertools.pairwise(body):
        match statement, note:
            case ast.AnnAssign(target=ast.Name(field)), ast.Expr(ast.Constant(str(text))):
                default = spec.by_field[field].default if field in spec.by_field else None
                if default is not None:
                    yield note, _with_default(text, default)
            case _:
                pass


def _with_default(text: str, default: str | int | bool) -> str:
    """Return the string under a field, on one line, with a sentence on what Plivo takes without it."""
    said = docstrings.DEFAULT.sub("", " ".join(text.split()))
    return f"{said} Default: `{default}`." if default != "" else said


def _laid_out(text: str) -> list[str]:
    return textwrap.wrap(
        f'"""{text}"""',
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_on_hyphens=False,
        break_long_words=False,
    )
