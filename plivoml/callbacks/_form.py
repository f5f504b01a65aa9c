"""The pairs of a form, whatever holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeGuard, cast


__all__ = ["Form", "Pairs", "pairs_of"]

Pairs: TypeAlias = tuple[tuple[str, str], ...]

Form: TypeAlias = (
    Mapping[str, object]
    | Mapping[bytes, object]
    | Iterable[tuple[str | bytes, object]]
    | str
    | bytes
)
"""A mapping, a multi-dict of any framework, pairs, or the raw body or query."""

_TEXT: set[type] = {str}
_PAIR = 2


def pairs_of(form: Form, problems: list[str]) -> Pairs:
    """
    Give every name and value, repeated names included; say in `problems` what is no text.

    Bytes are read as UTF-8, and what is not UTF-8 becomes U+FFFD.
    """
    if type(form) is dict:
        plain = cast("dict[str, str]", form)
        if {*map(type, plain), *map(type, plain.values())} <= _TEXT:
            return tuple(plain.items())
    if isinstance(form, str | bytes):
        return _raw_pairs(form)
    pairs: list[tuple[str, str]] = []
    for item in _items(cast("object", form), problems):
        if not _is_pair(item):
            problems.append(f"expected a name and a value; got {type(item).__name__}")
            continue
        name, value = item
        if not isinstance(name, str | bytes):
            problems.append(f"expected a name in text; got {type(name).__name__}")
            continue
        for one in cast("list[object]", value) if isinstance(value, list | tuple) else (value,):
            if isinstance(one, str | bytes):
                pairs.append((_text(name), _text(one)))
            else:
                problems.append(f"{_text(name)}: expected text; got {type(one).__name__}")
    return tuple(pairs)


def _items(form: object, problems: list[str]) -> Iterable[object]:
    """List the items of a container; multi-dicts differ in how they tell of repeated names."""
    if getattr(form, "recode_unicode", False):  # Bottle: UTF-8 that was read as Latin-1
        pairs: Iterable[tuple[str, str]] = getattr(form, "allitems")()  # noqa: B009 - duck-typed
        return [(_recoded(name), _recoded(value)) for name, value in pairs]
    for every in ("multi_items", "allitems", "lists"):  # Starlette; Bottle; Werkzeug and Django
        if callable(listed := getattr(form, every, None)):
            return cast("Iterable[object]", listed())
    if isinstance(form, Mapping):
        return cast("Mapping[object, object]", form).items()
    if isinstance(form, Iterable):
        return cast("Iterable[object]", form)
    problems.append(f"expected a mapping, pairs, or a raw body; got {type(form).__name__}")
    return ()


def _is_pair(item: object) -> TypeGuard[tuple[object, object]]:
    return isinstance(item, list | tuple) and len(cast("list[object]", item)) == _PAIR


def _raw_pairs(raw: str | bytes) -> Pairs:
    from urllib.parse import parse_qsl

    return tuple(parse_qsl(_text(raw), keep_blank_values=True, errors="replace"))


def _text(text: str | bytes) -> str:
    return str(text) if isinstance(text, str) else text.decode(errors="replace")


def _recoded(text: str) -> str:
    try:
        return text.encode("latin-1").decode(errors="replace")
    except UnicodeEncodeError:
        return text
