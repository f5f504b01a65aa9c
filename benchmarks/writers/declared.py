"""The fields of plivoml's classes, for peers that want classes of their own."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, Union

from plivoml import Element
from plivoml._model import spec
from plivoml._model.values import Boolean, Choice, OneOf, Value, Whole


class Field(NamedTuple):
    """An attribute."""

    name: str
    xml_name: str
    type: Any
    """`bool`, `int`, `str`, a `Literal` or a union of those."""
    required: bool


def fields(cls: type[Element]) -> list[Field]:
    """Return the attributes of *cls*; patterns and ranges are left out."""
    return [
        Field(a.field, a.name, _type(a.value), a.required) for a in spec.spec_of(cls).attributes
    ]


def _type(value: Value) -> Any:
    match value:
        case Boolean():
            return bool
        case Whole():
            return int
        case Choice(words=words):
            return Literal[words]
        case OneOf(members=members):
            return Union[tuple(map(_type, members))]  # noqa: UP007 - made of a tuple
        case _:
            return str
