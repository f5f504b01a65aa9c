"""White space around a text in parts, and before its lines."""

from __future__ import annotations

import re
import textwrap

from collections.abc import Sequence

from ..parts import Chars, Part, joined, substituted, words_of


def dedented(parts: Sequence[Part]) -> list[Part]:
    """Take away the margin that all lines have, as `textwrap.dedent` does."""
    whole = words_of(parts)
    first, kept = (
        next(filter(None, text.splitlines()), "") for text in (whole, textwrap.dedent(whole))
    )
    margin = first[: len(first) - len(kept)]
    if not margin:
        return joined(parts)
    # A text after a hole does not begin a line.
    below = substituted(parts, re.compile(rf"(?<=\n){re.escape(margin)}"))
    first_part = below[0]
    if isinstance(first_part, Chars) and first_part.text.startswith(margin):
        below[0] = first_part[len(margin) :]
    return joined(below)


def stripped(parts: list[Part], left: bool, right: bool) -> list[Part]:
    """Take away the white space around a text."""
    if parts and left and isinstance(first := parts[0], Chars):
        parts = [first[len(first.text) - len(first.text.lstrip()) :], *parts[1:]]
    if parts and right and isinstance(last := parts[-1], Chars):
        parts = [*parts[:-1], last[: len(last.text.rstrip())]]
    return joined(parts)
