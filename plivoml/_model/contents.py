"""What is in an element: the elements, and the words."""

from __future__ import annotations

from collections.abc import Iterator

from .nodes import Element, nodes_of


def elements_in(element: Element) -> list[Element]:
    """Return the elements that are directly in one."""
    return [node for node in nodes_of(element) if isinstance(node, Element)]


def texts_in(element: Element) -> Iterator[str]:
    """Yield the texts in an element and in the elements in it, in document order."""
    for node in nodes_of(element):
        if isinstance(node, str):
            yield node
        elif isinstance(node, Element):
            yield from texts_in(node)
