"""The forms in which `plivoml check` tells problems."""

from __future__ import annotations

import importlib
import json
import sys

from pathlib import Path
from typing import Any, cast

import pytest

from pydantic import BaseModel

from plivoml import cli
from plivoml.cli import _formats
from plivoml.cli._excerpt import Excerpt, excerpt
from plivoml.cli._files import Report
from plivoml.lint import RULES


Captured = pytest.CaptureFixture[str]

DOCUMENT = (
    "\ufeff<Response>\r\n"
    '\t<Speak>😀 e\u0301<break/></Speak><Dial action="https://example.com/" timeOut="1">'
    "<Number>+15550100123</Number></Dial>\r\n"
    "</Response>\r\n"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a b.xml").write_bytes(DOCUMENT.encode())
    return tmp_path


def printed(capfd: Captured, *arguments: str) -> str:
    assert cli.main(["check", "a b.xml", *arguments]) == 1
    out, err = capfd.readouterr()
    assert err == ""
    return out


def test_text_has_the_sentence_the_line_a_caret_and_the_fix(capfd: Captured) -> None:
    line = DOCUMENT.split("\r\n")[1]

    assert printed(capfd) == (
        "a b.xml:2:13: warning[ssml-needs-polly] /Response/Speak/break: expected a voice of "
        "Polly's for tags in speech; got no voice, which may ignore them\n"
        f"    2 | {line[:96]}...\n"
        "      | \t           ^\n"
        "a b.xml:2:65: error[unknown-attribute] /Response/Dial/@timeOut: expected an attribute of "
        "Dial; got 'timeOut'; did you mean 'timeout'?\n"
        f"    2 | ...{line[4:100]}...\n"
        f"      | {' ' * 63}^ did you mean 'timeout'?\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("<Say>", 1, Excerpt("<Say>", "")),
        ("\t\t<Say>", 3, Excerpt("\t\t<Say>", "\t\t")),
        ("日本<Say>", 3, Excerpt("日本<Say>", "    ")),
        ("e\u0301<Say>", 3, Excerpt("e\u0301<Say>", " ")),
        ("\x1b[31m<Say>", 6, Excerpt("\ufffd[31m<Say>", "     ")),
        ("<Say", 5, Excerpt("<Say", "    ")),
        ("a" * 200, 1, Excerpt("a" * 96 + "...", "")),
        ("a" * 200, 200, Excerpt("..." + "a" * 61, " " * 63)),
        ("a" * 96, 96, Excerpt("a" * 96, " " * 95)),
    ],
)
def test_an_excerpt_is_short_safe_and_has_its_caret_below_the_place(
    line: str, column: int, expected: Excerpt
) -> None:
    assert excerpt(line, column) == expected


def test_an_empty_line_is_not_shown(capfd: Captured) -> None:
    Path("a b.xml").write_text("<Response>\n\n")

    assert printed(capfd).count("\n") == 1


class Terminal:
    """A stream that is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(
    ("variable", "value", "is_colourful"),
    [("NO_COLOR", "", True), ("NO_COLOR", "1", False), ("TERM", "dumb", False)],
)
def test_colour_is_for_a_terminal(
    variable: str, value: str, is_colourful: bool, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(variable, value)
    plain = printed(capfd)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)

    assert cli.main(["check", "a b.xml"]) == 1
    assert "\x1b" not in plain
    assert ("\x1b[1;31merror\x1b[0m[unknown-attribute]" in terminal.text) is is_colourful
    assert ("\x1b[32m^ did you mean 'timeout'?\x1b[0m" in terminal.text) is is_colourful
    assert (terminal.text == plain) is not is_colourful


def test_json_is_a_list_of_problems(capfd: Captured) -> None:
    warning, error = json.loads(printed(capfd, "--format", "json"))

    assert (warning["rule"], warning["line"], warning["column"]) == ("ssml-needs-polly", 2, 13)
    assert error == {
        "file": "a b.xml",
        "rule": "unknown-attribute",
        "severity": "error",
        "message": "expected an attribute of Dial; got 'timeOut'",
        "line": 2,
        "column": 65,
        "path": "/Response/Dial/@timeOut",
        "hint": "did you mean 'timeout'?",
        "docs": "https://www.plivo.com/docs/voice/xml/routing",
        "hangup_code": None,
    }


def test_github_gets_a_command_for_each_problem(capfd: Captured) -> None:
    Path("a b.xml").write_text(
        '<Response><Dial action="/a,b:100%" a="1"><User>sip:a</User></Dial></Response>'
    )

    assert printed(capfd, "--format", "github") == (
        "::warning file=a b.xml,line=1,col=17,title=plivoml relative-url::/Response/Dial/@action: "
        "expected a URL that starts with https://; got '/a,b:100%25', which may not be found\n"
        "::error file=a b.xml,line=1,col=36,title=plivoml unknown-attribute::/Response/Dial/@a: "
        "expected an attribute of Dial; got 'a'\n"
    )


def test_signs_that_mean_something_to_github_are_escaped() -> None:
    assert _formats._escaped("100%\r\n:,") == "100%25%0D%0A:,"
    assert _formats._escaped("a:b,c%", ":,") == "a%3Ab%2Cc%25"


def unknown_names(model: BaseModel) -> list[str]:
    """The properties that SARIF does not have."""
    found = list(model.model_extra or ())
    for name in type(model).model_fields:
        value: Any = getattr(model, name)
        for one in cast("list[object]", value if isinstance(value, list) else [value]):
            if isinstance(one, BaseModel):
                found += unknown_names(one)
    return found


def test_sarif_is_what_its_standard_says(here: Path, capfd: Captured) -> None:
    assert cli.main(["check", str(here / "a b.xml"), "a b.xml", "--format", "sarif"]) == 1
    text = capfd.readouterr().out
    # The models have no types for type checkers.
    log: BaseModel = importlib.import_module("sarif_pydantic").Sarif.model_validate_json(text)
    run = json.loads(text)["runs"][0]

    # It is in the standard; the models that the test has of it leave it out.
    assert unknown_names(log) == ["columnKind"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        (here / "a b.xml").as_uri()
    ] * 2 + ["a%20b.xml"] * 2
    assert places[1]["region"] == {"startLine": 2, "startColumn": 65}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["warning", "error"] * 2


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_nothing_to_tell_is_an_empty_list(form: str, capfd: Captured) -> None:
    Path("right.xml").write_text("<Response><Hangup/></Response>")

    assert cli.main(["check", "right.xml", "--format", form]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told if form == "json" else told["runs"][0]["results"]) == []


def test_a_problem_without_a_place_is_told_in_every_form() -> None:
    from plivoml import Problem

    problem = Problem("bad-value", "info", "expected one; got two", path="/Response")
    report = Report("a.xml", [problem], [None])

    def told(form: str) -> str:
        return "".join(_formats.FORMATS[form]([report], False))  # noqa: FBT003

    assert told("text") == "a.xml: info[bad-value] /Response: expected one; got two\n"
    assert told("github") == (
        "::notice file=a.xml,title=plivoml bad-value::/Response: expected one; got two\n"
    )
    (result,) = json.loads(told("sarif"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "a.xml"}}
    assert result["level"] == "note"
    assert json.loads(told("json"))[0]["line"] is None
