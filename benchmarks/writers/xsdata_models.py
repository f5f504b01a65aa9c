"""
xsdata, with dataclasses that have the fields of plivoml's classes.

Nothing is checked but that attributes are known and can be converted.
"""

from __future__ import annotations

import dataclasses

from typing import Any, Final, get_args

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.serializers import XmlSerializer

from . import typed
from .declared import ELEMENTS, Declared


CLASSES: Final[dict[str, Any]] = {}


def _is_number(kind: Any) -> bool:
    return kind is int or int in get_args(kind)


def _class(declared: Declared) -> type[Any]:
    fields: list[Any] = []
    for field in declared.fields():
        # It knows no `Literal`.
        kind = field.type if field.type is bool else int if _is_number(field.type) else str
        metadata: dict[str, Any] = {"name": field.xml_name, "type": "Attribute"}
        fields.append((field.name, kind | None, dataclasses.field(default=None, metadata=metadata)))
    if declared.text:
        fields.append(("text", str, dataclasses.field(default="", metadata={"type": "Text"})))
    if declared.children:
        choices = tuple({"name": tag, "type": CLASSES[tag]} for tag in declared.children)
        metadata = {"type": "Elements", "choices": choices}
        fields.append(
            ("children", list[object], dataclasses.field(default_factory=list, metadata=metadata))
        )
    made = dataclasses.make_dataclass(declared.cls.__name__, fields, kw_only=True, slots=True)
    made.Meta = type("Meta", (), {"name": declared.tag})  # type: ignore[attr-defined]
    return made


for one in ELEMENTS:
    CLASSES[one.tag] = _class(one)

_CONTEXT: Final = XmlContext()
_PARSER: Final = XmlParser(context=_CONTEXT, config=ParserConfig(fail_on_unknown_properties=True))


def _read(source: str) -> Any:
    return _PARSER.from_string(source, CLASSES["Response"])


BUILD: Final = typed.builders(CLASSES)
TEXT: Final = XmlSerializer(context=_CONTEXT).render
READ: Final = _read
