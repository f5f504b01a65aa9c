"""
How much text is put together and checked of a program or a template.

A few lines can double a text again and again, or show a document in a hundred ways.
"""

from __future__ import annotations

import functools

from collections.abc import Callable, Iterable
from typing import Final

from ..errors import Problem
from .parts import Chars, Part


# In characters for each one of a file, and for the smallest of them.
_TIMES: Final = 50
_LEAST: Final = 5_000_000

# As many texts, of a few hundred bytes each, are not checked twice in a program.
_SHARED: Final = 1000

#: What is said where it comes to its end.
WHY: Final = "more text, put together from what is here, than is looked at"


class SpentError(Exception):
    """Nothing more is looked at."""


class Budget:
    """
    Counts characters of one file.

    Attributes:
        spent: How many it has counted.
    """

    def __init__(self, source: str) -> None:
        self.spent = 0
        self._most = _LEAST + _TIMES * len(source)

    def charge(self, characters: int) -> None:
        """
        Count characters before they are put together.

        Raises:
            SpentError: If there are more than are looked at.
        """
        self.spent += characters
        if self.spent > self._most:
            raise SpentError

    def charging(self, check: Callable[[str], Iterable[Problem]]) -> Callable[[str], list[Problem]]:
        """Return `check` with its texts counted; what differs by nothing is checked once."""

        @functools.lru_cache(maxsize=_SHARED)
        def counted(text: str) -> list[Problem]:
            self.charge(len(text))
            return [*check(text)]

        return counted


def size(parts: Iterable[Part]) -> int:
    """Return how many characters `parts` have, a hole counted as one."""
    return sum(len(part.text) if isinstance(part, Chars) else 1 for part in parts)
