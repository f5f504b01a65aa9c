"""Which word may be meant by one that is written wrong."""

from __future__ import annotations

import functools
import re

from collections.abc import Iterable
from typing import Final


#: In characters.  What is longer is no slip of the pen.
LONGEST: Final = 60

#: What people write between words, or leave out.
GAP: Final = re.compile(r"[\s_,-]+")

_NEAR: Final = 0.75


def closest(wrong: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that *wrong* may be meant for."""
    return _closest(wrong, tuple(known)) if len(wrong) <= LONGEST else None


# Whoever writes a name wrong once does so again.
@functools.lru_cache(maxsize=1000)
def _closest(wrong: str, known: tuple[str, ...]) -> str | None:
    import difflib  # only who is wrong pays for it

    by_bare = {bare(word): word for word in reversed(known)}
    close = difflib.get_close_matches(bare(wrong), by_bare, n=1, cutoff=_NEAR)
    return by_bare[close[0]] if close else None


def bare(text: str) -> str:
    """Return a text without what people get wrong first: capitals, blanks, hyphens."""
    return GAP.sub("", text.lower())
