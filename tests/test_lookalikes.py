"""The table of names that are not Plivo's, against the libraries that write them."""

from __future__ import annotations

import ast
import importlib
import inspect
import re

from collections.abc import Iterator
from typing import Any

import pytest

from plivoml import fix
from tests.support.declarations import (
    ATTRIBUTES,
    ELEMENTS,
    NOTHING,
    SOURCES,
    VALUES,
    WRONG,
    ElementSpec,
    elements,
    members_of,
    spec_of,
    tag_of,
)
from tests.support.sources import is_meant_for_us


VOICE: Any = importlib.import_module("twilio.twiml.voice_response")
MESSAGING: Any = importlib.import_module("twilio.twiml.messaging_response")

PLIVO = {tag_of(cls): cls for cls in elements()}

# What Twilio's methods call what stands between the tags.
BETWEEN = {
    *("aiConnector", "body", "clientIdentity", "identity", "message", "name", "number"),
    *("phoneNumber", "sid", "sipUrl", "simSid", "url", "words"),
}


def camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


def twiml() -> Iterator[tuple[str, list[str]]]:
    """Yield the tag of each element that Twilio's library can nest, and its attributes."""
    for module in (VOICE, MESSAGING):
        tags = dict[str, str]()
        nested = list[tuple[str, list[str]]]()
        for cls in ast.parse(inspect.getsource(module)).body:
            for method in cls.body if isinstance(cls, ast.ClassDef) else ():
                for node in ast.walk(method):
                    match cls, method, node:
                        case (
                            ast.ClassDef(name),
                            _,
                            ast.Assign([ast.Attribute(attr="name")], ast.Constant(str(tag))),
                        ):
                            tags[name] = tag
                        case (
                            _,
                            ast.FunctionDef(args=ast.arguments(args=[_, *parameters])),
                            ast.Call(ast.Attribute(attr="nest"), [ast.Call(ast.Name(made))]),
                        ):
                            nested.append((made, [camel(one.arg) for one in parameters]))
                        case _:
                            pass
        yield from ((tags[made], names) for made, names in nested)


TWIML = list(twiml())


def spec(tag: str) -> ElementSpec | None:
    """Give the element of Plivo's as which an element is judged."""
    row = ELEMENTS.get(tag)
    counterpart = tag if row is None else row.counterpart
    return spec_of(PLIVO[counterpart]) if counterpart in PLIVO else None


def test_every_element_of_twiml_is_one_of_plivos_or_in_the_table() -> None:
    assert {tag for tag, _ in TWIML} - PLIVO.keys() - ELEMENTS.keys() == set()
    assert len({tag for tag, _ in TWIML}) > 50


def test_every_attribute_of_twiml_is_one_of_plivos_or_in_the_table() -> None:
    missing = set[tuple[str, str]]()
    for tag, names in TWIML:
        here = spec(tag)
        if here is None:
            continue
        # Python cannot write all names, so Twilio's keywords are held against ours as well.
        keywords = {camel(one.field) for one in here.attributes}
        known = {*here.by_name, *keywords, *ATTRIBUTES.get(here.tag, {})}
        missing |= {(tag, name) for name in names if name not in known | BETWEEN}
    assert missing == set()


def test_the_table_names_nothing_of_plivos() -> None:
    assert ELEMENTS.keys() & PLIVO.keys() == set()
    for tag, rows in ATTRIBUTES.items():
        assert rows.keys() & spec_of(PLIVO[tag]).by_name.keys() == set()


def test_what_stands_instead_is_plivos() -> None:
    counterparts = {row.counterpart for row in ELEMENTS.values() if row.counterpart is not None}
    assert counterparts <= PLIVO.keys()
    for tag, rows in ATTRIBUTES.items():
        instead = {row.instead for row in rows.values() if row.instead is not None}
        assert instead <= spec_of(PLIVO[tag]).by_name.keys()


def test_a_hint_names_what_stands_instead() -> None:
    for rows in ATTRIBUTES.values():
        for name, row in rows.items():
            assert row.instead is None or row.instead in row.hint, name
            assert row.hint == NOTHING or row.instead or len(row.hint.split()) > 1, name


