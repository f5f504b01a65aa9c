r"""
The declarations as an XML Schema.

Every simple type of the strict one is a pattern or a list of words over `xs:string`: engines
differ on what `xs:integer`, `xs:boolean`, `\d` and `\s` mean, and none differs on this.  The
typed one is for programs that make classes of it: it has numbers and booleans, names what
several elements hold, and takes every language in `xml:lang`.
"""

from __future__ import annotations

import functools
import re

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import plivoml

from plivoml._model import docstrings
from plivoml._model.escaping import quoted, text
from plivoml._model.nodes import Element
from plivoml._model.spec import ContentSpec, ElementSpec, spec_of
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
from tools.generate.patterns import pattern_of


_PADDING: Final = r"[ \t\r\n]*"
_BLANK: Final = Text("Blank", "white space or nothing", _PADDING, shortest=0)
_MARKED: Final = re.compile(r"`(\w+)`")


#: When the pages of Plivo's were last read.
_READ: Final = "2026-11-29"

#: Both flavours have it.
_HEAD: Final = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!-- Written from the declarations in plivoml; change them, not this. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" version="{plivoml.__version__}">
  <xs:annotation>
    <xs:documentation>Plivo's call XML{{flavour}}, by plivoml {plivoml.__version__}, after the pages at https://www.plivo.com/docs/voice/xml/overview as they stood on {_READ}.</xs:documentation>
  </xs:annotation>
  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>
"""

#: Declares what https://www.w3.org/2001/xml.xsd does, as that does.
_XML_NAMESPACE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- The schema of the namespace of XML{what}. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang">
    <xs:annotation>
      <xs:documentation>The language of what is in the element, or an empty text for none.</xs:documentation>
    </xs:annotation>
    <xs:simpleType>
      <xs:union memberTypes="xs:language">
        <xs:simpleType>
          <xs:restriction base="xs:string">
            <xs:enumeration value=""/>
          </xs:restriction>
        </xs:simpleType>
      </xs:union>
    </xs:simpleType>
  </xs:attribute>
  <xs:attribute name="space">
    <xs:simpleType>
      <xs:restriction base="xs:NCName">
        <xs:enumeration value="default"/>
        <xs:enumeration value="preserve"/>
      </xs:restriction>
    </xs:simpleType>
  </xs:attribute>
  <xs:attribute name="base" type="xs:anyURI"/>
  <xs:attribute name="id" type="xs:ID"/>
  <xs:attributeGroup name="specialAttrs" xmlns:xml="http://www.w3.org/XML/1998/namespace">
    <xs:attribute ref="xml:base"/>
    <xs:attribute ref="xml:lang"/>
    <xs:attribute ref="xml:space"/>
    <xs:attribute ref="xml:id"/>
  </xs:attributeGroup>"""


def files() -> dict[str, str]:
    """Return the schemas of both flavours by their paths."""
    return {
        "schema/plivoml.xsd": xsd(),
        "schema/xml.xsd": xml_xsd(),
        "schema/typed/plivoml.xsd": xsd(typed=True),
        "schema/typed/xml.xsd": xml_xsd(typed=True),
    }


def xsd(*, typed: bool = False) -> str:
    """Return the schema as text: the same declarations give the same text."""
    return "\n".join(_document(typed=typed)) + "\n"


def xml_xsd(*, typed: bool = False) -> str:
    """
    Return the schema of the namespace of XML.

    The strict one has a group of attributes for each element that takes one of the namespace:
    what is declared inside may have a closed list of values, and what others refer to has not.
    """
    return "\n".join(_xml_namespace(typed=typed)) + "\n"


