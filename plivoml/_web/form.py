"""The pairs of a form or a query string, whatever a web framework keeps them in."""

from __future__ import annotations

import re

from collections.abc import Iterable, Iterator

from .types import Form, Pairs


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from typing import Any

_PLAIN = {dict}
_TEXT = {str}
# How containers hand out repeated names: Starlette; Bottle; Werkzeug and Django; the rest.
_WAYS = ("multi_items", "allitems", "lists", "items")
#: Untyped, as nothing is known of what a list in a form holds.
_LISTS: Any = (list, tuple)


def pairs_of(form: Form, problems: list[str]) -> Pairs:
    """
    Give every name and value, repeated names included; say in `problems` what is no text.

    A form is a mapping (a list of values for a repeated name), a multi-dict of any
    framework, pairs, a raw body or query, or None.  Bytes are read as UTF-8, and what is
    not UTF-8 becomes U+FFFD.
    """
    given: Any = form
    # The usual case first, in two passes of C.
    if type(given) in _PLAIN and {*map(type, given), *map(type, given.values())} == _TEXT:
        return tuple(given.items())
    if form is None:
        return ()
    if isinstance(form, str | bytes | bytearray):
        return split(_text(form))
    pairs: list[tuple[str, str]] = []
    for item in _items(given, problems):
        # What frameworks hand over needs no closer look: text, alone or the only one of a list.
        if item.__class__ is tuple and len(item) == 2:  # noqa: PLR2004  # a pair
            name, value = item
            if value.__class__ is list and len(value) == 1:
                value = value[0]
            if name.__class__ is str and value.__class__ is str:
                pairs.append((name, value))
                continue
        pairs.extend(_looked_at(item, problems))
    return tuple(pairs)


def safe_name(name: str) -> str:
    """Give a name that may be shown; a body that is no form is one name, and is hidden."""
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]{,39}", name) else "***"


def _looked_at(item: Any, problems: list[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(item, _LISTS) or len(item) != 2:  # noqa: PLR2004  # a pair
        problems.append(f"expected a name and a value; got {type(item).__name__}")
        return
    name, value = item
    if not isinstance(name, str | bytes):
        problems.append(f"expected a name in text; got {type(name).__name__}")
        return
    for one in value if isinstance(value, _LISTS) else (value,):
        if isinstance(one, str | bytes):
            yield _text(name), _text(one)
        else:
            problems.append(f"{safe_name(_text(name))}: expected text; got {type(one).__name__}")


def split(query: str) -> Pairs:
    """
    Split a query string and decode its parts afterwards, blank values kept.

    A plus sign is a blank.  Nothing is an error: a broken escape stays as it is.
    """
    if not query:
        return ()
    parts = [part.partition("=") for part in query.split("&") if part]
    if "%" not in query and "+" not in query:
        return tuple([(name, value) for name, _, value in parts])
    # Frameworks have loaded it long before; a bare import of this package has not.
    from urllib.parse import unquote

    return tuple(
        [
            (unquote(name.replace("+", " ")), unquote(value.replace("+", " ")))
            for name, _, value in parts
        ]
    )


def _items(form: Any, problems: list[str]) -> Iterable[Any]:
    """List the items of a container; multi-dicts differ in how they tell of repeated names."""
    # Bottle answers with text for any attribute that it does not have.
    if getattr(form, "recode_unicode", None) is True:  # Bottle: UTF-8 that was read as Latin-1
        return [(_recoded(name), _recoded(value)) for name, value in form.allitems()]
    for way in _WAYS:
        every: Any = getattr(form, way, "")
        if not isinstance(every, str):
            return list(every())
    if hasattr(form, "__iter__"):
        items: Iterable[Any] = form
        return items
    problems.append(f"expected a mapping, pairs, or a raw body; got {type(form).__name__}")
    return ()


def _text(text: str | bytes | bytearray) -> str:
    return str.__str__(text) if isinstance(text, str) else text.decode("utf-8", "replace")


def _recoded(text: str) -> str:
    try:
        return text.encode("latin-1").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text
