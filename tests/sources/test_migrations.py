"""Three walks by the pages alone: from a program of another kind to a document that is checked."""

from __future__ import annotations

import importlib

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from plivoml import Response, check
from tests.support.command import main
from tests.support.sameness import canonical
from tests.test_documentation import ROOT, blocks


pytestmark = pytest.mark.once

VALUES: Final = {"name": "Smith & Sons", "number": "+15550100123"}


def shown(page: str, title: str, folder: Path) -> Path:
    """Write a file that a page shows into a folder."""
    (block,) = [one for one in blocks(ROOT / "docs" / page) if one.title == title]
    block.save(folder)
    return folder / title


def answer_of(program: str) -> Callable[..., Any]:
    """Run a program and return the function in it that answers a call."""
    names: dict[str, Any] = {}
    exec(program, names)
    function: Callable[..., Any] = names["answer"]
    return function


def converted(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `plivoml to-python` prints of a file."""
    assert main(["to-python", str(file)]) == 0
    return capsys.readouterr().out


def assert_is_checked(document: Response, ignored: list[str]) -> None:
    assert [problem.rule for problem in check(document, ignore=ignored)] == []


def test_a_program_with_the_sdk_gets_to_a_checked_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shown("coming-from-plivoxml.md", "before.py", tmp_path)
    assert main(["check", str(file)]) == 0
    before = answer_of(file.read_text("utf-8"))(VALUES["name"])
    capsys.readouterr()

    program = converted(file, capsys)

    after = answer_of(program)(VALUES["name"], "https://voice.example.com")
    assert canonical(before) == canonical(str(after))
    assert_is_checked(after, [])


def test_a_program_that_pastes_gets_to_a_checked_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shown("coming-from-f-strings.md", "pasted.py", tmp_path)
    assert main(["check", str(file)]) == 1
    assert main(["check", "--fix", "--select", "unknown-attribute", str(file)]) == 0
    pasted = answer_of(file.read_text("utf-8"))
    capsys.readouterr()

    built = answer_of(converted(file, capsys))

    url, number = "https://voice.example.com", VALUES["number"]
    plain = built(name="Smith", URL=url, number=number)
    assert canonical(pasted("Smith", number)) == canonical(str(plain))
    # What was pasted is broken by such a name, and what is built is not.
    assert {one.rule for one in check(pasted(**VALUES))} == {"not-well-formed"}
    assert_is_checked(built(**VALUES, URL=url), ["no-fallback-after-dial", "action-takes-over"])


def test_a_program_for_twilio_gets_to_a_checked_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The library has no types.
    twiml: Any = importlib.import_module("twilio.twiml.voice_response")
    before = twiml.VoiceResponse()
    before.say("Hello", voice="alice")
    before.gather(input="dtmf", timeout=5, action="https://example.com/menu")
    before.hangup()
    file = shown("coming-from-twilio.md", "twiml.xml", tmp_path)
    assert canonical(file.read_text("utf-8")) == canonical(str(before))

    file.write_text(str(before), "utf-8")
    assert main(["check", "--fix", "--unsafe-fixes", str(file)]) == 0
    capsys.readouterr()
    names: dict[str, Any] = {}
    exec(converted(file, capsys), names)

    assert_is_checked(names["answer"], [])
