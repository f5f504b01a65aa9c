"""
What may be meant by what is wrong.

Only who is wrong pays for this: nothing loads it before something is.
"""

from __future__ import annotations

import difflib
import functools
import re

from collections.abc import Iterable, Iterator
from typing import Any, Final

from .. import voices
from .lookalikes import VALUES
from .values import WRONG, Boolean, Enumeration, Integer, ListOf, Text, Value, members_of


# In characters.  What is longer is no slip of the pen.
_LONGEST: Final = 60

_NEAR: Final = 0.75

_GAP: Final = re.compile(r"[\s_,-]+")
_NUMBER: Final = re.compile(r"\+?0*([0-9]+)(?:\.0+)?(s?|ms)")
_SUFFIXES: Final = {"s": "seconds", "ms": "milliseconds"}

_BOOLEANS: Final = {
    **dict.fromkeys(("true", "yes", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "off", "0"), "false"),
}


def closest(wrong: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that *wrong* may be meant for."""
    return _closest(wrong, tuple(known)) if len(wrong) <= _LONGEST else None


# Whoever writes a name wrong once does so again.
@functools.lru_cache(maxsize=1000)
def _closest(wrong: str, known: tuple[str, ...]) -> str | None:
    by_bare = {_bare(word): word for word in reversed(known)}
    close = difflib.get_close_matches(_bare(wrong), by_bare, n=1, cutoff=_NEAR)
    return by_bare[close[0]] if close else None


def hint(word: object) -> str | None:
    """Return a hint that names what may be meant, if something is."""
    return None if word is None else f"did you mean {word!r}?"


def meant(kind: Value, given: object, *, python: bool) -> object:
    """Return how Python, or XML, writes the value that *given* may be meant for, or `None`."""
    text = str(given) if isinstance(given, str | int | float) else ""
    stored: Any = nearest(kind, text)
    if stored is WRONG:
        return None
    return stored if python and isinstance(stored, int) else kind.dump(stored)


def nearest(kind: Value, text: str) -> object:
    """Return the value of a type that a text may be meant for, or `WRONG`."""
    return _nearest(kind, text) if text.strip() and len(text) <= _LONGEST else WRONG


@functools.lru_cache(maxsize=1000)
def _nearest(kind: Value, text: str) -> object:
    members = list(members_of(kind))
    respelt = (one for member in members for one in _respelt(member, text.strip()))
    for candidate in (text, *respelt, *(_nearest_word(member, text) for member in members)):
        if candidate is not None and (stored := kind.load(candidate)) is not WRONG:
            return stored
    return WRONG


def _nearest_word(kind: Value, text: str) -> str | None:
    words = _words(kind)
    near = closest(text, words)
    return words[near] if near else None


def _respelt(kind: Value, text: str) -> Iterator[str | None]:
    """Yield other spellings of a text, some of which may be of a type."""
    words = _words(kind)
    yield words.get(_bare(text))
    yield words.get(_ordered(text))
    match kind:
        case Integer():
            found = _NUMBER.fullmatch(text)
            if found and _SUFFIXES.get(found[2], kind.unit) == kind.unit:
                yield found[1]
        case ListOf(words=known) if known:
            parts = (closest(part, known) for part in text.split(kind.separator))
            yield kind.separator.join(part or "" for part in parts)
        case Text():
            yield text
            yield text.replace("_", "-")
            yield text.replace(" ", "%20") if "://" in text else None
            yield f"sip:{text}" if "@" in text else None
            yield f"+{text}" if text[0].isdigit() else None
        case _:
            pass


@functools.lru_cache
def _words(kind: Value) -> dict[str, str]:
    """Return the words of a type, and those of others that mean one, by their bare forms."""
    known = {word: row.instead for word, row in VALUES.get(kind.name, {}).items()}
    match kind:
        case Boolean():
            known |= _BOOLEANS
        case Enumeration(words=words):
            known |= {form: word for word in words for form in (_ordered(word), word)}
        case Text(name="PollyVoice"):
            for voice in voices.VOICES:
                for name in (voice.name, *voice.aliases):
                    known |= {name: voice.name, name.removeprefix("Polly."): voice.name}
        case _:
            pass
    return {_bare(form): word for form, word in known.items() if form}


def _bare(text: str) -> str:
    """Return a text without what people get wrong first: capitals, blanks, hyphens."""
    return _GAP.sub("", text.lower())


def _ordered(text: str) -> str:
    """Return a text as `_bare` does, with its words in an order that is not theirs."""
    return "".join(sorted(_GAP.split(text.lower())))
