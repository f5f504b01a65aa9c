"""The tables of the pages for those who come from elsewhere: both sides of each row are built."""

from __future__ import annotations

import importlib
import re
import string
import urllib.parse

from pathlib import Path
from typing import Any

import pytest

import plivoml

from plivoml import Dial, Element, Number, Response, Speak, User, check, parse_fragment
from tests.support.checking import FAMILIES
from tests.support.declarations import by_tag
from tests.support.faces import names_of
from tests.support.sameness import canonical


DOCS = Path(__file__).parent.parent.parent / "docs"
ROW = re.compile(r"^\| `(.+?)` \| `(.+?)` \|", re.MULTILINE)

# Neither library has types.
PLIVOXML: Any = importlib.import_module("plivo").plivoxml
TWILIO: Any = importlib.import_module("twilio.twiml.voice_response")
MESSAGING: Any = importlib.import_module("twilio.twiml.messaging_response")

PLIVOML: dict[str, Any] = {name: getattr(plivoml, name) for name in names_of(plivoml)}


def rows(page: str) -> list[tuple[str, str]]:
    _, _, text = (DOCS / page).read_text("utf-8").partition("\n## Side by side\n")
    text, _, _ = text.partition("\n## ")
    found = ROW.findall(text)
    assert len(found) == text.count("\n| `"), "a row is not read"
    return found


VALUES: dict[str, Any] = {
    "name": "Alice",
    "url": "https://example.com/",
    "number": "+15550100123",
    "numbers": ["+15550100123", "+15550100124"],
    "count": 2,
    "flag": True,
    "more": "<Wait/>",
    "quote": urllib.parse.quote,
    "Template": string.Template,
}


@pytest.mark.parametrize(("theirs", "ours"), rows("coming-from-plivoxml.md"))
def test_plivoxml_writes_the_same_document(theirs: str, ours: str) -> None:
    before: Any = eval(theirs, {"x": PLIVOXML} | VALUES)
    after: Element = eval(ours, PLIVOML | VALUES)

    assert canonical(before.to_string(pretty=False)) == canonical(str(after))


@pytest.mark.parametrize(("theirs", "ours"), rows("coming-from-f-strings.md"))
def test_what_is_pasted_is_the_same_document(theirs: str, ours: str) -> None:
    pasted: str | bytes = eval(theirs, dict(VALUES))
    built: Response | bytes = eval(ours, PLIVOML | VALUES)

    text = built if isinstance(built, bytes) else str(built)
    assert canonical(pasted) == canonical(text)


#: A row has one element, and these look at what stands around it.
OF_WHOLE_DOCUMENTS = [
    rule.name.value for family in ("flow", "streams") for rule in FAMILIES[family].rules
]


def document(element: Element) -> Response:
    """Return a document with an element in it."""
    match element:
        case Response():
            return element
        case Number() | User():
            return Response([Dial([element])])
        case _ if "ssml" in type(element).__module__:
            words: Any = ["It is ", element]
            return Response([Speak(words, voice="Polly.Amy")])
        case _:
            child: Any = element
            return Response([child])


@pytest.mark.parametrize(("theirs", "ours"), rows("coming-from-twilio.md"))
def test_what_twilio_writes_has_its_plivo_form(theirs: str, ours: str) -> None:
    before: Any = eval(theirs, {"t": TWILIO, "m": MESSAGING})
    after: Element = eval(ours, PLIVOML)

    # The right side is what it says, by the schema too.
    assert parse_fragment(str(after)) == after
    assert [problem.rule for problem in check(document(after), ignore=OF_WHOLE_DOCUMENTS)] == []
    # What check says of a name of theirs is the name of ours.
    if before.name not in by_tag:
        hints = [
            problem.hint or ""
            for problem in check(f"<Response>{before.to_xml(xml_declaration=False)}</Response>")
            if problem.rule == "twilio-element" and (problem.path or "").count("/") == 2
        ]
        assert any(f"<{after.tag}" in hint for hint in hints), hints
