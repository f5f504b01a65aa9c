"""The declarations are held against what is known of each request."""

import inspect
import tomllib

from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from plivoml import callbacks
from plivoml.callbacks import Callback, OpenEnum
from tests.support.callbacks import (
    CallCallback,
    CallRequest,
    LegCallback,
    classes,
    identity_of,
    plan_of,
)
from tools.generate.callbacks import meanings


pytestmark = pytest.mark.once

FACTS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "facts" / "callbacks.toml").read_text()
)
STANDARD: dict[str, dict[str, Any]] = FACTS.pop("Standard")["parameters"]
PYTHON_TYPES = {
    "boolean": "bool",
    "datetime": "datetime",
    "decimal": "Decimal",
    "enum": "OpenEnum",
    "epoch_ms": "int",
    "integer": "int",
    "phone": "str",
    "string": "str",
    "url": "str",
    "uuid": "str",
}
GROUPS = {"X-PH-*": "sip_headers", "Media*": "media"}
# Text by its type, though its values are known well enough for an enumeration.
ENUMERATED = {("ConferenceSoundRequest", "ConferenceAction")}

each_callback = pytest.mark.parametrize("name", sorted(FACTS))


def class_of(name: str) -> type[Callback]:
    found: object = getattr(callbacks, name)
    assert isinstance(found, type)
    assert issubclass(found, Callback)
    return found


def types_of(cls: type[Callback]) -> dict[str, Any]:
    return {field.name: field.type for field in fields(cls)}


def declared_as(cls: type[Callback], key: str) -> dict[str, object]:
    """Give the declaration of a parameter in the form of a fact."""
    slot = plan_of(cls).slots[key]
    kind = get_args(types_of(cls)[key])[0]
    enum = issubclass(kind, OpenEnum)
    return {
        "type": "OpenEnum" if enum else kind.__name__,
        "zone": slot.param.zone if kind is datetime else None,
        "empty": bool(slot.param.empty),
        "values": {member.value for member in kind} if enum else None,
    }


def expected_from(fact: dict[str, Any], *, enum: bool = False) -> dict[str, object]:
    kind = "OpenEnum" if enum else PYTHON_TYPES[fact["type"]]
    values = {*fact.get("values", ()), *fact.get("seen", ())}
    return {
        "type": kind,
        "zone": fact.get("zone", "UTC") if kind == "datetime" else None,
        "empty": fact.get("empty", False),
        "values": values if kind == "OpenEnum" else None,
    }


def own_keys(cls: type[Callback]) -> dict[str, str]:
    """Give the parameters that a class declares itself, by their names in the form."""
    bases = {CallRequest, CallCallback, LegCallback, Callback} & {*cls.__mro__}
    shared = {field.name for base in bases for field in fields(base)}
    return {wire: key for wire, (key, _, _) in plan_of(cls).readers.items() if key not in shared}


def test_every_callback_is_a_class_and_every_class_a_callback() -> None:
    assert {cls.__name__ for cls in classes()} == set(FACTS)
    assert len(FACTS) == 31
    assert sum(len(fact["parameters"]) for fact in FACTS.values()) == 585


@each_callback
def test_every_row_is_a_field(name: str) -> None:
    plan = plan_of(class_of(name))
    rows = FACTS[name]["parameters"].keys()
    assert rows - plan.readers.keys() <= GROUPS.keys()
    assert all(GROUPS[row] in plan.slots for row in rows - plan.readers.keys())


@each_callback
def test_every_field_is_a_row_or_a_standard_parameter(name: str) -> None:
    known = FACTS[name]["parameters"].keys()
    if FACTS[name]["carries"] != "none":
        known = known | STANDARD.keys()
    assert plan_of(class_of(name)).readers.keys() <= known


@each_callback
def test_a_class_declares_what_is_its_own_and_inherits_what_is_standard(name: str) -> None:
    cls = class_of(name)
    bases = {"full": CallRequest, "partial": LegCallback, "none": Callback}
    assert issubclass(cls, bases[FACTS[name]["carries"]])
    assert issubclass(cls, LegCallback) is (FACTS[name]["carries"] != "none")
    if FACTS[name]["carries"] == "full":
        assert STANDARD.keys().isdisjoint(own_keys(cls))


