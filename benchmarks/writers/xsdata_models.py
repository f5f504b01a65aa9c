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

import plivoml

from plivoml import ssml

from . import declared, typed


CLASSES: Final[dict[str, Any]] = {}


def _is_number(kind: Any) -> bool:
    return kind is int or int in get_args(kind)


def _class(cls: type[plivoml.Element], *children: str, text: bool = True) -> None:
    fields: list[Any] = []
    for field in declared.fields(cls):
        # It knows no `Literal`.
        kind = field.type if field.type is bool else int if _is_number(field.type) else str
        fields.append(
            (
                field.name,
                kind | None,
                dataclasses.field(
                    default=None, metadata={"name": field.xml_name, "type": "Attribute"}
                ),
            )
        )
    if text:
        fields.append(("text", str, dataclasses.field(default="", metadata={"type": "Text"})))
    if children:
        choices = tuple({"name": tag, "type": CLASSES[tag]} for tag in children)
        metadata = {"type": "Elements", "choices": choices}
        fields.append(
            ("children", list[object], dataclasses.field(default_factory=list, metadata=metadata))
        )
    made = dataclasses.make_dataclass(cls.__name__, fields, kw_only=True, slots=True)
    made.Meta = type("Meta", (), {"name": cls._tag})  # type: ignore[attr-defined]
    CLASSES[cls._tag] = made


_class(ssml.Break, text=False)
_class(ssml.Emphasis)
_class(ssml.Prosody)
_class(ssml.SayAs)
_class(plivoml.Speak, "break", "emphasis", "prosody", "say-as")
_class(plivoml.Play)
_class(plivoml.Number)
_class(plivoml.Dial, "Number", text=False)
_class(plivoml.GetInput, "Speak", "Play", text=False)
_class(plivoml.Record, text=False)
_class(plivoml.Redirect)
_class(plivoml.Hangup, text=False)
_class(plivoml.MultiPartyCall)
_class(plivoml.Message)
_class(
    plivoml.Response,
    *("Speak", "Play", "GetInput", "Dial", "Record", "Redirect", "Hangup"),
    *("MultiPartyCall", "Message"),
    text=False,
)

_CONTEXT: Final = XmlContext()
_PARSER: Final = XmlParser(context=_CONTEXT, config=ParserConfig(fail_on_unknown_properties=True))


def _read(source: str) -> Any:
    return _PARSER.from_string(source, CLASSES["Response"])


BUILD: Final = typed.builders(CLASSES)
TEXT: Final = XmlSerializer(context=_CONTEXT).render
READ: Final = _read
