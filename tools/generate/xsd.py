r"""
The declarations as an XML Schema.

Every simple type is a pattern or a list of words over `xs:string`: engines differ on
what `xs:integer`, `xs:boolean`, `\d` and `\s` mean, and none differs on this.
"""

from __future__ import annotations

import functools
import re

from collections.abc import Iterator
from typing import Final

from plivoml._model import docstrings
from plivoml._model.escaping import quoted, text
from plivoml._model.helped import remarks
from plivoml._model.nodes import Element
from plivoml._model.spec import ContentModel, ContentSpec, ElementSpec, spec_of
from plivoml._model.values import (
    Boolean,
    Enumeration,
    Integer,
    ListOf,
    MappingOf,
    Text,
    Union,
    Value,
)
from plivoml.elements import vocabulary
from plivoml.elements.response import Response


_PADDING: Final = r"[ \t\r\n]*"
_BLANK: Final = Text("Blank", "white space or nothing", _PADDING, shortest=0)
_MARKED: Final = re.compile(r"([*`])(\w+)\1")


def files() -> dict[str, str]:
    """Return both schemas by their paths."""
    return {"schema/plivoml.xsd": xsd(), "schema/xml.xsd": xml_xsd()}


def xsd() -> str:
    """Return the schema as text: the same declarations give the same text."""
    return "\n".join(_document()) + "\n"


def xml_xsd() -> str:
    """Return the schema of the namespace of XML, as far as Plivo's documents use it."""
    return "\n".join(_xml_namespace()) + "\n"


def _document() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<!-- Written from the declarations in plivoml; change them, not this. -->"
    yield '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
    yield '  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>'
    yield ""
    yield from _element(Response, "  ")
    chapter = ""
    for cls in vocabulary.elements():
        if cls.__module__ != chapter:
            chapter = cls.__module__
            yield f"\n  <!-- {chapter.rpartition('.')[2].capitalize()} -->"
        yield ""
        yield from _complex_type(spec_of(cls))
    yield "\n  <!-- Values -->"
    for _, lines in sorted(_simple_types().items()):
        yield ""
        yield from lines
    yield "</xs:schema>"


def _xml_namespace() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<!-- Written from the declarations in plivoml; change them, not this. -->"
    yield '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    yield '           targetNamespace="http://www.w3.org/XML/1998/namespace">'
    for cls in vocabulary.elements():
        spec = spec_of(cls)
        for attribute in spec.attributes:
            prefix, _, name = attribute.name.partition(":")
            if prefix == "xml" and name:
                yield f'  <xs:attribute name="{name}">'
                yield from _documentation([docstrings.fields(cls)[attribute.field]], "    ")
                yield from _restriction(attribute.value, "    ", "")
                yield "  </xs:attribute>"
    yield "</xs:schema>"


def _element(cls: type[Element], pad: str) -> Iterator[str]:
    yield f'{pad}<xs:element name="{cls._tag}" type="{cls.__name__}Element">'
    # An editor such as Eclipse shows what the element says, and not what its type does.
    yield from _documentation(docstrings.paragraphs(cls), pad + "  ")
    yield f"{pad}</xs:element>"


def _complex_type(spec: ElementSpec) -> Iterator[str]:
    content = spec.content
    mixed = ' mixed="true"' if content.holds is ContentModel.SPEECH else ""
    yield f'  <xs:complexType name="{spec.cls.__name__}Element"{mixed}>'
    if content.children:
        fewest = 1 if content.required and content.holds is ContentModel.CHILDREN else 0
        yield f'    <xs:choice minOccurs="{fewest}" maxOccurs="unbounded">'
        for kind in content.elements:
            yield from _element(kind, "      ")
        yield "    </xs:choice>"
        yield from _attributes(spec, "    ")
    else:
        yield "    <xs:simpleContent>"
        yield f'      <xs:extension base="{_text_type(content).name}">'
        yield from _attributes(spec, "        ")
        yield "      </xs:extension>"
        yield "    </xs:simpleContent>"
    yield "  </xs:complexType>"


