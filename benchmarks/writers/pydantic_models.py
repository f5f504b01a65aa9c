"""
pydantic-xml, with models that have the fields of plivoml's classes.

They check types and lists of words, no patterns and ranges, and know no words between
the tags of SSML but the first.
"""

from __future__ import annotations

import operator

from typing import Any, Final, Union

from pydantic_xml import BaseXmlModel, attr, create_model, element

from . import typed
from .declared import ELEMENTS, Declared


class _Base(BaseXmlModel, skip_empty=True, search_mode="strict"):
    pass


CLASSES: Final[dict[str, Any]] = {}


def _model(declared: Declared) -> type[_Base]:
    fields: dict[str, Any] = {}
    if declared.text:
        fields["text"] = (str, ...)
    for field in declared.fields():
        kind, default = (field.type, ...) if field.required else (field.type | None, None)
        fields[field.name] = (kind, attr(name=field.xml_name, default=default))
    if declared.children:
        kinds: Any = Union[tuple(CLASSES[tag] for tag in declared.children)]  # noqa: UP007 - of a tuple
        fields["children"] = (list[kinds], element(default_factory=list))
    return create_model(declared.cls.__name__, __base__=_Base, __tag__=declared.tag, **fields)


for one in ELEMENTS:
    CLASSES[one.tag] = _model(one)

BUILD: Final = typed.builders(CLASSES)
TEXT: Final = operator.methodcaller("to_xml", skip_empty=True)
READ: Final = CLASSES["Response"].from_xml
