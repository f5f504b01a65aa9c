"""The flow of documents as pictures."""

from __future__ import annotations

import errno
import os
import re
import xml.etree.ElementTree as ET

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import (
    Comment,
    Conference,
    Dial,
    GetDigits,
    GetInput,
    Graph,
    Hangup,
    MultiPartyCall,
    Number,
    Play,
    PreAnswer,
    Record,
    Redirect,
    Response,
    Speak,
    UnknownElement,
    Wait,
    graph,
    ssml,
)
from tests.support.command import main
from tests.support.effort import examples
from tests.support.strategies import documents


SVG = "{http://www.w3.org/2000/svg}"

FLOW = {
    "answer": Response(
        [
            PreAnswer([Speak("Please hold.")]),
            GetDigits(
                [Speak("Sales is 1."), Play("https://example.com/a.mp3"), Wait()],
                action="https://example.com/ivr/menu.xml?lang=en#ct=2000",
                valid_digits="12",
            ),
            Redirect("/answer"),
        ]
    ),
    "menu": Response(
        [Dial([Number("+15550100123"), Comment("one")], action="https://example.com/status")]
    ),
}


def arrows(found: Graph) -> list[tuple[str, str, str]]:
    titles = {step.name: step.title for step in found.steps}
    return [(titles[arrow.start], arrow.label, titles[arrow.end]) for arrow in found.arrows]


def test_elements_come_in_order_and_lead_to_other_documents() -> None:
    found = graph(FLOW)

    assert [(step.kind, step.title, *step.lines) for step in found.steps] == [
        ("document", "answer"),
        ("element", "PreAnswer"),
        ("element", "Speak", "Please hold."),
        (
            "element",
            "GetDigits",
            "Speak: Sales is 1.",
            "Play: https://example.com/a.mp3",
            "Wait",
        ),
        ("element", "Redirect"),
        ("document", "menu"),
        ("element", "Dial", "Number: +15550100123"),
        ("url", "https://example.com/status"),
    ]
    assert arrows(found) == [
        ("answer", "", "PreAnswer"),
        ("PreAnswer", "", "Speak"),
        ("Speak", "", "GetDigits"),
        ("GetDigits", "keys 1, 2", "menu"),
        ("GetDigits", "no input", "Redirect"),
        ("Redirect", "", "answer"),
        ("menu", "", "Dial"),
        ("Dial", "then", "https://example.com/status"),
    ]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (Speak(["a ", ssml.Emphasis("b\nc")], voice="Polly.Amy"), [("Speak", "", "End of the call")]),
        (Hangup(), []),
        (Speak("Please hold.", loop=0), []),
        (Play("https://example.com/a.mp3", loop=0), []),
        (Hangup(schedule=60), [("Hangup", "", "End of the call")]),
        (Redirect("/x"), [("Redirect", "", "/x")]),
        (GetDigits(action="/x"), [("GetDigits", "keys", "/x"), ("GetDigits", "no input", "End of the call")]),
        (
            GetInput(action="/x", input_type="dtmf", redirect=False),
            [("GetInput", "keys, told only", "/x"), ("GetInput", "", "End of the call")],
        ),
        (
            GetInput(action="/x", input_type="speech"),
            [("GetInput", "speech", "/x"), ("GetInput", "no input", "End of the call")],
        ),
        (
            GetInput(action="/x", input_type="dtmf speech"),
            [("GetInput", "keys or speech", "/x"), ("GetInput", "no input", "End of the call")],
        ),
        (Record(action="/x"), [("Record", "then", "/x")]),
        (
            Record(action="/x", redirect=False),
            [("Record", "then, told only", "/x"), ("Record", "", "End of the call")],
        ),
        (Conference("room", action="/x"), [("Conference", "then", "/x")]),
        (
            MultiPartyCall("room", role="Agent", on_exit_action_url="/x"),
            [("MultiPartyCall", "then", "/x")],
        ),
        (UnknownElement("Foo", children=["bar"]), [("Foo", "", "End of the call")]),
    ],
    ids=lambda value: getattr(value, "tag", None),
)  # fmt: skip
def test_what_comes_after_an_element(element: Speak, expected: list[tuple[str, str, str]]) -> None:
    found = arrows(graph(Response([element])))

    assert found == [("Response", "", element.tag), *expected]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/menu", "menu"),
        ("menu.xml", "menu"),
        ("https://example.com/menu/", "menu"),
        ("https://example.com/sales/menu.xml?x=1", "sales/menu"),
        ("https://example.com/other/menu", "menu"),
        ("https://example.com/sales%2Fmenu", None),
        ("https://example.com/%6Denu.xml", "menu"),
        ("https://example.com/men%C3%BC%20b.xml", "menü b"),
        ("https://menu/x", None),
        ("https://menu", None),
        ("/menus", None),
    ],
)
def test_a_url_leads_to_the_document_whose_name_its_path_ends_with(
    url: str, expected: str | None
) -> None:
    names = ("menu", "sales/menu", "menü b")
    found = graph({**{name: Response() for name in names}, "last": Response([Redirect(url)])})

    assert arrows(found)[-1][2] == (expected or url)


