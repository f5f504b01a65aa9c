"""The server as an editor meets it: a process that is spoken to over its input and its output."""

from __future__ import annotations

import gc
import io
import random
import sys

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.cursor import changed
from tests.support import rooms
from tests.support.checking import Selection
from tests.support.command import File, Report, Settings, examine, main
from tests.support.editor import COMMAND, Editor, Message, forget_server, served, started
from tests.test_documentation import ROOT


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Editor]:
    """An editor with a process of the server."""
    with started(COMMAND, tmp_path) as editor:
        editor.start(tmp_path, {"general": {"positionEncodings": ["utf-32"]}})
        yield editor
        editor.stop()


def reported(name: str, text: str) -> Report:
    """Return what the command says of a file that it finds in a folder."""
    data = text.encode("utf-8", "surrogatepass")
    return examine(File(name, is_found=True, data=data), Settings(Selection()))


def from_report(report: Report) -> list[tuple[str | None, str]]:
    if report.failure is not None:
        return [(None, report.failure)]
    return [(problem.rule, problem.sentence) for problem in report.problems]


def from_editor(told: list[Any]) -> list[tuple[str | None, str]]:
    return [(one.get("code"), one["message"]) for one in told]


OWN = [
    *sorted((ROOT / "tests" / "documents").glob("*.xml")),
    ROOT / "docs" / "checking.md",
    *sorted((ROOT / "examples" / "dial_status").glob("*.py"))[:3],
]


@pytest.mark.once
def test_a_session_from_the_first_to_the_last_word(session: Editor, tmp_path: Path) -> None:
    for path in OWN:
        uri = session.open(tmp_path / path.name, path.read_text("utf-8"))
        told = session.diagnostics(uri)
        assert from_editor(told) == from_report(reported(path.name, path.read_text("utf-8")))
        session.tell("textDocument/didClose", textDocument={"uri": uri})

    wrong = '<Response>\n<Speak>Hello</Speak>\n<Wait lenth="5"/>\n<Hangup/>\n</Response>'
    uri = session.open(tmp_path / "menu.xml", wrong)
    assert [one["code"] for one in session.diagnostics(uri)] == ["unknown-attribute"]
    found = session.at("completion", uri, {"line": 2, "character": 6})
    assert "length" in [item["label"] for item in found["items"]]
    shown = session.at("hover", uri, {"line": 2, "character": 2})
    assert shown["contents"]["value"].startswith("**Wait**")
    offers = session.ask(
        "textDocument/codeAction",
        textDocument={"uri": uri},
        range=session_range(2),
        context={"diagnostics": []},
    )
    offer = next(one for one in offers if one.get("edit"))
    mended = changed(wrong, offer["edit"]["changes"][uri])
    session.change(uri, mended)
    assert session.diagnostics(uri, 2) == []
    session.tell("textDocument/didSave", textDocument={"uri": uri})
    assert session.diagnostics(uri, 2) == []
    session.tell("textDocument/didClose", textDocument={"uri": uri})
    assert session.diagnostics(uri, None) == []


def session_range(line: int) -> dict[str, Any]:
    return {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 99}}


@pytest.mark.once
@pytest.mark.parametrize(("last_words", "status"), [(["shutdown"], 0), ([], 1)])
def test_the_status_says_whether_an_editor_went_without_a_word(
    tmp_path: Path, last_words: list[str], status: int
) -> None:
    with started(COMMAND, tmp_path) as editor:
        editor.start(tmp_path, {})
        for word in last_words:
            editor.ask(word)
        editor.tell("exit")
    assert (editor.status, editor.complaints) == (status, b"")


# What goes wrong


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"1",
        b"\xff\xfe",
        b"{}",
        b'{"jsonrpc": "1.0", "id": 1, "method": "shutdown"}',
        b'{"jsonrpc": "2.0"}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}',
        (
            b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": '
            b'{"uri": "file:///no.xml", "version": 1}, "contentChanges": [{"text": ""}]}}'
        ),
        b'{"jsonrpc": "2.0", "method": "textDocument/nothing", "params": {"a": [1]}}',
        b'{"jsonrpc": "2.0", "id": 999, "result": null}',
        b'{"jsonrpc": "2.0", "id": 998, "method": "textDocument/hover", "params": {"position": 1}}',
        (
            b'{"jsonrpc": "2.0", "id": 997, "method": "workspace/executeCommand", "params": '
            b'{"command": "plivoml.explain"}}'
        ),
    ],
)
def test_a_wrong_message_ends_nothing(editor: Editor, folder: Path, body: bytes) -> None:
    editor.write(body)
    uri = editor.open(folder / "after.xml", "<Response><Hangup/></Response>")
    assert [one["code"] for one in editor.diagnostics(uri)] == ["hangup-only"]


