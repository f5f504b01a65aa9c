"""What is wrong in a file, as an editor is told of it."""

from __future__ import annotations

import json

from pathlib import Path
from typing import Any

import pytest

from plivoml import check
from tests.lsp.cursor import opened
from tests.support.command import main
from tests.support.editor import Editor, served
from tests.test_documentation import ROOT


WRONG = """\
<Response>
  <Dial timeOut="5"><Number>+15550100123</Number></Dial>
  <Redirect>https://example.com/</Redirect><Hangup/>
</Response>
"""


def told(editor: Editor, uri: str, version: int = 1) -> list[tuple[str, Any]]:
    return [(one["code"], one["range"]["start"]) for one in editor.diagnostics(uri, version)]


def test_a_problem_is_told_with_its_rule_and_its_page(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "wrong.xml", WRONG)
    first, second = editor.diagnostics(uri)
    assert first == {
        "range": {"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 19}},
        "message": "/Response/Dial/@timeOut: expected an attribute of Dial; got 'timeOut'; "
        "did you mean 'timeout'?",
        "severity": 1,
        "code": "unknown-attribute",
        "codeDescription": {"href": "https://www.plivo.com/docs/voice/xml/routing"},
        "source": "plivoml",
    }
    assert second == {
        "range": {"start": {"line": 2, "character": 43}, "end": {"line": 2, "character": 50}},
        "message": "/Response/Hangup: expected nothing after Redirect; got 'Hangup', which may "
        "never run",
        "severity": 2,
        "code": "unreachable",
        "codeDescription": {"href": "https://www.plivo.com/docs/voice/xml/routing"},
        "source": "plivoml",
        "tags": [1],
        "relatedInformation": [
            {
                "location": {
                    "uri": uri,
                    "range": {
                        "start": {"line": 2, "character": 2},
                        "end": {"line": 2, "character": 11},
                    },
                },
                "message": "the last that runs",
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("<Response><Redirect>https://example.com/</Redirect><Hangup/></Response>", "unreachable"),
        (
            '<Response><Record transcriptionUrl="https://example.com/t"/></Response>',
            "ignored-attribute",
        ),
    ],
)
def test_what_is_there_for_nothing_is_faded(
    editor: Editor, folder: Path, text: str, rule: str
) -> None:
    uri, _ = opened(editor, folder, text)
    tags = {one["code"]: one.get("tags") for one in editor.diagnostics(uri)}
    assert tags[rule] == [1]
    assert all(one is None for name, one in tags.items() if name != rule)


def test_what_is_wrong_is_told_anew_after_a_change(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "changing.xml", WRONG)
    assert len(editor.diagnostics(uri)) == 2
    editor.change(uri, WRONG.replace("timeOut", "timeout").replace("<Hangup/>", ""))
    assert editor.diagnostics(uri, 2) == []
    editor.change(uri, WRONG, version=3)
    assert len(editor.diagnostics(uri, 3)) == 2
    document = {"uri": uri, "version": 4}
    editor.tell("textDocument/didChange", textDocument=document, contentChanges=[])
    editor.tell("textDocument/didClose", textDocument={"uri": uri})
    assert editor.diagnostics(uri, None) == []


def test_of_a_file_that_is_not_open_nothing_is_known(editor: Editor, folder: Path) -> None:
    uri = (folder / "closed.xml").as_uri()
    editor.change(uri, WRONG)
    editor.tell("textDocument/didClose", textDocument={"uri": uri})
    assert editor.at("hover", uri, {"line": 1, "character": 4}) is None
    assert editor.at("completion", uri, {"line": 1, "character": 4}) is None
    editor.tell("textDocument/didSave", textDocument={"uri": uri})
    assert editor.ask("textDocument/documentSymbol", textDocument={"uri": uri}) is None
    assert [one for one in editor.heard if one["params"].get("uri") == uri] == []


def test_of_what_is_typed_in_a_row_the_last_is_checked(folder: Path) -> None:
    with served(delay=0.05) as editor:
        editor.start(folder, {})
        uri = editor.open(folder / "row.xml", "<Response/>")
        for version in range(2, 30):
            editor.change(uri, WRONG, version)
        assert len(editor.diagnostics(uri, 29)) == 2
        versions = [one["params"]["version"] for one in editor.heard if "uri" in one["params"]]
        assert {*versions} <= {1}
        editor.stop()


def test_a_saved_file_is_checked_again(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "saved.xml", WRONG)
    assert len(editor.diagnostics(uri)) == 2
    editor.tell("textDocument/didSave", textDocument={"uri": uri})
    assert len(editor.diagnostics(uri)) == 2
    editor.tell("textDocument/didSave", textDocument={"uri": (folder / "other.xml").as_uri()})
    assert editor.ask("textDocument/foldingRange", textDocument={"uri": uri})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_counted_as_the_editor_does(folder: Path, encoding: str) -> None:
    with served() as editor:
        editor.start(folder, {"general": {"positionEncodings": [encoding]}})
        assert editor.capabilities["positionEncoding"] == encoding
        text = "<Response><Speak>ä😀</Speak><Wait lenth='1'/></Response>"
        uri = editor.open(folder / "units.xml", text)
        (found,) = editor.diagnostics(uri)
        before, wrong = text[: text.index("lenth")], "lenth='1'"
        size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
        start = len(before.encode(encoding + "-le" * (size > 1))) // size
        assert found["range"] == {
            "start": {"line": 0, "character": start},
            "end": {"line": 0, "character": start + len(wrong)},
        }
        shown = editor.at("hover", uri, {"line": 0, "character": start - 3})
        assert shown["contents"]["value"].startswith("**Wait**")
        editor.stop()


@pytest.mark.parametrize(
    ("text", "suffix", "place"),
    [
        ("def a(x):\n    return f'<Response><Wait lenth=\"{x}\"/></Response>'\n", ".py", (1, 29)),
        ("{% if a %}\n<Response><Wait lenth='{{ a }}'/></Response>{% endif %}", ".j2", (1, 16)),
        ("# A page\n\n```xml\n<Response><Wait lenth='1'/></Response>\n```\n", ".md", (3, 16)),
        ("\ufeff<Response><Wait lenth='1'/></Response>", ".xml", (0, 17)),
        ("<Response>\r\n<Wait lenth='1'/>\r</Response>", ".xml", (1, 6)),
        ("<Response><Speak>\u2028a\x85</Speak><Wait lenth='1'/></Response>", ".xml", (0, 34)),
        (
            ('<?xml version="1.0" encoding="ISO-8859-1"?><Response><Speak>é</Speak>'
            "<Wait lenth='1'/></Response>"),
            ".xml",
            (0, 75),
        ),
        ('<?xml version="1.0" encoding="UTF-16"?><Response><Wait lenth="1"/></Response>', ".xml", (0, 55)),
        ("# coding: latin-1\na = 'é'; b = '<Response><Wait lenth=\"1\"/></Response>'", ".py", (1, 30)),
    ],
)  # fmt: skip
def test_a_problem_is_told_where_it_stands(
    editor: Editor, folder: Path, text: str, suffix: str, place: tuple[int, int]
) -> None:
    uri, _ = opened(editor, folder, text, suffix)
    every = editor.diagnostics(uri)
    found = [one["range"]["start"] for one in every if one["code"] == "unknown-attribute"]
    assert found == [{"line": place[0], "character": place[1]}]


def test_what_cannot_be_read_is_said_once(editor: Editor, folder: Path) -> None:
    text = "a = '<Response/>'\nb = ("
    uri, _ = opened(editor, folder, text, ".py")
    (found,) = editor.diagnostics(uri)
    assert found["severity"] == 3
    assert "cannot read it: line 2" in found["message"]
    assert "code" not in found


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("<project><Dial/></project>", ".xml"),
        ("<html><body/></html>", ".html"),
        ("x = 1", ".py"),
        ("no document", ".txt"),
    ],
)
def test_of_what_is_no_document_nothing_is_said(
    editor: Editor, folder: Path, text: str, suffix: str
) -> None:
    uri, _ = opened(editor, folder, text, suffix)
    assert editor.diagnostics(uri) == []


