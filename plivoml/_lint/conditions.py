"""When an attribute has an effect: what the declarations say of it, as a test."""

from __future__ import annotations

import re

from collections.abc import Callable
from typing import Final

from .._model.nodes import Element
from .._model.spec import spec_of
from .rule import written


def is_met(condition: str, element: Element) -> bool:
    """Whether an attribute of *element* that needs *condition* has an effect."""
    attributes = spec_of(type(element)).by_name
    holds, names = next(
        (holds, found.groups())
        for pattern, holds in _FORMS
        if (found := pattern.fullmatch(condition))
    )
    # What is no name of an attribute is a value to compare with.
    return holds(
        *(written(element, attributes[name]) if name in attributes else name for name in names)
    )


def _is_set(text: str | None) -> bool:
    return text is not None


def _is(text: str | None, value: str) -> bool:
    return text is not None and text.lower() == value.lower()


def _includes(words: str | None, word: str) -> bool:
    # No page prints a default: where the attribute is not given, nobody can tell.
    return words is None or word in words.split()


def _are_off(*texts: str | None) -> bool:
    return all(text in (None, "false") for text in texts)


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., bool]], ...]] = (
    (re.compile(r"(\S+) is set"), _is_set),
    (re.compile(r'(\S+)="(.+)"'), _is),
    (re.compile(r"(\S+) includes (\S+)"), _includes),
    (re.compile(r"(\S+) and (\S+) are (?:false|not set)"), _are_off),
)
