"""Everything that can be said against a document, in one list."""

from __future__ import annotations

from pathlib import Path

from . import _diagnose, _read, _schema
from ._element import Element
from ._problem import Problem
from .response import Response


def check(source: str | bytes | Path | Element) -> list[Problem]:
    """
    Return what is wrong with a document, in the order in which it stands there.

    The reader of this package speaks first, since it knows names, places and reasons.
    Where it finds nothing, the XML Schema has the last word: a document without
    problems is one that the schema calls valid.

    Args:
        source: A text, bytes, the path of a file, or a `Response`.

    Raises:
        OSError: If the file cannot be read.
    """
    if isinstance(source, Path):
        source = source.read_bytes()
    if isinstance(source, Element):
        source = str(source)
    if not isinstance(_read.strictly(source), Response):
        problems = list(_diagnose.diagnose(source, "Response").problems)
        if problems:
            return problems
    return _schema.complaints(source)
