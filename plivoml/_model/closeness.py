"""Which word may be meant by one that is written wrong."""

from __future__ import annotations

import functools
import re

from collections.abc import Iterable
from typing import Final


#: In characters, without what people write between words.  What is longer is no slip of the pen.
LONGEST: Final = 60

#: What people write between words, or leave out.
GAP: Final = re.compile(r"[\s_,-]+")

_NEAR: Final = 0.75
_CLEARLY: Final = 0.1


def closest(wrong: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `wrong` may be meant for."""
    return next(iter(close(wrong, known)), None)


def is_only(wrong: str, known: Iterable[str]) -> bool:
    """Whether one of `known`, and no other, may be meant."""
    return len(close(wrong, known)) == 1


def close(wrong: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return those of `known` that `wrong` may be meant for, the nearest first; two at most."""
    return _close(bare(wrong), tuple(known)) if len(bare(wrong)) <= LONGEST else ()


# Whoever writes a name wrong once does so again.
@functools.lru_cache(maxsize=1000)
def _close(wrong: str, known: tuple[str, ...]) -> tuple[str, ...]:
    by_bare = {bare(word): word for word in reversed(known)}
    if wrong in by_bare:
        return (by_bare[wrong],)
    import difflib  # only who is wrong pays for it

    near = difflib.get_close_matches(wrong, by_bare, n=2, cutoff=_NEAR)
    # One that is clearly nearer than another is the only one.
    likeness = [difflib.SequenceMatcher(None, form, wrong).ratio() for form in near]
    return tuple(
        by_bare[form]
        for form, like in zip(near, likeness, strict=True)
        if likeness[0] - like < _CLEARLY
    )


def bare(text: str) -> str:
    """Return a text without what people get wrong first: capitals, blanks, hyphens."""
    return GAP.sub("", text.lower())