NO_NUMBERS: list[Any] = [None, True, 1.5, [1], {}]

NO_PLACES: list[Any] = [
    None,
    [],
    "there",
    {},
    {"textDocument": {"uri": "a"}, "position": "there"},
    {"textDocument": {"uri": "a"}, "position": {"line": -1, "character": 0}},
    {"textDocument": {"uri": "a"}, "position": {"line": float("inf"), "character": 0}},
]

#: Messages, what they are answered with, and the number in the answer.
WRONG_MESSAGES: list[tuple[Any, int, Any]] = [
    (b"{", -32700, None),
    (b"\xff\xfe", -32700, None),
    (b"[" * 100_000, -32700, None),
    (b"1", -32600, None),
    (b"{}", -32600, None),
    (b'[{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}]', -32600, None),
    (b'{"jsonrpc": "1.0", "id": 1, "method": "shutdown"}', -32600, 1),
    ({"id": 1}, -32600, 1),
    ({"id": "a", "method": 5}, -32600, "a"),
    ({"method": None}, -32600, None),
    *(({"id": one, "method": "shutdown"}, -32600, None) for one in NO_NUMBERS),
    ({"id": 2, "method": "initialize", "params": {"capabilities": {}}}, -32600, 2),
    (
        {"id": 3, "method": "textDocument/didSave", "params": {"textDocument": {"uri": "a"}}},
        -32600,
        3,
    ),
    ({"id": 4, "method": "textDocument/nothing"}, -32601, 4),
    ({"id": "b", "method": "textDocument/nothing", "params": [1]}, -32601, "b"),
    ({"id": 5, "method": "textDocument/hover"}, -32602, 5),
    *(
        ({"id": "c", "method": "textDocument/hover", "params": params}, -32602, "c")
        for params in NO_PLACES
    ),
    ({"id": 6, "method": "textDocument/didOpen", "params": {}}, -32602, 6),
    ({"id": 7, "method": "workspace/executeCommand", "params": {"command": "no"}}, -32602, 7),
]

#: Those that nobody waits for an answer to.
UNANSWERED: list[dict[str, Any]] = [
    {"method": "textDocument/nothing"},
    {"method": "textDocument/hover", "params": {}},
    {"method": "textDocument/didOpen"},
    {"method": "textDocument/didOpen", "params": []},
    {"method": "$/cancelRequest", "params": {}},
    {"method": "$/cancelRequest", "params": {"id": 99}},
    {"id": 998, "result": None},
    {"id": 999, "error": {}},
]


def asked_after(session: Editor, sent: Any) -> list[Message]:
    """Send what may be no message, and return what it is answered with."""
    if isinstance(sent, bytes):
        session.write(sent)
    else:
        session.send(sent)
    session.send({"id": "after", "method": "textDocument/hover", "params": hovering("file:///no")})
    answers: list[Message] = []
    while (answer := session.receive()).get("id") != "after":
        answers.append(answer)
    return [one for one in answers if "method" not in one]


def say_wrong_things(session: Editor, folder: Path) -> None:
    session.send({"id": "early", "method": "textDocument/hover", "params": hovering("a")})
    session.send({"method": "textDocument/didSave", "params": {"textDocument": {"uri": "a"}}})
    early = session.receive()
    assert (early["id"], early["error"]["code"]) == ("early", -32002)
    session.start(folder, {})
    for sent, code, number in WRONG_MESSAGES:
        (answer,) = asked_after(session, sent)
        assert (answer["error"]["code"], answer["id"]) == (code, number), sent
    for sent in UNANSWERED:
        assert asked_after(session, sent) == [], sent
    session.ask("shutdown")
    session.send({"id": "late", "method": "textDocument/hover", "params": hovering("a")})
    late = session.receive()
    assert (late["id"], late["error"]["code"]) == ("late", -32600)
    session.tell("exit")


def test_a_wrong_message_is_answered_with_an_error_and_its_number(tmp_path: Path) -> None:
    with served() as session:
        say_wrong_things(session, tmp_path)


@pytest.mark.once
def test_after_wrong_messages_a_process_ends_well_and_has_complained_of_nothing(
    tmp_path: Path,
) -> None:
    with started(COMMAND, tmp_path) as session:
        say_wrong_things(session, tmp_path)
    assert (session.status, session.complaints) == (0, b"")


