"""Keys of a phone, and patterns of them, as `digitsMatch` lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final


_KEYS: Final = frozenset("0123456789*#")


def check_keys(keys: str) -> None:
    """Refuse what is no key."""
    if not keys or not _KEYS.issuperset(keys):
        msg = f"keys: expected some of 0123456789*#; got {keys!r}"
        raise ValueError(msg)


class Matcher:
    """Tells which patterns of keys have just been pressed."""

    def __init__(self, patterns: Sequence[str] | str | None) -> None:
        if isinstance(patterns, str):
            patterns = patterns.split(",")
        self._patterns = tuple(filter(None, patterns or ()))
        self._pressed = ""

    def matches(self, key: str) -> list[str]:
        """Take one more key, and return the patterns that it completes."""
        self._pressed += key
        return [digits for digits in self._patterns if self._pressed.endswith(digits)]
