"""Elements as the Python that builds them."""

from __future__ import annotations

import typing

from collections.abc import Iterator
from typing import Any, cast

import attrs

from . import spec


if typing.TYPE_CHECKING:
    from .nodes import Element


def python(element: Element) -> str:
    """Return the call that builds *element*, with defaults left out and secrets hidden."""
    kind = element._kind
    declared = spec.spec_of(kind).attributes if kind._tag else ()
    secrets = {attribute.field for attribute in declared if attribute.secret}
    shown = (
        prefix + ("'***'" if field in secrets else _brief(value))
        for field, prefix, value in arguments(element)
    )
    return f"{called(kind)}({', '.join(shown)})"


def called(kind: type[Element]) -> str:
    """Return the name under which a class is imported; SSML has a namespace."""
    namespace = "ssml." if kind.__module__.endswith(".ssml") else ""
    return f"{namespace}{kind.__name__}"


def arguments(element: Element) -> Iterator[tuple[str, str, Any]]:
    """Yield the arguments that are no defaults: the field, its keyword with `=`, the value."""
    by_position = True
    for field in sorted(attrs.fields(element._kind), key=_place):
        value = getattr(element, field.name)
        if value == field.default:
            # What comes after something left out must be named.
            by_position = False
            continue
        by_position = by_position and not field.kw_only
        yield field.name, "" if by_position else f"{field.name}=", value


def _place(field: attrs.Attribute[object]) -> tuple[bool, bool]:
    return bool(field.kw_only), field.name == "extra"


def _brief(value: Any) -> str:
    match value:
        case (str(words),):
            return repr(words)
        case tuple():
            return f"[{', '.join(map(repr, cast('tuple[object, ...]', value)))}]"
        case _:
            return repr(value)