def _attributes(spec: ElementSpec, pad: str) -> Iterator[str]:
    notes = docstrings.fields(spec.cls)
    for attribute in spec.attributes:
        use = ' use="required"' if attribute.required else ""
        if ":" in attribute.name:
            yield f'{pad}<xs:attribute ref="{attribute.name}"{use}/>'
            continue
        kind = attribute.value.name
        yield f'{pad}<xs:attribute name="{attribute.name}" type="{kind}"{use}>'
        yield from _documentation([notes[attribute.field], *remarks(attribute)], pad + "  ")
        yield f"{pad}</xs:attribute>"


def _text_type(content: ContentSpec) -> Text:
    """Return the type of the text in an element that holds no others."""
    value = content.value
    if value is None:
        return _BLANK
    assert isinstance(value, Text)
    if content.is_words:
        return value
    pattern = f"{_PADDING}({value.pattern}){_PADDING}"
    return Text(f"Padded{value.name}", f"{value.expected}; blanks around it do not count", pattern)


def _simple_types() -> dict[str, list[str]]:
    """Return the lines of each named type by its name."""
    values: list[Value] = []
    for cls in vocabulary.elements():
        spec = spec_of(cls)
        if not spec.content.children:
            values.append(_text_type(spec.content))
        values += (attribute.value for attribute in spec.attributes if ":" not in attribute.name)
    types: dict[str, list[str]] = {}
    while values:
        value = values.pop()
        lines = list(_restriction(value, "  ", f' name="{value.name}"'))
        assert types.setdefault(value.name, lines) == lines, value
        if isinstance(value, Union):
            values += (member for member in value.members if not isinstance(member, Enumeration))
    return types


def _restriction(value: Value, pad: str, name: str) -> Iterator[str]:
    yield f"{pad}<xs:simpleType{name}>"
    if name:
        yield from _documentation([f"{value.expected[0].upper()}{value.expected[1:]}."], pad + "  ")
    if isinstance(value, Union):
        named = [member.name for member in value.members if not isinstance(member, Enumeration)]
        yield f'{pad}  <xs:union memberTypes="{" ".join(named)}">'
        for member in value.members:
            if isinstance(member, Enumeration):
                yield from _restriction(member, pad + "    ", "")
        yield f"{pad}  </xs:union>"
    else:
        yield f'{pad}  <xs:restriction base="xs:string">'
        yield from (f'{pad}    <xs:{facet} value="{quoted(to)}"/>' for facet, to in _facets(value))
        yield f"{pad}  </xs:restriction>"
    yield f"{pad}</xs:simpleType>"


def _facets(
    value: Enumeration | Boolean | Integer | Text | ListOf | MappingOf,
) -> Iterator[tuple[str, str]]:
    match value:
        case Enumeration(words=words):
            yield from (("enumeration", word) for word in words)
        case Boolean():
            yield from (("enumeration", word) for word in ("true", "false"))
        case Integer():
            yield "pattern", value.pattern
        case Text(pattern=pattern, shortest=shortest, longest=longest):
            if pattern is not None:
                yield "pattern", pattern
            else:
                yield "minLength", str(shortest)
            if longest is not None:
                yield "maxLength", str(longest)
        case _:
            yield "pattern", value.pattern
            if isinstance(value, ListOf) and value.longest is not None:
                yield "maxLength", str(value.longest)


def _documentation(paragraphs: list[str], pad: str) -> Iterator[str]:
    said = _MARKED.sub(_as_in_xml, " ".join(paragraphs))
    yield f"{pad}<xs:annotation>"
    yield f"{pad}  <xs:documentation>{text(said)}</xs:documentation>"
    yield f"{pad}</xs:annotation>"


def _as_in_xml(marked: re.Match[str]) -> str:
    """Return a word between marks; what names a field names its attribute."""
    mark, word = marked.groups()
    return f"{mark}{_attribute_names().get(word, word)}{mark}"


@functools.cache
def _attribute_names() -> dict[str, str]:
    specs = map(spec_of, vocabulary.elements())
    return {one.field: one.name for spec in specs for one in spec.attributes}
