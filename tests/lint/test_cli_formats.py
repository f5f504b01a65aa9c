"""The forms in which `plivoml check` tells problems."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys

from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from jsonschema import Draft4Validator, FormatChecker

from tests.support.checking import RULES
from tests.support.command import FORMATS, Excerpt, Report, escaped, excerpt, main
from tests.support.processes import last_words


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
    assert main(["check", "--quiet", "a b.xml", *arguments]) == 1
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
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv(variable, value)
    plain = printed(capfd)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)

    assert main(["check", "--quiet", "a b.xml"]) == 1
    assert "\x1b" not in plain
    assert ("\x1b[1;31merror\x1b[0m[unknown-attribute]" in terminal.text) is is_colourful
    assert ("\x1b[32m^ did you mean 'timeout'?\x1b[0m" in terminal.text) is is_colourful
    assert (terminal.text == plain) is not is_colourful


@pytest.mark.parametrize(("refused", "is_colourful"), [("", True), ("1", False)])
def test_colour_without_a_terminal_is_for_whoever_asks_for_it(
    refused: str, is_colourful: bool, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", refused)

    assert ("\x1b[1;31merror" in printed(capfd)) is is_colourful


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
        "fix": {
            "title": "Write 'timeout' for 'timeOut'",
            "edits": [
                {
                    "line": 2,
                    "column": 65,
                    "end_line": 2,
                    "end_column": 72,
                    "text": "timeout",
                    "start": 83,
                    "end": 90,
                }
            ],
            "is_safe": True,
        },
        "related": [],
    }


def test_what_else_a_problem_is_about_is_in_each_form_for_programs(capfd: Captured) -> None:
    Path("a b.xml").write_text("<Response>\n<Hangup/>\n<Speak>Hello</Speak></Response>")

    (told,) = json.loads(printed(capfd, "--format", "json"))
    path = "/Response/Hangup"
    assert told["related"] == [
        {"message": "the last that runs", "line": 2, "column": 1, "path": path}
    ]
    (result,) = json.loads(printed(capfd, "--format", "sarif"))["runs"][0]["results"]
    assert result["relatedLocations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20b.xml"},
                "region": {"startLine": 2, "startColumn": 1},
            },
            "logicalLocations": [{"fullyQualifiedName": path}],
            "message": {"text": "the last that runs"},
        }
    ]


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


@pytest.mark.parametrize(
    ("inner", "how"),
    [
        ("<Pause/>", "fix: Write 'Wait' for 'Pause'"),
        ("<Leave/>", "unsafe fix: Write 'Hangup' for 'Leave'"),
    ],
)
def test_github_is_told_what_a_fix_does(inner: str, how: str, capfd: Captured) -> None:
    Path("a b.xml").write_text(f"<Response>{inner}</Response>")

    told = printed(capfd, "--format", "github", "--select", "twilio-element")
    assert told.endswith(f"%0A{how}\n")


def test_signs_that_mean_something_to_github_areescaped() -> None:
    assert escaped("100%\r\n:,") == "100%25%0D%0A:,"
    assert escaped("a:b,c%", ":,") == "a%3Ab%2Cc%25"


def by_rfc_3986(value: object) -> bool:
    """Whether a URI holds nothing but what may stand in one; the schema says which are URIs."""
    return (
        re.fullmatch(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-F]{2})*", str(value))
        is not None
    )


def sarif_of(*paths: str) -> dict[str, Any]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        main(["check", "--quiet", *paths, "--format", "sarif", "--select", "all"])
    log: dict[str, Any] = json.loads(printed.getvalue())
    return log


def refused(log: Any) -> list[str]:
    """What the schema that OASIS publishes says against a log."""
    file = metadata.distribution("linceo").locate_file("linceo/data/sarif-schema-2.1.0.json")
    schema = json.loads(Path(str(file)).read_text("utf-8"))
    Draft4Validator.check_schema(schema)
    formats = FormatChecker(())
    for name in ("uri", "uri-reference"):
        formats.checkers[name] = (by_rfc_3986, ())
    validator = Draft4Validator(schema, format_checker=formats)
    errors = validator.iter_errors(log)  # pyright: ignore[reportUnknownMemberType]
    return [f"{error.json_path}: {error.validator}" for error in errors]


def test_sarif_is_what_its_published_schema_says(here: Path) -> None:
    Path("flows").mkdir()
    Path("flows/größe 100%.xml").write_text("<Response><Redirect>/größe 😀</Redirect></Response>")
    Path(os.fsdecode(b"flows/\xff\n.xml")).write_text("<Response")
    Path("flows/answer.py").write_text('x = "<Response><Dial/></Response>"')
    Path("flows/empty.xml").write_text("")
    Path("flows/right.xml").write_text("<Response><Speak>Hi</Speak></Response>")
    for number, rule in enumerate(RULES.values()):
        Path(f"flows/{number}{rule.suffix}").write_text(rule.wrong)
    Path("c d.xml").write_text(Path("a b.xml").read_text())
    paths = ["flows", str(here / "c d.xml"), "a b.xml", "gone away.xml"]
    log = sarif_of(*paths)
    (run,) = log["runs"]

    assert refused(log) == []
    assert refused(sarif_of("flows/right.xml")) == []
    assert {result["ruleId"] for result in run["results"]} == set(RULES)
    (failure,) = run["invocations"][0].pop("toolExecutionNotifications")
    assert failure["message"]["text"] == "No such file or directory"
    assert run["invocations"] == [{"executionSuccessful": False}]
    # The columns of a problem are those of Python, not those of Java.
    assert run["columnKind"] == "unicodeCodePoints"
    files = {uri_of(place) for place in [failure, *run["results"]]}
    assert {"flows/gr%C3%B6%C3%9Fe%20100%25.xml", "flows/%FF%0A.xml", "gone%20away.xml"} <= files
    assert {"a%20b.xml", (here / "c d.xml").as_uri()} <= files


def uri_of(told: dict[str, Any]) -> str:
    uri: str = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return uri


SPOILT: list[tuple[str, Callable[[Any], object], list[str]]] = [
    (
        "an unknown unit",
        lambda run: run.update(columnKind="bytes"),
        ["$.runs[0].columnKind: enum"],
    ),
    (
        "an unknown property",
        lambda run: run.update(result=[]),
        ["$.runs[0]: additionalProperties"],
    ),
    (
        "a level that is none",
        lambda run: run["results"][0].update(level="info"),
        ["$.runs[0].results[0].level: enum"],
    ),
    (
        "a result without a message",
        lambda run: run["results"][1].pop("message"),
        ["$.runs[0].results[1]: required"],
    ),
    (
        "a blank in a URI",
        lambda run: run["tool"]["driver"]["rules"][0].update(helpUri="a b"),
        ["$.runs[0].tool.driver.rules[0].helpUri: format"],
    ),
]


@pytest.mark.parametrize(
    ("spoil", "expected"), [row[1:] for row in SPOILT], ids=[row[0] for row in SPOILT]
)
def test_the_published_schema_refuses_a_log_that_is_spoilt(
    spoil: Callable[[Any], object], expected: list[str]
) -> None:
    log = sarif_of("a b.xml")
    spoil(log["runs"][0])

    assert refused(log) == expected


def test_sarif_leads_to_the_rule_and_to_the_place() -> None:
    (run,) = sarif_of("a b.xml")["runs"]
    rules = run["tool"]["driver"]["rules"]
    results = run["results"]

    assert [rule["id"] for rule in rules] == list(RULES)
    assert [rules[result["ruleIndex"]]["id"] for result in results] == [
        result["ruleId"] for result in results
    ]
    assert [result["level"] for result in results] == ["warning", "error"]
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 65}


def test_sarif_has_the_edits_of_a_fix() -> None:
    _, result = sarif_of("a b.xml")["runs"][0]["results"]

    assert result["fixes"] == [
        {
            "description": {"text": "Write 'timeout' for 'timeOut'"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "a%20b.xml"},
                    "replacements": [
                        {
                            "deletedRegion": {
                                "startLine": 2,
                                "startColumn": 65,
                                "endLine": 2,
                                "endColumn": 72,
                                "byteOffset": 83,
                                "byteLength": 7,
                            },
                            "insertedContent": {"text": "timeout"},
                        }
                    ],
                }
            ],
            "properties": {"isSafe": True},
        }
    ]


def test_sarif_has_the_words_of_a_rule_short_in_full_and_with_examples() -> None:
    (run,) = sarif_of("a b.xml")["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}

    assert rules["stream-headers"] == {
        "id": "stream-headers",
        "shortDescription": {
            "text": "extraHeaders are pairs between commas, as in `id=7,lang=en`."
        },
        "fullDescription": {"text": RULES["stream-headers"].says},
        "help": {
            "text": f"{RULES['stream-headers'].says}\n\n"
            f"Wrong:\n\n{RULES['stream-headers'].wrong}\n\n"
            f"Right:\n\n{RULES['stream-headers'].right}"
        },
        "defaultConfiguration": {"level": "warning"},
    }
    assert rules["too-large"]["helpUri"] == RULES["too-large"].docs


def test_a_name_may_hold_anything(capfd: Captured) -> None:
    name = os.fsdecode(b"100%\xff,\n:.xml")
    Path(name).write_text("<Response><Hangup a=''/></Response>")
    said = "expected an attribute of Hangup; got 'a'"
    told: dict[str, str] = {}
    for form in ("text", "json", "github"):
        assert (
            main(["check", "--quiet", name, "--format", form, "--select", "unknown-attribute"]) == 1
        )
        told[form] = capfd.readouterr().out

    assert told["text"].startswith("100%\ufffd,\ufffd:.xml:1:19: error[unknown-attribute] ")
    assert json.loads(told["json"])[0]["file"] == name
    assert told["github"] == (
        "::error file=100%25\\udcff%2C%0A%3A.xml,line=1,col=19,title=plivoml unknown-attribute::"
        f"/Response/Hangup/@a: {said}\n"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_ends_quietly_where_its_reader_has_seen_enough(form: str) -> None:
    Path("many.xml").write_bytes(b"<Response>" + b"\n<Pause/>" * 3000 + b"</Response>")
    command = [sys.executable, "-m", "plivoml", "check", "--quiet", "many.xml", "--format", form]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() != b""
        process.stdout.close()
        process.stdout = None
        assert last_words(process) == b""
    assert process.returncode == 1


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_nothing_to_tell_is_an_empty_list(form: str, capfd: Captured) -> None:
    Path("right.xml").write_text("<Response><Speak>Hi</Speak></Response>")

    assert main(["check", "--quiet", "right.xml", "--format", form]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told if form == "json" else told["runs"][0]["results"]) == []


def test_a_problem_without_a_place_is_told_in_every_form() -> None:
    from plivoml import Problem

    problem = Problem("bad-value", "info", "expected one; got two", path="/Response")
    report = Report("a.xml", [problem], [None])

    def told(form: str) -> str:
        return "".join(FORMATS[form]([report], False))  # noqa: FBT003

    assert told("text") == "a.xml: info[bad-value] /Response: expected one; got two\n"
    assert told("github") == (
        "::notice file=a.xml,title=plivoml bad-value::/Response: expected one; got two\n"
    )
    log = json.loads(told("sarif"))
    (result,) = log["runs"][0]["results"]
    assert refused(log) == []
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "a.xml"}}
    assert result["level"] == "note"
    assert json.loads(told("json"))[0]["line"] is None
