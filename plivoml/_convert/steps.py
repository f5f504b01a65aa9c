"""What a graph is made of."""

from __future__ import annotations

from typing import Literal

import attrs


@attrs.frozen
class Step:
    """A box of the picture: a document, an element in it, a URL, or the end of the call."""

    name: str
    """Its own name in the graph."""

    kind: Literal["document", "element", "url", "end"]

    title: str
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

    label: str = ""
    """When that happens, where it does not always."""

    leaves: bool = False
    """Whether another document takes the call over."""
