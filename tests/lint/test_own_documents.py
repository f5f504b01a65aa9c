"""
What `check` says of the project's own documents: nothing, or what is recorded here.

Each finding that is recorded was looked at, and is right.  A rule that begins to cry wolf
fails here.  The examples' answers are not among them: they are called in
`tests/examples`, where a warning fails the call.
"""

from __future__ import annotations

import re

from pathlib import Path
from typing import Any, Final

import pytest

from plivoml import Element, Problem, check, parse_fragment
from tests.support.checking import FAMILIES, RULES, SUFFIXES, check_data, check_elements
from tests.support.command import main
from tests.test_documentation import ON_EACH_PAGE, PAGES, ROOT, Block, blocks, execute
from tests.test_documentation import namespace as namespace  # noqa: PLC0414  # a fixture


pytestmark = pytest.mark.stress


RULES_FOLDER: Final = ROOT / "docs" / "rules"
SUFFIX_OF: Final = {"python": ".py", "xml": ".xml", "text": ".xml", "html": ".html"}

#: What a page shows: wrong on purpose, but for the Dial that is what a page of Twilio's has.
SHOWN: Final = {
    "README.md": [
        "dial-without-target /Response/Dial",
        "unknown-attribute /Response/Dial/@timeOut",
        "bad-value /Response/Dial/@method",
        "stray-text /Response/Dial",
        "twilio-element /Response/Say",
        "unknown-attribute /Response/Dial/@timeOut",
    ],
    "docs/checking.md": [
        "relative-url /Response/GetInput/@action",
        "ssml-needs-polly /Response/GetInput/Speak/break",
        "unknown-attribute /Response/Dial/@timeOut",
    ],
    "docs/coming-from-f-strings.md": [
        "unescaped-value /Response/Speak",
        "unescaped-value /Response/Speak",
        "unknown-attribute /Response/Dial/@timeOut",
        "unescaped-value /Response/Dial/Number",
    ],
    "docs/coming-from-twilio.md": [
        "twilio-element /Response/Say",
        "bad-value /Response/Say/@voice",
        "twilio-element /Response/Gather",
        "unknown-attribute /Response/Gather/@input",
        "misplaced-attribute /Response/Gather/@timeout",
        "twilio-builder /",
        "no-fallback-after-dial /Response/Dial",
    ],
    "docs/contributing.md": ["insecure-audio /Response/Play"],
    "docs/explanation/why.md": [
        "empty-speech /Response/Speak[2]",
        "unreachable /Response/Speak[2]",
    ],
    "docs/fixing.md": [
        "unknown-element /Response/speek",
        "unknown-attribute /Response/speek/@Voice",
        "bad-value /Response/speek/@Voice",
        "unknown-attribute /Response/speek/@Language",
        "bad-value /Response/speek/@Language",
        "voice-language-mismatch /Response/speek/@Language",
        "not-well-formed /Response/speek",
        "twilio-element /Response/Start",
        "stream-format-missing /Response/Start/Stream",
        "unknown-attribute /Response/Start/Stream/@url",
        "unknown-attribute /Response/Start/Stream/@track",
        "unknown-attribute /Response/Start/Stream/@statusCallback",
        "twilio-element /Response/Say[1]",
        "bad-value /Response/Say[1]/@voice",
        "twilio-element /Response/Pause",
        "twilio-element /Response/Gather",
        "unknown-attribute /Response/Gather/@input",
        "twilio-element /Response/Gather/Say",
        "twilio-element /Response/Say[2]",
        "twilio-element /Response/Say",
        "bad-value /Response/Say/@voice",
        "twilio-element /Response/Pause",
        "not-well-formed /Response",
        "twilio-element /Response/Say",
        "bad-value /Response/Say/@voice",
        "twilio-element /Response/Pause",
        "not-well-formed /Response",
        "twilio-element /Response/Say",
        "not-well-formed /Response/Say",
        "twilio-element /Response/Say",
        "unknown-attribute /Response/Play/@Loop",
    ],
    "docs/index.md": ["unknown-attribute /Response/Dial/@timeOut"],
    "docs/sources.md": [
        "unescaped-value /Response/Speak",
        "unknown-attribute /Response/Dial/@timeOut",
        "bad-value /Response/Speak/@voice",
        "refused-by-sdk /",
        "written-by-sdk /",
        "bad-value /Response/Wait/@length",
        "no-fallback-after-dial /Response/Dial",
        "unknown-attribute /Response/Dial/@timeOut",
        "unknown-attribute /Response/Speak/@voise",
        "no-fallback-after-dial /Response/Dial",
        "unknown-attribute /Response/Dial/@timeOut",
        "unknown-attribute /Response/Speak/@voise",
        "bad-value /Response/Wait/@length",
        "unescaped-value /Response/Dial/@timeLimit",
        "unescaped-value /Response/Dial/Number",
        "unescaped-value /Response/Dial/Number",
    ],
}

#: What a page builds.
BUILT: Final = {
    "docs/checking.md": ["no-fallback-after-dial Dial"],
    "docs/coming-from-plivoxml.md": ["undocumented-attribute MultiPartyCall"],
    "docs/coming-from-twilio.md": ["no-fallback-after-dial Dial"],
    "docs/plain-data.md": ["no-fallback-after-dial Dial"],
}


