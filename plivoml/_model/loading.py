"""Elements made of texts: those that a reader hands over, and those of an `UnknownElement`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from .characters import WHITE_SPACE
from .nodes import Comment, Element, UnknownElement
from .spec import ContentModel, spec_of
from .values import WRONG, is_text


_Loads: TypeAlias = dict[str, tuple[str, Callable[[str], object] | None]]


_plans: dict[type[Element], tuple[ContentModel, _Loads]] = {}


def _plan(cls: type[Element]) -> tuple[ContentModel, _Loads]:
    """
    Return what is in an element and, by the name of an attribute, its keyword and what loads it.

    What the constructor takes as text needs no loading.
    """
    spec = spec_of(cls)
    _plans[cls] = (
        spec.content.holds,
        {a.name: (a.field, None if is_text(a.value) else a.value.load) for a in spec.attributes},
    )
    return _plans[cls]


def load(
    cls: type[Element], attributes: Mapping[str, str], nodes: Sequence[Element | Comment | str]
) -> Element:
    """
    Build an element of its attributes and of what stands between its tags, as XML has them.

    Raises:
        LookupError, TypeError, ValueError: If it is not right.
    """
    holds, loads = _plans.get(cls) or _plan(cls)
    # Called by itself, it saves a tenth of the time of reading.
    build: Callable[..., Element] = cls.__new__  # pyright: ignore[reportAssignmentType]
    values: dict[str, object] = {}
    for name, given in attributes.items():
        field, make = loads[name]
        values[field] = given if make is None else make(given)
    if holds == "elements":
        shown: list[Any] = []
        for node in nodes:
            if not isinstance(node, str):
                shown.append(node)
            elif node.strip(WHITE_SPACE):
                raise ValueError
        return build(cls, shown, **values)
    if len(nodes) == 1 and nodes[0].__class__ is str and holds != "nothing":
        return build(cls, nodes[0], **values)
    if holds == "words and elements":
        return build(cls, nodes, **values)
    # An element among them is none of the texts that can be joined.
    texts: Any = nodes and [node for node in nodes if not isinstance(node, Comment)]
    text: str = "".join(texts)
    if holds == "one value":
        return build(cls, text, **values)
    if text.strip(WHITE_SPACE):
        raise ValueError
    return build(cls, **values)


def known(unknown: UnknownElement, kinds: Sequence[type[Element]]) -> Element | None:
    """Return the element of one of `kinds` that is written in the same way, if one is."""
    cls = next((kind for kind in kinds if kind._tag == unknown.tag), None)
    if cls is None:
        return None
    spec = spec_of(cls)
    given = ((spec.by_name.get(name), text) for name, text in unknown.attributes.items())
    # An attribute that is wrong is enough: there may be much between the tags.
    if any(one is None or one.value.load(text) is WRONG for one, text in given):
        return None
    nodes: list[Any] = [
        known(node, spec.content.elements) if isinstance(node, UnknownElement) else node
        for node in unknown.children
    ]
    try:
        return None if None in nodes else load(cls, unknown.attributes, nodes)
    except (LookupError, TypeError, ValueError):
        return None