def _document(*, typed: bool) -> Iterator[str]:
    yield _HEAD.format(flavour=", for programs that make classes of it" if typed else "")
    yield from _element(Response, "  ")
    groups = _named_contents() if typed else {}
    chapter = ""
    for cls in vocabulary.elements():
        if cls.__module__ != chapter:
            chapter = cls.__module__
            yield f"\n  <!-- {chapter.rpartition('.')[2].capitalize()} -->"
        yield ""
        yield from _complex_type(spec_of(cls), groups, typed=typed)
    yield from _groups(groups)
    yield "\n  <!-- Values -->"
    for _, lines in sorted(_simple_types(typed=typed).items()):
        yield ""
        yield from lines
    yield "</xs:schema>"


def _xml_namespace(*, typed: bool) -> Iterator[str]:
    yield _XML_NAMESPACE.format(what="" if typed else ", and what Plivo takes of its attributes")
    for cls in () if typed else vocabulary.elements():
        for attribute in spec_of(cls).attributes:
            _, colon, name = attribute.name.partition(":")
            if colon:
                use = ' use="required"' if attribute.required else ""
                yield f'  <xs:attributeGroup name="{_group_of(cls)}">'
                yield f'    <xs:attribute name="{name}" form="qualified"{use}>'
                yield from _documentation([docstrings.fields(cls)[attribute.field]], "      ")
                yield from _restriction(attribute.value, "      ", "")
                yield "    </xs:attribute>"
                yield "  </xs:attributeGroup>"
    yield "</xs:schema>"


def _group_of(cls: type[Element]) -> str:
    return f"{cls.__name__}Attributes"


def _element(cls: type[Element], pad: str) -> Iterator[str]:
    yield f'{pad}<xs:element name="{cls._tag}" type="{cls.__name__}Element">'
    # An editor such as Eclipse shows what the element says, and not what its type does.
    yield from _documentation(docstrings.paragraphs(cls), pad + "  ")
    yield f"{pad}</xs:element>"


def _named_contents() -> dict[tuple[type[Element], ...], str]:
    """Return a name for what more than one element holds: that of the first which does."""
    specs = [spec_of(cls) for cls in vocabulary.elements()]
    held = Counter(spec.content.elements for spec in specs)
    names: dict[tuple[type[Element], ...], str] = {}
    for spec in specs:
        if spec.content.elements and held[spec.content.elements] > 1:
            names.setdefault(spec.content.elements, f"{spec.cls.__name__}Content")
    return names


def _groups(groups: Mapping[tuple[type[Element], ...], str]) -> Iterator[str]:
    for kinds, name in groups.items():
        yield f'\n  <xs:group name="{name}">\n    <xs:choice>'
        for kind in kinds:
            yield from _element(kind, "      ")
        yield "    </xs:choice>\n  </xs:group>"


def _complex_type(
    spec: ElementSpec, groups: Mapping[tuple[type[Element], ...], str], *, typed: bool
) -> Iterator[str]:
    content = spec.content
    mixed = ' mixed="true"' if content.holds == "words and elements" else ""
    yield f'  <xs:complexType name="{spec.cls.__name__}Element"{mixed}>'
    if content.children:
        fewest = 1 if content.required and content.holds == "elements" else 0
        yield f'    <xs:choice minOccurs="{fewest}" maxOccurs="unbounded">'
        if content.elements in groups:
            yield f'      <xs:group ref="{groups[content.elements]}"/>'
        else:
            for kind in content.elements:
                yield from _element(kind, "      ")
        yield "    </xs:choice>"
        yield from _attributes(spec, "    ", typed=typed)
    else:
        yield "    <xs:simpleContent>"
        yield f'      <xs:extension base="{_text_type(content).name}">'
        yield from _attributes(spec, "        ", typed=typed)
        yield "      </xs:extension>"
        yield "    </xs:simpleContent>"
    yield "  </xs:complexType>"


