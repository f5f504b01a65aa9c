"""How wide text is where every character has the same width: on a terminal, in a program."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Count the columns that `text` takes: two for a wide character, none for a mark."""
    return len(text) if text.isascii() else sum(map(width, text))


def width(character: str) -> int:
    """Return how many columns a character takes."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
