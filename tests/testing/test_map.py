"""What `plivoml call` and `plivoml map` are told, and what a map says that it has not seen."""

from __future__ import annotations

import argparse
import json
import re
import xml.etree.ElementTree as ET

from collections.abc import Callable
from typing import Any

import pytest

from plivoml import (
    Dial,
    GetDigits,
    GetInput,
    Hangup,
    MultiPartyCall,
    Number,
    Response,
    Speak,
    Stream,
)
from plivoml.callbacks import CallStatus, GetDigitsAction, GetInputAction
from plivoml.testing import Call, served
from plivoml.testing.flow_map import FlowMap, walk
from plivoml.testing.moves import Tries
from tests.support.command import call as call_command
from tests.support.command import map as map_command

from .apps import TOKEN, wsgi
from .flows import ANSWER, Page, flow, handler, stdin


SVG = "{http://www.w3.org/2000/svg}"
PIN = GetDigits([Speak("Your PIN?")], action="/pin", num_digits=4)
BYE: list[Any] = [Speak("Bye."), Hangup()]
NUMBER = Number("+15550100303")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return what serves an app and runs a command on it."""

    def run(
        command: Any, app: Any, *words: str, script: str | None = None, is_public: bool = True
    ) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        command.add(parser)
        if script is not None:
            monkeypatch.setattr("sys.stdin", stdin(script.encode()))
            words = ("--script", "-", *words)
        served_app: Any = app if callable(app) else wsgi(app)
        with served(served_app) as base:
            told = ["--public", ANSWER, "--auth-token", TOKEN] if is_public else []
            status = command.run(parser.parse_args([f"{base}/answer", *told, *words]))
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


def pin(request: GetDigitsAction) -> object:
    return "OK" if request.digits == "4711" else Response([Speak("Wrong."), Hangup()])


LOCKED = flow(PIN, *BYE, pin=pin)


def mapped(*answer: Any, tries: Tries | None = None, **pages: Page) -> FlowMap:
    call = Call(flow(*answer, **pages), ANSWER, strict=False)
    return walk(call, 200, tries=tries or Tries())


def test_a_call_is_told_of_all_its_urls(run: Callable[..., Any]) -> None:
    app = {"/spare": handler(BYE), "/end": handler("")}
    status, out, _ = run(
        call_command, app, "--hangup-url", "/end", "--fallback-url", "/spare", script=""
    )
    assert status == 1  # the answer URL gave nothing
    for line in (
        f"POST {ANSWER}  AnswerRequest",
        "POST https://ivr.example.com/spare  FallbackRequest",
        'hears "Bye."',
        "POST https://ivr.example.com/end  HangupRequest",
    ):
        assert line in out


def test_an_outbound_call_rings_and_is_picked_up(run: Callable[..., Any]) -> None:
    app = {**flow(PIN, *BYE, pin=pin), "/ring": handler("")}
    words = ("--direction", "outbound", "--ring-url", "/ring")
    for script in ("0815\n", "answer\n0815\n"):
        status, out, _ = run(call_command, app, *words, script=script)
        assert status == 0
        assert "POST https://ivr.example.com/ring  RingRequest" in out
        assert 'hears "Wrong."' in out
    status, out, _ = run(call_command, app, *words, script="")
    assert "the call is over: 4000" in out


@pytest.mark.parametrize(("line", "code"), [("refuse", 3010), ("refuse no-answer", 3000)])
def test_an_outbound_call_is_refused(run: Callable[..., Any], line: str, code: int) -> None:
    status, out, _ = run(call_command, LOCKED, "--direction", "outbound", script=f"{line}\n")
    assert (status, f"the call is over: {code}" in out) == (0, True)
    assert "AnswerRequest" not in out


def test_a_call_is_transferred_by_a_line(run: Callable[..., Any]) -> None:
    app = {**LOCKED, "/moved": handler(BYE)}
    status, out, _ = run(call_command, app, script="transfer /moved\n")
    assert status == 0
    assert "POST https://ivr.example.com/moved  TransferRequest" in out


def test_a_callback_that_fails_is_a_problem(run: Callable[..., Any]) -> None:
    status, out, _ = run(call_command, flow(*BYE), "--hangup-url", "/nowhere", script="")
    assert (status, "answered 404" in out) == (1, True)
    status, out, _ = run(map_command, flow(*BYE), "--hangup-url", "/nowhere")
    assert status == 1
    assert "Errors:\n  https://ivr.example.com/nowhere answered 404" in out


def test_who_checks_signatures_is_given_the_public_url(run: Callable[..., Any]) -> None:
    def locked(_: Any, start_response: Any) -> list[bytes]:
        start_response("403 Forbidden", [])
        return [b"the signature does not match"]

    status, out, err = run(call_command, locked, script="", is_public=False)
    assert "answered 403 (the signature does not match)" in out
    assert status == 1
    assert err == (
        "plivoml: the app answered 403: one that checks signatures needs --public with the answer "
        "URL as Plivo is told it, and its --auth-token\n"
    )
    assert run(call_command, locked, script="")[2] == ""


def test_what_does_not_count_is_told(run: Callable[..., Any]) -> None:
    app = {"/answer": handler("<Response><Chime/><Speak newThing='1'>Hello.</Speak></Response>")}
    assert run(call_command, app, script="")[0] == 1
    words = ("--allow", "Chime", "--ignore", "unknown-attribute")
    assert run(call_command, app, *words, script="")[0] == 0
    status, _, err = run(call_command, app, "--ignore", "no-such", script="")
    assert (status, err[:45]) == (2, "plivoml: ignore: expected the name of a rule;")


def test_a_map_tries_what_it_is_told_and_lists_what_it_has_not(run: Callable[..., Any]) -> None:
    status, out, _ = run(map_command, LOCKED)
    assert status == 0
    assert out.endswith(f"\nNot tried:\n  {ANSWER} <GetDigits>: keys other than 1111\n")
    status, out, _ = run(map_command, LOCKED, "--press", "4711", "--press", "47")
    assert status == 1
    assert "Not tried" not in out
    assert "8012: document 1, line 1, <GetDigits>: https://ivr.example.com/pin" in out


def test_what_a_multi_party_call_leads_to_is_a_start(run: Callable[..., Any]) -> None:
    room = MultiPartyCall("room", role="Agent", on_exit_action_url="https://ivr.example.com/left")
    app = flow(room, left=BYE)
    status, out, _ = run(map_command, app, "--check")
    place = f"{ANSWER} <MultiPartyCall>"
    assert (status, out) == (
        1,
        f"\nNot tried:\n  {place}: what https://ivr.example.com/left answers\n",
    )
    assert run(map_command, app, "--check", "--start", "/left")[:2] == (0, "")


@pytest.mark.parametrize("limit", ["-1", "0", "x", "١"])
def test_a_limit_is_one_or_more(
    run: Callable[..., Any], limit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(map_command, LOCKED, "--limit", limit)
    assert f"expected 1 or more; got {limit!r}" in capsys.readouterr().err


def test_a_gate_is_not_green_over_what_it_has_not_seen(run: Callable[..., Any]) -> None:
    status, out, _ = run(map_command, LOCKED, "--check")
    assert status == 1
    assert out == f"\nNot tried:\n  {ANSWER} <GetDigits>: keys other than 1111\n"
    status, out, _ = run(map_command, LOCKED, "--check", "--press", "0815")
    assert (status, out) == (0, "")
    status, out, err = run(map_command, LOCKED, "--check", "--press", "0815", "--limit", "2")
    assert status == 1
    assert out == (f"\nNot tried:\n  {ANSWER} 'answer', '0815'\n  {ANSWER} 'answer', 'silence'\n")
    assert "stopped after 2 calls" in err
    assert run(map_command, flow(*BYE), "--check")[0] == 0
    assert run(map_command, {"/answer": handler("OK")}, "--check")[0] == 1


def test_a_map_is_data_for_a_program(run: Callable[..., Any]) -> None:
    for words in ((), ("--check",)):
        status, out, err = run(map_command, LOCKED, "--format", "json", *words)
        assert (status, err) == (1 if words else 0, "")
        found = json.loads(out)
        assert (found["calls"], found["is_complete"]) == (3, True)
        assert found["nodes"][0] == {
            "name": "n1",
            "title": ANSWER,
            "lines": ["GetDigits: Your PIN?", "Speak: Bye.", "Hangup"],
            "is_end": False,
        }
        assert {"from": "n1", "to": "n2", "labels": ["1111"]} in found["arrows"]
        assert [found[name] for name in ("errors", "loops", "dead_ends")] == [[], [], []]
        assert found["untried"] == [f"{ANSWER} <GetDigits>: keys other than 1111"]


def test_a_map_may_begin_at_several_urls(run: Callable[..., Any]) -> None:
    app = {**flow(*BYE), "/later": handler([Speak("Later."), Hangup()])}
    status, out, _ = run(map_command, app, "--start", "/later")
    assert status == 0
    assert f"n1 {ANSWER}\n" in out
    assert "https://ivr.example.com/later\n     Speak: Later." in out


def test_words_are_tried_beside_hints() -> None:
    def told(request: GetInputAction) -> Response:
        heard.append(request.speech)
        return Response(BYE)

    heard: list[str | None] = []
    ask = GetInput([Speak("What?")], action="/x", input_type="speech")
    found = mapped(ask, *BYE, x=told)
    assert found.untried == [f'{ANSWER} <GetInput>: words other than "hello"']
    found = mapped(ask, *BYE, x=told, tries=Tries(words=("sales", "help")))
    assert (found.untried, heard) == ([], ["hello", "hello", "sales", "help"])
    hints = GetInput([Speak("What?")], action="/x", input_type="speech", hints=["sales"])
    heard.clear()
    found = mapped(hints, *BYE, x=told, tries=Tries(words=("sales", "help")))
    assert (found.untried, heard) == ([], ["sales", "help"])
    assert mapped(hints, *BYE, x=told).untried == []


@pytest.mark.parametrize(
    ("settings", "keys", "labels"),
    [
        ({"num_digits": 4}, ("4711", "4711#", "12", "47*1"), ["1111", "4711", "4711#", "47*1"]),
        ({}, ("4711", "0"), ["1", "4711", "0"]),
        ({"valid_digits": "123"}, ("12", "45"), ["1", "12"]),
        ({"num_digits": 2, "finish_on_key": "*"}, ("12*", "12#"), ["11", "12*"]),
        ({"num_digits": 1, "valid_digits": "12"}, ("1", "5"), ["1", "2"]),
    ],
)
def test_keys_are_tried_where_they_fit(
    settings: Any, keys: tuple[str, ...], labels: list[str]
) -> None:
    menu = GetDigits([Speak("Well?")], action="/x", **settings)
    found = mapped(menu, *BYE, x=BYE, tries=Tries(keys=keys))
    ((said),) = [labels for (_, end), labels in found.arrows.items() if end == "n2"]
    assert said == labels
    assert found.untried == []


def test_an_empty_answer_after_a_talk_is_no_dead_end() -> None:
    found = mapped(Dial([NUMBER], action="/x"), x=Response())
    assert found.dead_ends == [
        f"4010: https://ivr.example.com/x it is empty, after {status!r}"
        for status in ("busy", "no-answer", "failed", "timeout")
    ]
    assert mapped(Dial([NUMBER])).dead_ends == [
        f"4010: {ANSWER} <Dial> is the last element, after {status!r}"
        for status in ("busy", "no-answer", "failed", "timeout")
    ]


def test_a_stream_that_cannot_be_reached_is_found() -> None:
    stream = Stream("ws://localhost:9000/talk", keep_call_alive=True)
    found = mapped(stream, *BYE)
    (said,) = found.invalid
    assert said == (
        f"document 1, line 1, <Stream>: {stream.url} cannot be reached by Plivo: localhost is its "
        "own computer or network"
    )


def test_a_stream_that_is_not_there_the_next_time_is_not_followed() -> None:
    talk = Stream("wss://voice.example.com/talk", keep_call_alive=True)
    answers = [Response([talk]), *[Response([Speak("Goodbye.")])] * 9]
    found = walk(Call({"/answer": lambda _: answers.pop(0)}, ANSWER), 100)
    assert (found.calls, found.is_complete) == (5, True)
    assert [node.lines for node in found.nodes.values() if not node.is_end] == [
        ("Stream: wss://voice.example.com/talk",),
        ("Speak: Goodbye.",),
    ]


def test_an_outbound_call_that_nobody_takes_is_walked_too() -> None:
    def end(request: Any) -> object:
        if request.call_status == CallStatus.BUSY:
            msg = "no such bill"
            raise LookupError(msg)
        return None

    url = ANSWER.replace("answer", "end")
    app = {**flow(*BYE), "/end": end}
    call = Call(app, ANSWER, direction="outbound", hangup_url=url, strict=False)
    found = walk(call, 200)
    assert found.calls == 4
    assert [line.partition(" (")[0] for line in found.invalid] == [f"{url} answered 500"]
    titles = [node.title for node in found.nodes.values() if node.is_end]
    assert [title[:4] for title in titles] == ["4000", "3010", "3000", "3020"]


def test_in_a_picture_of_a_map_each_way_has_its_place_and_leads_to_its_step() -> None:
    menu = GetDigits([Speak("Sales is 1.")], action="/menu", num_digits=1, valid_digits="12")

    def chosen(request: GetDigitsAction) -> Response:
        return Response([Speak(f"That is {request.digits}."), Hangup()])

    found = mapped(menu, *BYE, menu=chosen)

    picture = ET.fromstring(found.graph().to_svg())
    labels = [one for one in picture.iter(f"{SVG}text") if one.get("class") == "label"]
    assert [one.text for one in labels] == [
        "1 → /menu",
        "then → 4000 Normal Han…",
        "2 → /menu",
        "then → 4000 Normal Han…",
        "silence → 4000 Normal Han…",
    ]
    assert len({(one.get("x"), one.get("y")) for one in labels}) == len(labels)
    assert len(ways(picture)) == len(labels)
    for x, y in ways(picture):
        # It ends at the right edge of a box.
        assert any(
            x == float(box.attrib["x"]) + float(box.attrib["width"])
            and 0 < y - float(box.attrib["y"]) < float(box.attrib["height"])
            for box in picture.iter(f"{SVG}rect")
        )


def ways(picture: ET.Element) -> list[tuple[float, float]]:
    """Where the arrows to other documents end."""
    lines = [one.attrib["d"] for one in picture.iter(f"{SVG}path") if one.get("class") == "leaves"]
    ends = [re.fullmatch(r"M\S+ \S+H\S+V(\S+)H(\S+)", line) for line in lines]
    return [(float(end[2]), float(end[1])) for end in ends if end]
