"""Elements to XML and back."""

from __future__ import annotations

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import Comment, Element, Response, Speak, parse, parse_fragment, ssml
from tests.support.declarations import ElementSpec
from tests.support.effort import examples
from tests.support.sameness import canonical
from tests.support.strategies import SPECS, XML_TEXT, documents, elements


each_class = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)


@given(documents())
@examples(200)
def test_what_is_written_reads_back_equal(document: Response) -> None:
    assert parse(str(document)) == document
    assert parse(document.to_bytes()) == document


@given(documents(loose=True))
@examples(200)
def test_what_is_not_known_reads_back_equal_too(document: Response) -> None:
    assert parse(str(document), strict=False) == document


@each_class
@given(data=st.data())
@examples(25)
def test_each_element_reads_back_equal(spec: ElementSpec, data: st.DataObject) -> None:
    element: Element = data.draw(elements(spec))

    assert parse_fragment(str(element)) == element


@given(documents(), st.sampled_from(["  ", "\t", "    "]))
@examples(100)
def test_indenting_keeps_the_document_the_same(document: Response, indent: str) -> None:
    indented = document.to_xml(indent=indent)

    assert parse(indented) == document
    assert canonical(indented) == canonical(str(document))


@given(documents(loose=True))
@examples(100)
def test_what_is_read_is_written_as_the_same_document(document: Response) -> None:
    text = str(document)

    assert canonical(str(parse(text, strict=False))) == canonical(text)


@given(XML_TEXT, XML_TEXT, XML_TEXT)
def test_speech_keeps_every_character_and_its_order(one: str, two: str, three: str) -> None:
    said = Speak([one, ssml.Emphasis([two, ssml.Break()]), three], voice="Polly.Amy")
    read = parse_fragment(str(said))

    assert isinstance(read, Speak)
    assert [node for node in read.content if isinstance(node, str)] == [
        t for t in (one, three) if t
    ]
    assert list(read.find(ssml.Emphasis)) == [ssml.Emphasis([two, ssml.Break()])]


def test_comments_stay_where_elements_and_words_may_stand() -> None:
    document = parse(
        "<!-- before --><Response><!-- one --><Speak>Hi<!-- two --> you</Speak>"
        "<Dial><Number>1555<!-- gone -->0100</Number></Dial><Hangup><!-- gone --></Hangup>"
        "</Response><!-- after -->"
    )

    assert str(document) == (
        '<?xml version="1.0" encoding="UTF-8"?><Response><!-- one --><Speak>Hi<!-- two --> you'
        "</Speak><Dial><Number>15550100</Number></Dial><Hangup/></Response>"
    )
    assert Comment(" one ") in document.children
