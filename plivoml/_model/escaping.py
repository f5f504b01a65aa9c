"""Elements to XML."""

from __future__ import annotations

import typing

from collections.abc import Callable, Mapping


if typing.TYPE_CHECKING:
    from .nodes import Element, UnknownElement

DECLARATION: typing.Final = '<?xml version="1.0" encoding="UTF-8"?>'


def document(root: Element, indent: str, *, declaration: bool) -> str:
    """Write *root* and everything in it."""
    pieces: list[str] = []
    line = "\n" if indent else ""
    if declaration:
        pieces.append(DECLARATION + line)
    root._write(pieces.append, line, indent)
    return "".join(pieces)


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


def unknown(element: UnknownElement, put: Callable[[str], object]) -> None:
    """Write an element that has no declaration."""
    put(f"<{element.tag}{attributes(element.attributes)}")
    if not element.children:
        put("/>")
        return
    put(">")
    for node in element.children:
        if isinstance(node, str):
            put(text(node))
        else:
            node._write(put, "", "")
    put(f"</{element.tag}>")
