"""What an editor offers while a document is written."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from plivoml import Dial, GetDigits, Response, urls, voices
from tests.lsp.cursor import items, offered, written
from tests.support.declarations import spec_of
from tests.support.editor import Editor, served


PROGRAM = """\
def answer(name: str) -> str:
    return f'''<Response>
        <Speak voice="Polly.Amy">Hello {{name}}</Speak>
        {}
    </Response>'''
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<|", ["Response"]),
        ("<?xml version='1.0'?>\n<|", ["Response"]),
        ("<Response><Dial><|", ["Number", "User"]),
        ("<Response><Dial><Nu|mber>+15550100123</Number></Dial></Response>", ["Number", "User"]),
        ("<Response><Dial><Number>+1</Number><|</Dial></Response>", ["Number", "User"]),
        ("<Response><Dial/><Conference>x</Conference><PreAnswer><Dial><|", ["Number", "User"]),
        ("<Response><Number><|", []),
        ("<Response><Robot><|", []),
        ("<Response><Dial><Number>+1</Number></|", ["Dial"]),
        ("<Response><Dial></Speak></|", ["Dial"]),
        ("<Response><Dial><Number></Dial></|", ["Response"]),
        ("<Response><Dial method timeout='5'></Dial></|", ["Response"]),
        ("</|", []),
        ("<Response><Dial>|", []),
        ("|", []),
        ("<Response><!-- <Dial | --></Response>", []),
        ("<Response><Dial/><!-- <|", []),
        ("<Response><Speak><![CDATA[<|", []),
        ('<Response><Dial method="|"/></Response>', ["GET", "POST"]),
        ('<Response><Dial method="P|"/></Response>', ["GET", "POST"]),
        ("<Response><Dial method='|\n  <Number>+1</Number>", ["GET", "POST"]),
        ('<Response><Dial method="|', ["GET", "POST"]),
        ("<Response><Dial redirect timeout=5 method='|'/></Response>", ["GET", "POST"]),
        ("<Response><Dial method=|/></Response>", []),
        ('<Response><Dial method="GET"|/></Response>', []),
        ('<Response><Dial redirect="|"/></Response>', ["true", "false"]),
        ('<Response><Dial timeout="|"/></Response>', []),
        ('<Response><Dial unknown="|"/></Response>', []),
        ('<Response><Robot method="|"/></Response>', []),
        ("<Response><Robot |/></Response>", []),
        (
            '<Response><Speak voice="|" language="da-DK"/></Response>',
            ["WOMAN", "Polly.Naja", "Polly.Mads"],
        ),
        ('<Response><Speak language="|" voice="Polly.Amy"/></Response>', ["en-GB"]),
        ('<Response><Speak language="|" voice="Polly.Nobody"/></Response>', [*voices.LANGUAGES]),
        ('<Response><GetInput language="|"/></Response>', [*voices.RECOGNITION_LANGUAGES]),
        ('<Response><Dial action="https://example.com/|"/></Response>', []),
        (
            '<Response><Dial action="https://example.com/#|"/></Response>',
            ["ct", "rt", "tt", "rc", "rp", "er"],
        ),
        (
            '<Response><Dial action="https://example.com/#ct=100&amp;r|"/></Response>',
            ["rt", "tt", "rc", "rp", "er"],
        ),
        (
            '<Response><Dial action="https://example.com/#er=|"/></Response>',
            [*get_args(urls.Region)],
        ),
        (
            '<Response><Dial action="https://example.com/#rp=5xx,|"/></Response>',
            ["4xx", "5xx", "ct", "rt", "all"],
        ),
        ('<Response><Dial action="https://example.com/#rc=|"/></Response>', []),
        ("<Response|", ["Response"]),
        ('<Response><MultiPartyCall startMpcOnEnter="|"', ["true", "false"]),
    ],
)
def test_what_fits_is_offered(editor: Editor, folder: Path, text: str, found: list[str]) -> None:
    assert offered(editor, folder, text) == found


def test_an_element_is_offered_where_it_may_stand(editor: Editor, folder: Path) -> None:
    kinds = [spec_of(kind).tag for kind in spec_of(Response).content.elements]
    assert offered(editor, folder, "<Response><|</Response>") == kinds


def test_what_stands_for_an_element_of_others_is_offered_in_it(
    editor: Editor, folder: Path
) -> None:
    assert offered(editor, folder, "<Response><Gather><|") == ["Speak", "Play", "Wait"]


def test_attributes_are_offered_that_are_not_given_yet(editor: Editor, folder: Path) -> None:
    text = '<Response><Dial timeout="5" | method="GET"><Number>+1</Number></Dial></Response>'
    names = {one.name for one in spec_of(Dial).attributes} - {"timeout", "method"}
    assert {*offered(editor, folder, text)} == names


def test_required_attributes_come_first_and_doubtful_ones_last(
    editor: Editor, folder: Path
) -> None:
    names = offered(editor, folder, "<Response><Dial |/></Response>")
    assert names[-1] == "machineDetection"
    assert offered(editor, folder, "<Response><GetInput |/></Response>")[0] == "action"


def test_an_attribute_is_written_with_its_quotes(editor: Editor, folder: Path) -> None:
    text = "<Response><Dial time|/></Response>"
    item = next(one for one in items(editor, folder, text) if one["label"] == "timeout")
    assert written(text, item) == '<Response><Dial timeout="$1"/></Response>'
    text = "<Response a='b'><Dial time|/></Response>"
    item = next(one for one in items(editor, folder, text) if one["label"] == "timeout")
    assert written(text, item) == "<Response a='b'><Dial timeout='$1'/></Response>"


