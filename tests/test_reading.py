"""What the reader takes, where it says that something is, and what it keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hypothesis import given
from hypothesis import strategies as st

import plivoml

from plivoml import (
    Comment,
    Dial,
    Hangup,
    InvalidDocumentError,
    Number,
    Problem,
    Response,
    Speak,
    UnknownElement,
    parse,
    parse_fragment,
)
from tests.support.effort import examples
from tests.support.reading import Lines, read, tokens


def places(document: str | bytes) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(InvalidDocumentError) as caught:
        parse(document)
    return [(problem.line, problem.column, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "us-ascii", "UTF-8"]
)
def test_the_encodings_that_every_parser_reads_are_read(encoding: str) -> None:
    words = "gratis" if encoding == "us-ascii" else "fran\xe7ais"
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?><Response><Speak>{words}</Speak></Response>'

    assert parse(text.encode(encoding)) == Response([Speak(words)])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_recognized(encoding: str) -> None:
    assert parse("<Response><Hangup/></Response>".encode(encoding)) == Response([Hangup()])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8", "us-ascii", "iso-8859-1"])
def test_the_encoding_that_a_document_is_written_in_is_told(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-le").removesuffix("-be")}"?><a/>'
    )
    marks = ("", "\ufeff") if encoding.startswith("utf") else ("",)
    for mark in marks:
        data = (mark + text).encode(encoding)
        assert data.decode(read(data).encoding).removeprefix("\ufeff") == text


def test_a_text_is_text_whatever_encoding_it_declares() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><Response><Speak>\u20ac</Speak></Response>'

    assert parse(text) == Response([Speak("\u20ac")])
    assert plivoml.check(text) == []


@pytest.mark.parametrize("encoding", ["windows-1252", "koi8-r", "utf-7", "ebcdic"])
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse(f'<?xml version="1.0" encoding="{encoding}"?><Response/>'.encode())

    assert [problem.rule for problem in caught.value.problems] == ["refused-xml"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize("letter", ["\xaa", "\xb5", "\xba"])
@pytest.mark.parametrize(
    "body",
    [
        "<Response><{}>a</{}></Response>",
        '<Response><Hangup a{}="b"/></Response>',
        "<Response><?a{}?><Hangup/></Response>",
    ],
)
def test_letters_that_names_of_xml_do_not_have_are_refused_in_every_encoding(
    encoding: str, letter: str, body: str
) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?>{body.replace("{}", letter)}'
    with pytest.raises(InvalidDocumentError):
        parse(document.encode(encoding), strict=False)
    assert plivoml.check(document.encode(encoding)) != []


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ('<Response>\n  <Hangup reason="x"/></Response>', (2, 11)),
        ('<Response>\r\n\r\n\t<Hangup reason="x"/></Response>', (3, 10)),
        ('<Response>\r<Hangup reason="x"/></Response>', (2, 9)),
        ('\ufeff<Response><Hangup reason="x"/></Response>', (1, 19)),
        ('<Response><Speak>\U0001f600\xe9</Speak><Hangup reason="x"/></Response>', (1, 36)),
        ('<Response><Hangup\n  schedule="5"\n  reason\n = "x"/></Response>', (3, 3)),
        ("<Response><Hangup schedule='reason=\"1\"' reason='x'/></Response>", (1, 19)),
    ],
)
def test_an_attribute_is_found_where_its_name_begins(document: str, place: tuple[int, int]) -> None:
    assert places(document)[0][:2] == place
    assert places(document.encode())[0][:2] == place


def test_places_are_those_of_the_characters_in_every_encoding() -> None:
    text = '<Response><Speak>\U0001f600 \xe9</Speak>\n <Hangup reason="x"/></Response>'
    expected = [(2, 10, "/Response/Hangup/@reason")]

    assert places(text.encode("utf-16")) == places(text.encode("utf-16-be")) == expected
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + text.replace("\U0001f600", "\xe8\xe8")
    assert places(latin.encode("latin-1")) == [(3, 10, "/Response/Hangup/@reason")]


def test_broken_utf_16_is_refused_with_a_place() -> None:
    assert places("<Response>".encode("utf-16") + b"\x00\xd8\x00\xd8") != []


def test_paths_count_only_among_siblings_of_one_name() -> None:
    document = (
        "<Response><Dial><Number/></Dial><Hangup/>"
        "<Dial><Number>1</Number><Number/><User/></Dial></Response>"
    )

    assert [path for _, _, path in places(document)] == [
        "/Response/Dial[1]/Number",
        "/Response/Dial[2]/Number[2]",
        "/Response/Dial[2]/User",
    ]


def test_problems_before_a_fatal_one_are_told_too() -> None:
    assert places('<Response><Hangup reason="x"/><Dial><Number>1</Nmber>') == [
        (1, 19, "/Response/Hangup/@reason"),
        (1, 46, "/Response/Dial/Number"),
    ]


def test_what_is_open_when_reading_stops_is_not_called_empty() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse("<Response><Dial><Number")

    assert [problem.rule for problem in caught.value.problems] == ["not-well-formed"]


def test_a_problem_names_the_page_that_it_follows() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse('<Response><Dial timeout="0"><Number>1</Number></Dial></Response>')

    assert caught.value.problems == (
        Problem(
            "bad-value",
            "error",
            "expected a whole number of seconds, 1 or more; got '0'",
            1,
            17,
            "/Response/Dial/@timeout",
            docs="https://www.plivo.com/docs/voice/xml/routing",
        ),
    )


def test_lenient_reading_keeps_what_cannot_be_built_whole() -> None:
    document = parse(
        '<Response><Say loud="1"> a <b/><!-- c --></Say><Dial timeout="x"> <Number>1</Number></Dial>'
        '<Dial newThing="1"><Number>1</Number></Dial><Number>1</Number></Response>',
        strict=False,
    )

    assert document == Response(
        [
            UnknownElement("Say", {"loud": "1"}, [" a ", UnknownElement("b"), Comment(" c ")]),
            UnknownElement("Dial", {"timeout": "x"}, [" ", UnknownElement("Number", {}, ["1"])]),
            Dial([Number("1")], extra={"newThing": "1"}),
            UnknownElement("Number", {}, ["1"]),
        ]
    )


@pytest.mark.parametrize(
    "document", ["<Say>a</Say>", "<Speak>a</Speak>", "<Response a='1'>b</Response>"]
)
def test_lenient_reading_keeps_any_root(document: str) -> None:
    root = parse(document, strict=False)

    assert isinstance(root, UnknownElement)
    assert root.to_xml() == document.replace("'", '"')


@pytest.mark.parametrize("document", ["", "<Response>", "<!DOCTYPE a><a/>", "<a:b xmlns:a='c'/>"])
def test_lenient_reading_refuses_what_is_no_xml_for_us(document: str) -> None:
    with pytest.raises(InvalidDocumentError):
        parse(document, strict=False)


def test_a_fragment_is_one_element() -> None:
    assert parse_fragment(" <Number>1</Number> ") == Number("1")
    with pytest.raises(InvalidDocumentError):
        parse_fragment("<Number>1</Number><Number>2</Number>")
    with pytest.raises(InvalidDocumentError):
        parse_fragment("<Foo/>")
    assert parse_fragment("<Foo/>", strict=False) == UnknownElement("Foo")


def test_instructions_are_dropped_unless_their_names_have_a_colon() -> None:
    assert parse("<?a b?><Response><?a b?><Hangup/></Response>") == Response([Hangup()])
    assert places("<Response><?a:b c?></Response>") == [(1, 11, "/Response")]


def test_a_name_is_found_in_any_encoding() -> None:
    document = '<?xml version="1.0" encoding="ISO-8859-1"?><Response><Hangup \xe9="1"/></Response>'

    assert places(document.encode("latin-1")) == [(1, 62, "/Response/Hangup/@\xe9")]


@pytest.mark.parametrize(
    ("document", "end", "place"),
    [
        ("<Response><Speak>\ud800</Speak></Response>", b"", (1, 18, "/Response/Speak")),
        ('<Response><Wait a="" a=""/>\ud800</Response>', b"", (1, 22, "/Response")),
        ("<Response></response>\ud800", b"", (1, 11, "/Response")),
        ("<!DOCTYPE a><Response>\ud800</Response>", b"", (1, 1, "/")),
        ("<Response/>", b"<", (1, 12, "/")),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_is_wrong_is_found_where_utf_16_is_broken(
    document: str, end: bytes, place: tuple[int, int, str], encoding: str
) -> None:
    assert places(document.encode(encoding, "surrogatepass") + end) == [place]


def test_the_text_of_a_tag_is_searched_once_however_much_is_wrong_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = tokens.attributes_of
    searched: list[int] = []

    def counted(text: str, start: int) -> Iterator[tokens.Attribute]:
        searched.append(start)
        return search(text, start)

    monkeypatch.setattr(tokens, "attributes_of", counted)
    names = [f"name{number}" for number in range(300)]
    written = " ".join(f'{name}=""' for name in names)
    document = f"<Response {written}/>"

    found = places(document)

    assert found == [(1, document.index(f" {name}=") + 2, f"/Response/@{name}") for name in names]
    assert searched == [0]


def test_cdata_is_the_text_that_it_is() -> None:
    assert parse("<Response><Speak>a<![CDATA[<b> & ]]>c</Speak></Response>") == Response(
        [Speak("a<b> & c")]
    )


def test_what_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="expected a document as str or bytes; got int"):
        parse(5)  # type: ignore[call-overload]


def test_ssml_given_as_text_is_read_and_its_places_are_those_of_the_text() -> None:
    said = plivoml.ssml.parse("Hello <break time='1s'/> you")

    assert said == ("Hello ", plivoml.ssml.Break(time="1s"), " you")
    assert Speak(said, voice="Polly.Amy") == Speak(list(said), voice="Polly.Amy")
    assert plivoml.ssml.parse("") == ()
    with pytest.raises(InvalidDocumentError) as caught:
        plivoml.ssml.parse("one <brake/>\n<break time='11s'/>")
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(1, 5), (2, 8)]


FATAL = {"not-well-formed", "refused-xml", "text-before-declaration"}
pieces = st.sampled_from(
    [
        "<Response>", "</Response>", "<Speak>", "</Speak>", "<Dial>", "</Dial>", "<Hangup/>",
        "<Number>1</Number>", "text", " ", "&", "&amp;", "&#65;", "<", ">", '"', "<!--", "-->",
        "<![CDATA[", "]]>", "<?a b?>", '<?xml version="1.0"?>', "<!DOCTYPE a>", "<a:b/>",
        '<Hangup reason="', "xmlns", "\0", "\ud800", "\ufffe", "\r\n", "\U0001f600",
    ]
)  # fmt: skip


@given(st.lists(pieces, max_size=12).map("".join) | st.text(max_size=30) | st.binary(max_size=30))
@examples(400)
def test_nothing_but_the_documented_error_is_raised(source: str | bytes) -> None:
    refused: dict[bool, InvalidDocumentError] = {}
    for strict in (True, False):
        try:
            parse(source, strict=strict)
        except InvalidDocumentError as error:
            refused[strict] = error
    problems = [problem for error in refused.values() for problem in error.problems]

    assert all((p.line or 0) > 0 and (p.column or 0) > 0 for p in problems)
    assert False not in refused or {p.rule for p in refused[False].problems} & FATAL
    assert all(error.problems for error in refused.values())


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a" * 20, f"</{'a' * 20}>"), ("a" * 300, "the end of the element")],
)
def test_a_tag_that_is_not_closed_is_named_as_far_as_there_is_room(
    name: str, expected: str
) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        parse(f"<Response><{name}>")
    assert caught.value.problems[-1].message == f"expected {expected}; got the end of the document"


def test_a_place_in_a_text_is_a_line_and_a_column_and_back() -> None:
    text = "a\n\xe9b\r\n\nc\rd"
    lines = Lines(text)
    places = [lines.position(offset) for offset in range(len(text))]
    assert places == [
        *((1, 1), (1, 2)),
        *((2, 1), (2, 2), (2, 3), (2, 4)),
        (3, 1),
        *((4, 1), (4, 2)),
        (5, 1),
    ]
    assert [lines.offset(*place) for place in places] == [*range(len(text))]


def test_a_byte_of_a_line_is_a_character() -> None:
    lines = Lines("a\n\xe9b\U0001f600c\nabc")
    assert [lines.offset_of_byte(1, byte) for byte in (0, 1)] == [0, 1]
    assert [lines.offset_of_byte(2, byte) for byte in (0, 2, 3, 7, 8)] == [2, 3, 4, 5, 6]
    assert [lines.offset_of_byte(3, byte) for byte in (0, 1, 2, 3)] == [7, 8, 9, 10]