@each_callback
def test_types_zones_empties_and_values_are_those_of_the_facts(name: str) -> None:
    cls = class_of(name)
    rows = FACTS[name]["parameters"]
    own = own_keys(cls)
    assert {wire: declared_as(cls, key) for wire, key in own.items()} == {
        wire: _with_enum(name, wire, expected_from(rows[wire], enum=(name, wire) in ENUMERATED))
        for wire in own
    }


def _with_enum(name: str, wire: str, expected: dict[str, object]) -> dict[str, object]:
    """Let an enumeration hold all the values that any row gives it."""
    cls = class_of(name)
    kind = get_args(types_of(cls)[own_keys(cls)[wire]])[0]
    if not issubclass(kind, OpenEnum):
        return expected
    spelled = {
        kind(value)
        for other in FACTS
        for row, key in own_keys(class_of(other)).items()
        if kind in get_args(types_of(class_of(other))[key])
        for fact in [FACTS[other]["parameters"][row]]
        for value in (*fact.get("values", ()), *fact.get("seen", ()))
    }
    return expected | {"values": {member.value for member in spelled}}


def test_the_standard_parameters_are_those_of_the_facts() -> None:
    plan = plan_of(CallRequest)
    assert plan.readers.keys() | {"X-PH-*"} == STANDARD.keys()
    assert {wire: declared_as(CallRequest, key) for wire, (key, _, _) in plan.readers.items()} == {
        wire: expected_from(fact) for wire, fact in STANDARD.items() if wire not in GROUPS
    }


@each_callback
def test_standard_values_are_known_to_their_enumerations(name: str) -> None:
    cls = class_of(name)
    for wire, fact in FACTS[name]["parameters"].items():
        if wire in GROUPS:
            continue
        kind = get_args(types_of(cls)[plan_of(cls).readers[wire][0]])[0]
        if issubclass(kind, OpenEnum):
            values = (*fact.get("values", ()), *fact.get("seen", ()))
            assert all(kind(value).is_known for value in values)


@each_callback
def test_the_class_says_what_it_expects_back_and_where_plivo_tells_of_it(name: str) -> None:
    cls = class_of(name)
    assert cls.EXPECTS_XML is FACTS[name]["expects_xml"]
    assert (inspect.getdoc(cls) or "").splitlines()[-1] == FACTS[name]["page"]
    assert cls.SENT_TO


@each_callback
def test_the_identity_is_that_of_the_facts(name: str) -> None:
    cls = class_of(name)
    identity = FACTS[name].get("identity", [])
    if "element" in identity:  # which element asked is not in the body
        identity = []
    assert [plan_of(cls).slots[key].wire for key in identity_of(cls)] == identity


@each_callback
def test_every_field_says_what_it_means(name: str) -> None:
    cls = class_of(name)
    told = meanings(cls)
    assert told.keys() == plan_of(cls).slots.keys()
    for wire, fact in FACTS[name]["parameters"].items():
        if wire in GROUPS or wire not in own_keys(cls):
            continue
        said = told[own_keys(cls)[wire]]
        if isinstance(fact["presence"], list):
            assert _says_when(said, fact["presence"]), (wire, said)
        if fact.get("unit") == "second" and fact["type"] in {"integer", "decimal"}:
            assert "seconds" in said, (wire, said)
        if fact.get("unit") in {"USD", "USD/minute"}:
            assert "USD" in said, (wire, said)
        if "unknown" in fact:
            assert "-1" in said, (wire, said)


def _says_when(said: str, events: list[str]) -> bool:
    if all(event.startswith("Participant") for event in events) and len(events) > 1:
        return said.startswith("On events of a participant: ")
    return all(f"`{event}`" in said.partition(":")[0] for event in events)


def test_the_facts_name_their_sources() -> None:
    tags = {"docs", "seed", "sdk", "captured", "community", "clone", "lineage", "inferred"}
    rows = [row for fact in FACTS.values() for row in fact["parameters"].values()]
    assert all(row["sources"] and tags.issuperset(row["sources"]) for row in rows)


def test_decimals_are_for_money_and_ratios() -> None:
    assert PYTHON_TYPES["decimal"] == Decimal.__name__