def test_a_name_that_has_its_value_is_written_alone(editor: Editor, folder: Path) -> None:
    text = '<Response><Dial time|="5"/></Response>'
    item = next(one for one in items(editor, folder, text) if one["label"] == "timeout")
    assert written(text, item) == '<Response><Dial timeout="5"/></Response>'


def test_an_editor_without_snippets_is_given_names(folder: Path) -> None:
    with served() as editor:
        editor.start(folder, {})
        text = "<Response><Dial time|/></Response>"
        item = next(one for one in items(editor, folder, text) if one["label"] == "timeout")
        assert written(text, item) == "<Response><Dial timeout/></Response>"
        assert "insertTextFormat" not in item
        editor.stop()


def test_in_a_list_the_next_word_is_offered(editor: Editor, folder: Path) -> None:
    text = '<Response><MultiPartyCall role="Agent" statusCallbackEvents="mpc-state-changes,part|"'
    found = items(editor, folder, text)
    assert "mpc-state-changes" not in [item["label"] for item in found]
    item = next(one for one in found if one["label"] == "participant-audio-events")
    assert written(text, item).endswith('="mpc-state-changes,participant-audio-events"')


def test_in_a_mapping_a_name_is_offered_once(editor: Editor, folder: Path) -> None:
    text = '<Response><Wait beep="|"/></Response>'
    assert offered(editor, folder, text)[:2] == ["true", "false"]


def test_it_is_said_what_is_offered(editor: Editor, folder: Path) -> None:
    text = "<Response><GetDigits time|/></Response>"
    item = next(one for one in items(editor, folder, text) if one["label"] == "timeout")
    assert item["detail"] == "a whole number of seconds, 1 or more, 5 without it"
    assert (
        "[Plivo's page](https://www.plivo.com/docs/voice/xml/input)"
        in item["documentation"]["value"]
    )
    assert spec_of(GetDigits).by_name["timeout"].default == "5"


PLACES = {
    '<Dial method="|"/>': ["GET", "POST"],
    "<Dial><|</Dial>": ["Number", "User"],
    '<Speak language="|" voice="Polly.Amy">{name}</Speak>': ["en-GB"],
    '<Dial action="https://example.com/{name}#e|"/>': ["ct", "rt", "tt", "rc", "rp", "er"],
}


@pytest.mark.parametrize(
    ("around", "suffix"),
    [
        (PROGRAM, ".py"),
        (f"{PROGRAM}\n    (", ".py"),
        (f"# Calls\n\n```python\n{PROGRAM}```\n", ".md"),
        ("# Calls\n\n- a list\n\n  ```xml\n  <Response>{}</Response>\n  ```\n", ".md"),
        ("{{% if one %}}\n<Response>\n  {}\n</Response>\n{{% endif %}}", ".j2"),
        ("const xml = `<Response>\n  {}\n</Response>`;", ".ts"),
    ],
    ids=["program", "unfinished program", "program in a page", "page", "template", "TypeScript"],
)
def test_a_document_is_completed_wherever_it_stands(
    editor: Editor, folder: Path, around: str, suffix: str
) -> None:
    found = {place: offered(editor, folder, around.format(place), suffix) for place in PLACES}
    assert found == PLACES


def test_in_a_program_its_own_places_are_written_to(editor: Editor, folder: Path) -> None:
    text = 'a = "ä😀"; b = ("<Response>"\n    \'<Dial method="P|"\' "/></Response>")\n'
    (get, _) = items(editor, folder, text, ".py")
    assert written(text, get) == text.replace("P|", "GET")


def test_a_quote_that_has_to_be_escaped_is_left_to_the_author(editor: Editor, folder: Path) -> None:
    text = 'a = "<Response><Speak voice=\\"WOMAN\\">a</Speak><Dial time|/></Response>"\n'
    item = next(one for one in items(editor, folder, text, ".py") if one["label"] == "timeout")
    assert written(text, item) == text.replace("time|", "timeout")


def test_nothing_is_offered_outside_of_documents(editor: Editor, folder: Path) -> None:
    assert offered(editor, folder, "a = '<Response/>'\nb = '<|'\n", ".py") == []
    assert offered(editor, folder, "a = 1 <|", ".py") == []
    assert offered(editor, folder, "<html><|</html>", ".html") == []
    assert offered(editor, folder, "<project><|</project>") == []
    assert offered(editor, folder, "<Response/>\n<|", ".txt") == []


def test_nothing_is_offered_in_a_file_that_is_too_long(editor: Editor, folder: Path) -> None:
    text = f"<Response>{' ' * 1024 * 1024}<|"
    assert offered(editor, folder, text) == []


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("const xml = '<Response>\\u0020<Dial method=\"|\"/></Response>';", ".ts"),
        ('const xml = `<Response><Dial timeout="${n}" method="|"/></Response>`;', ".js"),
        ("x = '<Response><Dial method=\"|\"/></Response>'", ".rb"),
        # Nothing is known of this language.
        ('val x = """<Response><Dial method=\'|\'/></Response>"""', ".scala"),
        ('String x = "<Response><Dial method=\\"|\\"/></Response>";', ".java"),
    ],
)
def test_values_are_offered_in_the_literals_of_other_languages(
    editor: Editor, folder: Path, text: str, suffix: str
) -> None:
    if suffix == ".java":
        text = f"class A {{ {text} }}"
    assert offered(editor, folder, text, suffix) == ["GET", "POST"]
