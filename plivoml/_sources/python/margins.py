"""White space around a text in parts, and before its lines."""

from __future__ import annotations

import re
import textwrap

from collections.abc import Sequence

from ..parts import Chars, Part, joined, words_of


def dedented(parts: Sequence[Part]) -> list[Part]:
    """Take away the margin that all lines have, as `textwrap.dedent` does."""
    whole = words_of(parts)
    first, kept = (
        next(filter(None, text.splitlines()), "") for text in (whole, textwrap.dedent(whole))
    )
    margin = first[: len(first) - len(kept)]
    pattern = re.compile(rf"(?m)^{re.escape(margin)}")
    found: list[Part] = []
    for number, part in enumerate(parts):
        if isinstance(part, Chars) and margin:
            # A text after a hole does not begin a line.
            cuts = [cut for cut in pattern.finditer(part.text) if not number or cut.start()]
            ends = [0, *(cut.end() for cut in cuts)]
            starts = [*(cut.start() for cut in cuts), len(part.text)]
            found += (part[end:start] for end, start in zip(ends, starts, strict=True))
        else:
            found.append(part)
    return joined(found)


def stripped(parts: list[Part], left: bool, right: bool) -> list[Part]:
    """Take away the white space around a text."""
    if parts and left and isinstance(first := parts[0], Chars):
        parts = [first[len(first.text) - len(first.text.lstrip()) :], *parts[1:]]
    if parts and right and isinstance(last := parts[-1], Chars):
        parts = [*parts[:-1], last[: len(last.text.rstrip())]]
    return joined(parts)
