"""The examples do what they say, as WSGI callables, over HTTP, and as programs."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from pathlib import Path
from urllib.parse import urlencode
from wsgiref.validate import validator

import pytest

from werkzeug.test import Client

from examples.dial_status.app import LONGEST_BODY, dial_status_app
from examples.dial_status.demo import ask, served
from plivoml import CONTENT_TYPE, Dial, Hangup, Number, Response, Speak, check, parse
from plivoml.callbacks import DialStatus
from tests.support.processes import PATIENCE


pytestmark = [pytest.mark.once, pytest.mark.uncounted]

ROOT = Path(__file__).parent.parent
PUBLIC = "https://voice.example.com"
A_LEG, B_LEG = "52bb0058-902d-11e4-9681-2d7d49a323a0", "54f84290-902d-11e4-96df-2d7d49a323a0"
COMPLETED = {"DialStatus": "completed", "DialALegUUID": A_LEG, "DialBLegUUID": B_LEG}
LINE = f"Status : completed, ALeg Uuid : {A_LEG}, BLeg Uuid : {B_LEG}"

CONNECTING = Response(
    [
        Speak("Connecting your call.."),
        Dial(
            [Number("+15550100123")],
            action=f"{PUBLIC}/dial_status/",
            method="GET",
            redirect=True,
        ),
    ]
)
HANGING_UP = Response([Hangup()]).to_bytes()


class Caller:
    """Calls the application as a WSGI server does, and notes what it reports."""

    def __init__(self) -> None:
        self.reported: list[str] = []
        self._client = Client(validator(dial_status_app(PUBLIC, self.reported.append)))

    def __call__(
        self, path: str, *, query: str = "", body: bytes | None = None
    ) -> tuple[str, str, bytes]:
        method = "GET" if body is None else "POST"
        # The validator of the standard library asks for a type even where nothing has one.
        with self._client.open(
            path, method=method, query_string=query, data=body, content_type="text/plain"
        ) as reply:
            assert reply.content_length == len(reply.data)
            return reply.status, reply.headers["Content-Type"], reply.data


@pytest.fixture
def caller() -> Caller:
    return Caller()


@pytest.mark.parametrize("body", [None, b"", b"CallUUID=x&Event=StartApp"])
def test_a_call_is_connected(caller: Caller, body: bytes | None) -> None:
    status, kind, content = caller("/dial/", query="CallUUID=x", body=body)
    assert (status, kind) == ("200 OK", CONTENT_TYPE)
    assert parse(content) == CONNECTING


def test_the_outcome_is_reported_by_get(caller: Caller) -> None:
    status, kind, content = caller("/dial_status/", query=urlencode(COMPLETED))
    assert (status, kind, content) == ("200 OK", CONTENT_TYPE, HANGING_UP)
    assert caller.reported == [LINE]


def test_the_outcome_is_reported_by_post(caller: Caller) -> None:
    status, kind, content = caller("/dial_status/", body=urlencode(COMPLETED).encode())
    assert (status, kind, content) == ("200 OK", CONTENT_TYPE, HANGING_UP)
    assert caller.reported == [LINE]


def test_what_is_reported_goes_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    Client(dial_status_app(PUBLIC)).get("/dial_status/", query_string=COMPLETED)
    assert capsys.readouterr().out == f"{LINE}\n"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("completed", None),
        ("busy", "The line is busy. Please call again later."),
        ("failed", "The call could not be connected. We are sorry."),
        ("timeout", "Nobody answered in time. Please call again later."),
        ("no-answer", "Nobody answers. Please call again later."),
        ("cancel", None),
        ("teleported", None),
    ],
)
def test_each_outcome_is_answered_with_a_document(
    caller: Caller, status: str, words: str | None
) -> None:
    _, kind, content = caller("/dial_status/", query=f"DialStatus={status}")
    assert kind == CONTENT_TYPE
    assert check(content, answers="callbacks") == []
    assert parse(content) == Response([Speak(words) if words else Hangup()])
    assert caller.reported == [f"Status : {status}, ALeg Uuid : None, BLeg Uuid : None"]


NOT_A_DIAL = b"expected the parameters of a Dial; got no DialStatus\n"
TOO_LONG = f"expected a body of at most {LONGEST_BODY} bytes; got {LONGEST_BODY + 1}\n".encode()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", NOT_A_DIAL),
        (b"\xff\x00garbage", NOT_A_DIAL),
        (b'{"DialStatus": "busy"}', NOT_A_DIAL),
        (b"DialStatus=", NOT_A_DIAL),
        (
            b"DialStatus=busy&DialRingStatus=perhaps",
            b"DialAction: DialRingStatus: expected true or false; got 'perhaps'\n",
        ),
        (b"x" * (LONGEST_BODY + 1), TOO_LONG),
    ],
)
def test_garbage_is_refused_in_clear_words(caller: Caller, body: bytes, told: bytes) -> None:
    assert caller("/dial_status/", body=body) == (
        "400 Bad Request",
        "text/plain; charset=utf-8",
        told,
    )
    assert caller.reported == []


def test_another_path_is_not_found(caller: Caller) -> None:
    status, kind, content = caller("/dial")
    assert (status, kind) == ("404 Not Found", "text/plain; charset=utf-8")
    assert content == b"expected /dial/ or /dial_status/\n"


def test_the_app_serves_over_http() -> None:
    printed: list[str] = []
    with served(printed) as url:
        for method in ("GET", "POST"):
            reply = ask(method, f"{url}/dial/", [("CallUUID", A_LEG)])
            assert (reply.status, reply.kind) == (200, CONTENT_TYPE)
            (dial,) = parse(reply.body).find(Dial)
            assert (dial.action, dial.redirect) == (f"{url}/dial_status/", True)
            reply = ask(method, f"{url}/dial_status/", [*COMPLETED.items()])
            assert (reply.status, reply.body) == (200, HANGING_UP)
            reply = ask(method, f"{url}/dial_status/", [("DialRingStatus", "perhaps")])
            assert reply.status == 400
            assert ask(method, f"{url}/", []).status == 404
    assert printed == [LINE, LINE]


FIRST_DOCUMENT = """\
  app       http://127.0.0.1:8000, from examples/dial_status/app.py

  asked     GET and POST /dial/
  answer    <Response>
                <Speak>Connecting your call..</Speak>
                <Dial action="http://127.0.0.1:8000/dial_status/" method="GET" redirect="true">
                    <Number>+15550100123</Number>
                </Dial>
            </Response>
