"""The declarations and the schema against what was written down apart from them."""

from __future__ import annotations

import re
import tomllib

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

import pytest

from plivoml import (
    GetInput,
    InvalidDocumentError,
    InvalidElementError,
    Stream,
    check,
    parse_fragment,
)
from tests.support.declarations import (
    WRONG,
    AttributeSpec,
    Boolean,
    ElementSpec,
    Enumeration,
    Integer,
    ListOf,
    MappingOf,
    Text,
    Union,
    Value,
    by_tag,
    docs_of,
    elements,
    spec_of,
    tag_of,
)


pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
FACTS = tomllib.loads((ROOT / "tests/facts/elements.toml").read_text(encoding="utf-8"))
ELEMENTS: dict[str, dict[str, Any]] = FACTS["elements"]
TYPES: dict[str, dict[str, list[str]]] = FACTS["types"]
WHITE_SPACE = " \t\r\n"
XS = "{http://www.w3.org/2001/XMLSchema}"

# What the record calls the named types of text; the others are plain text.
TEXTS = {
    "Decibels": "decibels",
    "DialDigits": "keys and w",
    "Duration": "duration",
    "Keys": "keys",
    "Language": "language",
    "PhoneNumber": "phone",
    "PitchPercent": "change",
    "PollyVoice": "Polly voice",
    "RatePercent": "percentage",
    "RoomName": "name",
    "SipUri": "sip uri",
    "StreamUrl": "websocket url",
    "Tones": "keys, w and W",
    "Url": "url",
    "Words": "words",
}

each_element = pytest.mark.parametrize("tag", ELEMENTS)


def on_record(row: dict[str, Any]) -> dict[str, Any]:
    """Return what the declaration of an attribute is to say."""
    # The others are facts of which a declaration knows no form; each has a test below.
    limits = ("most_items", "longest_item", "most_bytes")
    beside = ("declared", "known", "contested", "contested_told", "misspelt", *limits)
    facts = {name: fact for name, fact in row.items() if name not in beside}
    if isinstance(facts.get("default"), bool | int):
        facts["default"] = str(facts["default"]).lower()
    facts["doubt"] = "doubt" in facts
    differing = dict(row.get("declared", {}))
    differing.pop("why", None)
    return {**facts, **differing}


def samples(row: dict[str, Any]) -> dict[str, bool]:
    """Return texts, each with whether the attribute takes it."""
    row = {**row, **row.get("declared", {})}
    parts = row["type"].split(" or ")
    right: list[str] = list(row.get("known", ()))
    wrong: list[str] = []
    for part in parts:
        yes, no = _samples_of(part, row)
        right += yes
        # What is no word of a list may still be what else the attribute takes.
        wrong += no if part != "word" or len(parts) == 1 else []
    return dict.fromkeys(wrong, False) | dict.fromkeys(right, True)


def _samples_of(part: str, row: dict[str, Any]) -> tuple[list[str], list[str]]:
    match part:
        case "boolean":
            return ["true", "false"], ["", "True", "TRUE", "1", "0", "yes", " true", "true\u00a0"]
        case "integer":
            return _numbers(row)
        case "word":
            words: list[str] = row["values"]
            near = [
                form for word in words for form in (word.swapcase(), f" {word}", f"{word}\u00a0")
            ]
            return words, ["", "nope", *(word for word in near if word not in words)]
        case "list of words":
            words = row["values"]
            right = [*words, ",".join(words), f" {' , '.join(words)} "]
            return right, [
                "",
                "nope",
                f"{words[0]},",
                f"{words[0]}\u00a0",
                "{0}, , {0}".format(*words),
            ]
        case "text" if "longest" in row:
            fewest, most = row.get("shortest", 1), row["longest"]
            return ["a" * fewest, "é" * most], ["a" * (fewest - 1), "a" * (most + 1)]
        case _:
            return TYPES[part]["right"], TYPES[part]["wrong"]


def _numbers(row: dict[str, Any]) -> tuple[list[str], list[str]]:
    least, most = row.get("min", 0), row.get("max")
    right = [least, least + 1, *([86400] if most is None else [most])]
    wrong = [least - 1, *([] if most is None else [most + 1])]
    odd = [
        "",
        "abc",
        f"+{least}",
        f"0{least + 1}",
        f"{least}.0",
        f" {least}",
        f"{least}\u00a0",
        "\u0665",
    ]
    return [*map(str, right)], [*map(str, wrong), *odd]


