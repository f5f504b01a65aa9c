"""The flavour of the schema for programs that make classes of it, and names of a project's own."""

from __future__ import annotations

import contextlib
import io
import re
import shutil

from pathlib import Path
from typing import Any

import pytest
import xmlschema

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import plivoml

from plivoml import Response, schema_path
from tests.support.checking import problems_of
from tests.support.command import main
from tests.support.effort import examples
from tests.support.strategies import documents


SCHEMA = Path(__file__).parent.parent / "schema"
XS = "{http://www.w3.org/2001/XMLSchema}"
#: A schema of somebody else's, which takes the namespace of XML from where it likes.
THEIRS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="theirs/xml.xsd"/>
  <xs:element name="note"><xs:complexType>
    <xs:attribute ref="xml:lang"/><xs:attribute ref="xml:space"/>
  </xs:complexType></xs:element>
</xs:schema>"""

typed = etree.XMLSchema(etree.parse(SCHEMA / "typed" / "plivoml.xsd"))
strict = etree.XMLSchema(etree.parse(SCHEMA / "plivoml.xsd"))


def is_valid(engine: etree.XMLSchema, document: str) -> bool:
    return engine.validate(etree.fromstring(document.encode()))


@examples(60)
@given(document=documents())
def test_the_typed_flavour_takes_what_the_strict_one_takes(document: Response) -> None:
    assert is_valid(strict, str(document))
    assert is_valid(typed, str(document))


@pytest.mark.parametrize(
    ("inside", "strictly", "typedly"),
    [
        ('<Wait length="5" silence="true"/>', True, True),
        ('<Wait length="05" silence="1"/>', False, True),
        ('<Wait length="0"/>', False, False),
        ('<Wait length="soon"/>', False, False),
        ('<Wait silence="yes"/>', False, False),
        ('<Hangup reason="Busy"/>', False, False),
        ('<Speak><lang xml:lang="fr-FR">a</lang></Speak>', True, True),
        ('<Speak><lang xml:lang="eo">a</lang></Speak>', False, True),
        ("<Number>1</Number>", False, False),
    ],
)
def test_numbers_and_booleans_may_be_spelled_as_programs_do(
    inside: str, strictly: bool, typedly: bool
) -> None:
    document = f"<Response>{inside}</Response>"
    assert (is_valid(strict, document), is_valid(typed, document)) == (strictly, typedly)


def test_it_is_a_schema_and_says_what_it_is() -> None:
    for path in (schema_path(), schema_path(typed=True)):
        compiled = xmlschema.XMLSchema10(path, validation="strict", allow="local")
        assert compiled.version == plivoml.__version__
        said = etree.parse(path).findtext(f"{XS}annotation/{XS}documentation") or ""
        assert said.startswith("Plivo's call XML")
        assert "https://www.plivo.com/docs/voice/xml/overview" in said
        assert re.search(r"as they stood on \d{4}-\d\d-\d\d", said)


def test_what_several_elements_hold_has_a_name() -> None:
    tree = etree.parse(schema_path(typed=True))
    named = {one.get("name") for one in tree.findall(f"{XS}group")}
    assert {"SpeakContent", "GetDigitsContent"} <= named
    contents = [
        tuple(str(one.get("name")) for one in choice.findall(f"{XS}element"))
        for choice in tree.iter(f"{XS}choice")
        if choice.find(f"{XS}element") is not None
    ]
    assert len(contents) == len(set(contents))


ORDERS = [
    ("typed/plivoml.xsd", "theirs.xsd"),
    ("theirs.xsd", "typed/plivoml.xsd"),
    ("plivoml.xsd", "theirs.xsd"),
]


@pytest.mark.once
@pytest.mark.parametrize("engine", [etree.XMLSchema, xmlschema.XMLSchema10])
@pytest.mark.parametrize("included", ORDERS, ids=" before ".join)
def test_it_stands_beside_a_schema_that_declares_the_language_too(
    included: Any, engine: Any, tmp_path: Path
) -> None:
    shutil.copytree(SCHEMA, tmp_path, dirs_exist_ok=True)
    shutil.copytree(SCHEMA / "typed", tmp_path / "theirs")
    (tmp_path / "theirs.xsd").write_text(THEIRS, "utf-8")
    both = "".join(f'<xs:include schemaLocation="{one}"/>' for one in included)
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{both}</xs:schema>'
    (tmp_path / "both.xsd").write_text(text, "utf-8")
    path = tmp_path / "both.xsd"
    if engine is etree.XMLSchema:
        takes = engine(etree.parse(path)).validate
    else:
        takes = engine(path.as_posix()).is_valid
    assert takes(etree.fromstring('<note xml:lang="eo" xml:space="preserve"/>'))
    spoken = '<Response><Speak><lang xml:lang="{}">a</lang></Speak></Response>'
    assert takes(etree.fromstring(spoken.format("fr-FR")))
    # Whatever others take, the list of the strict one is closed.
    assert takes(etree.fromstring(spoken.format("eo"))) == ("typed" in "".join(included))


def test_words_are_said_as_they_are_spelled() -> None:
    said = schema_path().read_text("utf-8")
    assert "Takes real or a URL without white space." in said
    assert "Takes None" not in said


# Names that a project allows itself.


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> etree.XMLSchema:
    assert main(["schema", *arguments]) == 0
    text = capsys.readouterr().out
    there = schema_path().parent.as_posix()
    text = text.replace('schemaLocation="xml.xsd"', f'schemaLocation="{there}/xml.xsd"')
    return etree.XMLSchema(etree.fromstring(text.encode()))


NEW = (
    '<Response><Dial newThing="x"><Number new="1">1</Number></Dial><NewElement a="b"/>'
    '<Hangup newer="1"/><Speak>a<NewElement/></Speak></Response>'
)


@pytest.mark.parametrize("flavour", [[], ["--typed"]])
def test_names_are_allowed(capsys: pytest.CaptureFixture[str], flavour: list[str]) -> None:
    names = ["Dial.newThing", "Number.new", "Hangup.newer", "NewElement"]
    engine = printed(capsys, *flavour, "--allow", *names)
    assert is_valid(engine, NEW)
    assert not is_valid(engine, NEW.replace("newThing", "newThin"))
    assert not is_valid(engine, NEW.replace("Hangup newer", "Wait newer"))
    assert not is_valid(strict, NEW)


@pytest.fixture(scope="module")
def with_new() -> etree.XMLSchema:
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        assert main(["schema", "--allow", "New"]) == 0
    there = SCHEMA.as_posix()
    text = written.getvalue().replace('"xml.xsd"', f'"{there}/xml.xsd"')
    return etree.XMLSchema(etree.fromstring(text.encode()))


@examples(100)
@given(document=documents(), data=st.data())
def test_an_element_that_is_allowed_may_stand_where_the_schema_takes_it(
    document: Response, data: st.DataObject, with_new: etree.XMLSchema
) -> None:
    root = etree.fromstring(str(document).encode())
    around = data.draw(st.sampled_from([*root.iter("*")]))
    new = etree.SubElement(around, "New", a="b")
    etree.SubElement(new, "New").text = "a text"
    text = etree.tostring(root, encoding="unicode")
    problems = problems_of(text, allow=["New"], severity="error")
    refused = [one for one in problems if "/New" in one.path]
    assert (refused == []) is is_valid(with_new, text)


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ("<New/>", ["/New"]),
        ("<Response><Hangup><New/></Hangup></Response>", ["/Response/Hangup/New"]),
        (
            "<Response><Play>https://example.com/a.mp3<New/></Play></Response>",
            ["/Response/Play/New"],
        ),
        ("<Response><New><Play><New/></Play></New></Response>", []),
        ("<Response><Speak>a<New/></Speak><New/></Response>", []),
    ],
)
def test_an_element_that_is_allowed_stands_where_elements_may(
    document: str, paths: list[str], with_new: etree.XMLSchema
) -> None:
    problems = problems_of(document, allow=["New"], severity="error")
    assert [one.path for one in problems if one.rule == "unknown-element"] == paths
    assert is_valid(with_new, document) is (not paths)


@pytest.mark.parametrize("flavour", [[], ["--typed"]])
def test_a_name_that_is_known_by_now_changes_nothing(
    capsys: pytest.CaptureFixture[str], flavour: list[str]
) -> None:
    assert main(["schema", "--text", *flavour]) == 0
    text = capsys.readouterr().out
    assert main(["schema", *flavour, "--allow", "Dial", "Dial.timeLimit", "lang.xml:lang"]) == 0
    assert capsys.readouterr().out == text
    twice = ["NewElement", "Dial.newThing"] * 2
    assert is_valid(
        printed(capsys, *flavour, "--allow", *twice), "<Response><NewElement/></Response>"
    )


def test_names_of_the_project_are_allowed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert printed(capsys, "--allow") is not None
    (tmp_path / "pyproject.toml").write_text('[tool.plivoml]\nallow = ["Hangup.newer"]\n')
    engine = printed(capsys, "--allow")
    assert is_valid(engine, '<Response><Hangup newer="1"/></Response>')


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Dail.new", "plivoml: expected an element; got 'Dail'; did you mean 'Dial'?\n"),
        ("a b", "plivoml: expected a name such as Dial.newThing or NewElement; got 'a b'\n"),
        ("Dial.", "plivoml: expected a name such as Dial.newThing or NewElement; got 'Dial.'\n"),
        (
            "Dial.xmlns",
            "plivoml: expected a name such as Dial.newThing or NewElement; got 'Dial.xmlns'\n",
        ),
        (
            "Dial.xml:lang",
            (
                "plivoml: expected a name that a schema can declare, without a colon; "
                "got 'Dial.xml:lang'\n"
            ),
        ),
    ],
)
def test_what_is_no_name_is_refused(
    capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    assert main(["schema", "--allow", name]) == 2
    assert capsys.readouterr().err == message


def test_the_path_of_the_typed_flavour_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--typed"]) == 0
    assert Path(capsys.readouterr().out.strip()) == schema_path(typed=True)
    assert schema_path(typed=True).parent.name == "typed"