def said_of(block: Block) -> list[str]:
    """What is said of the document, the element or the program in a block."""
    text = block.text
    suffix = Path(block.title).suffix if block.title else SUFFIX_OF.get(block.language)
    if suffix == ".xml" and "<Response" not in text:
        return said_of_element(parse_fragment(text)) if block.language == "xml" else []
    is_checked = suffix == ".xml" or suffix in SUFFIXES
    return told(check_data(text.encode(), suffix, ["all"])) if suffix and is_checked else []


def said_of_element(element: Element) -> list[str]:
    return [
        f"{wrong.rule} {wrong.element.tag}"
        for wrong in check_elements(element.walk())
        if isinstance(wrong.element, Element)
    ]


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.rule} {problem.path}" for problem in problems]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@ON_EACH_PAGE
def test_what_a_page_shows_has_no_findings_but_the_recorded_ones(page: Path) -> None:
    found = [one for block in blocks(page) for one in said_of(block)]

    if page.parent == RULES_FOLDER and page.stem in FAMILIES:
        shown = {
            rule.name for rule in FAMILIES[page.stem].rules if "Wrong" in dict(rule.examples())
        }
        assert {one.partition(" ")[0] for one in found} == shown
        assert len(found) == len(shown)
    else:
        assert found == SHOWN.get(name_of(page), [])


@ON_EACH_PAGE
def test_what_a_page_builds_has_no_findings_but_the_recorded_ones(
    page: Path, names: dict[str, Any], tmp_path: Path
) -> None:
    built: dict[Element, None] = {}
    for block in blocks(page):
        block.save(tmp_path)
        if block.is_run and block.language == "python" and not block.is_doctest:
            execute(block, names, page)
            built |= dict.fromkeys(value for value in names.values() if isinstance(value, Element))

    found = [one for element in built for one in said_of_element(element)]
    assert found == BUILT.get(name_of(page), [])


def test_what_is_recorded_is_of_a_page() -> None:
    assert {*SHOWN, *BUILT} <= {name_of(page) for page in PAGES}


@pytest.mark.parametrize("program", sorted((ROOT / "examples").rglob("*.py")), ids=name_of)
def test_the_programs_of_the_examples_have_no_findings(program: Path) -> None:
    assert check(program) == []


#: These have every attribute and every place of an element, the doubtful ones as well.
SAMPLES: Final = {
    "dial.xml": [
        "ignored-attribute /Response/Record/@timeout",
        "ignored-attribute /Response/Record/@playBeep",
        "ignored-attribute /Response/Record/@finishOnKey",
        "action-takes-over /Response/Dial[1]/@action",
        "undocumented-attribute /Response/Dial[1]/@machineDetection",
        "undocumented-attribute /Response/Dial[1]/Number/@callerId",
        "undocumented-attribute /Response/Dial[1]/Number/@callerName",
        "undocumented-attribute /Response/Dial[1]/User/@callerId",
        "undocumented-attribute /Response/Dial[1]/User/@callerName",
        "unreachable /Response/Hangup",
    ],
    "input.xml": [
        "contested-value /Response/GetDigits/@finishOnKey",
        "undocumented-nesting /Response/GetDigits/Wait",
        "relative-url /Response/GetInput/@action",
    ],
    "rooms.xml": [
        "contested-value /Response/Conference/@transcriptionType",
        "undocumented-attribute /Response/Conference/@recordWhenAlone",
        "undocumented-attribute /Response/Conference/@beep",
        "undocumented-attribute /Response/Conference/@sendDigits",
        "undocumented-attribute /Response/MultiPartyCall[1]/@waitTime",
        "contested-value /Response/MultiPartyCall[1]/@statusCallbackEvents",
        "undocumented-attribute /Response/MultiPartyCall[1]/@transcript",
        "undocumented-attribute /Response/MultiPartyCall[1]/@transcriptionUrl",
    ],
    "speech.xml": [
        "undocumented-attribute /Response/PreAnswer/Speak/@legs",
        "undocumented-nesting /Response/PreAnswer/DTMF",
        "undocumented-attribute /Response/PreAnswer/DTMF/@digits",
        "undocumented-nesting /Response/PreAnswer/GetDigits",
        "undocumented-nesting /Response/PreAnswer/Message",
        "undocumented-nesting /Response/PreAnswer/Redirect",
    ],
}


@pytest.mark.parametrize("sample", sorted((ROOT / "tests/documents").glob("*.xml")), ids=name_of)
def test_the_samples_have_no_findings_but_the_recorded_ones(sample: Path) -> None:
    assert told(check(sample)) == SAMPLES[sample.name]


def test_a_warning_is_said_as_a_risk_wherever_it_is_said() -> None:
    sources = [rule.wrong for rule in RULES.values() if rule.suffix == ".xml"]
    sources += [sample.read_text("utf-8") for sample in (ROOT / "tests/documents").glob("*.xml")]
    warnings = [one for text in sources for one in check(text) if one.severity == "warning"]

    assert [one for one in warnings if "may" not in re.findall(r"\w+", one.message)] == []


@pytest.mark.once
def test_the_project_itself_has_no_findings(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """By its own configuration, which leaves out what is wrong on purpose."""
    monkeypatch.chdir(ROOT)
    assert main(["check", "."]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert re.fullmatch(r"\d+ documents in \d+ of \d+ files; no problems\n", err)
