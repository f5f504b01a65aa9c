"""Documents of other platforms: one round of `check` shows everything that is wrong."""

from __future__ import annotations

import ast
import re

from typing import Any, Final

import pytest

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plivoml import Problem, check
from tests.support.declarations import ATTRIBUTES, ELEMENTS, VALUES, by_tag, spec_of
from tests.support.effort import examples
from tests.support.strategies import texts


#: Names that stand in documents of others: theirs, and those that Plivo has too.
FOREIGN: Final = sorted(name for name, row in ELEMENTS.items() if "TwiML" in row.sources)
SHARED: Final = ("Dial", "Number", "Conference", "Play", "Record", "Redirect", "Hangup", "Stream")
SLIPS: Final = ("speak", "Spaek", "dial", "Numbr", "get_digits", "Robot")
LEFT_OUT: Final = ("leave the tag out, and keep what is in it", "write its text in <Message>")
OF_VALUES: Final = (
    *("bad-value", "unknown-sound", "unknown-voice", "voice-language-mismatch"),
    "recognition-language",
)
WORDS: Final = sorted({word for rows in VALUES.values() for word in rows})


@st.composite
def foreign(draw: st.DrawFn, depth: int = 3) -> Any:
    """Draw an element as other platforms, or hasty people, write it."""
    name = draw(st.sampled_from([*FOREIGN, *SHARED, *SLIPS]))
    row = ELEMENTS.get(name)
    cls = by_tag.get((row.counterpart if row else name) or "")
    element = etree.Element(name)
    if cls is None:
        element.text = draw(st.sampled_from(["", "", "Hello", "https://example.com/"]))
        if depth:
            element.extend(draw(st.lists(foreign(depth - 1), max_size=2)))
        return element
    spec = spec_of(cls)
    names = [*spec.by_name, *ATTRIBUTES.get(spec.tag, {}), *(f"{one}s" for one in spec.by_name)]
    for attribute in draw(st.lists(st.sampled_from(names), max_size=3)) if names else []:
        meant = spec.by_name.get(attribute)
        values = st.sampled_from([*WORDS, "True", "GET", "get", "5", "05", "https://example.com/"])
        set_text(element, draw(values | texts(meant.value) if meant else values), attribute)
    if spec.content.value is not None and draw(st.booleans()):
        set_text(element, draw(texts(spec.content.value)))
    elif spec.content.value is not None:
        if (field := spec.content.field) not in spec.by_name:
            element.set(field, "https://example.com/")
    elif spec.content.holds == "words and elements":
        element.text = draw(st.sampled_from(["Hello", ""]))
    elif depth:
        element.extend(draw(st.lists(foreign(depth - 1), max_size=3)))
    return element


def set_text(element: Any, text: str, attribute: str | None = None) -> None:
    if not text.isprintable():
        return
    if attribute is None:
        element.text = text
    else:
        element.set(attribute.replace("xml:", "{http://www.w3.org/XML/1998/namespace}"), text)


@st.composite
def foreign_documents(draw: st.DrawFn) -> str:
    root = etree.Element("Response")
    root.extend(draw(st.lists(foreign(), min_size=1, max_size=3)))
    return etree.tostring(root, encoding="unicode")