def declared(attribute: AttributeSpec) -> dict[str, Any]:
    """Return a declaration in the form of the record, which leaves out what is usual."""
    row = {"type": _kind(attribute.value), **dict(_limits(attribute.value))}
    if attribute.default is not None:
        row["default"] = attribute.default
    if attribute.required:
        row["required"] = True
    if attribute.sdk_only:
        row["libraries"] = list(attribute.sdk_only)
    if attribute.when is not None:
        row["when"] = attribute.when.says
    row["doubt"] = attribute.doubt is not None
    return row


def _kind(value: Value) -> str:
    match value:
        case Boolean():
            return "boolean"
        case Integer():
            return "integer"
        case Enumeration():
            return "word"
        case Text():
            return TEXTS.get(value.name, "text")
        case ListOf():
            return "list of words" if value.words else "list"
        case MappingOf():
            return "parameters" if value.names else "headers"
        case Union():
            return " or ".join(dict.fromkeys(map(_kind, value.members)))


def _limits(value: Value) -> Iterator[tuple[str, Any]]:
    match value:
        case Union(members=members):
            for member in members:
                yield from _limits(member)
            if words := [word for part in members for word in getattr(part, "words", ())]:
                yield "values", words
        case Enumeration(words=words):
            yield "values", list(words)
        case Integer(unit=unit, minimum=least, maximum=most):
            yield from [("unit", unit)] * bool(unit)
            yield from [("min", least)] * (least > 0)
            yield from [("max", most)] * (most < Integer("").maximum)
        case Text(shortest=least, longest=most):
            yield from [("shortest", least)] * (least > 1)
            yield from [("longest", most)] * (most is not None)
        case ListOf(words=words, longest=most, separator=separator):
            yield from [("values", list(words))] * bool(words)
            yield from [("longest", most)] * (most is not None)
            yield from [("separator", separator)] * (separator != ",")
        case MappingOf(names=names):
            yield from [("names", list(names))] * bool(names)
        case Boolean():
            pass


def _content_of(spec: ElementSpec) -> dict[str, Any]:
    content = spec.content
    sdk_only = {tag_of(kind) for kind in content.sdk_only}
    tags = {tag_of(kind) for kind in content.elements}
    row: dict[str, Any] = {
        "page": docs_of(spec.cls),
        "holds": content.holds,
        # Words may be left out; the keyword for them may not.
        "required": content.required and content.holds != "words and elements",
        "children": tags - sdk_only,
        "children_sdk_only": sdk_only,
    }
    if content.value is not None:
        row["value"] = _kind(content.value)
    return row


class Schema:
    """The committed schema, read without an engine: patterns, words and lengths."""

    def __init__(self) -> None:
        root = ET.parse(ROOT / "schema/plivoml.xsd").getroot()
        xml = ET.parse(ROOT / "schema/xml.xsd").getroot()
        self.simple = {kind.get("name"): kind for kind in root.iter(f"{XS}simpleType")}
        self.complex = {kind.get("name"): kind for kind in root.iter(f"{XS}complexType")}
        self.of_xml = {
            f"xml:{group.get('name')}": {
                f"xml:{one.get('name')}": one for one in group.iter(f"{XS}attribute")
            }
            for group in xml.iter(f"{XS}attributeGroup")
        }

    def element(self, spec: ElementSpec) -> ET.Element:
        return self.complex[f"{spec.cls.__name__}Element"]

    def attributes(self, spec: ElementSpec) -> dict[str, ET.Element]:
        found = {one.get("name") or "": one for one in self.element(spec).iter(f"{XS}attribute")}
        for group in self.element(spec).iter(f"{XS}attributeGroup"):
            found |= self.of_xml[group.get("ref") or ""]
        return found

    def type_of(self, attribute: ET.Element) -> ET.Element:
        inside = attribute.find(f"{XS}simpleType")
        return self.simple[attribute.get("type")] if inside is None else inside

    def takes(self, kind: ET.Element, text: str) -> bool:
        union = kind.find(f"{XS}union")
        if union is not None:
            named = (self.simple[name] for name in union.get("memberTypes", "").split())
            return any(self.takes(one, text) for one in (*named, *union.iter(f"{XS}simpleType")))
        facets = [
            (facet.tag.removeprefix(XS), facet.get("value", ""))
            for facet in kind.iterfind(f"{XS}restriction/*")
        ]
        words = [value for name, value in facets if name == "enumeration"]
        checks: dict[str, Callable[[str], object]] = {
            "pattern": lambda value: re.fullmatch(value, text),
            "minLength": lambda value: len(text) >= int(value),
            "maxLength": lambda value: len(text) <= int(value),
            "enumeration": lambda value: value in words and text in words,
        }
        return all(checks[name](value) for name, value in facets)


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema()