def _attributes(spec: ElementSpec, pad: str, *, typed: bool) -> Iterator[str]:
    notes = docstrings.fields(spec.cls)
    for attribute in spec.attributes:
        use = ' use="required"' if attribute.required else ""
        if ":" in attribute.name and typed:
            yield f'{pad}<xs:attribute ref="{attribute.name}"{use}/>'
            continue
        if ":" in attribute.name:
            yield f'{pad}<xs:attributeGroup ref="xml:{_group_of(spec.cls)}"/>'
            continue
        kind = attribute.value.name
        yield f'{pad}<xs:attribute name="{attribute.name}" type="{kind}"{use}>'
        yield from _documentation([notes[attribute.field], *attribute.remarks()], pad + "  ")
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


def _simple_types(*, typed: bool) -> dict[str, list[str]]:
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
        lines = list(_restriction(value, "  ", f' name="{value.name}"', typed=typed))
        assert types.setdefault(value.name, lines) == lines, value
        if isinstance(value, Union):
            values += (member for member in value.members if not isinstance(member, Enumeration))
    return types


def _restriction(value: Value, pad: str, name: str, *, typed: bool = False) -> Iterator[str]:
    yield f"{pad}<xs:simpleType{name}>"
    if name:
        # What it lists may be a word, of which every letter counts.
        yield from _documentation([f"Takes {value.expected}."], pad + "  ")
    if isinstance(value, Union):
        named = [member.name for member in value.members if not isinstance(member, Enumeration)]
        # The compiler of Java's takes no empty list.
        members = f' memberTypes="{" ".join(named)}"' if named else ""
        yield f"{pad}  <xs:union{members}>"
        for member in value.members:
            if isinstance(member, Enumeration):
                yield from _restriction(member, pad + "    ", "")
        yield f"{pad}  </xs:union>"
    else:
        base, facets = _typed(value) if typed else ("string", _facets(value))
        yield f'{pad}  <xs:restriction base="xs:{base}">'
        yield from (f'{pad}    <xs:{facet} value="{quoted(to)}"/>' for facet, to in facets)
        yield f"{pad}  </xs:restriction>"
    yield f"{pad}</xs:simpleType>"


def _typed(
    value: Enumeration | Boolean | Integer | Text | ListOf | MappingOf,
) -> tuple[str, Iterable[tuple[str, str]]]:
    """Return the type that a program has for a value, and what limits it."""
    match value:
        case Boolean():
            return "boolean", ()
        case Integer(minimum=minimum, maximum=maximum):
            upper = [("maxInclusive", str(maximum))] if maximum < Integer("").maximum else []
            return "integer", [("minInclusive", str(minimum)), *upper]
        case _:
            return "string", _facets(value)


def _facets(
    value: Enumeration | Boolean | Integer | Text | ListOf | MappingOf,
) -> Iterator[tuple[str, str]]:
    match value:
        case Enumeration(words=words):
            yield from (("enumeration", word) for word in words)
        case Boolean():
            yield from (("enumeration", word) for word in ("true", "false"))
        case Text(pattern=pattern, shortest=shortest, longest=longest):
            if pattern is not None:
                yield "pattern", pattern
            else:
                yield "minLength", str(shortest)
            if longest is not None:
                yield "maxLength", str(longest)
        case _:
            yield "pattern", pattern_of(value)
            if isinstance(value, ListOf) and value.longest is not None:
                yield "maxLength", str(value.longest)


def _documentation(paragraphs: list[str], pad: str) -> Iterator[str]:
    said = _MARKED.sub(_as_in_xml, " ".join(paragraphs))
    yield f"{pad}<xs:annotation>"
    yield f"{pad}  <xs:documentation>{text(said)}</xs:documentation>"
    yield f"{pad}</xs:annotation>"


def _as_in_xml(marked: re.Match[str]) -> str:
    """Return a word between backticks; what names a field names its attribute."""
    return f"`{_attribute_names().get(marked[1], marked[1])}`"


@functools.cache
def _attribute_names() -> dict[str, str]:
    specs = map(spec_of, vocabulary.elements())
    return {one.field: one.name for spec in specs for one in spec.attributes}
