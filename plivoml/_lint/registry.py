"""
The rules of `check`: what a schema cannot see, and what the reader says, by family.

`RULES` has every rule by its name.  `look` runs those that see an element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from .._model.nodes import Element, UnknownElement
from .._model.spec import AttributeSpec
from .rule import Family, Look, LookAtValue, Rule, Said
from .rules import (
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
    """
    Return what the rules say of each of *elements*, in no order that counts.

    Of an element that could not be built only what is right is set.  A rule that asks for
    the rest has nothing to say, or nothing more: what it says would rest on something wrong.
    """
    found: list[tuple[Rule, Said]] = []
    for element in elements:
        cls = type(element)
        if cls not in _looks:
            _looks[cls] = _looks_at(cls)
        at_element, at_values = _looks[cls]
        for rule, look_at in at_element:
            _note(found, rule, look_at(element))
        for field, (attribute, looks) in at_values.items():
            value: Any = getattr(element, field, None)
            if value is not None:
                for rule, look_at_value in looks:
                    _note(found, rule, look_at_value(element, attribute, value))
    return found


def _note(found: list[tuple[Rule, Said]], rule: Rule, said: Iterator[Said]) -> None:
    try:
        for one in said:
            found.append((rule, one))  # noqa: PERF401 - what came before an exception counts
    except AttributeError as error:
        if not (isinstance(error.obj, Element) and error.name in error.obj._names):
            raise


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
