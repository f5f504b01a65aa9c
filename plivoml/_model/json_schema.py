"""JSON Schema of plain data, made from declarations when somebody asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from . import docstrings


def of_object(
    cls: type, properties: Mapping[str, Mapping[str, Any]], required: Collection[str] = ()
) -> dict[str, Any]:
    """
    Return the schema of an object with the fields of a class.

    Args:
        cls: the class, whose source says what each field means.
        properties: the schema of each field.
        required: the fields that have to be there.
    """
    says = docstrings.inherited(cls)
    described = {
        name: {**schema, "description": says[name]} if name in says else dict(schema)
        for name, schema in properties.items()
    }
    schema = {
        "title": cls.__name__,
        "description": "\n\n".join(docstrings.paragraphs(cls)),
        "type": "object",
        "properties": described,
        "additionalProperties": False,
    }
    return {**schema, "required": [*required]} if required else schema


def of_element(cls: type, tag: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    """
    Return the schema of an element.

    Args:
        cls: the class, whose source says what each attribute means.
        tag: its name in XML.
        attributes: the name in XML of each field that is an attribute.
    """
    says = docstrings.inherited(cls)
    texts = {
        name: {"type": ["string", "integer", "boolean"], "description": says.get(field, "")}
        for field, name in attributes.items()
    }
    children = {"type": "array", "items": {"type": ["string", "object"]}}
    return of_object(
        cls,
        {
            "tag": {"const": tag},
            "attributes": {"type": "object", "properties": texts},
            "children": children,
        },
        ["tag"],
    )