def test_mermaid() -> None:
    assert (
        str(graph(FLOW))
        == """\
flowchart TD
    subgraph g1["answer"]
        d1(["answer"])
        s1["PreAnswer"]
        s2["Speak<br/>Please hold."]
        s3["GetDigits<br/>Speak: Sales is 1.<br/>Play: https://example.com/a.mp3<br/>Wait"]
        s4["Redirect"]
    end
    subgraph g2["menu"]
        d2(["menu"])
        s5["Dial<br/>Number: +15550100123"]
        s6[/"https://example.com/status"/]
    end
    d1 --> s1
    s1 --> s2
    s2 --> s3
    s3 -.->|"keys 1, 2"| d2
    s3 -->|"no input"| s4
    s4 -.-> d1
    d2 --> s5
    s5 -.->|"then"| s6"""
    )


def test_dot() -> None:
    assert (
        graph(Response([Speak('Say "hi" \\o/'), Hangup()])).to_dot()
        == """\
digraph {
    d1 [shape=oval, label="Response"];
    s1 [shape=box, label="Speak\\nSay \\"hi\\" \\\\o/"];
    s2 [shape=box, label="Hangup"];
    d1 -> s1 [style=solid, label=""];
    s1 -> s2 [style=solid, label=""];
}"""
    )


@given(st.dictionaries(st.text(), documents(loose=True), min_size=1, max_size=3))
@examples(60)
def test_all_texts_are_escaped(given_documents: dict[str, Response]) -> None:
    found = graph(given_documents)

    # It is well-formed, and there is nothing in it but what belongs there.
    tags = {str(element.tag).removeprefix(SVG) for element in ET.fromstring(found.to_svg()).iter()}
    assert tags <= {"svg", "title", "style", "defs", "marker", "path", "g", "rect", "text"}
    labels = re.findall(r'"(?:[^"\\]|\\.)*"', found.to_dot())
    assert found.to_dot().count("\n") >= len(found.steps)
    assert len(labels) >= len(found.steps)
    for line in found.to_mermaid().split("\n")[1:]:
        label = re.fullmatch(r'[^"]*"([^"]*)"[^"]*|[^"]*', line)
        assert label is not None
        assert not re.search(r"[`#&;<>](?!\d+;|br/>)", re.sub(r"#\d+;|<br/>", "", label[1] or ""))


@pytest.mark.parametrize("form", ["to_svg", "to_dot", "to_mermaid"])
def test_a_picture_shows_a_sign_for_what_it_cannot_hold(form: str) -> None:
    named, shown = (
        {name: Response([Speak("Hi")])} for name in ("a\x01\ufffe\udcffb", "a\ufffd\ufffd\ufffdb")
    )

    assert getattr(graph(named), form)() == getattr(graph(shown), form)()
    ET.fromstring(graph(named).to_svg())


