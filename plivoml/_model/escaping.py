"""Text to XML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


_LINE: Final = {"&": "&amp;", "<": "&lt;", '"': "&quot;"}

#: What stands for a character, by what escapes it: the ampersand first, which is in all of them.
ESCAPED: Final[Mapping[str, Mapping[str, str]]] = {
    # A parser reads a bare carriage return as a line feed.
    "text": {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"},
    # It reads white space in an attribute as blanks.
    "quoted": {**_LINE, "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"},
    # Where it holds no white space but blanks.
    "quoted_line": _LINE,
}


def text(value: str) -> str:
    """Escape what stands between tags."""
    return _escaped(value, "text")


def quoted(value: str) -> str:
    """Escape the value of an attribute."""
    return _escaped(value, "quoted")


def attributes(pairs: Mapping[str, str]) -> str:
    """Write attributes, each with a blank before it."""
    return "".join(f' {name}="{quoted(value)}"' for name, value in pairs.items())


def _escaped(value: str, form: str) -> str:
    for character, reference in ESCAPED[form].items():
        # Looking is much cheaper than replacing, and there is nearly never anything to find.
        if character in value:
            value = value.replace(character, reference)
    return value
