"""`plivoml call` and `plivoml map`."""

from __future__ import annotations

import argparse
import builtins

from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from plivoml import (
    Conference,
    Dial,
    GetDigits,
    GetInput,
    Hangup,
    MultiPartyCall,
    Number,
    Play,
    Record,
    Redirect,
    Response,
    Speak,
    Stream,
    Wait,
)
from plivoml.callbacks import GetDigitsAction, RedirectRequest, StreamStatus
from plivoml.testing import Call, served
from plivoml.testing.flow_map import FlowMap, walk
from tests.support.command import call as call_command
from tests.support.command import map as map_command

from .apps import TOKEN, wsgi
from .flows import ANSWER, Page, flow, stdin
from .test_apps import SUPPORT


@pytest.fixture
def base() -> Generator[str]:
    with served(wsgi(SUPPORT)) as url:
        yield url


@pytest.fixture
def run(base: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(command: Any, *words: str, url: str = "") -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        command.add(parser)
        given = [url or f"{base}/answer", "--public", ANSWER, "--auth-token", TOKEN, *words]
        status = command.run(parser.parse_args(given))
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    waiting = list(lines)

    def read(_: str) -> str:
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    monkeypatch.setattr(builtins, "input", read)


def test_a_call_is_made_from_the_keyboard(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "2", "dance", "dial busy", "12", "record 3 #", "# a note", "")
    status, out, err = run(call_command)
    assert status == 0
    assert 'hears "Press 1 for sales, 2 for support."' in out
    assert 'hears "Please leave a message."' in out
    assert out.splitlines()[-1].endswith("HangupRequest (Hangup)")
    assert "the call is over: 4000 Normal Hangup" in out
    assert "expected one of the following; got 'dance'" in err


SCRIPT = """\
press 2
answers
far 1
dial completed
"""


def test_a_script_is_utf_8_wherever_it_comes_from(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "call.txt"
    for data, error in (
        (b"say \xff\n", "expected a script in UTF-8; got other bytes"),
        ("say é\n".encode(), "cannot say 'é': nothing waits for speech"),
    ):
        script.write_bytes(data)
        monkeypatch.setattr("sys.stdin", stdin(data))
        for name in (str(script), "-"):
            status, _, err = run(call_command, "--script", name)
            assert status == 2
            assert err.startswith(f"plivoml: {error}")


def test_a_script_makes_a_call(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "call.txt"
    script.write_text(SCRIPT, "utf-8")
    status, out, _ = run(call_command, "--script", str(script))
    assert status == 0
    assert "the call is over: 4010" in out
    for text in ("2\nanswers +15550100303\nhangup\n2", "wait 1\nhangup"):
        monkeypatch.setattr("sys.stdin", stdin(text.encode()))
        status, out, _ = run(call_command, "--script", "-")
        assert (status, "4000 Normal Hangup" in out) == (0, True)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("say hello there", "cannot say 'hello there': nothing waits for speech"),
        ("record 3", "cannot leave a message"),
        ("stream", "cannot end a stream"),
        ("say 'x", "No closing quotation"),
        ("dance with me", "expected one of the following; got 'dance with me'"),
    ],
)
def test_a_line_that_cannot_be_done_ends_a_script(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, line: str, error: str
) -> None:
    script = tmp_path / "call.txt"
    script.write_text(line, "utf-8")
    status, _, err = run(call_command, "--script", str(script))
    assert status == 2
    assert err.startswith(f"plivoml: {error}")


@pytest.mark.parametrize("command", [call_command, map_command])
def test_the_project_is_heeded(
    command: Any, run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: Any
) -> None:
    text = "<Response><Chime/><Speak>Hello.</Speak></Response>"
    with served(wsgi({"/answer": lambda _: text})) as url:
        monkeypatch.setattr("sys.stdin", stdin(b""))
        words = ("--script", "-") if command is call_command else ()
        assert run(command, *words, url=f"{url}/answer")[0] == 1
        (tmp_path / "pyproject.toml").write_text('[tool.plivoml]\nallow = ["Chime"]\n')
        monkeypatch.chdir(tmp_path)
        assert run(command, *words, url=f"{url}/answer")[0] == 0


@pytest.mark.parametrize("command", [call_command, map_command])
def test_only_this_machine_is_called(
    run: Callable[..., tuple[int, str, str]], command: Any
) -> None:
    status, _, err = run(command, url="https://ivr.example.com/answer")
    assert status == 2
    assert "expected a URL on loopback" in err


def test_a_call_that_fails_is_a_problem(run: Callable[..., tuple[int, str, str]]) -> None:
    status, out, _ = run(call_command, "--auth-token", "wrong")
    assert status == 1
    assert "answered 403" in out


@pytest.mark.once
def test_a_map_of_an_app_is_drawn(run: Callable[..., tuple[int, str, str]]) -> None:
    status, out, _ = run(map_command)
    assert status == 1
    assert (
        "n1 https://ivr.example.com/answer\n     GetDigits: Press 1 for sales, 2 for support."
        in out
    )
    assert "     busy, no-answer, failed, timeout -> n" in out
    assert (
        "Dead ends:\n  4010: https://ivr.example.com/answer <GetDigits> is the last element" in out
    )
    for kind, beginning in (("mermaid", "flowchart TD"), ("dot", "digraph"), ("svg", "<svg")):
        status, out, err = run(map_command, "--format", kind)
        assert out.startswith(beginning)
        assert "Dead ends:" in err
    status, _, err = run(map_command, "--limit", "3")
    assert "stopped after 3 calls: --limit has more" in err


def mapped(*answer: Any, most: int = 200, **pages: Page) -> FlowMap:
    return walk(Call(flow(*answer, **pages), ANSWER, limit=20, strict=False), most)


def test_a_flow_without_faults_has_no_findings() -> None:
    found = mapped(
        GetDigits([Speak("1 or 2?")], action="/x", valid_digits="12", num_digits=1),
        Speak("Bye."),
        Hangup(),
        x=[Hangup()],
    )
    assert found.findings == []
    assert str(found).splitlines() == [
        "n1 https://ivr.example.com/answer",
        "     GetDigits: 1 or 2?",
        "     Speak: Bye.",
        "     Hangup",
        "     1, 2 -> n2 https://ivr.example.com/x",
        "     silence -> 4000 Normal Hangup (Answer XML)",
        "n2 https://ivr.example.com/x",
        "     Hangup",
        "     then -> 4000 Normal Hangup (Answer XML)",
    ]


def test_every_kind_of_element_is_walked() -> None:
    song = Play("https://a.example.com/1.mp3", loop=0)
    found = mapped(
        GetDigits([Speak("Pin?")], action="/digits", num_digits=4),
        Speak("Bye."),
        digits=[GetInput([Speak("What?")], action="/input", hints=["sales", "help"]), Hangup()],
        input=[
            GetInput([Speak("And?")], action="/more", input_type="speech", hints="yes,,no"),
            Hangup(),
        ],
        more=[GetInput([Speak("And?")], action="/dial"), Hangup()],
        dial=[Dial([Number("+15550100303")], action="/record", timeout=9)],
        record=[Record(action="/again", finish_on_key="*")],
        again=[Record(action="/stream", finish_on_key="none")],
        stream=[Stream("wss://a.example.com", keep_call_alive=True), Redirect("/room")],
        room=[Conference("a", hangup_on_star=True), MultiPartyCall("b", role="Agent"), song],
    )
    assert len(found.nodes) == 12
    labels = {label for labels in found.arrows.values() for label in labels}
    assert {
        "1111",
        '"sales"',
        '"help"',
        '"yes"',
        '"no"',
        '"hello"',
        "message",
        "closed",
        "dropped",
        "refused",
    } <= labels
    assert found.loops == []


def test_the_ends_of_a_socket_are_branches() -> None:
    def told(status: StreamStatus) -> None:
        if status.event == "DroppedStream":
            broken.append(status.call_uuid)

    def after(request: RedirectRequest) -> Response:
        return Response([Speak("Sorry." if request.call_uuid in broken else "Bye.")])

    broken: list[str | None] = []
    found = mapped(
        Stream("wss://a.example.com", keep_call_alive=True, status_callback_url="/status"),
        Redirect("/after"),
        status=told,
        after=after,
    )
    ends = {node.name: node.lines for node in found.nodes.values()}
    drawn = {ends[end]: labels for (_, end), labels in found.arrows.items() if ends[end]}
    assert drawn[("Speak: Bye.",)] == ["closed"]
    assert drawn[("Speak: Sorry.",)] == ["dropped", "refused"]


def test_a_document_with_a_ticket_for_each_call_is_one() -> None:
    tickets = count()

    def again(_: RedirectRequest) -> Response:
        ticket = next(tickets)
        url = f"wss://a.example.com/talk?ticket={ticket}"
        headers = {"call": str(ticket)}
        return Response(
            [Stream(url, keep_call_alive=True, extra_headers=headers), Redirect("/after")]
        )

    found = mapped(Redirect("/again"), again=again, after=[Speak("Bye.")])
    (drawn,) = [node for node in found.nodes.values() if node.title.endswith("/again")]
    ends = [labels for (start, _), labels in found.arrows.items() if start == drawn.name]
    assert ends == [["closed", "dropped", "refused"], ["silence"]]


@pytest.mark.once
def test_loops_dead_ends_and_invalid_documents_are_found() -> None:
    found = mapped(
        GetDigits([Speak("Well?")], action="/x", num_digits=1, retries=2),
        Redirect("/answer"),
        x=lambda digits: PAGES.get(digits.digits, Response([Speak("Bye."), Hangup()])),
        round=[Redirect("/round")],
        trap=[Wait(), GetDigits(action="/trap", num_digits=1), Redirect("/trap")],
    )
    assert [line[:5] for line in found.invalid] == ["8012:"]
    assert any("asked for more than 20 documents" in line for line in found.loops)
    assert "https://ivr.example.com/trap leads to no end of the call but a hangup" in found.loops
    assert found.dead_ends == ["4010: https://ivr.example.com/x it is empty, after '4'"]


def test_each_fault_is_told_once_whatever_leads_to_it() -> None:
    def trap(request: GetDigitsAction | RedirectRequest) -> Response:
        pressed = request.digits if isinstance(request, GetDigitsAction) else None
        return Response([Speak(f"You pressed {pressed}."), ASKED, Redirect("/trap")])

    found = mapped(ASKED, Redirect("/round"), trap=trap, round=[Redirect("/round")])
    assert found.loops == [
        *(
            "the flow asked for more than 20 documents and nobody did anything: it goes round "
            f"between https://ivr.example.com/{name}"
            for name in ("round", "trap")
        ),
        f"{ANSWER} leads to no end of the call but a hangup",
        "https://ivr.example.com/trap leads to no end of the call but a hangup",
    ]


ASKED = GetDigits(action="/trap", valid_digits="12", num_digits=1)
PAGES: dict[str | None, object] = {
    "1": "OK",
    "2": Response([Redirect("/round")]),
    "3": Response([Redirect("/trap")]),
    "4": Response([]),
}


def test_an_app_that_changes_its_mind_is_followed_as_far_as_it_goes() -> None:
    asked: list[GetDigitsAction] = []

    def fickle(digits: GetDigitsAction) -> Response:
        asked.append(digits)
        menu = GetDigits(action="/fickle", num_digits=1, valid_digits="12", finish_on_key="none")
        return Response([menu] if len(asked) < 3 else [Dial([Number("+15550100303")])])

    found = mapped(GetDigits(action="/fickle", num_digits=1, retries=30), fickle=fickle)
    assert found.is_complete
