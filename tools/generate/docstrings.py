"""What the source says of a class and its fields, for the schema and the reference."""

from __future__ import annotations

from types import ModuleType

from plivoml._model.docstrings import fields, inherited
from plivoml._model.docstrings import paragraphs as _paragraphs


__all__ = ["fields", "inherited", "paragraphs"]


def paragraphs(described: type | ModuleType) -> list[str]:
    """Return the paragraphs of a docstring, each on one line; a class ends with its link."""
    return _paragraphs(described.__doc__)