def test_the_record_has_every_element_and_attribute() -> None:
    assert len(ELEMENTS) == 28
    assert sum(len(element.get("attributes", {})) for element in ELEMENTS.values()) == 193
    assert set(ELEMENTS) == {tag_of(cls) for cls in elements()}


@each_element
def test_an_element_is_declared_as_it_is_on_record(tag: str) -> None:
    element = ELEMENTS[tag]
    expected: dict[str, Any] = {
        name: fact
        for name, fact in element.items()
        if name in ("page", "holds", "value", "required")
    }
    expected["children"] = set(element["children"])
    expected["children_sdk_only"] = set(element.get("children_sdk_only", ()))
    assert _content_of(spec_of(by_tag[tag])) == expected


@each_element
def test_attributes_are_declared_as_they_are_on_record(tag: str) -> None:
    spec = spec_of(by_tag[tag])
    rows = ELEMENTS[tag].get("attributes", {})
    assert {one.name: declared(one) for one in spec.attributes} == {
        name: on_record(row) for name, row in rows.items()
    }


@each_element
def test_keywords_are_the_names_on_record_in_snake_case(tag: str) -> None:
    def snake(name: str) -> str:
        words = re.sub("[A-Z]+(?![a-z])|[A-Z]", lambda found: f"_{found[0].lower()}", name)
        return words.replace(":", "_").replace("-", "_")

    spec = spec_of(by_tag[tag])
    assert [one.field.rstrip("_") for one in spec.attributes] == [
        snake(one.name) for one in spec.attributes
    ]


@each_element
def test_the_schema_has_the_attributes_on_record(tag: str, schema: Schema) -> None:
    found = schema.attributes(spec_of(by_tag[tag]))
    rows = ELEMENTS[tag].get("attributes", {})
    assert {name: one.get("use") == "required" for name, one in found.items()} == {
        name: row.get("required", False) for name, row in rows.items()
    }


@each_element
def test_the_schema_tells_the_defaults_on_record(tag: str, schema: Schema) -> None:
    found = schema.attributes(spec_of(by_tag[tag]))
    facts = {
        name: on_record(row)["default"]
        for name, row in ELEMENTS[tag].get("attributes", {}).items()
        if "default" in row
    }
    told = re.compile("Plivo takes (.+?) where it is not given[.]")
    texts = {name: "".join(one.itertext()) for name, one in found.items()}
    assert {name: match[1] for name, text in texts.items() if (match := told.search(text))} == {
        name: default or "an empty text" for name, default in facts.items()
    }


@each_element
def test_declarations_and_schema_take_what_is_on_record(tag: str, schema: Schema) -> None:
    spec = spec_of(by_tag[tag])
    in_schema = schema.attributes(spec)
    expected: dict[tuple[str, str], tuple[bool, bool]] = {}
    found: dict[tuple[str, str], tuple[bool, bool]] = {}
    for name, row in ELEMENTS[tag].get("attributes", {}).items():
        kind = schema.type_of(in_schema[name])
        for text, fits in samples(row).items():
            by_class = spec.by_name[name].value.load(text) is not WRONG
            expected[name, text] = fits, fits
            found[name, text] = by_class, schema.takes(kind, text)
    assert found == expected


