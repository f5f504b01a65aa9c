"""
Elements as Python source, laid out as `ruff format` lays it out.

`repr()` gives a call on one line and hides secrets; this is what a person pastes into a
program, so every value is there in full.
"""

from __future__ import annotations

import unicodedata

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

import attrs

from ._element import Comment, Element


_WIDTH: Final = 88
_STEP: Final = "    "

# Python reads no more than 200 brackets in each other, and an element may need two.
_TALLEST: Final = 40


def expression(element: Element) -> str:
    """Return the call that builds *element*, without the imports that it needs."""
    return "\n".join(_lines(_call(element, {}), ""))


def source(element: Element) -> str:
    """Return a module that builds *element*, imports included, and calls it `answer`."""
    return module([(None, element)])


def module(elements: Sequence[tuple[str | None, Element]]) -> str:
    """
    Return a module that builds several elements.

    They are called `answer`, `answer_2` and so on.

    Args:
        elements: Each with what a comment above it says, if anything.
    """
    names: set[str] = set()
    statements: list[str] = []
    named: dict[int, str] = {}
    for number, (note, element) in enumerate(elements, 1):
        names.update(_imported(element))
        statements.append("" if note is None else f"# {note}")
        for part in _tall_parts(element):
            name = f"part_{len(named) + 1}"
            statements.append(_assignment(name, part, named))
            named[id(part)] = name
        name = "answer" if number == 1 else f"answer_{number}"
        statements.append(_assignment(name, element, named))
    imports = _Brackets("from plivoml import ", sorted(names, key=_import_order), "")
    lines = [", ".join([imports.opening])]
    return "\n".join([*lines, "", *filter(None, statements), ""])