class Mended:
    """A document in which everything was done that a hint says exactly."""

    def __init__(self, document: str) -> None:
        self.root: Any = etree.fromstring(document)
        self.before = check(document)
        places = [self.place(problem) for problem in self.before]
        self.renamed: dict[tuple[Any, str], str] = {}
        self.moved: dict[Any, Any] = {}
        for problem, (element, attribute) in zip(self.before, places, strict=True):
            self.mend(problem, element, attribute)
        self.seen = {
            (problem.rule, self.moved.get(element, element), self.renamed.get((element, at), at))
            for problem, (element, at) in zip(self.before, places, strict=True)
        }
        self.after = check(etree.tostring(self.root, encoding="unicode"))

    def place(self, problem: Problem) -> tuple[Any, str]:
        path, _, attribute = problem.path.partition("/@")
        (element,) = self.root.xpath(path)
        return element, attribute

    def mend(self, problem: Problem, element: Any, attribute: str) -> None:
        hint = problem.hint or ""
        if problem.rule in ("unknown-element", "twilio-element") and ";" not in hint:
            if found := re.fullmatch(r"did you mean '(.+)'\?", hint):
                element.tag = found[1]
            elif found := re.fullmatch(r"write <(\w+)((?: \w+=\"\w+\")*)/?>", hint):
                element.tag = found[1]
                for name, value in re.findall(r'(\w+)="(\w+)"', found[2]):
                    if name not in element.attrib:
                        element.set(name, value)
            elif hint in LEFT_OUT:
                self.leave_out(element)
        elif problem.rule in ("unknown-attribute", "misplaced-attribute"):
            self.mend_attribute(hint, element, attribute)
        else:
            self.mend_value(problem, element, attribute)

    def mend_value(self, problem: Problem, element: Any, attribute: str) -> None:
        hint = problem.hint or ""
        if problem.rule in OF_VALUES and (
            found := re.fullmatch(r"did you mean ('[^']+'|\"[^\"]+\")\?", hint)
        ):
            self.write(element, attribute, ast.literal_eval(found[1]))
        elif found := re.fullmatch(r'write (\w+)="([^"]+)"(?: for an hour)?', hint):
            element.set(found[1], found[2])
        elif problem.rule == "stream-headers" and hint.startswith("write "):
            text = element.get(attribute)
            pair = hint.removeprefix("write ")
            element.set(attribute, text.replace(pair.replace(",", ";"), pair))

    def leave_out(self, element: Any) -> None:
        parent = element.getparent()
        self.moved[element] = parent
        where = parent.index(element)
        before = parent[where - 1] if where else None
        if before is None:
            parent.text = f"{parent.text or ''}{element.text or ''}"
        else:
            before.tail = f"{before.tail or ''}{element.text or ''}"
        parent[where : where + 1] = list(element)

    def mend_attribute(self, hint: str, element: Any, attribute: str) -> None:
        found = re.fullmatch(r"(?:did you mean|write) '(\S+)'\??", hint)
        if found and found[1] not in element.attrib:
            element.set(found[1], element.attrib.pop(attribute))
            self.renamed[element, attribute] = found[1]
        elif hint == "write it between the tags" and not (element.text or "").strip():
            element.text = element.attrib.pop(attribute)
            self.renamed[element, attribute] = ""
        elif hint == "Plivo has nothing like it" or hint.startswith("leave it out"):
            del element.attrib[attribute]

    def write(self, element: Any, attribute: str, text: str) -> None:
        attribute = self.renamed.get((element, attribute), attribute)
        if attribute:
            name = attribute.replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
            element.set(name, text)
        else:
            element.text = text


_STREAM: Final = (
    '<Response><Stream contentType="audio/x-mulaw;rate=8000" '
    'statusCallbackUrl="https://example.com/status" {}>wss://example.com/talk</Stream>{}</Response>'
)


def new_in(mended: Mended) -> list[str]:
    return [
        str(problem)
        for problem in mended.after
        if (problem.rule, *mended.place(problem)) not in mended.seen
    ]


@pytest.mark.parametrize(
    "document",
    [
        _STREAM.format('bidirectional="true"', '<Wait length="5"/>'),
        _STREAM.format('bidirectional="true"', "<Speak>Hi</Speak><Conference>a</Conference>"),
        _STREAM.format('keepCallAlive="true" extraHeaders="a=1;token=2"', ""),
        '<Response><Speak voice="Polly.Amy-Neural" language="fr-FR">Bonjour</Speak></Response>',
        '<Response><Speak voice="woman" language="zh-CN">Hi</Speak></Response>',
        '<Response><Speak voice="Polly.Amy" language="EN">Hi</Speak></Response>',
        '<Response><Speak language="PT">Bom dia</Speak></Response>',
        "<Response><Stream>http://localhost/talk?token=a</Stream></Response>",
    ],
)
def test_hints_lead_to_nothing_new(document: str) -> None:
    assert new_in(Mended(document)) == []


@given(foreign_documents())
@examples(200)
def test_what_is_told_after_everything_was_mended_was_told_before(document: str) -> None:
    mended = Mended(document)
    assert new_in(mended) == [], "\n".join(map(str, mended.before))


@given(foreign_documents())
@examples(200)
def test_what_is_shown_is_what_was_written_and_no_message_is_long(document: str) -> None:
    root: Any = etree.fromstring(document)
    written = [text for element in root.iter() for text in (element.tag, element.text or "")]
    for element in root.iter():
        # Text on both sides of a tag that is left out is one.
        written += [*element.attrib, *element.attrib.values(), "".join(element.itertext())]
    # What the parser makes of the prefix of XML itself.
    written = [text.replace("{http://www.w3.org/XML/1998/namespace}", "xml:") for text in written]
    for problem in check(document):
        assert len(problem.message) <= 200
        assert len(problem.hint or "") <= 200
        got = problem.message.rpartition("; got ")[2]
        shown = re.search(r"'((?:[^'\\]|\\.)*?)(\.\.\.$|')|\"(.*?)(\.\.\.$|\")", got)
        if shown and shown[1] != "***":
            quote = '"' if shown[1] is None else "'"
            text = ast.literal_eval(f"{quote}{shown[1] or shown[3] or ''}{quote}")
            assert any(text in one for one in written), problem
