"""What the playground runs in the browser, run here."""

from __future__ import annotations

import json
import re

from typing import Any

import pytest

from plivoml import graph, parse
from tests.support.checking import RULES
from tests.support.growth import MOST, growth
from tools.site.playground import workbench


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

WRONG = '<Response>\n    <Speak>😀</Speak><Say loop="x">Hello.</Say>\n</Response>'
RIGHT = "<Response><Speak>Hello.</Speak></Response>"


def look(text: str, kind: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(workbench.look(text, kind))
    return found


def test_a_document_has_its_python_and_its_flow() -> None:
    assert look(RIGHT) == {
        "kind": "xml",
        "problems": [],
        "python": 'from plivoml import Response, Speak\n\nanswer = Response([Speak("Hello.")])\n',
        "flow": graph(parse(RIGHT)).to_svg(),
        "request": "",
    }


def test_a_problem_stands_where_javascript_counts_it() -> None:
    problem, *_ = look(WRONG)["problems"]
    units = WRONG.encode("utf-16-le")[2 * problem["start"] : 2 * problem["end"]]
    assert units.decode("utf-16-le") == "<Say"
    assert {name: problem[name] for name in ("rule", "page", "line", "column", "fix")} == {
        "rule": "twilio-element",
        "page": "rules/names.html#twilio-element",
        "line": 2,
        "column": 21,
        "fix": {"title": "Write 'Speak' for 'Say'", "is_safe": True},
    }


def test_the_wrong_example_of_each_rule_shows_that_rule() -> None:
    kinds = {".xml": "xml", ".py": "python"}
    unseen = [
        rule.name
        for rule in RULES.values()
        for title, example in rule.examples()
        if rule.is_default and title == "Wrong"
        if rule.name not in {one["rule"] for one in look(example, kinds[rule.suffix])["problems"]}
    ]
    assert unseen == []


def test_one_fix_is_put_in_or_every_safe_one() -> None:
    wrong = (
        '<Response><Dial timeOut="20" method="get"><Number>+15550100123</Number></Dial></Response>'
    )
    assert workbench.mend(wrong, "xml", 1) == wrong.replace("get", "GET")
    assert workbench.mend(wrong, "xml") == wrong.replace("get", "GET").replace("O", "o")


@pytest.mark.parametrize(
    ("text", "kind", "failures"),
    [
        ("<Response>", "xml", {"python", "flow"}),
        ("x = (\n'<Response/>'", "python", {"problems", "python", "flow"}),
        ("<Response>{% if x %}</Response>", "template", {"python"}),
        ("Digits=1&Digits=2&DialStatus=", "request", {"request"}),
        ("x = 1", "python", {"python"}),
    ],
)
def test_what_cannot_be_said_has_its_reason(text: str, kind: str, failures: set[str]) -> None:
    found = look(text, kind)
    given = {name for name, what in found.items() if isinstance(what, dict) and what["failure"]}
    assert given == failures


def test_the_documents_of_a_program_are_drawn_by_their_lines() -> None:
    speak, dial = "<Speak>Hello, {name}.</Speak>", "<Dial><Number>{number}</Number></Dial>"
    found = look(f'def answer(name, number):\n    return f"<Response>{speak}{dial}</Response>"\n')
    assert found["kind"] == "python"
    assert re.findall(r"<text[^>]*>([^<]*)</text>", found["flow"]) == [
        "line 2",
        "Speak",
        "Hello, {name}.",
        "Dial",
        "Number: {number}",
        "End of the call",
    ]
    assert "# program.py:2\n" in found["python"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<Response/>", "xml"),
        ("\n <Response>{% if x %}</Response>", "template"),
        ("<Response><Speak><?= $name ?></Speak></Response>", "template"),
        ("answer = 1\nx=2", "python"),
        ("Digits=1&CallUUID=x", "request"),
        ("https://example.com/menu?Digits=1", "request"),
        ("", "xml"),
    ],
)
def test_what_a_text_is_can_be_told_by_its_looks(text: str, kind: str) -> None:
    assert workbench.kind_of(text) == kind


def test_many_problems_of_a_long_text_are_placed_in_linear_time() -> None:
    def shown(size: int) -> None:
        wrong = "<Wait lenth='1'/>" * size
        look(f"<Response><Speak>{'long ' * size}</Speak>{wrong}</Response>")

    assert max(growth(shown, 50)) < MOST


def test_half_a_character_is_shown_as_a_file_can_hold_it() -> None:
    assert 'Speak("a?")' in look("<Response><Speak>a\ud83d</Speak></Response>")["python"]
    assert workbench.mend("<Response><Wait Length='\ud83d'/></Response>", "xml") == (
        "<Response><Wait length='?'/></Response>"
    )
