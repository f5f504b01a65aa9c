"""What an editor shows of a place, and where it leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plivoml import schema_path
from tests.lsp.cursor import opened
from tests.support.editor import Editor


def shown(editor: Editor, folder: Path, text: str, suffix: str = ".xml") -> str | None:
    found = editor.at("hover", *opened(editor, folder, text, suffix))
    if found is None:
        return None
    assert found["contents"]["kind"] == "markdown"
    value: str = found["contents"]["value"]
    return value


def test_a_tag_shows_what_the_element_is(editor: Editor, folder: Path) -> None:
    for text in ("<Response><Di|al></Dial></Response>", "<Response><Dial></Di|al></Response>"):
        assert shown(editor, folder, text) == (
            "**Dial**\n\n"
            "Rings one or more others and connects the first who answers with the caller.\n\n"
            "Several destinations ring together. To try them in turn, write several `Dial`, each "
            "with a `timeout`.\n\n"
            "Between the tags: Number or User.\n\n"
            "[Plivo's page](https://www.plivo.com/docs/voice/xml/routing)"
        )


def test_an_element_with_a_value_shows_which(editor: Editor, folder: Path) -> None:
    text = "<Response><Pl|ay>https://example.com/a.mp3</Play></Response>"
    assert "Between the tags: a URL without white space." in (shown(editor, folder, text) or "")
    assert "Between the tags" not in (shown(editor, folder, "<Response><Hang|up/>") or "")


def test_an_attribute_shows_its_unit_and_its_default(editor: Editor, folder: Path) -> None:
    assert shown(editor, folder, '<Response><GetDigits time|out="7"/></Response>') == (
        "**timeout** of GetDigits\n\n"
        "How long to wait for the first key, in seconds.\n\n"
        "Expected: a whole number of seconds, 1 or more.\n\n"
        "Plivo takes 5 where it is not given.\n\n"
        "[Plivo's page](https://www.plivo.com/docs/voice/xml/input)"
    )


def test_a_required_attribute_says_so(editor: Editor, folder: Path) -> None:
    text = '<Response><GetInput act|ion="https://example.com/"/></Response>'
    assert "\n\nRequired.\n\n" in (shown(editor, folder, text) or "")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('<Response><Speak voice="Polly.A|my"/>', "**Polly.Amy**: female, standard, speaks en-GB."),
        ('<Response><Speak voice="Polly.X|y"/>', "**voice** of Speak"),
        ('<Response><Speak language="e|n-GB"/>', "UK English\n\n**language** of Speak"),
        ('<Response><GetInput language="zh|-CN"/>', "Chinese (Mandarin)\n\n**language**"),
        ('<Response><Dial method="P|OST"/>', "**method** of Dial"),
        (
            '<Response><Dial action="https://example.com/#c|t=100"/>',
            (
                "`ct`: a whole number from 100 to 10000 (milliseconds). longest wait for a connection, "
                "in milliseconds; Plivo's default is 2000.\n\n`rt`: "
            ),
        ),
        (
            '<Response><Play ur|l="x"/>',
            "expected an attribute of Play; got 'url'; write it between",
        ),
        ('<Response><Dial timeO|ut="5"/>', "expected an attribute of Dial; got 'timeOut'; did you"),
        ('<Response><Dial timeOut="5|"/>', "expected an attribute of Dial; got 'timeOut'; did you"),
        ("<Response><Gat|her>", "`Gather` is no element of Plivo's: write <GetInput>"),
    ],
)
def test_a_place_shows_what_is_known_of_it(
    editor: Editor, folder: Path, text: str, start: str
) -> None:
    assert (shown(editor, folder, text) or "").startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        "<Response><Speak>Hel|lo</Speak></Response>",
        "<Response><Rob|ot/></Response>",
        '<Response><Robot a|="b"/></Response>',
        "<Response><Dial |/></Response>",
        "<Response><!-- Di|al --></Response>",
        "|",
    ],
)
def test_of_the_rest_nothing_is_shown(editor: Editor, folder: Path, text: str) -> None:
    assert shown(editor, folder, text) is None


def test_in_a_program_a_place_is_shown_as_in_a_document(editor: Editor, folder: Path) -> None:
    text = "def a(x):\n    return f'<Response><Speak vo|ice=\"Polly.Amy\">{x}</Speak></Response>'\n"
    uri, position = opened(editor, folder, text, ".py")
    found = editor.at("hover", uri, position)
    assert found["contents"]["value"].startswith("**voice** of Speak")
    assert found["range"] == {
        "start": {"line": 1, "character": 30},
        "end": {"line": 1, "character": 35},
    }
    inside = text.replace("|", "").replace("{x}", "{x|}")
    assert shown(editor, folder, inside, ".py") is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("if call.hangup_cause_code == 80|11:", "**8011 Invalid Answer XML**\n\nThe answer URL"),
        ("if call.hangup_cause_code in (3010, 4000|):", "**4000 "),
        ("HANGUP = 60|20", "**6020 "),
        ("HANGUP = 123|4", None),
        ("HANGUP = 8011 # o|r", None),
        ("port = 80|11", None),
    ],
)
def test_a_hangup_code_is_explained_where_a_line_speaks_of_hangups(
    editor: Editor, folder: Path, text: str, start: str | None
) -> None:
    found = shown(editor, folder, text, ".py")
    assert found is None if start is None else (found or "").startswith(start)


def line_at(found: Any) -> str:
    assert found["uri"] == schema_path().as_uri()
    start, end = found["range"]["start"], found["range"]["end"]
    line = schema_path().read_text("utf-8").split("\n")[int(start["line"])]
    return line[int(start["character"]) : int(end["character"])]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<Response><Di|al/></Response>", '<xs:complexType name="DialElement">'),
        ('<Response><Dial time|out="5"/></Response>', '<xs:attribute name="timeout" type='),
        ('<Response><Dial timeout="|5"/></Response>', '<xs:attribute name="timeout" type='),
        ('<Response><Dial timeO|ut="5"/></Response>', '<xs:complexType name="DialElement">'),
        ("<Response><Speak><say-|as/></Speak></Response>", '<xs:complexType name="SayAsElement"'),
    ],
)
def test_an_element_and_an_attribute_lead_to_the_schema(
    editor: Editor, folder: Path, text: str, line: str
) -> None:
    found = editor.at("definition", *opened(editor, folder, text))
    assert line_at(found).startswith(line)


@pytest.mark.parametrize("text", ["<Response><Rob|ot/></Response>", "<Response>|</Response>", "|"])
def test_the_rest_leads_nowhere(editor: Editor, folder: Path, text: str) -> None:
    assert editor.at("definition", *opened(editor, folder, text)) is None
    assert editor.at("definition", *opened(editor, folder, text, ".txt")) is None


PAGE = "https://www.plivo.com/docs/voice/xml/"


@pytest.mark.parametrize(
    ("text", "suffix", "links"),
    [
        ("<Response>\n  <Dial><Robot/></Dial></Response>", ".xml", [(0, 1, 9), (1, 3, 7)]),
        ("a = '<Response><Dial/></Response>'\nb = a + '<Dial/>'", ".py", [(0, 6, 14), (0, 16, 20)]),
        ("<Dial/>", ".txt", []),
    ],
)
def test_an_element_is_linked_with_its_page(
    editor: Editor, folder: Path, text: str, suffix: str, links: list[tuple[int, int, int]]
) -> None:
    uri, _ = opened(editor, folder, text, suffix)
    found = editor.ask("textDocument/documentLink", textDocument={"uri": uri})
    assert [
        (start["line"], start["character"], end["character"])
        for start, end in ((one["range"]["start"], one["range"]["end"]) for one in found)
    ] == links
    assert all(one["target"].startswith(PAGE) for one in found)
