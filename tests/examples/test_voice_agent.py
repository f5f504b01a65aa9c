"""The voice agents: one test each, in this process and over a real socket."""

from __future__ import annotations

import asyncio
import socket
import threading
import wave

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from examples.frameworks.asgi_app import create_app
from examples.frameworks.calls import URL
from examples.voice import voice_agent, voice_agent_websockets
from examples.voice.brain import FORMAT, Brain, is_loud, tone
from examples.voice.pages import FOR_A_PERSON, PERSON, SOCKET_URL, WAITING, is_theirs
from plivoml import streams
from plivoml.callbacks import StreamEvent, StreamStatus
from plivoml.streams import Checkpoint, ClearAudio, Media, PlayAudio, PlayedStream, Start
from plivoml.testing import Call
from tests.support.command import main


TOKEN = "the-auth-token-of-nobody"


@contextmanager
def starlette_here() -> Generator[Call]:
    with Call(
        voice_agent.app, f"{URL}/answer", auth_token=TOKEN, hangup_url=f"{URL}/hangup"
    ) as call:
        yield call


@contextmanager
def uvicorn_base() -> Generator[str]:
    config = uvicorn.Config(voice_agent.app, port=0, log_level="error", ws="websockets-sansio")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def starlette_served() -> Generator[Call]:
    with (
        uvicorn_base() as base,
        Call(base, f"{URL}/answer", auth_token=TOKEN, hangup_url=f"{URL}/hangup") as call,
    ):
        yield call


@contextmanager
def websockets_here() -> Generator[Call]:
    with Call(
        create_app(voice_agent_websockets.PAGES),
        f"{URL}/answer",
        method="GET",
        auth_token=TOKEN,
        hangup_url=f"{URL}/hangup",
        hangup_method="GET",
        sockets={SOCKET_URL: voice_agent_websockets.talk},
    ) as call:
        yield call


@contextmanager
def websockets_served() -> Generator[Call]:
    ports: list[int] = []
    ready, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        async with voice_agent_websockets.serving("127.0.0.1", 0) as server:
            (listening,) = server.sockets
            ports.append(listening.getsockname()[1])
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    ready.wait()
    try:
        with Call(
            f"http://127.0.0.1:{ports[0]}",
            f"{URL}/answer",
            method="GET",
            auth_token=TOKEN,
            hangup_url=f"{URL}/hangup",
            hangup_method="GET",
        ) as call:
            yield call
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


@pytest.fixture(params=[starlette_here, starlette_served, websockets_here, websockets_served])
def call(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Generator[Call]:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)
    FOR_A_PERSON.clear()
    WAITING.clear()
    with request.param() as call:
        call.answer()
        yield call
    assert (set(), {}) == (FOR_A_PERSON, WAITING)


def test_what_the_caller_says_is_said_back_after_a_greeting(call: Call) -> None:
    stream = call.stream
    assert stream.wait_for(Checkpoint).name == "turn-1"
    assert stream.wait_for(PlayedStream).name == "turn-1"
    assert len(stream.played) == 4000
    stream.speak(seconds=0.4)
    assert stream.wait_for(Checkpoint).name == "turn-2"
    stream.wait_for(PlayedStream)
    said = [one.audio for one in stream.sent if isinstance(one, Media) and is_loud(one.audio)]
    assert len(said) >= 15
    assert stream.played[4000:] == b"".join(said)
    call.hang_up()


def test_the_caller_may_interrupt(call: Call) -> None:
    stream = call.stream
    stream.wait_for(Checkpoint)
    stream.speak(seconds=0.2)
    stream.wait_for(ClearAudio)
    stream.wait_for("clearedAudio")
    assert 0 < len(stream.played) < 4000
    stream.wait_for(PlayAudio)
    call.hang_up()


