"""XML in pieces."""

from __future__ import annotations

import pytest

from hypothesis import given

from plivoml import Response
from tests.support.reading import tokens_of
from tests.support.strategies import XML_TEXT, documents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", [("text", "a")]),
        ("<a>b</a >", [("start", "<a>"), ("text", "b"), ("end", "</a >")]),
        ("<a b = '>'/>", [("empty", "<a b = '>'/>")]),
        ("<a\n/>", [("empty", "<a\n/>")]),
        ("<!--<a>-->b", [("comment", "<!--<a>-->"), ("text", "b")]),
        ("<![CDATA[<a>]]>", [("cdata", "<![CDATA[<a>]]>")]),
        ("<?a >?>", [("instruction", "<?a >?>")]),
        # What is not right is kept as it is.
        ("a < b", [("text", "a < b")]),
        ("<a b>c</a>", [("text", "<a b>c"), ("end", "</a>")]),
        ("<a b='<c/>", [("text", "<a b='"), ("empty", "<c/>")]),
        ("<>", [("text", "<>")]),
        ("<!-- never closed <a/>", [("comment", "<!-- never closed <a/>")]),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(token.kind, text[token.start : token.end]) for token in tokens_of(text)]

    assert found == expected


def test_attributes_have_the_places_of_their_values() -> None:
    text = """<a b="c" d:e = 'f"'/>"""
    (tag,) = tokens_of(text)

    found = [(given.name, text[given.start : given.end]) for given in tag.attributes]

    assert (tag.name, found) == ("a", [("b", "c"), ("d:e", 'f"')])


@given(documents(loose=True))
def test_nothing_of_a_document_is_lost(document: Response) -> None:
    text = str(document)

    assert "".join(text[token.start : token.end] for token in tokens_of(text)) == text


@given(XML_TEXT)
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokens_of(text)) == text
