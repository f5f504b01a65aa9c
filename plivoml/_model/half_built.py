"""
Elements with some of their fields, as a document with mistakes shows them.

The rules of `check` look at a document however much is wrong with it.  Of an element that
cannot be built they see what is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from . import constructor
from .mapping import NOTHING
from .nodes import Element


ElementT = TypeVar("ElementT", bound=Element)


def half_built(cls: type[ElementT], stored: Mapping[str, object]) -> ElementT:
    """
    Return an element of `cls` with some of its fields, unchecked.

    Whoever asks for another field gets an `AttributeError`.
    """
    constructor.make_once(cls)
    element = object.__new__(cls)
    for field, value in {"extra": NOTHING, **stored}.items():
        object.__setattr__(element, field, value)
    return element


def is_missing(error: AttributeError) -> bool:
    """Whether a field was asked for that a half-built element does not have."""
    return isinstance(error.obj, Element) and error.name in error.obj._names
