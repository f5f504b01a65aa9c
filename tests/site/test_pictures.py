"""What the site draws of what its pages show."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import plivoml

from plivoml import Dial, GetDigits, Hangup, Number, Redirect, Response, Speak, graph
from plivoml.testing import Call
from tools.house import House
from tools.site import drawn_house, mermaid, sequence


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

SVG: Final = "{http://www.w3.org/2000/svg}"
SITE: Final = "https://voice.example.com"


def test_mermaid_that_graph_writes_is_read_as_the_same_graph() -> None:
    flow = {
        "answer": Response(
            [
                GetDigits([Speak('"1 & 2" | [3] #4; <ü>')], action="/menu", valid_digits="12"),
                Redirect("/answer"),
            ]
        ),
        "menu": Response([Dial([Number("+15550100123")], action="/x"), Speak("Bye."), Hangup()]),
        "end": Response([Speak("Bye.")]),
    }
    assert str(mermaid.read(str(graph(flow)))) == str(graph(flow))
    assert mermaid.read(str(graph(flow))).to_svg() == graph(flow).to_svg()


@pytest.mark.parametrize("text", ["graph LR\n    a --> b", "flowchart TD\n    a ==> b"])
def test_other_mermaid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"graph LR|a ==> b"):
        mermaid.read(text)


def dialled() -> Call:
    dial = Dial([Number("+15550100303")], action=f"{SITE}/dialled", timeout=20)
    pages: dict[str, Callable[[object], Response | None]] = {
        "/answer": lambda _: Response([Speak("One moment."), dial]),
        "/dialled": lambda _: Response([Hangup()]),
        "/ended": lambda _: None,
    }
    call = Call(pages, f"{SITE}/answer", hangup_url=f"{SITE}/ended")
    call.answer()
    call.dial_ends("busy")
    return call


def test_a_transcript_is_read_as_who_tells_whom_what() -> None:
    told = sequence.messages(dialled().transcript())
    assert [one[1:] for one in told] == [
        ("caller", "plivo", "calls +15550100202 (inbound)", False),
        ("plivo", "app", "POST /answer AnswerRequest (StartApp)", False),
        ("app", "plivo", "Speak, Dial", True),
        ("plivo", "caller", "picks up", False),
        ("plivo", "caller", '"One moment."', False),
        ("plivo", "callee", "rings +15550100303", False),
        ("callee", "plivo", "+15550100303: 3010 Busy Line", False),
        ("plivo", "plivo", "the Dial is over: busy", False),
        ("plivo", "app", "POST /dialled DialAction (busy)", False),
        ("app", "plivo", "Hangup", True),
        ("plivo", "plivo", "the call is over: 4000 Normal Hangup (Answer XML)", False),
        ("plivo", "app", "POST /ended HangupRequest (Hangup)", False),
    ]


def test_a_sequence_has_a_line_for_each_message_between_the_two_that_it_is_between() -> None:
    transcript = dialled().transcript()
    picture = ET.fromstring(sequence.svg(transcript))
    parties = {
        text.text or "": float(text.attrib["x"])
        for text in picture.iter(f"{SVG}text")
        if text.get("class") == "party"
    }
    assert sorted(parties, key=parties.__getitem__) == ["Caller", "Callee", "Plivo", "Your app"]
    drawn = [
        tuple(map(float, re.fullmatch(r"M(\d+) \d+H(\d+)", line.attrib["d"]).groups()))  # type: ignore[union-attr]
        for line in picture.iter(f"{SVG}path")
        if line.get("class") in {"message", "answer"}
    ]
    shown = {key: parties[name] for key, name in sequence.PARTIES.items() if name in parties}
    told = [one for one in sequence.messages(transcript) if one.sender != one.receiver]
    assert drawn == [(shown[one.sender], shown[one.receiver]) for one in told]
    height = float(picture.attrib["height"])
    assert all(0 < float(text.attrib["y"]) < height for text in picture.iter(f"{SVG}text"))


def test_what_a_stream_does_is_told_to_its_socket() -> None:
    lines = "00:00.0  caller  calls +15550100202 (inbound)\n00:00.5  plivo   streams to wss://x\n"
    assert sequence.is_transcript(lines)
    assert [one.receiver for one in sequence.messages(lines)] == ["plivo", "server"]
    assert not sequence.is_transcript("flows/menu.xml:2:15: warning[relative-url]")


def test_the_house_has_each_room_once_and_above_what_it_imports() -> None:
    house = House(Path(plivoml.__file__).parent)
    picture = ET.fromstring(drawn_house.svg(house))
    titles = [text for text in picture.iter(f"{SVG}text") if text.get("class") == "title"]
    heights = {text.text: float(text.attrib["y"]) for text in titles}
    arrows = drawn_house.chapters(house)
    assert len(heights) == len(titles) == len(arrows)
    floors = drawn_house.floors_of(arrows)
    for name, others in arrows.items():
        for other in others:
            # Those that import each other, a part of the one a part of the other, share a floor.
            if floors[name] != floors[other]:
                above, below = heights[drawn_house.short(name)], heights[drawn_house.short(other)]
                assert above < below, (name, other)
    assert max(floors.values()) >= 8


def test_a_room_is_said_to_stand_on_what_no_other_way_leads_to() -> None:
    arrows = {"p.a": {"p.b", "p.c"}, "p.b": {"p.c"}, "p.c": set[str]()}
    floors = drawn_house.floors_of(arrows)
    assert floors == {"p.a": 3, "p.b": 2, "p.c": 1}
    assert drawn_house.shortest(arrows, floors) == {"p.a": {"p.b"}, "p.b": {"p.c"}, "p.c": set()}
