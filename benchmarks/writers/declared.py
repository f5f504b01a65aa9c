"""The fields of plivoml's classes, for peers that want classes of their own."""

from __future__ import annotations

import typing

from typing import Any, Literal, NamedTuple

from plivoml import Element
from plivoml._model import spec
from plivoml._model.values import Boolean, Enumeration, Integer, Union, Value


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
        case Integer():
            return int
        case Enumeration(words=words):
            return Literal[words]
        case Union(members=members):
            return typing.Union[tuple(map(_type, members))]  # noqa: UP007 - made of a tuple
        case _:
            return str