@each_element
def test_declarations_and_schema_take_the_text_on_record(tag: str, schema: Schema) -> None:
    spec = spec_of(by_tag[tag])
    value = spec.content.value
    if value is None:
        assert "value" not in ELEMENTS[tag]
        return
    extension = schema.element(spec).find(f"{XS}simpleContent/{XS}extension")
    assert extension is not None
    kind = schema.simple[extension.get("base")]
    expected: dict[str, tuple[bool, bool]] = {}
    found: dict[str, tuple[bool, bool]] = {}
    for text, fits in samples({"type": ELEMENTS[tag]["value"]}).items():
        bare = text if spec.content.is_words else text.strip(WHITE_SPACE)
        if bare == text or not bare:
            found[text] = value.load(bare) is not WRONG, schema.takes(kind, text)
            expected[text] = fits, fits
            # Documents pad what stands between tags.
            found[f"\n {text}\t"] = found[text][0], schema.takes(kind, f"\n {text}\t")
            expected[f"\n {text}\t"] = fits, fits
    assert found == expected


MISSPELT = [
    (tag, wrong, name)
    for tag, element in ELEMENTS.items()
    for name, row in element.get("attributes", {}).items()
    for wrong in row.get("misspelt", ())
]


@pytest.mark.parametrize(("tag", "wrong", "right"), MISSPELT)
def test_a_misspelling_on_record_is_told_the_right_name(tag: str, wrong: str, right: str) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse_fragment(f'<{tag} {wrong}="true"/>')
    found = [one for one in caught.value.problems if one.rule == "unknown-attribute"]
    assert [one.hint for one in found] in ([f"write {right!r}"], [f"did you mean {right!r}?"])


CONTESTED = [
    (tag, name, str(value), row.get("contested_told", "warning"))
    for tag, element in ELEMENTS.items()
    for name, row in element.get("attributes", {}).items()
    for value in row.get("contested", ())
]


def contested_in(tag: str, name: str, value: str) -> list[tuple[str, str, str]]:
    content = "a" if spec_of(by_tag[tag]).content.value else ""
    problems = check(f"<Response><{tag} {name}={quoteattr(value)}>{content}</{tag}></Response>")
    told = [found for found in problems if found.rule == "contested-value"]
    return [(found.severity, found.path, found.message.partition("got ")[2]) for found in told]


@pytest.mark.parametrize(("tag", "name", "value", "told"), CONTESTED)
def test_a_contested_value_is_taken_and_told_of(tag: str, name: str, value: str, told: str) -> None:
    assert spec_of(by_tag[tag]).by_name[name].value.load(value) is not WRONG
    assert contested_in(tag, name, value) == [
        (told, f"/Response/{tag}/@{name}", f"{value!r}, which may not work")
    ]


def test_no_other_value_is_contested() -> None:
    known = {one[:3] for one in CONTESTED}
    told = [
        (tag, name, text)
        for tag in {tag for tag, *_ in CONTESTED}
        for name, row in ELEMENTS[tag]["attributes"].items()
        for text, fits in samples(row).items()
        if fits and (tag, name, text) not in known and contested_in(tag, name, text)
    ]
    # One of the words of a list is contested in itself.
    assert {(tag, name) for tag, name, _ in told} <= {("MultiPartyCall", "statusCallbackEvents")}


@pytest.mark.parametrize("tag", FACTS["left_out"])
def test_what_is_left_out_is_told_what_to_write(tag: str) -> None:
    assert tag not in by_tag
    with pytest.raises(InvalidDocumentError) as caught:
        parse_fragment(f"<{tag}/>")
    assert caught.value.problems[0].hint


def test_hints_are_as_many_and_as_long_as_on_record() -> None:
    row = ELEMENTS["GetInput"]["attributes"]["hints"]
    GetInput(action="/", hints=["a"] * row["most_items"])
    GetInput(action="/", hints=["é" * row["longest_item"]])
    for hints in (["a"] * (row["most_items"] + 1), ["a" * (row["longest_item"] + 1)]):
        with pytest.raises(InvalidElementError) as caught:
            GetInput(action="/", hints=hints)
        assert [one.rule for one in caught.value.problems] == ["hints-limit"]


def test_extra_headers_have_as_many_bytes_as_on_record() -> None:
    most = ELEMENTS["Stream"]["attributes"]["extraHeaders"]["most_bytes"]
    Stream("wss://example.com", extra_headers={"a": "1" * (most - 2)})
    Stream("wss://example.com", extra_headers={"a": "é" * ((most - 2) // 2)})
    for value in ("1" * (most - 1), "é" * (most // 2)):
        with pytest.raises(InvalidElementError) as caught:
            Stream("wss://example.com", extra_headers={"a": value})
        assert [one.rule for one in caught.value.problems] == ["stream-headers-limit"]
