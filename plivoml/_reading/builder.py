"""
The fast way from XML to elements, for what is right.

Expat hands over the tags, each element is built as its end comes by, and the first thing
that does not fit stops everything.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeAlias
from xml.parsers import expat

from .._model.diagnostic import Diagnostic
from .._model.loading import load
from .._model.nodes import Comment, Element
from ..elements.vocabulary import by_tag
from . import gate


#: A tag, its attributes and the byte at which it begins; of its end, the byte alone.
Event: TypeAlias = tuple[str, dict[str, str], int] | int


def build(source: str | bytes, seen: list[Event] | None = None) -> Element | None:
    """
    Build the element that `source` holds; return `None` if anything is not as it should be.

    What tags there are is added to `seen`, for a `Scanner`.
    """
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
    if seen is not None:
        _note(parser, seen)
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
    # What holds the parser and is held by it would wait for the collector of garbage.
    parser.StartElementHandler = parser.EndElementHandler = parser.XmlDeclHandler = None
    (root,) = nodes
    assert isinstance(root, Element)
    return root


def _note(parser: expat.XMLParserType, seen: list[Event]) -> None:
    """Have a parser add to `seen` what it hands over."""
    start: Any = parser.StartElementHandler
    end: Any = parser.EndElementHandler

    def noted_start(tag: str, attributes: dict[str, str]) -> None:
        seen.append((tag, attributes, parser.CurrentByteIndex))
        start(tag, attributes)

    def noted_end(tag: str) -> None:
        seen.append(parser.CurrentByteIndex)
        end(tag)

    parser.StartElementHandler = noted_start
    parser.EndElementHandler = noted_end


def _stop(refused: Diagnostic) -> NoReturn:
    raise ValueError(refused.message)
