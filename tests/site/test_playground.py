"""The playground, as a person uses it in a browser."""

from __future__ import annotations

import json
import re

from pathlib import Path
from typing import Any, Final

import pytest

from plivoml import graph, parse
from tests.support.browser import Browser
from tests.support.command import main


pytestmark = [pytest.mark.once, pytest.mark.long]

WRONG: Final = """<Response>
    <Dial timeOut="20">
        <Number>+15550100123</Number>
    </Dial>
    <Speak>Nobody answers 😀. Goodbye.</Speak>
</Response>"""
RIGHT: Final = WRONG.replace("timeOut", "timeout")

TAB_KEY: Final = ("Tab", 9)
RIGHT_KEY: Final = ("ArrowRight", 39)


@pytest.fixture(scope="module")
def playground(tab: Browser, address: str, site: Path) -> Browser:
    """Open the page, and have it load."""
    if not (site / "_static/playground/files.json").exists():
        pytest.skip("the site has no playground: npm cannot have pyodide")
    tab.look_like(1280)
    tab.open(f"{address}/playground.html")
    tab.run("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    return tab


def text_of(tab: Browser, name: str) -> str:
    return str(tab.run(f"document.getElementById({name!r}).innerText"))


def settle(tab: Browser) -> None:
    tab.wait_for("document.getElementById('playground').ariaBusy === 'false'")


def paste(tab: Browser, text: str) -> None:
    tab.run("document.getElementById('playground-source').select()")
    tab.run("document.getElementById('playground-source').focus()")
    tab.write(text)
    settle(tab)


def click(tab: Browser, selector: str) -> None:
    tab.run(f"document.querySelector({json.dumps(selector)}).click()")


def read(tab: Browser, name: str) -> Any:
    return tab.run(f"document.getElementById('playground-source').{name}")


def test_nothing_is_loaded_before_somebody_types_and_then_nothing_from_elsewhere(
    playground: Browser, address: str
) -> None:
    assert "Nothing is loaded yet" in text_of(playground, "playground-status")
    assert [url for url in playground.asked_for if "pyodide" in url] == []
    playground.run(
        """new MutationObserver(([{ target }]) => (window.told ??= []).push(target.textContent))
        .observe(document.getElementById('playground-status'), { childList: true })"""
    )
    paste(playground, RIGHT)
    told = set(playground.run("window.told"))
    assert {"Unpacking plivoml …", "Importing plivoml …"} <= told
    assert any(
        re.fullmatch(r"Loading CPython and plivoml, \d+ MB before compression …", one)
        for one in told
    )
    assert text_of(playground, "playground-status") == "Read as a document: no problems."
    assert text_of(playground, "panel-problems") == "No problems."
    ours = (address, "about:", "data:")
    assert [url for url in playground.asked_for if not url.startswith(ours)] == []
    assert playground.complaints == []


def test_what_is_pasted_has_its_problems_with_their_places(playground: Browser) -> None:
    paste(playground, WRONG)
    assert text_of(playground, "playground-status") == "Read as a document: 1 problem."
    shown = playground.run("document.querySelector('#panel-problems li').textContent")
    assert shown == (
        "2:11 error [unknown-attribute] /Response/Dial/@timeOut: expected an attribute of Dial; "
        "got 'timeOut'; did you mean 'timeout'? Write 'timeout' for 'timeOut'"
    )
    marked = (
        "[...document.querySelectorAll('#playground-marks mark')].map((one) => one.textContent)"
    )
    assert playground.run(marked) == ['timeOut="20"']
    click(playground, ".place")
    start, end = read(playground, "selectionStart"), read(playground, "selectionEnd")
    assert WRONG[start:end] == 'timeOut="20"'
    page = playground.run("document.querySelector('#panel-problems a').getAttribute('href')")
    assert page == "rules/names.html#unknown-attribute"


def test_a_place_behind_a_character_of_two_units_is_the_right_one(playground: Browser) -> None:
    paste(playground, "<Response><Speak>😀</Speak><Say>Hello.</Say></Response>")
    click(playground, ".place")
    start, end = read(playground, "selectionStart"), read(playground, "selectionEnd")
    assert (
        playground.run(f"document.getElementById('playground-source').value.slice({start}, {end})")
        == "<Say"
    )


def test_a_fix_is_put_in_alone_or_with_every_other_safe_one(playground: Browser) -> None:
    wrong = WRONG.replace("Speak>", "Say>")
    paste(playground, wrong)
    click(playground, ".fix")
    settle(playground)
    assert read(playground, "value") == wrong.replace("timeOut", "timeout")
    paste(playground, wrong)
    click(playground, "#playground-mend")
    settle(playground)
    assert read(playground, "value") == RIGHT
    assert text_of(playground, "panel-problems") == "No problems."
    assert playground.run("document.getElementById('playground-mend').disabled")


def test_the_python_that_builds_it_is_what_the_command_prints(
    playground: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answer.xml").write_text(RIGHT, "utf-8")
    assert main(["to-python", str(tmp_path / "answer.xml")]) == 0
    paste(playground, RIGHT)
    click(playground, "#tab-python")
    assert text_of(playground, "panel-python").strip() == capsys.readouterr().out.strip()


def test_the_flow_is_drawn_as_graph_draws_it(playground: Browser) -> None:
    paste(playground, RIGHT)
    click(playground, "#tab-flow")
    drawn = playground.run(
        "[...document.querySelectorAll('#panel-flow svg text')].map((one) => one.textContent)"
    )
    assert drawn == re.findall(r"<text[^>]*>([^<]*)</text>", graph(parse(RIGHT)).to_svg())
    is_seen = "document.querySelector('#panel-flow svg').getBoundingClientRect().height > 100"
    assert playground.run(is_seen)


def test_a_link_holds_the_text(playground: Browser, address: str) -> None:
    paste(playground, WRONG)
    click(playground, "#playground-link")
    link = playground.wait_for("window.copied")
    assert re.fullmatch(rf"{re.escape(address)}/playground\.html#[\w-]+", link)
    playground.open(link)
    settle(playground)
    assert read(playground, "value") == WRONG
    assert "2:11" in text_of(playground, "panel-problems")


def test_an_example_of_a_rule_is_opened_by_its_link(playground: Browser, address: str) -> None:
    playground.open(f"{address}/rules/names.html")
    shown = playground.run("document.querySelector('#unknown-attribute pre').innerText")
    playground.open(
        playground.run("document.querySelector('#unknown-attribute .playground-offer a').href")
    )
    settle(playground)
    assert read(playground, "value").rstrip() == shown.rstrip()
    assert "[unknown-attribute]" in text_of(playground, "panel-problems")


def test_a_link_that_holds_nothing_says_so(playground: Browser, address: str) -> None:
    playground.open(f"{address}/playground.html#nothing")
    said = "document.getElementById('playground-status').textContent"
    assert playground.wait_for(f"{said}.startsWith('There is no') && {said}") == (
        "There is no text in this link."
    )


def test_a_request_is_decoded(playground: Browser) -> None:
    paste(playground, "DialStatus=busy&DialRingStatus=true")
    assert text_of(playground, "playground-status") == "Read as a request."
    assert text_of(playground, "panel-request").strip() == (
        "DialAction(\n    dial_status=DialStatus.BUSY,\n    dial_ring_status=True,\n)"
    )
    paste(playground, RIGHT)
    assert not playground.run("document.getElementById('panel-problems').hidden")


@pytest.mark.parametrize(
    ("text", "says", "python"),
    [
        (
            '<Response><Dial method="PUT"><Number>{{ number }}</Number></Dial></Response>',
            "Read as a template: 1 problem.",
            "A template is converted with the program that fills it in: paste that.",
        ),
        (
            'x = f"<Response><Speak>{name}</Speak></Response>"\n',
            "Read as a program: 1 problem.",
            "from plivoml import Response, Speak",
        ),
    ],
    ids=["template", "program"],
)
def test_templates_and_programs_are_read_as_such(
    text: str, says: str, python: str, playground: Browser
) -> None:
    paste(playground, text)
    assert text_of(playground, "playground-status") == says
    click(playground, "#tab-python")
    assert python in text_of(playground, "panel-python")


def test_it_is_used_by_keys_alone(playground: Browser) -> None:
    paste(playground, RIGHT)
    click(playground, "#tab-problems")
    focused = "document.activeElement.id"
    # The text does not hold whoever goes on.
    playground.press(*TAB_KEY)
    assert playground.run(focused) == "tab-problems"
    playground.press(*RIGHT_KEY)
    assert playground.run(focused) == "tab-python"
    assert playground.run("!document.getElementById('panel-python').hidden")
    playground.press(*TAB_KEY)
    assert playground.run(focused) == "panel-python"


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_on_a_phone_nothing_of_it_is_wider_than_the_screen(
    is_dark: bool, playground: Browser
) -> None:
    playground.look_like(390, is_dark=is_dark)
    try:
        paste(playground, WRONG)
        for name in ("problems", "python", "flow", "request"):
            click(playground, f"#tab-{name}")
            assert playground.run("document.documentElement.scrollWidth") <= 390
        shown = "getComputedStyle(document.body).backgroundColor"
        light = sum(map(int, re.findall(r"\d+", playground.run(shown))[:3]))
        assert (light < 200) is is_dark
    finally:
        playground.look_like(1280)