def test_a_text_that_is_no_text_is_checked(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "surrogates.xml", "<Response>\ud800</Response>")
    assert [one["code"] for one in editor.diagnostics(uri)] != []
    uri = editor.open(
        folder / "odd.py", "# coding: of-nobody\na = '<Response><Hangup/></Response>'"
    )
    assert [one["code"] for one in editor.diagnostics(uri)] == ["hangup-only"]
    uri = editor.open(folder / "odd.xml", '<?xml version="1.0" encoding="odd"?><Response/>')
    assert [one["code"] for one in editor.diagnostics(uri)] != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("xml", "<Response><Wait lenth='1'/></Response>"),
        ("python", "a = '<Response><Wait lenth=\"1\"/></Response>'"),
        ("jinja", "{% if a %}<Response><Wait lenth='1'/></Response>{% endif %}"),
        ("typescript", "const a: string = '<Response><Wait lenth=\"1\"/></Response>';"),
        ("go", "package a\n\nconst a = `<Response><Wait lenth='1'/></Response>`\n"),
    ],
)
def test_a_file_that_has_no_name_yet_is_told_by_its_language(
    editor: Editor, language: str, text: str
) -> None:
    uri = editor.open(f"untitled:{language}", text, language)
    assert [one["code"] for one in editor.diagnostics(uri)] == ["wait-only", "unknown-attribute"]