def flow_of(count: int) -> Response:
    children = [
        child
        for number in range(count // 2)
        for child in (
            Speak(f"Sentence {number} " * 20),
            GetDigits(action=f"https://example.com/{'x' * 60}/{number}", valid_digits="123"),
        )
    ]
    return Response(children)


def test_a_picture_of_fifty_elements_can_be_read() -> None:
    """Nothing lies on anything else, and all text is inside its box."""
    picture = ET.fromstring(graph(flow_of(50)).to_svg())
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    boxes: list[tuple[float, float, float, float]] = []
    for group in picture.iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x < x + wide <= width
        assert 0 <= y < y + high <= height
        for text in group.iter(f"{SVG}text"):
            # A character is 7.25 wide at most.
            assert x < float(text.attrib["x"]) + 7.25 * len(text.text or "") <= x + wide
            assert y < float(text.attrib["y"]) < y + high
        boxes.append((x, y, x + wide, y + high))
    assert len(boxes) == 50 + 25 + 2
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_a_lane_says_where_it_leads_to() -> None:
    flow = {
        "answer": Response([GetDigits(action="https://example.com/menu"), Redirect("/answer")]),
        "menu": Response([Redirect("https://example.com/answer")]),
    }
    picture = ET.fromstring(graph(flow).to_svg())
    labels = [text.text for text in picture.iter(f"{SVG}text") if text.get("class") == "label"]

    assert labels == ["keys → menu", "no input", "→ answer", "→ answer"]


def test_a_picture_needs_nothing_else() -> None:
    picture = graph(FLOW).to_svg()

    assert re.findall(r"https?://[^\s<\"]+", picture.replace("http://www.w3.org/2000/svg", "")) == [
        "https://example.com/a.mp3",
        "https://example.com/status",
    ]
    assert "href" not in picture


def test_a_picture_of_nothing_is_a_picture() -> None:
    assert ET.fromstring(graph({}).to_svg()).attrib["width"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, document in FLOW.items():
        (tmp_path / f"{name}.xml").write_bytes(document.to_bytes())
    return tmp_path


@pytest.mark.parametrize("format_", ["mermaid", "dot", "svg"])
def test_the_command_draws_a_folder(
    format_: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["graph", "--format", format_, str(folder)]) == 0

    assert capsys.readouterr().out == getattr(graph(FLOW), f"to_{format_}")() + "\n"


def test_each_file_is_drawn_once_and_those_of_one_name_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    documents = {
        "a/menu.xml": Response([Speak("Sales.")]),
        "b/menu.xml": Response([Speak("Support.")]),
        "answer": Response([Redirect("https://example.com/b/menu/")]),
    }
    for folder, document in zip(("a/menu", "b/menu", "b/answer"), documents.values(), strict=True):
        file = tmp_path / f"{folder}.xml"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(document.to_bytes())
    drawn = graph(documents).to_mermaid() + "\n"
    assert '(["b/menu.xml"])' in drawn

    assert main(["graph", "a/menu.xml", "b/menu.xml", "b/answer.xml"]) == 0
    assert capsys.readouterr().out == drawn
    assert main(["graph", "a", "b/menu.xml", "b", "./a/menu.xml"]) == 0
    assert capsys.readouterr().out == drawn


def test_the_command_draws_what_it_can_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.xml").write_text("<Response>", encoding="utf-8")

    assert main(["graph", str(folder), str(folder / "missing.xml")]) == 2

    printed = capsys.readouterr()
    assert printed.out == graph(FLOW).to_mermaid() + "\n"
    assert "broken.xml:1:11: error[not-well-formed]" in printed.err
    assert "missing.xml: No such file or directory" in printed.err

    long = "a" * 5000
    assert main(["graph", "", long, str(folder / "broken.xml" / "a.xml"), str(folder)]) == 2

    printed = capsys.readouterr()
    assert printed.out == graph(FLOW).to_mermaid() + "\n"
    assert printed.err.startswith("plivoml: '': No such file or directory\n")
    # The words are those of the system.
    assert f"plivoml: {long}: {os.strerror(errno.ENAMETOOLONG)}\n" in printed.err
    assert "a.xml: Not a directory\n" in printed.err
    assert main(["graph", str(folder / "broken.xml")]) == 2
