"""All elements, chapter by chapter; whoever needs every one of them imports this."""

from __future__ import annotations

from typing import Final

from .._model.nodes import Element
from .._model.spec import by_tag
from . import input as input_  # a chapter, not the builtin
from . import media, messaging, recording, response, rooms, routing, speech, ssml, streaming


__all__ = ["CHAPTERS", "by_tag", "elements"]


#: The modules that declare elements, in the order in which a person would read them.
CHAPTERS: Final = (
    response,
    speech,
    ssml,
    media,
    input_,
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