"""


def demo(**environ: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "examples.dial_status.demo"],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def test_the_demo_shows_the_whole_call() -> None:
    shown = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8000", demo())
    for status in DialStatus:
        assert f"dial_status={status!r}" in shown
    assert f"  printed   {LINE}\n" in shown
    assert shown.startswith(FIRST_DOCUMENT)
    lines = shown.splitlines()
    assert lines[-1] == "Every document is valid, and GET and POST get the same."
    assert len(lines) < 60
    assert "\033" not in shown


def test_the_demo_stops_at_a_surprise(monkeypatch: pytest.MonkeyPatch) -> None:
    from examples.dial_status import demo as program

    def found(_: bytes, **__: object) -> list[str]:
        return ["a problem"]

    monkeypatch.setattr(program, "check", found)
    with pytest.raises(SystemExit, match=r"The demo failed: expected \[\]; got \['a problem'\]"):
        program.main()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
@pytest.mark.parametrize(("no_color", "is_colourful"), [("", True), ("1", False)])
def test_the_demo_is_colourful_on_a_terminal_unless_asked_not_to(
    no_color: str, is_colourful: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "examples.dial_status.demo"],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": no_color},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        close_fds=True,
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert process.wait(timeout=PATIENCE) == 0
    assert (b"\033[" in shown) is is_colourful
