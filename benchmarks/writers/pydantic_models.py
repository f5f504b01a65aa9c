"""
pydantic-xml, with models that have the fields of plivoml's classes.

They check types and lists of words, no patterns and ranges, and know no words between
the tags of SSML but the first.
"""

from __future__ import annotations

import operator

from typing import Any, Final, Union

from pydantic_xml import BaseXmlModel, attr, create_model, element

import plivoml

from plivoml import ssml

from . import declared, typed


class _Base(BaseXmlModel, skip_empty=True, search_mode="strict"):
    pass


CLASSES: Final[dict[str, Any]] = {}


def _model(cls: type[plivoml.Element], *children: str, text: bool = True) -> None:
    fields: dict[str, Any] = {}
    if text:
        fields["text"] = (str, ...)
    for field in declared.fields(cls):
        kind, default = (field.type, ...) if field.required else (field.type | None, None)
        fields[field.name] = (kind, attr(name=field.xml_name, default=default))
    if children:
        kinds: Any = Union[tuple(CLASSES[tag] for tag in children)]  # noqa: UP007 - of a tuple
        fields["children"] = (list[kinds], element(default_factory=list))
    CLASSES[cls._tag] = create_model(cls.__name__, __base__=_Base, __tag__=cls._tag, **fields)


_model(ssml.Break, text=False)
_model(ssml.Emphasis)
_model(ssml.Prosody)
_model(ssml.SayAs)
_model(plivoml.Speak, "break", "emphasis", "prosody", "say-as")
_model(plivoml.Play)
_model(plivoml.Number)
_model(plivoml.Dial, "Number", text=False)
_model(plivoml.GetInput, "Speak", "Play", text=False)
_model(plivoml.Record, text=False)
_model(plivoml.Redirect)
_model(plivoml.Hangup, text=False)
_model(plivoml.MultiPartyCall)
_model(plivoml.Message)
_model(
    plivoml.Response,
    *("Speak", "Play", "GetInput", "Dial", "Record", "Redirect", "Hangup"),
    *("MultiPartyCall", "Message"),
    text=False,
)

BUILD: Final = typed.builders(CLASSES)
TEXT: Final = operator.methodcaller("to_xml", skip_empty=True)
READ: Final = CLASSES["Response"].from_xml