def test_it_is_said_where_a_question_is_wrong(editor: Editor) -> None:
    answer = editor.answer("textDocument/hover", {"textDocument": {"uri": "a"}, "position": []})
    told = [
        f"invalid value for type, expected int @ $.params.position.{name}"
        for name in ("line", "character")
    ]
    assert answer["error"] == {"code": -32602, "message": "; ".join(told)}
    editor.heard.clear()
    editor.tell("textDocument/didSave")
    (told_of,) = [editor.told("window/showMessage")]
    assert told_of["message"].endswith("required field missing @ $.params.text_document")


def test_a_command_without_arguments_does_nothing(editor: Editor) -> None:
    assert editor.ask("workspace/executeCommand", command="plivoml.explain") is None


def test_a_file_is_checked_however_deep_it_is(editor: Editor) -> None:
    uri = editor.open(f"file:///{'a/' * 2000}flow.xml", "<Response><Hangup/></Response>")
    assert [one["code"] for one in editor.diagnostics(uri)] == ["hangup-only"]


def hovering(uri: str) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}


@pytest.mark.parametrize(
    "position",
    [
        {"line": 0, "character": 10_000},
        {"line": 10_000, "character": 0},
        {"line": 10_000, "character": 10_000},
    ],
)
def test_a_place_that_is_not_there_is_answered(
    editor: Editor, folder: Path, position: dict[str, int]
) -> None:
    uri = editor.open(folder / "short.xml", "<Response><Dial>")
    editor.at("hover", uri, position)
    assert editor.at("completion", uri, position)["items"] == []


@pytest.mark.once
def test_a_huge_file_is_refused_and_the_next_one_read(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "huge.xml", f"<Response>{' ' * 10_600_000}</Response>")
    assert [one["code"] for one in editor.diagnostics(uri)] == ["refused-xml"]
    program = "a = '<Response><Hangup/></Response>'\n" + "b = 1\n" * 200_000
    uri = editor.open(folder / "huge.py", program)
    assert from_editor(editor.diagnostics(uri)) == [(None, "Too long to look for documents in it")]
    assert editor.at("hover", uri, {"line": 0, "character": 7}) is None


# It would be checked for many minutes.
_EITHER = "{% if a %}<Wait lenth='5'/>{% else %}<Hangup/>{% endif %}"
ENDLESS = f"<Response>{_EITHER * 900}</Response>"
WRONG = "<Response><Speak vox='a'>Hello</Speak></Response>"