def test_a_name_that_no_file_can_have_is_none(editor: Editor) -> None:
    uri = editor.open("file:///a%00b/x.xml", "<Response><Wait lenth='1'/></Response>", "xml")
    assert [one["code"] for one in editor.diagnostics(uri)] == ["wait-only", "unknown-attribute"]


# Settings


def test_a_project_says_what_counts(tmp_path: Path) -> None:
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.plivoml]\nignore = ["unreachable"]\nexclude = ["old"]')
    with served() as editor:
        editor.start(
            tmp_path, {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
        )
        uri = editor.open(tmp_path / "wrong.xml", WRONG)
        old = editor.open(tmp_path / "old" / "wrong.xml", WRONG)
        assert [rule for rule, _ in told(editor, uri)] == ["unknown-attribute"]
        assert told(editor, old) == []
        (watched,) = editor.told("client/registerCapability")["registrations"]
        assert watched["method"] == "workspace/didChangeWatchedFiles"
        assert watched["registerOptions"] == {"watchers": [{"globPattern": "**/pyproject.toml"}]}

        settings.write_text('[tool.plivoml]\nallow = ["Dial.timeOut"]')
        changes = [{"uri": settings.as_uri(), "type": 2}]
        editor.tell("workspace/didChangeWatchedFiles", changes=changes)
        assert [rule for rule, _ in told(editor, uri)] == ["unreachable"]
        assert [rule for rule, _ in told(editor, old)] == ["unreachable"]

        settings.write_text('[tool.plivoml]\nselect = ["no-rule"]')
        editor.tell("textDocument/didSave", textDocument={"uri": settings.as_uri()})
        assert told(editor, uri) == []
        why = editor.told("window/showMessage")
        assert why["type"] == 1
        assert why["message"].startswith("plivoml: expected the name of a rule; got 'no-rule'")

        editor.change(uri, WRONG)
        assert told(editor, uri, 2) == []
        assert [one for one in editor.heard if one["method"] == "window/showMessage"] == []
        editor.stop()


# What others say


def files() -> list[Path]:
    """Return the files of the project that anything can be said of."""
    folders = ("docs", "examples", "tests/documents", "plivoml/_lint/rules", "plivoml/testing")
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    suffixes = {".xml", ".py", ".md", ".html", ".php", ".ejs", ".erb"}
    return [ROOT / "README.md", *sorted(path for path in found if path.suffix in suffixes)]


def in_json(related: dict[str, Any]) -> tuple[str, int, int]:
    return related["message"], related["line"], related["column"]


def in_sarif(related: dict[str, Any]) -> tuple[str, int, int]:
    region = related["physicalLocation"]["region"]
    return related["message"]["text"], region["startLine"], region["startColumn"]


def in_editor(related: dict[str, Any]) -> tuple[str, int, int]:
    start = related["location"]["range"]["start"]
    return related["message"], start["line"] + 1, start["character"] + 1


@pytest.mark.uncounted
@pytest.mark.once
def test_editor_and_command_agree_on_every_file_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without the settings of the project, which leave out what is wrong on purpose."""
    names: list[str] = []
    for path in files():
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        names.append(str(copy))
    monkeypatch.chdir(tmp_path)
    by_format: dict[str, Any] = {}
    for name in ("json", "sarif"):
        assert main(["check", "--quiet", "--as-found", "--format", name, *names]) == 1
        by_format[name] = json.loads(capfd.readouterr().out)

    from_json = [
        (one["file"], one["rule"], one["line"], one["column"], *map(in_json, one["related"]))
        for one in by_format["json"]
    ]
    from_sarif: list[tuple[Any, ...]] = []
    for result in by_format["sarif"]["runs"][0]["results"]:
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        file = uri.removeprefix("file://")
        place = region["startLine"], region["startColumn"]
        related = map(in_sarif, result.get("relatedLocations", ()))
        from_sarif.append((file, result["ruleId"], *place, *related))
    from_editor: list[tuple[Any, ...]] = []
    with served() as editor:
        editor.start(tmp_path, {"general": {"positionEncodings": ["utf-32"]}})
        for name in names:
            uri = editor.open(Path(name), Path(name).read_bytes().decode("utf-8"))
            for one in editor.diagnostics(uri):
                start = one["range"]["start"]
                place = start["line"] + 1, start["character"] + 1
                related = map(in_editor, one.get("relatedInformation", ()))
                from_editor.append((name, one["code"], *place, *related))
        editor.stop()
    assert len(from_editor) > 100
    assert any(len(one) > len(("file", "rule", "line", "column")) for one in from_editor)
    assert from_editor == from_json == from_sarif


def test_the_editor_is_told_what_the_library_says(editor: Editor, folder: Path) -> None:
    uri = editor.open(folder / "same.xml", WRONG)
    assert [one["message"] for one in editor.diagnostics(uri)] == [
        problem.sentence for problem in check(WRONG)
    ]
