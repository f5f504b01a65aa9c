"""What an editor offers while an element is written, as pyright's language server tells it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plivoml import Dial, Element, GetInput, Record
from plivoml.voices import LANGUAGES, RECOGNITION_LANGUAGES, VOICES
from tests.support.declarations import spec_of
from tests.support.processes import PATIENCE


ROOT = Path(__file__).parent.parent

# The bar is where the cursor stands.  After a bracket on the same line pyright offers no
# keywords of any function before the first letter.
COMPLETED = {
    "Dial(\n    [Number('+15550100111')],\n    |\n)": Dial,
    "GetInput(|)": GetInput,
    "Record(|)": Record,
}
IMPORTS = "from plivoml import Dial, GetInput, Number, Record, Speak\n"


class Editor:
    """As much of an editor as it takes to ask: JSON-RPC over the server's pipes."""

    def __init__(self, folder: Path) -> None:
        settings = {"extraPaths": [str(ROOT)]}
        (folder / "pyrightconfig.json").write_text(json.dumps(settings))
        self._folder = folder
        self._server = subprocess.Popen(
            [sys.executable, "-m", "pyright.langserver", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
        )
        self._asked = 0
        abilities = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
                "hover": {"contentFormat": ["plaintext"]},
            }
        }
        here = folder.as_uri()
        self.ask(
            "initialize",
            processId=None,
            rootUri=here,
            capabilities=abilities,
            workspaceFolders=[{"uri": here, "name": "test"}],
        )
        self._tell("initialized")

    def close(self) -> None:
        self.ask("shutdown")
        self._tell("exit")
        self._server.communicate(timeout=PATIENCE)

    def open(self, name: str, text: str) -> str:
        """Open a file with a text in it, and return what the server knows it by."""
        uri = (self._folder / name).as_uri()
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def ask(self, method: str, **params: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" not in message and message["id"] == self._asked:
                assert "error" not in message, message
                return message["result"]
            if "method" in message and "id" in message:
                # The server asks for settings and the like; there are none.
                items = message.get("params", {}).get("items")
                nothing = [None] * len(items) if items else None
                self._send({"id": message["id"], "result": nothing})

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        length = 0
        while line := self._server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has gone"
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    pytest.importorskip("pyright")
    editor = Editor(tmp_path_factory.mktemp("project"))
    yield editor
    editor.close()


def place(text: str) -> dict[str, int]:
    before = text[: text.index("|")]
    return {"line": before.count("\n"), "character": len(before) - (before.rfind("\n") + 1)}


def keywords(found: dict[str, Any]) -> set[str]:
    return {item["label"] for item in found["items"] if item["label"].endswith("=")}


@pytest.mark.parametrize("call", COMPLETED, ids=[cls.__name__ for cls in COMPLETED.values()])
def test_an_editor_offers_the_keywords_of_an_element(editor: Editor, call: str) -> None:
    cls: type[Element] = COMPLETED[call]
    text = IMPORTS + call
    uri = editor.open(f"{cls.__name__}.py", text.replace("|", ""))
    found = editor.ask("textDocument/completion", textDocument={"uri": uri}, position=place(text))
    fields = [*spec_of(cls).by_field, spec_of(cls).content.field, "extra"]
    assert keywords(found) == {f"{field}=" for field in fields if field}


def test_an_editor_completes_a_keyword_that_is_begun(editor: Editor) -> None:
    text = f"{IMPORTS}Dial([Number('+15550100111')], tim|)"
    uri = editor.open("begun.py", text.replace("|", ""))
    found = editor.ask("textDocument/completion", textDocument={"uri": uri}, position=place(text))
    assert keywords(found) == {"timeout=", "time_limit=", "confirm_timeout="}


@pytest.mark.parametrize(
    ("call", "names"),
    [
        ("Speak('Hi', voice='|')", ["WOMAN", "MAN", *(v.name for v in VOICES if "." in v.name)]),
        ("Speak('Hi', language='|')", LANGUAGES),
        ("GetInput(language='|')", RECOGNITION_LANGUAGES),
    ],
    ids=["voice", "language", "language of recognition"],
)
def test_an_editor_completes_voices_and_languages(
    editor: Editor, call: str, names: Iterable[str]
) -> None:
    text = IMPORTS + call
    uri = editor.open(f"names{len(text)}.py", text.replace("|", ""))
    found = editor.ask("textDocument/completion", textDocument={"uri": uri}, position=place(text))
    assert {item["label"] for item in found["items"]} == {f"'{name}'" for name in names}


def test_an_editor_shows_what_an_element_is(editor: Editor) -> None:
    text = f"{IMPORTS}Di|al"
    uri = editor.open("element.py", text.replace("|", ""))
    found = editor.ask("textDocument/hover", textDocument={"uri": uri}, position=place(text))
    shown = found["contents"]["value"]
    assert "Rings one or more others and connects the first who answers" in shown
    assert "https://www.plivo.com/docs/voice/xml/routing" in shown


def test_an_editor_shows_what_a_field_is(editor: Editor) -> None:
    text = f"{IMPORTS}Dial([Number('+15550100111')]).time|out"
    uri = editor.open("field.py", text.replace("|", ""))
    found = editor.ask("textDocument/hover", textDocument={"uri": uri}, position=place(text))
    shown = found["contents"]["value"]
    assert "How long to let it ring, in seconds." in shown


def test_an_editor_shows_the_default_of_plivo(editor: Editor) -> None:
    text = f"{IMPORTS}Dial([Number('+15550100111')]).time_li|mit"
    uri = editor.open("default.py", text.replace("|", ""))
    found = editor.ask("textDocument/hover", textDocument={"uri": uri}, position=place(text))
    assert found["contents"]["value"].split()[-2:] == ["Default:", "`14400`."]
