"""The classes, the reader, xmlschema and libxml2 give one verdict."""

from __future__ import annotations

import re
import threading

from collections.abc import Callable
from typing import Any, cast

import pytest
import xmlschema

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import plivoml

from plivoml import Element, InvalidElementError, Response
from tests.support.declarations import (
    WRONG,
    AttributeSpec,
    ElementSpec,
    fields,
    quoted,
    spec_of,
    tag_of,
    text,
)
from tests.support.effort import examples
from tests.support.strategies import SPECS, XML_TEXT, documents, drawn, elements, texts, wrong
from tests.support.verdicts import SCHEMA, verdicts


attributes = pytest.mark.parametrize(
    ("spec", "attribute"),
    [(spec, attribute) for spec in SPECS for attribute in spec.attributes],
    ids=lambda value: value.tag if isinstance(value, ElementSpec) else value.name,
)
with_text = pytest.mark.parametrize(
    "spec", [spec for spec in SPECS if spec.content.value], ids=lambda spec: spec.tag
)


def in_document(element: str, tag: str) -> str:
    """*element* where a document may have it."""
    around = {
        "Response": "{}",
        "Number": "<Response><Dial>{}</Dial></Response>",
        "User": "<Response><Dial>{}</Dial></Response>",
    }
    inside_speech = "<Response><Speak>{}</Speak></Response>"
    ordinary = "<Response>{}</Response>"
    is_speech = tag in {tag_of(kind) for kind in spec_of(plivoml.Speak).content.elements}
    return around.get(tag, inside_speech if is_speech else ordinary).format(element)


def minimal(spec: ElementSpec, **texts: str) -> str:
    """The shortest right element, with attributes or the text (as `content`) replaced."""
    content = {"Dial": "<Number>1</Number>", "User": "sip:a", "DTMF": "1", "Stream": "wss://a"}
    required = {
        "action": "/a", "alias": "a", "alphabet": "ipa", "dst": "1", "interpret-as": "date",
        "ph": "a", "role": "agent", "src": "1", "xml:lang": "en-GB",
    }  # fmt: skip
    values = {a.name: required[a.name] for a in spec.attributes if a.required}
    if spec.tag == "w":
        values["role"] = "amazon:VB"
    if spec.tag == "prosody":
        values["rate"] = "slow"
    inside = texts.pop("content", content.get(spec.tag, "1" if spec.content.value else ""))
    values |= texts
    written = "".join(f' {name}="{quoted(value)}"' for name, value in values.items())
    return in_document(f"<{spec.tag}{written}>{inside}</{spec.tag}>", spec.tag)


@given(documents())
@examples(100)
def test_what_the_classes_build_is_valid(document: Response) -> None:
    assert verdicts(str(document)) == (True, True, True)


# On other interpreters whole documents and drawn values say enough of it.
@pytest.mark.once
@attributes
@given(data=st.data())
@examples(12)
def test_one_verdict_on_the_text_of_an_attribute(
    spec: ElementSpec, attribute: AttributeSpec, data: st.DataObject
) -> None:
    value = data.draw(texts(attribute.value))
    expected = attribute.value.load(value) is not WRONG

    assert verdicts(minimal(spec, **{attribute.name: value})) == (expected,) * 3


@with_text
@given(data=st.data())
@examples(40)
def test_one_verdict_on_the_text_of_an_element(spec: ElementSpec, data: st.DataObject) -> None:
    assert spec.content.value is not None
    value = data.draw(texts(spec.content.value))
    build = cast("Callable[..., Element]", spec.cls)
    required = {a.field: data.draw(texts(a.value)) for a in spec.attributes if a.required}
    try:
        build(value, **required)
        built = True
    except InvalidElementError as error:
        built = not any(p.path.endswith(f".{spec.content.field}") for p in error.problems)

    assert verdicts(minimal(spec, content=text(value))) == (built,) * 3


# On other interpreters whole documents and drawn values say enough of it.
@pytest.mark.once
@attributes
@given(data=st.data())
@examples(6)
def test_the_constructor_refuses_what_is_no_value(
    rights: dict[str, list[Element]],
    spec: ElementSpec,
    attribute: AttributeSpec,
    data: st.DataObject,
) -> None:
    right = data.draw(st.sampled_from(rights[spec.tag]))
    given = {name: getattr(right, name) for name in fields(right)}
    given[attribute.field] = data.draw(wrong(attribute.value))
    build = cast("Callable[..., Element]", spec.cls)

    with pytest.raises(InvalidElementError) as caught:
        build(**given)
    assert [p.path for p in caught.value.problems] == [f"{spec.cls.__name__}.{attribute.field}"]


@pytest.fixture(scope="module")
def rights() -> dict[str, list[Element]]:
    """Elements of each class, drawn once for all their attributes."""
    return {spec.tag: drawn(elements(spec, 1), 6) for spec in SPECS}


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> str:
    """Known names in any arrangement, right or wrong."""
    spec = draw(st.sampled_from(SPECS)) if depth < 4 else spec_of(Response)
    names = draw(st.lists(st.sampled_from([*spec.by_name, "timeOut", "xml:space"]), max_size=3))
    written = ""
    for name in dict.fromkeys(names):
        value = draw(texts(spec.by_name[name].value) if name in spec.by_name else XML_TEXT)
        written += f' {name}="{quoted(value)}"'
    content = XML_TEXT.map(text) | st.sampled_from(["", "\n  ", "1", "<!-- c -->", "<Say/>"])
    if depth:
        content |= trees(depth - 1)
    return f"<{spec.tag}{written}>{''.join(draw(st.lists(content, max_size=3)))}</{spec.tag}>"


