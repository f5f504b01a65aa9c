"""What an editor offers to do: about problems, and with a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plivoml import fix
from tests.lsp.cursor import changed, opened
from tests.support.checking import check_data
from tests.support.editor import Editor
from tests.support.sources import allow_no_steps


def actions(editor: Editor, uri: str, line: int | None = None, **context: Any) -> list[Any]:
    """Return what is offered for a line, or for all of a file."""
    first, last = (0, 10_000) if line is None else (line, line)
    found: list[Any] = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": uri},
        range={"start": {"line": first, "character": 0}, "end": {"line": last, "character": 999}},
        context={"diagnostics": [], **context},
    )
    return found


PROGRAM = """\
def answer(number):
    # Those at work are called.
    if number:
        return f'''
            <Response>
                <Dial><Number lenth="1">{number}</Number></Dial><Hangup/>
            </Response>
        '''.strip()
"""


@pytest.mark.parametrize(
    ("before", "suffix", "after"),
    [
        (
            "<Response>\n  <Wait lenth='5'/>\n  <Hangup/></Response>",
            ".xml",
            ("<Response>\n  <!-- plivoml: ignore unknown-attribute -->\n  <Wait lenth='5'/>\n"
            "  <Hangup/></Response>"),
        ),
        (
            "<Response><Hangup lenth='5'/></Response>",
            ".xml",
            "<Response><!-- plivoml: ignore unknown-attribute --><Hangup lenth='5'/></Response>",
        ),
        (
            "<Response>\n  <Speak>Hello</Speak>\n  Hello\n</Response>",
            ".xml",
            ("<!-- plivoml: ignore stray-text -->\n<Response>\n  <Speak>Hello</Speak>\n  Hello\n"
            "</Response>"),
        ),
        (PROGRAM, ".py", PROGRAM.replace(
            "        return", "        # plivoml: ignore unknown-attribute\n        return"
        )),
        (
            "{% if a %}\n<Response>\n\t<Wait lenth='5'/><Hangup/>\n</Response>\n{% endif %}",
            ".j2",
            ("{% if a %}\n<Response>\n\t<!-- plivoml: ignore unknown-attribute -->\n"
            "\t<Wait lenth='5'/><Hangup/>\n</Response>\n{% endif %}"),
        ),
        (
            "- This:\n\n  ```xml\n  <Response>\n    <Wait lenth='5'/><Hangup/>\n  </Response>\n  ```\n",
            ".md",
            ("- This:\n\n  ```xml\n  <Response>\n    <!-- plivoml: ignore unknown-attribute -->\n"
            "    <Wait lenth='5'/><Hangup/>\n  </Response>\n  ```\n"),
        ),
        (
            "function f(n) {\n  // Those at work.\n  return `<Response>\n    <Wait lenth='5'/>${n}\n  </Response>`;\n}",
            ".ts",
            ("function f(n) {\n  // Those at work.\n  // plivoml: ignore unknown-attribute\n"
            "  return `<Response>\n    <Wait lenth='5'/>${n}\n  </Response>`;\n}"),
        ),
        (
            "def f\n  x = 1\n  \"<Response><Wait lenth='5'/><Hangup/></Response>\"\nend",
            ".rb",
            ("def f\n  x = 1\n  # plivoml: ignore unknown-attribute\n"
            "  \"<Response><Wait lenth='5'/><Hangup/></Response>\"\nend"),
        ),
        (
            "<?php\n$x = \"<Response><Wait lenth='5'/><Hangup/></Response>\";",
            ".php",
            ("<?php\n// plivoml: ignore unknown-attribute\n"
            "$x = \"<Response><Wait lenth='5'/><Hangup/></Response>\";"),
        ),
    ],
    ids=["line", "tag", "text", "program", "template", "page", "TypeScript", "Ruby", "PHP"],
)  # fmt: skip
def test_a_rule_is_ignored_in_the_way_of_the_language(
    editor: Editor, folder: Path, before: str, suffix: str, after: str
) -> None:
    uri, _ = opened(editor, folder, before, suffix)
    (one,) = [one for one in actions(editor, uri) if one["title"].startswith("Ignore unk")] or [
        one for one in actions(editor, uri) if one["title"] == "Ignore stray-text here"
    ]
    rule = one["title"].split()[1]
    assert one["kind"] == "quickfix"
    assert [told["code"] for told in one["diagnostics"]] == [rule]
    text = changed(before, one["edit"]["changes"][uri])
    assert text == after
    assert rule in [problem.rule for problem in check_data(before.encode(), suffix)]
    assert rule not in [problem.rule for problem in check_data(text.encode(), suffix)]


def test_lines_end_as_those_of_the_file(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, "<Response>\r\n  <Hangup lenth='5'/>\r\n</Response>")
    one = next(one for one in actions(editor, uri, 1) if one["title"].startswith("Ignore"))
    (edit,) = one["edit"]["changes"][uri]
    assert edit["newText"].endswith("-->\r\n  ")


def test_where_no_comment_can_stand_none_is_offered(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, "<Response/>\nmore")
    titles = [one["title"] for one in actions(editor, uri, 1)]
    assert titles == ["Explain not-well-formed"]
    uri, _ = opened(editor, folder, f"<Response>{' ' * 1024 * 1024}</Response>")
    titles = [one["title"] for one in actions(editor, uri)]
    assert titles == ["Explain too-large"]


WRONG = """\
<Response>
<Dial timeOut="5" method="post"><Number>+15550100123</Number></Dial>
<Redirect method="PUT">https://example.com/a b</Redirect>
<Play>http://example.com/a.mp3</Play>
</Response>
"""


def test_a_fix_is_offered_for_its_problem(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, WRONG)
    found = [one for one in actions(editor, uri, 1, only=["quickfix"]) if "isPreferred" in one]
    assert [(one["title"], one["isPreferred"]) for one in found] == [
        ("Write 'timeout' for 'timeOut'", True),
        ("Write 'POST' for 'post'", True),
    ]
    assert changed(WRONG, found[0]["edit"]["changes"][uri]) == WRONG.replace("timeOut", "timeout")


def test_behind_a_byte_order_mark_a_fix_is_where_it_belongs(editor: Editor, folder: Path) -> None:
    text = "\ufeff<Response><Wait Length='5'/></Response>"
    uri, _ = opened(editor, folder, text)
    (one,) = [one for one in actions(editor, uri) if "isPreferred" in one]
    assert changed(text, one["edit"]["changes"][uri]) == text.replace("Length", "length")


@pytest.mark.parametrize("only", [["source.fixAll.plivoml"], ["source.fixAll"], ["source"]])
def test_everything_is_fixed_at_once_that_the_command_fixes(
    editor: Editor, folder: Path, only: list[str]
) -> None:
    uri, _ = opened(editor, folder, WRONG)
    (one,) = actions(editor, uri, 3, only=only)
    assert (one["kind"], one["title"]) == ("source.fixAll.plivoml", "Fix 3 of plivoml's problems")
    assert changed(WRONG, one["edit"]["changes"][uri]) == fix(WRONG)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "us-ascii", "rot13", "unicode_escape"])
def test_what_an_encoding_cannot_hold_stays_as_it_is(
    editor: Editor, folder: Path, encoding: str
) -> None:
    body = '<Response><Speak>\u20ac</Speak>\n<Wait Length="5"/></Response>'
    text = f"# coding: {encoding}\na = '''{body}'''\n"
    uri, _ = opened(editor, folder, text, ".py")
    (one,) = actions(editor, uri, only=["source.fixAll"])
    assert changed(text, one["edit"]["changes"][uri]) == text.replace("Length", "length")
    document = f'<?xml version="1.0" encoding="{encoding}"?>{body}'
    uri, _ = opened(editor, folder, document)
    assert actions(editor, uri, only=["source.fixAll"]) == []
    assert formatted(editor, uri) is None
    assert "error[refused-xml]" in editor.told("window/showMessage")["message"]


def test_what_is_fixed_at_once_is_what_the_project_says(editor: Editor, folder: Path) -> None:
    project = folder / "other"
    project.mkdir()
    settings = '[tool.plivoml]\nunfixable = ["unknown-attribute"]\n'
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    uri, _ = opened(editor, project, WRONG)
    (one,) = actions(editor, uri, only=["source.fixAll"])
    text = changed(WRONG, one["edit"]["changes"][uri])
    assert text == WRONG.replace('"post"', '"POST"').replace("a b", "a%20b")
    editor.change(uri, "<Response><Wait Length='5'/></Response>")
    assert actions(editor, uri, only=["source.fixAll"]) == []


def test_a_rule_is_explained(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, '<Response><Redirect method="PUT">https://example.com/</Redirect></Response>')  # fmt: skip
    one = next(one for one in actions(editor, uri) if one["title"] == "Explain bad-value")
    command = one["command"]
    editor.ask(
        "workspace/executeCommand", command=command["command"], arguments=command["arguments"]
    )
    told = editor.told("window/showMessage")
    assert told["type"] == 3
    assert told["message"].startswith(
        "plivoml: bad-value: A value is one that Plivo's pages allow."
    )
    assert "\nRight: <Response>" in told["message"]
    editor.ask("workspace/executeCommand", command=command["command"], arguments=["no-rule"])
    assert [one for one in editor.heard if one["method"] == "window/showMessage"] == []


def test_actions_are_for_the_place_and_of_the_kind_that_is_asked_for(
    editor: Editor, folder: Path
) -> None:
    text = "<Response>\n<Speak>Hello</Speak>\n<Hangup lenth='5'/>\n</Response>"
    uri, _ = opened(editor, folder, text)
    assert actions(editor, uri, 1) == []
    assert [one["title"] for one in actions(editor, uri, 2, only=["quickfix"])][-2:] == [
        "Ignore unknown-attribute here",
        "Explain unknown-attribute",
    ]
    assert actions(editor, uri, only=["refactor"]) == []
    assert actions(editor, uri, only=["source.organizeImports"]) == []


def test_after_a_change_actions_are_for_what_stands_there_now(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, "<Response>\n<Robot/>\n</Response>")
    editor.change(uri, "<Response>\n\n<Robot/>\n</Response>")
    assert actions(editor, uri, 1) == []
    assert actions(editor, uri, 2) != []


# Formatting


def formatted(editor: Editor, uri: str) -> Any:
    options = {"tabSize": 4, "insertSpaces": True}
    return editor.ask("textDocument/formatting", textDocument={"uri": uri}, options=options)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<Response><Hangup/></Response>", "<Response>\n    <Hangup/>\n</Response>\n"),
        (
            '<?xml version="1.0" encoding="ISO-8859-1"?><Response><Speak>é</Speak></Response>',
            (
                '<?xml version="1.0" encoding="ISO-8859-1"?>\n<Response>\n    <Speak>é</Speak>\n'
                "</Response>\n"
            ),
        ),
        (
            '<?xml version="1.0" encoding="UTF-16"?><Response><Speak>é</Speak></Response>',
            (
                '<?xml version="1.0" encoding="UTF-16"?>\n<Response>\n    <Speak>é</Speak>\n'
                "</Response>\n"
            ),
        ),
    ],
)
def test_a_document_is_laid_out_as_the_command_does(
    editor: Editor, folder: Path, before: str, after: str
) -> None:
    uri, _ = opened(editor, folder, before)
    assert changed(before, formatted(editor, uri)) == after
    editor.change(uri, after)
    assert formatted(editor, uri) == []


def test_what_is_no_document_is_not_laid_out(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, "a = '<Response/>'", ".py")
    assert formatted(editor, uri) is None
    uri, _ = opened(editor, folder, "<Response>")
    assert formatted(editor, uri) is None
    told = editor.told("window/showMessage")
    assert told["type"] == 2
    assert told["message"].startswith(
        "plivoml: it cannot be laid out: 1:11: error[not-well-formed]"
    )


# Outline


def outline(symbols: list[Any]) -> list[Any]:
    return [(one["name"], one["detail"], outline(one["children"])) for one in symbols]


def symbols(editor: Editor, uri: str) -> list[Any]:
    found: list[Any] = editor.ask("textDocument/documentSymbol", textDocument={"uri": uri})
    return found


def folds(editor: Editor, uri: str) -> list[tuple[int, int]]:
    found = editor.ask("textDocument/foldingRange", textDocument={"uri": uri})
    return [(one["startLine"], one["endLine"]) for one in found]


DOCUMENT = f"""\
<Response>
    <Dial timeout="5">
        <Number>+15550100123</Number>
    </Dial>
    <Speak>{"Hello " * 20}</Speak>
    <Hangup/>
