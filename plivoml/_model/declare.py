"""What declares an element."""

from __future__ import annotations

import operator

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, overload

import attrs

from . import constructor
from .mapping import NOTHING
from .nodes import Element, UnknownElement
from .plain import Docstring, Plain
from .spec import by_tag, spec_of


if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:
    # It tells checkers something and does nothing; the other one takes 2 ms to load.
    from typing import dataclass_transform

ElementT = TypeVar("ElementT", bound=Element)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field,))
def element(cls: type[ElementT]) -> type[ElementT]:
    """Declare an element: a frozen, slotted class whose fields are keywords."""
    declare = attrs.frozen(
        kw_only=True,
        init=False,
        eq=False,
        repr=False,
        weakref_slot=False,
        field_transformer=lambda _, fields: sorted(fields, key=lambda one: one.name == "extra"),
    )
    made = declare(cls)
    made._tag = cls.__dict__.get("_tag", cls.__name__)
    fields = attrs.fields(made)
    made._names = tuple(field.name for field in fields)
    made._content = next((field.name for field in fields if not field.kw_only), "")
    made._values = operator.attrgetter(*made._names)
    constructor.on_first_use(made)
    if made._tag:
        made._is_final = True
        # Python leaves docstrings out under -OO.
        made.__doc__ = Docstring(made.__doc__ or "")  # type: ignore[assignment]
        by_tag[made._tag] = made
    return made


@element
class Extensible(Element, Plain):
    """An element that takes attributes which this package does not know yet."""

    _tag: ClassVar[str] = ""

    extra: Mapping[str, str] = NOTHING
    """Attributes by their XML name; a declared one may not be among them."""

    @overload
    @classmethod
    def from_dict(
        cls: type[ElementT], data: Mapping[str, object], *, strict: Literal[True] = True
    ) -> ElementT: ...
    @overload
    @classmethod
    def from_dict(
        cls: type[ElementT], data: Mapping[str, object], *, strict: bool
    ) -> ElementT | UnknownElement: ...
    @classmethod
    def from_dict(
        cls: type[ElementT], data: Mapping[str, object], *, strict: bool = True
    ) -> ElementT | UnknownElement:
        """
        Build the element of plain data, such as `to_dict` gives.

        Args:
            data: `{"tag": ..., "attributes": {...}, "children": [...]}`, with the tag of this
                class.  The last two may be missing, and an attribute may be a number or a
                boolean.
            strict: With `False`, an element that cannot be built becomes an
                `UnknownElement`, and attributes that are not known go into `extra`.

        Raises:
            InvalidDocumentError: With every problem and its path.
        """
        from .tree import read  # most programs only write

        found = read(cls, data, strict=strict)
        assert isinstance(found, cls | UnknownElement)
        return found

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema of what `from_dict` takes, with what each attribute means."""
        from . import docstrings  # it reads the source

        says = docstrings.inherited(cls)
        types = ["string", "integer", "boolean"]
        texts = {
            one.name: {"type": types, "description": says.get(one.field, "")}
            for one in spec_of(cls).attributes
        }
        properties: dict[str, dict[str, Any]] = {
            "tag": {"const": cls._tag},
            "attributes": {"type": "object", "properties": texts},
            "children": {"type": "array", "items": {"type": ["string", "object"]}},
        }
        return docstrings.object_schema(cls, properties, ["tag"])

    @classmethod
    def _remarks(cls) -> dict[str, str]:
        told = {cls._content: ""} if cls._content else {}
        for one in spec_of(cls).attributes:
            told[one.field] = " ".join([f"Expected: {one.value.expected}.", *one.remarks()])
        return {**told, "extra": ""}

    def _texts(self) -> dict[str, str]:
        given = ((one, getattr(self, one.field)) for one in spec_of(type(self)).attributes)
        texts = {one.name: one.value.dump(value) for one, value in given if value is not None}
        return {**texts, **self.extra}


class Nested(Extensible):
    """A declared element that stands in others, with elements in it that may hold some in turn."""

    # Stored, so that the limit on depth costs nothing.

    __slots__ = ("_height",)