def test_key_0_brings_a_person(call: Call) -> None:
    call.press("0")
    call.stream.listen(0.1) if call.stream.is_open else None
    assert call.heard == ["I am handing you over to a colleague."]
    assert call.dialling == [PERSON.number]
    call.dial_ends("completed")
    assert [event.event for event in call.sent(StreamStatus)] == [
        StreamEvent.START_STREAM,
        StreamEvent.STOP_STREAM,
    ]


def test_key_9_ends_the_talk_politely(call: Call) -> None:
    call.press("9")
    call.stream.listen(0.1) if call.stream.is_open else None
    assert call.heard == ["Thank you for calling. Goodbye."]
    assert (call.is_over, call.stream.close_code) == (True, 1000)


def test_another_key_is_answered_by_a_tone(call: Call) -> None:
    call.stream.wait_for(Checkpoint)
    call.press("5")
    assert call.stream.wait_for(Checkpoint).name == "turn-2"
    call.hang_up()


def test_a_person_helps_out_when_the_stream_breaks(call: Call) -> None:
    call.stream_ends(error="the network is down")
    assert call.dialling == [PERSON.number]
    call.hang_up()


@pytest.mark.parametrize("auth_token", [None, "another-token", TOKEN])
def test_the_socket_is_for_plivo_and_for_one_call(call: Call, auth_token: str | None) -> None:
    # Even Plivo is refused the second time: the ticket in the URL was good for once.
    assert not call.stream.stranger(auth_token=auth_token).is_open
    call.hang_up()


# From a terminal.


def test_the_command_talks_with_the_agent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)
    with wave.open("words.wav", "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x00\x20" * 3200)
    lines = ["say words.wav", "listen 0.5", "listen", "say gone.wav", "tone 0.3", "listen 0.6", "9"]

    def next_line(_: str) -> str:
        return lines.pop(0)

    monkeypatch.setattr("builtins.input", next_line)
    with uvicorn_base() as base:
        words = ["--public", f"{URL}/answer", "--save", "heard"]
        status = main(["call", f"{base}/answer", *words])
    out, err = capsys.readouterr()
    assert err == "plivoml: [Errno 2] No such file or directory: 'gone.wav'\n"
    assert status == 0, out
    assert "hears 0.5 s of sound" in out
    assert "speaks for 0.4 s" in out
    assert 'hears "Thank you for calling. Goodbye."' in out
    assert out.splitlines()[-1].startswith("heard/stream-1.wav: ")
    with wave.open("heard/stream-1.wav") as heard:
        assert heard.getparams()[:3] == (1, 2, 8000)
        assert heard.getnframes() > 8000


# The brain alone.


START = Start(call_id="c-1", stream_id="s-1", format=FORMAT)


def test_a_click_is_no_word() -> None:
    brain = Brain(START)
    loud, silent = Media(audio=tone(0.02)), Media(audio=FORMAT.silence)
    assert brain.hear(loud) == []
    assert [brain.hear(silent) for _ in range(30)] == [[]] * 30


def test_what_others_hear_is_not_listened_to() -> None:
    brain = Brain(START)
    sound = Media(audio=tone(0.02), track="outbound")
    assert [brain.hear(sound) for _ in range(30)] == [[]] * 30
    assert brain.hear(streams.Stop()) == []


def test_the_start_of_another_call_is_not_theirs() -> None:
    assert is_theirs(START, "c-1")
    assert not is_theirs(START, "c-2")


@pytest.mark.parametrize("app", [voice_agent.talk, voice_agent_websockets.talk])
def test_a_start_that_is_not_theirs_closes_the_socket(
    app: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)
    here = starlette_here if app is voice_agent.talk else websockets_here
    with here() as call:
        call.answer()
        WAITING["again"] = call.uuid
        url = f"{SOCKET_URL}?ticket=again"
        stranger = call.stream.stranger(auth_token=TOKEN, url=url)
        assert (stranger.close_code, stranger.start is None) == (1008, False)
        call.hang_up()