@pytest.mark.once
def test_a_check_is_dropped_once_it_is_outdated(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open(tmp_path / "menu.j2", ENDLESS)
    other = editor.open(tmp_path / "other.xml", WRONG)
    shown = editor.at("hover", uri, {"line": 0, "character": 24})
    assert shown["contents"]["value"].startswith("**Wait**")
    editor.change(uri, WRONG)
    assert [one["code"] for one in editor.diagnostics(uri, 2)] == ["unknown-attribute"]
    assert [one["code"] for one in editor.diagnostics(other)] == ["unknown-attribute"]


@pytest.mark.once
def test_what_can_be_done_waits_for_the_check_of_the_same_text(
    editor: Editor, tmp_path: Path
) -> None:
    uri = editor.open(tmp_path / "menu.j2", ENDLESS)
    params = {"textDocument": {"uri": uri}, "range": session_range(0)}
    editor.send(
        {
            "id": "fix",
            "method": "textDocument/codeAction",
            "params": {**params, "context": {"diagnostics": []}},
        }
    )
    editor.tell("textDocument/didSave", textDocument={"uri": uri})
    editor.at("hover", uri, {"line": 0, "character": 24})
    editor.change(uri, WRONG)
    answer = editor.receive()
    while answer.get("id") != "fix":
        answer = editor.receive()
    assert answer["result"] is None
    assert editor.ask("textDocument/codeAction", **params, context={"diagnostics": []})
    editor.tell("textDocument/didClose", textDocument={"uri": uri})
    assert editor.ask("textDocument/codeAction", **params, context={"diagnostics": []}) is None


@pytest.mark.once
@pytest.mark.parametrize("last_words", [["shutdown", "exit"], ["exit"]])
def test_a_server_that_is_let_go_drops_its_checks(tmp_path: Path, last_words: list[str]) -> None:
    with served() as editor:
        editor.start(tmp_path, {})
        uri = editor.open(tmp_path / "menu.j2", ENDLESS)
        editor.at("hover", uri, {"line": 0, "character": 24})
        for word in last_words:
            editor.ask(word) if word == "shutdown" else editor.tell(word)


def test_a_file_that_vanishes_is_what_the_editor_has(editor: Editor, tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "flow.xml"
    gone.parent.mkdir()
    gone.write_text("<Response/>")
    uri = editor.open(gone, "<Response><Hangup/></Response>")
    assert [one["code"] for one in editor.diagnostics(uri)] == ["hangup-only"]
    gone.unlink()
    gone.parent.rmdir()
    editor.change(uri, "<Response><Wait/></Response>")
    assert [one["code"] for one in editor.diagnostics(uri, 2)] == ["wait-only"]
    editor.tell("textDocument/didSave", textDocument={"uri": uri})
    assert [one["code"] for one in editor.diagnostics(uri, 2)] == ["wait-only"]


# What is typed

TYPED = (
    *("<", ">", "/", '"', "'", "=", " ", "\n", "&", "{", "}", "#", "{{ x }}", "{% if a %}", "\r"),
    *("<Dial ", "</Dial>", "<Speak>", "timeout", 'method="', "<!--", "-->", "<![CDATA[", "]]>"),
    *(
        "ä",
        "😀",
        "\u2028",
        "\x0c",
        "\ufeff",
        "\ud83d",
        "\uffff",
        "\x00",
        "<Response>",
        "\t",
        "f'''",
    ),
    *("</Response>", "```", "(", ")", "\\", "#ct=100&amp;", "Polly.Amy", "def f():\n    "),
)

BEGUN = {
    "menu.xml": (ROOT / "tests" / "documents" / "input.xml").read_text("utf-8"),
    "menu.py": "def answer(name):\n    a = 'x'\n    return f'''<Response>\n"
    "    <Speak voice=\"Polly.Amy\">Hello {name}</Speak>\n    <Hangup/></Response>'''\n",
    "menu.md": "# Menu\n\n```xml\n<Response><Hangup/></Response>\n```\n\n"
    "```python\na = '<Response><Wait/></Response>'\n```\n",
    "menu.j2": "{% if a %}<Response><Speak>{{ b }}</Speak></Response>{% endif %}",
}


def edited(text: str, drawn: random.Random) -> str:
    """Return a text after something was typed, or some of it was taken away."""
    start = drawn.randrange(len(text) + 1)
    if drawn.random() < 0.5:
        return text[:start] + drawn.choice(TYPED) + text[start:]
    return text[:start] + text[start + drawn.randrange(1, 12) :]


def type_into(editor: Editor, path: Path, edits: int, drawn: random.Random) -> None:
    text = BEGUN[path.name]
    uri = editor.open(path, text)
    for version in range(2, edits + 2):
        text = edited(text, drawn) or BEGUN[path.name]
        editor.change(uri, text, version)
        line = drawn.randrange(text.count("\n") + 1)
        place = {"line": line, "character": drawn.randrange(40)}
        match drawn.randrange(6):
            case 0:
                editor.at("completion", uri, place)
            case 1:
                editor.at("hover", uri, place)
            case 2:
                context: dict[str, Any] = {"diagnostics": []}
                whole = {"start": place, "end": {"line": line + 3, "character": 0}}
                document = {"uri": uri}
                editor.ask(
                    "textDocument/codeAction", textDocument=document, range=whole, context=context
                )
            case 3:
                editor.ask("textDocument/documentSymbol", textDocument={"uri": uri})
                editor.ask("textDocument/foldingRange", textDocument={"uri": uri})
            case _:
                pass
    told = editor.diagnostics(uri, edits + 1)
    assert from_editor(told) == from_report(reported(path.name, text))
    editor.heard.clear()


@pytest.mark.parametrize("name", BEGUN)
def test_whatever_is_typed_the_end_is_what_the_command_says(
    editor: Editor, folder: Path, name: str
) -> None:
    type_into(editor, folder / name, 60, random.Random(name))


@pytest.mark.long
@pytest.mark.once
@pytest.mark.parametrize("number", range(100))
def test_ten_thousand_edits_end_with_what_the_command_says(
    editor: Editor, folder: Path, number: int
) -> None:
    name = [*BEGUN][number % len(BEGUN)]
    type_into(editor, folder / name, 100, random.Random(number))


# The command


@pytest.mark.parametrize("library", ["pygls", "lsprotocol"])
def test_without_the_library_it_is_said_what_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forget_server(monkeypatch, library)
    assert main(["lsp"]) == 2
    message = "plivoml: lsp needs the library pygls: pip install 'plivoml[lsp]'\n"
    assert capsys.readouterr() == ("", message)


def test_another_library_that_is_missing_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_server(monkeypatch, rooms.OUTLINE)
    with pytest.raises(ImportError, match="outline"):
        main(["lsp"])


def test_an_editor_that_goes_without_a_word_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))
    before = gc.get_threshold()
    assert main(["lsp"]) == 1
    assert capsys.readouterr().err == ""
    assert gc.get_threshold() == before
