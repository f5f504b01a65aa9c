"""
The fast way from XML to elements, for what is right.

Expat hands over the tags, each element is built as its end comes by, and the first thing
that does not fit stops everything.
"""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat

from .._model.diagnostic import Diagnostic
from .._model.loading import load
from .._model.nodes import Comment, Element
from ..elements.vocabulary import by_tag
from . import gate


def build(source: str | bytes) -> Element | None:
    """Build the element that `source` holds; return `None` if anything is not as it should be."""
    # A `str` is text already, whatever encoding it declares.
    is_text = isinstance(source, str)
    parser = expat.ParserCreate("utf-8" if is_text else None)
    parser.buffer_text = True
    waiting: list[tuple[dict[str, str], list[Element | Comment | str]]] = []
    nodes: list[Element | Comment | str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal nodes
        del tag
        if not waiting:
            gate.drop_schemas(attributes)
        waiting.append((attributes, nodes))
        nodes = []

    def end(tag: str) -> None:
        nonlocal nodes
        attributes, around = waiting.pop()
        around.append(load(by_tag[tag], attributes, nodes))
        nodes = around

    def characters(text: str) -> None:
        nodes.append(text)

    def comment(text: str) -> None:
        if waiting:
            nodes.append(Comment(text))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.CommentHandler = comment
    gate.guard(parser, _stop, is_decoded=is_text)
    # Whatever encoding expat is told, it would take a text with NUL at its start for UTF-16.
    if gate.wrong_size(source) or (is_text and "\0" in source[:2]):
        return None
    try:
        parser.Parse(source, True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, TypeError, ValueError):
        return None
    (root,) = nodes
    assert isinstance(root, Element)
    return root


def _stop(refused: Diagnostic) -> NoReturn:
    raise ValueError(refused.message)
