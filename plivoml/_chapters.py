"""All elements, chapter by chapter; whoever needs every one of them imports this."""

from __future__ import annotations

from typing import Final

from . import (
    input,  # noqa: A004 - a chapter, not the builtin
    media,
    messaging,
    recording,
    response,
    rooms,
    routing,
    speech,
    ssml,
    streaming,
)
from ._element import Element, by_tag


__all__ = ["CHAPTERS", "by_tag", "elements"]


#: The modules that declare elements, in the order in which a person would read them.
CHAPTERS: Final = (
    response,
    speech,
    ssml,
    media,
    input,
    routing,
    recording,
    rooms,
    streaming,
    messaging,
)


def elements() -> list[type[Element]]:
    """Return every declared element, in the order of the chapters."""
    names = [chapter.__name__ for chapter in CHAPTERS]
    return sorted(by_tag.values(), key=lambda cls: names.index(cls.__module__))
