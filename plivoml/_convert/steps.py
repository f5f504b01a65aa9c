"""What a graph is made of."""

from __future__ import annotations

from typing import Literal

import attrs

from .._model.characters import bad_character


def _drawable(text: str) -> str:
    """Return text with a sign in place of what no picture can hold, as the name of a file may."""
    while (bad := bad_character(text)) is not None:
        text = text.replace(bad, "\N{REPLACEMENT CHARACTER}")
    return text


@attrs.frozen
class Step:
    """A box of the picture: a document, an element in it, a URL, or the end of the call."""

    name: str
    """Its own name in the graph."""

    kind: Literal["document", "element", "url", "end"]

    title: str = attrs.field(converter=_drawable)
    """The name of the document or the tag of the element."""

    lines: tuple[str, ...] = ()
    """What it says, plays, dials or asks, a line each."""

    document: int = 0
    """The document that it belongs to, counted from 0."""


@attrs.frozen
class Arrow:
    """What may come after a step."""

    start: str
    """The name of the step that it leaves."""

    end: str
    """The name of the step that it leads to."""

    label: str = attrs.field(default="", converter=_drawable)
    """When that happens, where it does not always."""

    leaves: bool = False
    """Whether another document takes the call over."""
