"""What an editor offers while an element is written, as pyright's language server tells it."""

from __future__ import annotations

import json
import sys

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plivoml import Dial, Element, GetInput, Record
from plivoml.voices import LANGUAGES, RECOGNITION_LANGUAGES, VOICES
from tests.support.declarations import spec_of
from tests.support.editor import Editor, started


pytestmark = [pytest.mark.long, pytest.mark.once]


ROOT = Path(__file__).parent.parent

# The bar is where the cursor stands.  After a bracket on the same line pyright offers no
# keywords of any function before the first letter.
COMPLETED = {
    "Dial(\n    [Number('+15550100111')],\n    |\n)": Dial,
    "GetInput(|)": GetInput,
    "Record(|)": Record,
}
IMPORTS = "from plivoml import Dial, GetInput, Number, Record, Speak\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("project")


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    pytest.importorskip("pyright")
    settings = {"extraPaths": [str(ROOT)]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    abilities = {
        "textDocument": {
            "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
            "hover": {"contentFormat": ["plaintext"]},
        }
    }
    with started([sys.executable, "-m", "pyright.langserver", "--stdio"]) as editor:
        editor.start(folder, abilities)
        yield editor
        editor.stop()


def place(text: str) -> dict[str, int]:
    before = text[: text.index("|")]
    return {"line": before.count("\n"), "character": len(before) - (before.rfind("\n") + 1)}


def keywords(found: dict[str, Any]) -> set[str]:
    return {item["label"] for item in found["items"] if item["label"].endswith("=")}


@pytest.mark.parametrize("call", COMPLETED, ids=[cls.__name__ for cls in COMPLETED.values()])
def test_an_editor_offers_the_keywords_of_an_element(
    editor: Editor, folder: Path, call: str
) -> None:
    cls: type[Element] = COMPLETED[call]
    text = IMPORTS + call
    uri = editor.open(folder / f"{cls.__name__}.py", text.replace("|", ""), "python")
    found = editor.at("completion", uri, place(text))
    fields = [*spec_of(cls).by_field, spec_of(cls).content.field, "extra"]
    assert keywords(found) == {f"{field}=" for field in fields if field}


def test_an_editor_completes_a_keyword_that_is_begun(editor: Editor, folder: Path) -> None:
    text = f"{IMPORTS}Dial([Number('+15550100111')], tim|)"
    uri = editor.open(folder / "begun.py", text.replace("|", ""), "python")
    found = editor.at("completion", uri, place(text))
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
    editor: Editor, folder: Path, call: str, names: Iterable[str]
) -> None:
    text = IMPORTS + call
    uri = editor.open(folder / f"names{len(text)}.py", text.replace("|", ""), "python")
    found = editor.at("completion", uri, place(text))
    assert {item["label"] for item in found["items"]} == {f"'{name}'" for name in names}


def test_an_editor_shows_what_an_element_is(editor: Editor, folder: Path) -> None:
    text = f"{IMPORTS}Di|al"
    uri = editor.open(folder / "element.py", text.replace("|", ""), "python")
    found = editor.at("hover", uri, place(text))
    shown = found["contents"]["value"]
    assert "Rings one or more others and connects the first who answers" in shown
    assert "https://www.plivo.com/docs/voice/xml/routing" in shown


def test_an_editor_shows_what_a_field_is(editor: Editor, folder: Path) -> None:
    text = f"{IMPORTS}Dial([Number('+15550100111')]).time|out"
    uri = editor.open(folder / "field.py", text.replace("|", ""), "python")
    found = editor.at("hover", uri, place(text))
    shown = found["contents"]["value"]
    assert "How long to let it ring, in seconds." in shown


def test_an_editor_shows_the_default_of_plivo(editor: Editor, folder: Path) -> None:
    text = f"{IMPORTS}Dial([Number('+15550100111')]).time_li|mit"
    uri = editor.open(folder / "default.py", text.replace("|", ""), "python")
    found = editor.at("hover", uri, place(text))
    assert found["contents"]["value"].split()[-2:] == ["Default:", "`14400`."]
