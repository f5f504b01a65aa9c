"""Elements made of texts: those that a reader hands over, and those of an `UnknownElement`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from .nodes import Comment, Element, UnknownElement
from .spec import ContentModel, spec_of
from .values import WHITE_SPACE, is_text


@attrs.frozen
class _Plan:
    """How an element of a class is made of texts."""

    build: Callable[..., Element]
    is_value: bool
    is_speech: bool
    is_empty: bool
    loads: Mapping[str, tuple[str, Callable[[str], object] | None]]
    """By the name of the attribute: the keyword, and what makes a value of the text."""


class _Plans(dict[type[Element], _Plan]):
    """The plans by class, each made when it is first asked for."""

    def __missing__(self, cls: type[Element]) -> _Plan:
        spec = spec_of(cls)
        plan = self[cls] = _Plan(
            build=cls,
            is_value=spec.content.holds is ContentModel.VALUE,
            is_speech=spec.content.holds is ContentModel.SPEECH,
            is_empty=spec.content.holds is ContentModel.NOTHING,
            loads={
                a.name: (a.field, None if is_text(a.value) else a.value.load)
                for a in spec.attributes
            },
        )
        return plan


_plans: Final = _Plans()


def load(
    cls: type[Element], attributes: Mapping[str, str], nodes: Sequence[Element | Comment | str]
) -> Element:
    """
    Build an element of its attributes and of what stands between its tags, as XML has them.

    Raises:
        LookupError, TypeError, ValueError: If it is not right.
    """
    plan = _plans[cls]
    values: dict[str, Any] = {}
    for name, text in attributes.items():
        field, make = plan.loads[name]
        values[field] = text if make is None else make(text)
    if len(nodes) == 1 and nodes[0].__class__ is str and (plan.is_value or plan.is_speech):
        return plan.build(nodes[0], **values)
    if plan.is_speech:
        return plan.build(nodes, **values)
    if plan.is_value:
        # An element among them is none of the texts that can be joined.
        texts: list[Any] = [node for node in nodes if not isinstance(node, Comment)]
        return plan.build("".join(texts), **values)
    shown = [node for node in nodes if node.__class__ is not str or node.strip(WHITE_SPACE)]
    if not plan.is_empty:
        return plan.build(shown, **values)
    if not all(isinstance(node, Comment) for node in shown):
        raise ValueError
    return plan.build(**values)


def known(unknown: UnknownElement, kinds: Sequence[type[Element]]) -> Element | None:
    """Return the element of one of *kinds* that is written in the same way, if one is."""
    try:
        return _known(unknown, kinds)
    except (LookupError, TypeError, ValueError):
        return None


def _known(unknown: UnknownElement, kinds: Sequence[type[Element]]) -> Element:
    cls = next((kind for kind in kinds if kind._tag == unknown.tag), None)
    if cls is None:
        raise LookupError
    inner = spec_of(cls).content.elements
    nodes = [
        _known(node, inner) if isinstance(node, UnknownElement) else node
        for node in unknown.children
    ]
    return load(cls, unknown.attributes, nodes)