</Response>
"""


def test_the_elements_of_a_document_are_listed(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, DOCUMENT)
    inside: list[Any] = [
        ("Dial", 'timeout="5"', [("Number", "+15550100123", [])]),
        ("Speak", f"{'Hello ' * 9}Hel...", []),
        ("Hangup", "", []),
    ]
    found = symbols(editor, uri)
    assert outline(found) == [("Response", "", inside)]
    assert found[0]["children"][0]["range"] == {
        "start": {"line": 1, "character": 4},
        "end": {"line": 3, "character": 11},
    }
    assert found[0]["children"][0]["selectionRange"] == {
        "start": {"line": 1, "character": 4},
        "end": {"line": 1, "character": 22},
    }
    assert folds(editor, uri) == [(0, 6), (1, 3)]


def test_elements_that_are_not_closed_end_with_what_they_are_in(
    editor: Editor, folder: Path
) -> None:
    uri, _ = opened(editor, folder, "<Response>\n<Dial>\n<Number>\n</Dial>\n</Speak>\n<Play>\n")
    assert outline(symbols(editor, uri)) == [
        ("Response", "", [("Dial", "", [("Number", "", [])]), ("Play", "", [])])
    ]
    assert folds(editor, uri) == [(0, 6), (1, 3), (2, 3), (5, 6)]


def test_the_elements_of_a_deep_text_are_listed_as_far_as_a_document_goes(
    editor: Editor, folder: Path
) -> None:
    uri, _ = opened(editor, folder, "<Response>" + "<Dial></Number>\n" * 1000)
    assert folds(editor, uri) == [(line, 1000) for line in range(99)]
    found, depth = symbols(editor, uri), 0
    while found:
        found, depth = found[0]["children"], depth + 1
    assert depth == 101


def test_documents_of_a_program_are_listed_where_they_stand(editor: Editor, folder: Path) -> None:
    uri, _ = opened(editor, folder, PROGRAM, ".py")
    inside: list[Any] = [("Dial", "", [("Number", "{number}", [])]), ("Hangup", "", [])]
    found = symbols(editor, uri)
    assert outline(found) == [("Response", "", inside)]
    assert found[0]["range"]["start"] == {"line": 4, "character": 12}
    assert found[0]["range"]["end"] == {"line": 6, "character": 23}
    assert folds(editor, uri) == [(4, 6)]


def test_a_text_that_is_put_together_in_another_order_is_listed(
    editor: Editor, folder: Path
) -> None:
    text = "END = '</Response>'\nSTART = '<Response'\nMORE = '>' \nx = START + MORE + '<Hangup/>' + END\n"
    uri, _ = opened(editor, folder, text, ".py")
    assert outline(symbols(editor, uri)) == [("Response", "", [("Hangup", "", [])])]


def test_documents_of_another_language_are_listed_as_far_as_they_are_read(
    editor: Editor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "const x = '<Response><Hangup/></Response>';\n"
    uri, _ = opened(editor, folder, text, ".ts")
    assert outline(symbols(editor, uri)) == [("Response", "", [("Hangup", "", [])])]
    editor.change(uri, "const x = 1;\n")
    assert symbols(editor, uri) == []
    allow_no_steps(monkeypatch)
    editor.change(uri, text + "f(1);\n" * 1000)
    assert symbols(editor, uri) == []