@pytest.mark.parametrize("pattern", [r"<(\w[\w-]*)", r" on (?:a )?<(\w+)>"])
def test_the_elements_in_hints_are_plivos(pattern: str) -> None:
    hints = [row.hint for row in ELEMENTS.values()]
    hints += [row.hint for rows in ATTRIBUTES.values() for row in rows.values()]
    named = {tag for hint in hints for tag in re.findall(pattern, hint)}
    assert named
    assert named <= PLIVO.keys()


def test_the_attributes_in_hints_stand_on_the_elements_in_them() -> None:
    found = set[tuple[str, str]]()
    hints = [row.hint for row in ELEMENTS.values()]
    hints += [row.hint for rows in ATTRIBUTES.values() for row in rows.values()]
    for hint in hints:
        found |= {
            (tag, name) for name, tag in re.findall(r"write (\w+) on (?:a |the )?<(\w+)>", hint)
        }
        found |= {
            (tag, name)
            for tag, attributes in re.findall(r"<(\w+)((?: \w+=[^ >]+)+)", hint)
            for name in re.findall(r" (\w+)=", attributes)
        }
    assert found
    assert {(tag, name) for tag, name in found if name not in spec_of(PLIVO[tag]).by_name} == set()


def test_the_words_that_stand_instead_are_right() -> None:
    values = [
        member
        for cls in PLIVO.values()
        for attribute in spec_of(cls).attributes
        for member in members_of(attribute.value)
    ]
    for kind, rows in VALUES.items():
        (value, *_) = [one for one in values if one.name == kind]
        for word, row in rows.items():
            assert value.load(word) is WRONG
            assert value.load(row.instead) is not WRONG, word


def test_the_attributes_that_a_counterpart_is_written_with_are_in_the_hint() -> None:
    for row in ELEMENTS.values():
        for name, text in row.attributes.items():
            assert f'<{row.counterpart} {name}="{text}"' in row.hint
            assert spec_of(PLIVO[row.counterpart or ""]).by_name[name].value.load(text) is not WRONG


def test_every_row_has_a_source_and_every_source_a_row() -> None:
    sources = [row.sources for row in ELEMENTS.values()]
    sources += [row.sources for rows in ATTRIBUTES.values() for row in rows.values()]
    sources += [row.sources for rows in VALUES.values() for row in rows.values()]
    assert all(sources)
    assert {source for each in sources for source in each} == SOURCES.keys()


def test_an_attribute_that_is_there_already_is_left_out_of_what_to_write() -> None:
    rows = [row for row in ELEMENTS.values() if row.attributes]
    assert rows
    for row in rows:
        assert row.beside([]) == row
        kept = row.beside([*row.attributes, "loop"])
        assert (kept.attributes, kept.counterpart) == ({}, row.counterpart)
        assert f"<{row.counterpart}" in kept.hint
        assert [name for name in row.attributes if name in kept.hint] == []


def test_a_token_is_not_moved_into_headers_that_are_logged_unless_somebody_asks() -> None:
    row = ATTRIBUTES["Stream"]["authBearerToken"]
    assert (row.instead, row.is_exact) == ("extraHeaders", False)


def test_an_old_name_and_an_underscore_are_put_right_without_being_asked() -> None:
    document = (
        "<Response><{0}>wss://example.com/</{0}><Speak language='en{1}GB'>a</Speak></Response>"
    )
    assert fix(document.format("AudioStream", "_")) == document.format("Stream", "-")


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("waitUrl", "waitSound"),
        ("statusCallback", "callbackUrl"),
        ("eventCallbackUrl", "callbackUrl"),
    ],
)
def test_what_does_not_quite_the_same_is_renamed_if_somebody_asks(name: str, instead: str) -> None:
    document = "<Response><Conference {}='https://example.com/'>Room</Conference></Response>"
    wrong = document.format(name)
    assert fix(wrong) == wrong
    assert fix(wrong, unsafe=True) == document.format(instead)


#: What stands in the XML of all kinds of programs.
COMMON = ["Body", "Header", "Headers", "Media", "Name", "Refer", "Stop", "Uri", "Value"]


@pytest.mark.parametrize("name", COMMON)
def test_a_name_that_xml_of_all_kinds_has_tells_of_no_platform(name: str) -> None:
    assert is_meant_for_us(b"<Respons><Say>Hello</Say></Respons>")
    assert not is_meant_for_us(f"<Respons><{name}>Hello</{name}></Respons>".encode())
