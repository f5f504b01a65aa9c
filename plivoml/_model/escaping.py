"""Text to XML."""

from __future__ import annotations

from collections.abc import Mapping


def text(value: str) -> str:
    """Escape what stands between tags."""
    # Looking is much cheaper than replacing, and there is nearly never anything to find.
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    if "\r" in value:
        # A parser reads a bare carriage return as a line feed.
        value = value.replace("\r", "&#13;")
    return value


def quoted(value: str) -> str:
    """Escape the value of an attribute."""
    value = quoted_line(value)
    # A parser reads these as blanks.
    if "\t" in value:
        value = value.replace("\t", "&#9;")
    if "\n" in value:
        value = value.replace("\n", "&#10;")
    if "\r" in value:
        value = value.replace("\r", "&#13;")
    return value


def quoted_line(value: str) -> str:
    """Escape the value of an attribute that holds no white space but blanks."""
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if '"' in value:
        value = value.replace('"', "&quot;")
    return value


def attributes(pairs: Mapping[str, str]) -> str:
    """Write attributes, each with a blank before it."""
    return "".join(f' {name}="{quoted(value)}"' for name, value in pairs.items())
