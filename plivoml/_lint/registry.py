"""
The rules of `check`: what a schema cannot see, and what the reader says, by family.

`RULES` has every rule by its name.  `check` runs those that see an element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

import attrs

from .._model.diagnostic import Diagnostic
from .._model.nodes import Element, UnknownElement
from .._model.outdated import go_on
from .._model.spec import AttributeSpec
from .rule import Answers, Check, Family, Find, Given, Holding, Rule, ValueCheck
from .rules import (
    asking,
    dialing,
    documents,
    flow,
    names,
    nesting,
    rooms,
    sounds,
    sources,
    speech,
    streams,
    urls,
    values,
)


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
        sounds,
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
    rule.name.value: rule for family in FAMILIES.values() for rule in family.rules
}

_ValueChecks: TypeAlias = list[tuple[Rule, ValueCheck]]


@attrs.frozen
class _Checks:
    """What is asked of the elements of a class."""

    of_element: tuple[tuple[Rule, Holding, Check], ...]

    of_values: tuple[tuple[AttributeSpec, dict[Find | None, _ValueChecks]], ...]
    """What is asked of each value, by what has to find something in it first."""


_checks: Final[dict[type[Element], _Checks]] = {}


def check(elements: Iterable[Element], answers: Answers | None = None) -> list[Diagnostic]:
    """
    Return what the rules say of each of `elements`, in no order that counts.

    What these are part of answers `answers`, if that is known.

    Of an element that could not be built only what is right is set.  A rule that asks for
    the rest has nothing to say, or nothing more: what it says would rest on something wrong.

    Raises:
        OutdatedError: If nobody waits for it any more.
    """
    found: list[Diagnostic] = []
    for element in elements:
        go_on()
        for rule, field, said in _asked(element):
            try:
                for wrong in said:
                    severity = rule.severity_among(answers)
                    if severity is not None:
                        found.append(rule.broken(wrong, severity, element, field))
            except AttributeError as error:
                if not isinstance(error.obj, Element) or error.name not in error.obj._names:
                    raise
    return found


def _asked(element: Element) -> Iterator[tuple[Rule, str | None, Iterator[Diagnostic]]]:
    cls = type(element)
    if cls not in _checks:
        _checks[cls] = _checks_of(cls)
    checks = _checks[cls]
    held: set[type] | None = None
    for rule, holding, check_element in checks.of_element:
        if holding:
            held = _kinds_in(element) if held is None else held
            if holding.isdisjoint(held):
                continue
        yield rule, None, check_element(element)
    for attribute, by_find in checks.of_values:
        value: Any = getattr(element, attribute.field, None)
        if value is not None:
            text = attribute.value.dump(value)
            for find, of_value in by_find.items():
                if find is None or find(text):
                    given = Given(element, attribute, value, text)
                    for rule, check_value in of_value:
                        yield rule, attribute.field, check_value(given)


def _kinds_in(element: Element) -> set[type]:
    """Return the classes of what is directly in an element, which may not be set."""
    return {*map(type, getattr(element, element._content, ()))}


def _checks_of(cls: type[Element]) -> _Checks:
    if cls is UnknownElement:
        return _Checks((), ())
    of_values: dict[str, tuple[AttributeSpec, dict[Find | None, _ValueChecks]]] = {}
    for family in FAMILIES.values():
        for attribute, rule, find, check_value in family.value_checks(cls):
            _, by_find = of_values.setdefault(attribute.field, (attribute, {}))
            by_find.setdefault(find, []).append((rule, check_value))
    of_element = (found for family in FAMILIES.values() for found in family.checks(cls))
    return _Checks(tuple(of_element), tuple(of_values.values()))