@given(trees())
@examples(300)
def test_one_verdict_on_any_arrangement_of_names(document: str) -> None:
    reader, *engines = verdicts(document)

    assert engines == [reader, reader]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_the_shortest_element_is_right(spec: ElementSpec) -> None:
    assert verdicts(minimal(spec)) == (True, True, True)


def test_the_schema_is_right_for_the_schema_of_schemas() -> None:
    xmlschema.XMLSchema10(SCHEMA / "plivoml.xsd", validation="strict", allow="local")


_DOCUMENTS = [path.read_text() for path in SCHEMA.parent.glob("tests/documents/*.xml")]
_OF_SCHEMAS = "http://www.w3.org/2001/XMLSchema-instance"


@pytest.fixture(scope="module")
def complete() -> xmlschema.XMLSchema10:
    return xmlschema.XMLSchema10(SCHEMA / "plivoml.xsd", allow="local")


@pytest.mark.once
@pytest.mark.parametrize(
    "document",
    [
        *_DOCUMENTS,
        *(document.replace("S", "s") for document in _DOCUMENTS),
        *(document.replace("1", "-1") for document in _DOCUMENTS),
        "<Speak>Hello</Speak>",
        '<Response xmlns="urn:example"><Speak>Hello</Speak></Response>',
        '<Response><Speak xml:lang="de">Hello <lang xml:lang="1 2">1</lang></Speak></Response>',
        '<Response><Speak xml:base="a" xml:space="preserve">Hello</Speak></Response>',
        *(
            f'<Response xmlns:xsi="{_OF_SCHEMAS}" xsi:{said}><Speak/></Response>'
            for said in (
                'noNamespaceSchemaLocation="plivoml.xsd"',
                'schemaLocation="urn:example plivoml.xsd"',
                'type="ResponseElement"',
                'type="SpeakElement"',
                'nil="true"',
                'nil="maybe"',
                'other="1"',
            )
        ),
    ],
)
def test_the_schema_says_without_the_schema_of_schemas_what_it_says_with_it(
    document: str, complete: xmlschema.XMLSchema10
) -> None:
    said, expected = (
        [(error.path, error.reason) for error in schema.iter_errors(document)]
        for schema in (plivoml.schema(), complete)
    )
    assert said == expected


def test_a_document_is_data_by_it_as_by_one_that_was_held_against_the_schema_of_schemas(
    complete: xmlschema.XMLSchema10,
) -> None:
    document = '<Response><Dial timeout="5"><Number>+15550100123</Number></Dial></Response>'
    data = {"Dial": [{"@timeout": "5", "Number": ["+15550100123"]}]}
    assert [plivoml.schema().to_dict(document), complete.to_dict(document)] == [data, data]
    assert plivoml.schema().validity == "valid"


def test_only_a_response_is_a_document() -> None:
    assert list(plivoml.schema().elements) == ["Response"]


def test_the_schema_is_compiled_once_however_many_ask() -> None:
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(plivoml.schema())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [schema is plivoml.schema() for schema in found] == [True] * 4


def test_every_type_element_and_attribute_says_what_it_is() -> None:
    xs = "{http://www.w3.org/2001/XMLSchema}"
    tree = etree.parse(SCHEMA / "plivoml.xsd")
    named: list[Any] = [
        node
        for tag in ("simpleType", "element", "attribute")
        for node in tree.iter(f"{xs}{tag}")
        if node.get("name")
    ]

    assert [
        n.get("name") for n in named if not n.findtext(f"{xs}annotation/{xs}documentation")
    ] == []


def test_what_is_said_of_an_element_names_attributes_as_xml_does() -> None:
    said = (SCHEMA / "plivoml.xsd").read_text("utf-8")
    attributes = [attribute for spec in SPECS for attribute in spec.attributes]
    names = {attribute.name for attribute in attributes}
    fields = {attribute.field for attribute in attributes} - names

    assert "How `callbackUrl` is asked." in said
    assert "`Number` has `sendDigits`" in said
    assert set(re.findall(r"`(\w+)`", said)) & fields == set()


def test_location_hints_for_editors_are_taken_and_dropped() -> None:
    document = (
        '<Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="https://example.com/plivoml.xsd"><Hangup reason="busy"/></Response>'
    )

    assert plivoml.parse(document) == Response([plivoml.Hangup(reason="busy")])
    assert plivoml.check(document) == []


def test_namespaces_of_schemas_that_nothing_uses_are_taken_and_dropped() -> None:
    document = (
        '<Response xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Speak>Hello</Speak></Response>'
    )

    assert plivoml.parse(document) == Response([plivoml.Speak("Hello")])
    assert plivoml.check(document) == []
    assert verdicts(document) == (True, True, True)


def test_a_no_break_space_between_elements_is_a_stray_text() -> None:
    (problem,) = plivoml.check("<Response>\xa0<Hangup reason='busy'/></Response>")

    assert problem.rule == "stray-text"
