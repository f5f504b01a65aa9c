"""
The rules of `check`: what a schema cannot see, and what the reader says, by family.

`RULES` has every rule by its name.  `look` runs those that see an element.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from .._element import Element, UnknownElement
from .._spec import AttributeSpec
from . import (
    asking,
    dialing,
    documents,
    flow,
    names,
    nesting,
    rooms,
    sources,
    speech,
    streams,
    urls,
    values,
)
from ._rule import Family, Look, LookAtValue, Rule, Said


__all__ = ["FAMILIES", "RULES", "Rule", "Said", "look"]

#: The families by name, in the order in which a person would read them.
FAMILIES: Final[dict[str, Family]] = {
    module.__name__.rpartition(".")[2]: module.family
    for module in (
        documents,
        names,
        nesting,
        values,
        flow,
        urls,
        speech,
        asking,
        dialing,
        rooms,
        streams,
        sources,
    )
}

#: Every rule by its name.
RULES: Final[dict[str, Rule]] = {
    rule.name: rule for family in FAMILIES.values() for rule in family.rules
}

_Look = tuple[Rule, Look]
_LookAtValue = tuple[Rule, LookAtValue]
_Looks = tuple[tuple[_Look, ...], dict[str, tuple[AttributeSpec, list[_LookAtValue]]]]
_looks: Final[dict[type[Element], _Looks]] = {}


def look(elements: Iterable[Element]) -> list[tuple[Rule, Said]]:
    """Return what the rules say of each of *elements*, in no order that counts."""
    found: list[tuple[Rule, Said]] = []
    for element in elements:
        cls = element._kind
        if cls not in _looks:
            _looks[cls] = _looks_at(cls)
        at_element, at_values = _looks[cls]
        for rule, look_at in at_element:
            for said in look_at(element):
                found.append((rule, said))  # noqa: PERF401 - for one in a thousand
        for field, (attribute, looks) in at_values.items():
            value: Any = getattr(element, field)
            if value is not None:
                for rule, look_at_value in looks:
                    for said in look_at_value(element, attribute, value):
                        found.append((rule, said))  # noqa: PERF401 - as above
    return found


def _looks_at(cls: type[Element]) -> _Looks:
    if cls is UnknownElement:
        return (), {}
    at_values: dict[str, tuple[AttributeSpec, list[_LookAtValue]]] = {}
    for family in FAMILIES.values():
        for attribute, rule, look_at_value in family.value_looks(cls):
            _, looks = at_values.setdefault(attribute.field, (attribute, []))
            looks.append((rule, look_at_value))
    at_element = (found for family in FAMILIES.values() for found in family.looks(cls))
    return tuple(at_element), at_values
