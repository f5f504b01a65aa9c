"""Languages: which one may be meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .._model.change import Change, rewritten
from .._model.diagnostic import alternatives, suggestion


#: Mandarin has one name for a voice, and another one for what the caller says.
_MANDARIN: Final = {"zh-cn": "cmn-cn", "cmn-cn": "zh-cn"}


def meant(language: str, known: Iterable[str]) -> str | None:
    """Return a hint that names those of `known` that `language` may be meant for, if any may."""
    written = language.lower()
    by_name = {one.lower(): one for one in sorted(known)}
    if found := by_name.get(written) or by_name.get(_MANDARIN.get(written, "")):
        return suggestion(found)
    near = [one for name, one in by_name.items() if _primary(name) == _primary(written)]
    return f"did you mean {alternatives(map(repr, near))}?" if near else None


def respelled(language: str, known: Iterable[str]) -> Change | None:
    """Write a language in the capitals in which it is known, if it is known in others."""
    right = next((one for one in known if one.lower() == language.lower()), None)
    return None if right is None else rewritten(language, right, is_safe=True)


def _primary(language: str) -> str:
    return language.partition("-")[0]
