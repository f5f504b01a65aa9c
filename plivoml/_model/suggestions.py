"""
Which value may be meant by one that is wrong.

Only who is wrong pays for this: nothing loads it before something is.
"""

from __future__ import annotations

import functools
import re

from collections.abc import Iterator
from typing import Any, Final

from .. import voices
from .closeness import GAP, LONGEST, bare, close, closest, is_only
from .lookalikes import VALUES
from .values import WRONG, Boolean, Enumeration, Integer, ListOf, Text, Value, members_of


_NUMBER: Final = re.compile(r"\+?0*([0-9]+)(?:\.0+)?(s?|ms)")
_MEASURE: Final = re.compile(r"[+-]?[0-9.]+\s+[A-Za-z%]+")
_SCHEME: Final = re.compile(r"^(?:[A-Za-z]+:)?//?")
_SUFFIXES: Final = {"s": "seconds", "ms": "milliseconds"}

_BOOLEANS: Final = {
    **dict.fromkeys(("true", "yes", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "off", "0"), "false"),
}


def nearest(kind: Value, text: str) -> tuple[Any, bool]:
    """
    Return the value of a type that a text is, or may be meant for, or `WRONG`.

    It comes with whether nothing else can be meant.
    """
    if not text.strip() or len(text) > LONGEST:
        return kind.load(text), False
    return _nearest(kind, text)


@functools.lru_cache(maxsize=1000)
def _nearest(kind: Value, text: str) -> tuple[Any, bool]:
    members = members_of(kind)
    respelt = (one for member in members for one in _respelt(member, text.strip()))
    near = (_nearest_word(member, text) for member in members)
    for candidate, sure in ((text, True), *respelt, *near):
        if candidate is not None and (stored := kind.load(candidate)) is not WRONG:
            return stored, sure
    return WRONG, False


def _nearest_word(kind: Value, text: str) -> tuple[str | None, bool]:
    words = _words(kind)
    found = [words[form] for form in close(text, words)] if words else []
    return next(iter(found), None), len({*found}) == 1


def _respelt(kind: Value, text: str) -> Iterator[tuple[str | None, bool]]:
    """Yield other spellings of a text, some of which may be of a type, and whether it is sure."""
    words = _words(kind)
    foreign = VALUES.get(kind.name, {}).get(text)
    yield words.get(bare(text)), foreign is None or foreign.is_exact
    yield words.get(_ordered(text)), True
    match kind:
        case Integer():
            found = _NUMBER.fullmatch(text)
            if found and _SUFFIXES.get(found[2], kind.unit) == kind.unit:
                yield found[1], True
        case ListOf(words=known) if known:
            parts = text.split(kind.separator)
            near = (closest(part, known) for part in parts)
            yield (
                kind.separator.join(one or "" for one in near),
                all(is_only(one, known) for one in parts),
            )
        case Text():
            yield text, True
            yield text.replace("_", "-"), True
            yield text.replace(" ", "%20") if "://" in text else None, True
            yield f"sip:{text}" if "@" in text else None, True
            yield f"+{text}" if text[0].isdigit() else None, False
            yield f"{text}%" if text.isdigit() else None, False
            yield "".join(text.split()) if _MEASURE.fullmatch(text) else None, True
            yield f"wss://{_SCHEME.sub('', text)}" if kind.name == "StreamUrl" else None, False
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
    return {bare(form): word for form, word in known.items() if form}


def _ordered(text: str) -> str:
    """Return a text as `bare` does, with its words in an order that is not theirs."""
    return "".join(sorted(GAP.split(text.lower())))
