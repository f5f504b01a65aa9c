"""What the elements are declared to be."""

from __future__ import annotations

from plivoml import Element
from plivoml._model import docstrings
from plivoml._model.characters import WHITE_SPACE, bad_character, printable
from plivoml._model.escaping import quoted, text
from plivoml._model.lookalikes import ATTRIBUTES, ELEMENTS, NOTHING, SOURCES, VALUES
from plivoml._model.mapping import FrozenMapping
from plivoml._model.nodes import nodes_of
from plivoml._model.plain import SECRETS
from plivoml._model.spec import (
    AttributeSpec,
    ContentSpec,
    ElementSpec,
    docs_of,
    spec_of,
)
from plivoml._model.types import When, when_includes, when_is, when_set
from plivoml._model.values import (
    WRONG,
    Boolean,
    Enumeration,
    Integer,
    ListOf,
    MappingOf,
    Text,
    Union,
    Value,
    matcher,
    members_of,
)
from plivoml.elements.vocabulary import by_tag, elements


__all__ = [
    "ATTRIBUTES",
    "ELEMENTS",
    "NOTHING",
    "SECRETS",
    "SOURCES",
    "VALUES",
    "WHITE_SPACE",
    "WRONG",
    "AttributeSpec",
    "Boolean",
    "ContentSpec",
    "ElementSpec",
    "Enumeration",
    "FrozenMapping",
    "Integer",
    "ListOf",
    "MappingOf",
    "Text",
    "Union",
    "Value",
    "When",
    "bad_character",
    "by_tag",
    "class_of",
    "content_field",
    "docs_of",
    "docstrings",
    "elements",
    "fields",
    "matcher",
    "members_of",
    "nodes_of",
    "printable",
    "quoted",
    "spec_of",
    "tag_of",
    "text",
    "when_includes",
    "when_is",
    "when_set",
]


def class_of(element: Element) -> type[Element]:
    """Return the declared class of an element, whatever class keeps its extra attributes."""
    return type(element)


def tag_of(cls: type[Element]) -> str:
    return cls._tag


def fields(element: Element) -> tuple[str, ...]:
    """Return the names of the fields that an element was given."""
    return element._names


def content_field(element: Element) -> str:
    """Return the name of the field that holds what stands between the tags."""
    return element._content
