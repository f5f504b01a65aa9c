"""Elements as the Python that builds them."""

from __future__ import annotations

import typing

from typing import Any, cast

import attrs

from . import _spec


if typing.TYPE_CHECKING:
    from ._element import Element


def python(element: Element) -> str:
    """Return the call that builds *element*, with defaults left out and secrets hidden."""
    kind = type(element)
    declared = _spec.spec_of(kind).attributes if kind._tag else ()
    secrets = {attribute.field for attribute in declared if attribute.secret}
    shown: list[str] = []
    by_position = True
    for field in sorted(attrs.fields(kind), key=_place):
        value = getattr(element, field.name)
        if value == field.default:
            # What comes after something left out must be named.
            by_position = False
            continue
        text = "'***'" if field.name in secrets else _brief(value)
        by_position = by_position and not field.kw_only
        shown.append(text if by_position else f"{field.name}={text}")
    namespace = "ssml." if kind.__module__.endswith(".ssml") else ""
    return f"{namespace}{kind.__name__}({', '.join(shown)})"


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
