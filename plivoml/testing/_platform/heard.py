"""What of a document reaches an ear, and for how long."""

from __future__ import annotations

from ..._model.nodes import Comment, Element, UnknownElement, elements_in, nodes_of
from ..._model.spec import spec_of
from ..._reading.scanner import Scanner
from ...elements.speech import Speak
from ...elements.ssml import Break, Sub
from .arguments import checked
from .timing import SECONDS_PER_WORD


_UNITS = (("ms", 0.001), ("s", 1.0))


def words_of(element: Element) -> str:
    """Return the words as they are heard: no tags, and `Sub` by its alias."""
    return " ".join("".join(_pieces(element)).split())


@checked
def said(element: Element) -> str:
    """
    Return what an element says, whatever its field for that is called.

    The words of Speak and Message, the URL of Play, Redirect and Stream, the number of Number,
    the room of Conference, the tones of DTMF; of an element that holds others, what they say.
    """
    children = elements_in(element)
    if children and spec_of(type(element)).content.holds != "words and elements":
        return " ".join(filter(None, map(said, children)))
    return words_of(element)


def seconds_of(speak: Speak) -> float:
    """Return how long the words take, once: so much for each, and the breaks by their time."""
    breaks = (_seconds(pause.time) for pause in speak.find(Break) if pause.time)
    return len(words_of(speak).split()) * SECONDS_PER_WORD + sum(breaks)


def line_of(source: str | bytes, document: Element, element: Element) -> int:
    """Return the line in which an element of a document begins."""
    place = next(index for index, other in enumerate(document.walk()) if other is element)
    scanned = Scanner(source)
    return scanned.lines.position(scanned.tags[place].offset)[0]


def _pieces(element: Element) -> list[str]:
    if isinstance(element, Sub):
        return [element.alias]
    pieces: list[str] = []
    for node in nodes_of(element):
        if isinstance(node, str):
            pieces.append(node)
        elif not isinstance(node, Comment | UnknownElement):
            pieces += _pieces(node)
    return pieces


def _seconds(time: str) -> float:
    unit, factor = next(pair for pair in _UNITS if time.endswith(pair[0]))
    return float(time.removesuffix(unit)) * factor
