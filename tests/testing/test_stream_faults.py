"""What applications do wrong on the socket of a Stream, each on one that has the fault."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import time

from collections.abc import Generator
from contextlib import contextmanager
from socket import create_server
from typing import Any

import pytest

from plivoml import GetDigits, Speak, streams
from plivoml.callbacks import GetDigitsAction, StreamEvent, StreamStatus
from plivoml.errors import InvalidSignatureError
from plivoml.signatures import verify
from plivoml.streams import DTMF, MULAW_8000, Checkpoint, Media, PlayAudio, PlayedStream, Start
from plivoml.testing import Call, CallError, FailedCallError

from .flows import proves
from .sockets import (
    ANSWER,
    MULAW,
    TALK,
    TOKEN,
    App,
    Endpoint,
    Message,
    Receive,
    Send,
    Socket,
    agent,
    call_to,
    echo,
    greeter,
    mute,
    stream,
)


CALL_ID = "30f16533-d31b-448c-ade0-13721c303764"


def sending(*messages: streams.Outgoing | str | bytes) -> Endpoint:
    """Return an endpoint that sends something, and then listens."""

    async def endpoint(socket: Socket) -> None:
        await socket.recv()
        for message in messages:
            if isinstance(message, str):
                await socket.send_text(message)
            elif isinstance(message, bytes):
                await socket.send_bytes(message)
            else:
                await socket.send(message)
        await mute(socket)

    return endpoint


def failing(endpoint: Endpoint, *document: Any, **settings: Any) -> str:
    """Return what is said at the end of a test of such an application."""
    with pytest.raises(FailedCallError) as failed, call_to(endpoint, *document, **settings) as call:
        call.stream.listen(0.1) if call.stream.is_open else None
    assert "<Stream>" in failed.value.message
    return failed.value.message


# The four faults that most applications have.


def test_sound_on_a_one_way_stream_is_heard_by_nobody() -> None:
    assert 'sent playAudio without bidirectional="true": the caller hears nothing' in failing(
        echo, stream(bidirectional=None)
    )


def test_sound_in_another_format_is_heard_as_noise() -> None:
    other = PlayAudio(streams.L16_16000.silence, format=streams.L16_16000)
    assert (
        "sent playAudio as audio/x-l16;rate=16000; the stream is audio/x-mulaw;rate=8000: "
        "the caller hears noise or nothing"
    ) in failing(sending(other))
    with call_to(sending(other), strict=False) as call:
        call.wait(1)
        assert call.stream.played == b""


async def polite(socket: Socket) -> None:
    """Clear as the caller presses a key, and wait for the greeting to end all the same."""

    async def until(kind: type[DTMF | PlayedStream]) -> bool:
        while (message := await socket.recv()) is not None:
            if isinstance(message, kind):
                return True
        return False

    await socket.recv()
    await socket.play(5)
    await socket.mark("greeting")
    if await until(DTMF):
        await socket.clear()
        if await until(PlayedStream):
            await socket.play(1)


def test_a_checkpoint_that_was_cleared_is_awaited_for_ever() -> None:
    with call_to(polite) as call:
        call.press("5")
        call.stream.wait_for("clearAudio")
        with pytest.raises(CallError) as silent:
            call.stream.wait_for(PlayAudio)
        assert silent.value.message == (
            "no PlayAudio came within 5 s; clearAudio threw the checkpoint 'greeting' away, so no "
            "playedStream comes for it: who waits for that waits for ever"
        )
        assert "clearAudio throws away 5 s of sound and 'greeting'" in silent.value.transcript


def test_a_key_that_nobody_handles_is_unanswered() -> None:
    with call_to(mute) as call:
        call.press("5")
        with pytest.raises(CallError, match=r"no Checkpoint came .*; the key 5 is unanswered"):
            call.stream.wait_for(Checkpoint, within=1)
        call.wait(0.5)
        call.press("12")
        call.wait(6)
        lines = [line for line in call.transcript().splitlines() if "unanswered" in line]
        assert [line.split("plivo   ")[1] for line in lines] == [
            "the key 5 is unanswered: nothing came after it",
            "the key 12 is unanswered: nothing came after it",
        ]


def test_keys_behind_the_one_that_closes_the_socket_come_too_late() -> None:
    with call_to(greeter, stream(), GetDigits(action="/menu")) as call:
        call.press("989")
        assert "89 comes too late and is ignored" in call.transcript()
    with call_to(greeter, stream(keep_call_alive=False), GetDigits(action="/menu")) as call:
        call.press("98#")
        assert call.sent(GetDigitsAction)[0].digits == "98"
        assert call.failure is not None  # nobody answers at /menu


def test_a_key_that_is_handled_is_not_unanswered() -> None:
    with call_to(greeter) as call:
        call.press("5")
        call.wait(6)
        call.press("9")
        assert "unanswered" not in call.transcript()


def test_a_stranger_may_open_the_socket() -> None:
    with pytest.raises(FailedCallError) as failed, call_to(mute) as call:
        assert call.stream.stranger().start is not None
    assert (
        f"{TALK} stays open for a stranger without a signature: neither the handshake nor the "
        "start of a call that is not theirs was refused"
    ) in failed.value.message


def test_a_stranger_may_come_after_the_end_of_the_call() -> None:
    with call_to(choosy, uuid=CALL_ID) as call:
        call.hang_up()
        assert call.stream.stranger().close_code == 1008
        assert call.transcript().splitlines()[-1].startswith("00:00.0  stranger opens ")


# Who keeps strangers out.


def guarded(endpoint: Endpoint, *, token: str = TOKEN) -> App:
    """Make an application that checks the signature of the handshake."""
    inner = agent(endpoint)

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            headers = dict(scope["headers"])
            url = f"{scope['scheme']}://{headers[b'host'].decode()}{scope['path']}"
            try:
                verify("GET", url, scope["headers"], None, token)
            except InvalidSignatureError:
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return
        await inner(scope, receive, send)

    return app


@proves("The socket of a Stream", "The handshake is a signed GET")
@pytest.mark.parametrize("auth_token", [None, "another token"])
def test_a_handshake_that_is_not_signed_is_refused(auth_token: str | None) -> None:
    with Call(guarded(mute), ANSWER, auth_token=TOKEN) as call:
        call.answer()
        assert call.stream.is_open
        stranger = call.stream.stranger(auth_token=auth_token)
        assert (stranger.is_open, stranger.start) == (False, None)
        assert "stranger is sent away: answered 403" in call.transcript()


async def choosy(socket: Socket) -> None:
    """Take one call alone."""
    start = await socket.recv()
    assert isinstance(start, Start)
    if start.call_id != CALL_ID:
        await socket.close(1008)
    await mute(socket)


def test_the_start_of_another_call_is_refused() -> None:
    with call_to(choosy, uuid=CALL_ID) as call:
        stranger = call.stream.stranger(auth_token=TOKEN)
        assert stranger.close_code == 1008
    with (
        pytest.raises(FailedCallError, match="for a stranger with another signature"),
        call_to(choosy, uuid=CALL_ID) as call,
    ):
        call.stream.stranger(auth_token="another", call_id=call.uuid)


# The socket does not open, or breaks.


async def refusing(scope: Message, receive: Receive, send: Send) -> None:
    await agent(mute)(scope, receive, send) if scope["type"] == "http" else None
    if scope["type"] == "websocket":
        await send({"type": "websocket.http.response.start", "status": 401, "headers": []})
        await send({"type": "websocket.http.response.body", "body": b"no", "more_body": True})
        await send({"type": "websocket.http.response.body", "body": b""})


async def crashing(scope: Message, receive: Receive, send: Send) -> None:
    await agent(mute)(scope, receive, send) if scope["type"] == "http" else None
    if scope["type"] == "websocket":
        msg = "no such agent"
        raise LookupError(msg)


async def returning(scope: Message, receive: Receive, send: Send) -> None:
    await agent(mute)(scope, receive, send) if scope["type"] == "http" else None


async def dreaming(scope: Message, receive: Receive, send: Send) -> None:
    await agent(mute)(scope, receive, send) if scope["type"] == "http" else None
    if scope["type"] == "websocket":
        await asyncio.get_running_loop().create_future()


@proves("The socket of a Stream", "A handshake that is not accepted is made twice more")
@proves("The socket of a Stream", "The attempts follow each other at once")
@pytest.mark.parametrize(
    ("app", "problem"),
    [
        (guarded(mute, token="another"), "answered 403"),
        (refusing, "answered 401"),
        (crashing, "answered 500 (LookupError: no such agent ("),
        (returning, "returned before it accepted the handshake"),
        (dreaming, "did not accept the handshake in time"),
    ],
)
def test_a_handshake_that_is_refused_is_made_twice_more_and_the_stream_dropped(
    app: App, problem: str
) -> None:
    with Call(app, ANSWER, auth_token=TOKEN, timeout=0.05, strict=False) as call:
        call.answer()
        lines = call.transcript().splitlines()
        tries = [line for line in lines if f"{TALK} {problem}" in line]
        assert [line.endswith("trying again") for line in tries] == [True, True, False]
        assert (call.stream.is_open, call.stream.start) == (False, None)
        assert call.heard == ["After."]
        with pytest.raises(CallError, match="cannot listen: <AudioStream"):
            call.stream.listen()
    with (
        pytest.raises(FailedCallError) as failed,
        Call(app, ANSWER, auth_token=TOKEN, timeout=0.05) as call,
    ):
        call.answer()
    assert problem in failed.value.message


def test_the_status_of_a_stream_that_cannot_connect_is_dropped_alone() -> None:
    inner = agent(mute, stream(status_callback_url=f"{ANSWER}/status"), Speak("After."))

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            raise LookupError
        await inner(scope, receive, send)

    with Call(app, ANSWER, strict=False) as call:
        call.answer()
        (told,) = call.sent(StreamStatus)
        assert told.event == StreamEvent.DROPPED_STREAM


def test_an_endpoint_that_closes_as_no_server_does_has_failed() -> None:
    async def closing(socket: Socket) -> None:
        await socket.recv()
        await socket.close(1005)

    assert "its endpoint raised ValueError: invalid status code: " in failing(closing)


def test_an_endpoint_that_raises_is_named_with_its_line() -> None:
    async def broken(socket: Socket) -> None:
        await socket.recv()
        msg = "model"
        raise KeyError(msg)

    message = failing(broken)
    assert "its endpoint raised KeyError: 'model' (" in message
    assert "test_stream_faults.py:" in message


def test_an_endpoint_that_waits_for_a_stop_never_ends() -> None:
    async def patient(socket: Socket) -> None:
        await mute(socket)
        await asyncio.get_running_loop().create_future()

    with pytest.raises(FailedCallError) as failed, call_to(patient) as call:
        call.hang_up()
    assert (
        "its endpoint still runs 10 s after the socket was closed: the close is the end, and no "
        "stop may come"
    ) in failed.value.message


def test_an_endpoint_that_never_takes_the_close_for_the_end() -> None:
    async def endless(socket: Socket) -> None:
        while True:
            await socket.recv()

    with (
        pytest.raises(FailedCallError, match="its endpoint still runs 10 s"),
        call_to(endless) as call,
    ):
        call.hang_up()


def test_an_endpoint_may_stop_listening_and_close() -> None:
    async def beside(socket: Socket) -> None:
        await socket.recv()
        reader = asyncio.create_task(socket.recv())
        await asyncio.sleep(0)
        reader.cancel()
        await socket.close()

    with call_to(beside) as call:
        assert (call.stream.close_code, call.heard) == (1000, ["After."])


def test_a_task_that_raises_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def careless(socket: Socket) -> None:
        async def brain() -> None:
            msg = "no model"
            raise LookupError(msg)

        await socket.recv()
        asyncio.create_task(brain()).set_name("brain")
        await mute(socket)

    with call_to(careless) as call:
        call.wait(1)
    gc.collect()
    assert "LookupError: no model" in caplog.text


def test_an_endpoint_that_sends_after_the_end_hears_of_it() -> None:
    heard: list[str] = []

    async def late(socket: Socket) -> None:
        await mute(socket)
        assert await socket.recv() is None
        try:
            await socket.play(1)
        except OSError as error:
            heard.append(str(error))

    with call_to(late) as call:
        call.hang_up()
        assert heard == ["websocket.send after the socket is closed"]


@proves("The socket of a Stream", "DegradedStream as messages")
def test_a_server_that_does_not_read_is_behind() -> None:
    async def busy(socket: Socket) -> None:
        await socket.recv()
        await asyncio.sleep(3600)

    with call_to(busy, stream(status_callback_url=f"{ANSWER}/status"), strict=False) as call:
        call.wait(11)
        assert len(call.sent(StreamStatus)) == 1
        call.wait(30)
        events = [one.event for one in call.sent(StreamStatus)]
        assert events == ["StartStream", *["DegradedStream"] * 3]
        assert "the server is behind: 90% of the buffer is full" in call.transcript()


# What Plivo does not take.


def raw(message: streams.Outgoing, **changes: Any) -> str:
    """Write a message with other values in its media."""
    tree = json.loads(message.to_json())
    tree.get("media", tree).update(changes)
    return json.dumps(tree)


PLAY = PlayAudio(MULAW.silence, format=MULAW_8000)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("hello", "sent what Plivo does not take: Message"),
        ('{"event":"speak","text":"Hello."}', "sent what Plivo does not take: Message: event"),
        (raw(PLAY, contentType="audio/x-mulaw;rate=8000"), "sent what Plivo does not take: Play"),
        (raw(PLAY, sampleRate=44_100), "sent what Plivo does not take: PlayAudio"),
        (
            raw(PLAY, payload="UklGRiQAAABXQVZFZm10IBAAAAA="),
            "PlayAudio: audio: expected raw samples; got the header of a file",
        ),
        (b"\xff" * 160, "sent a binary frame; sound goes as base64 into a text frame"),
        (
            streams.ClearAudio(stream_id="s-9"),
            "sent clearAudio for the stream 's-9'; this one has another id",
        ),
    ],
)
def test_what_plivo_does_not_take_is_named(sent: Any, told: str) -> None:
    assert told in failing(sending(sent))


def test_a_checkpoint_is_used_once() -> None:
    async def forgetful(socket: Socket) -> None:
        await socket.recv()
        await socket.play(0.02)
        await socket.mark("turn")
        await socket.play(0.02)
        await socket.mark("turn")
        await mute(socket)

    assert "sent the checkpoint 'turn' again; a name is for one in a call" in failing(forgetful)


def test_answers_to_answers_go_on_as_time_does() -> None:
    async def chained(socket: Socket) -> None:
        await socket.recv()
        await socket.play(0.02)
        await socket.mark("0")
        number = 0
        while (message := await socket.recv()) is not None:
            if isinstance(message, PlayedStream):
                number += 1
                await socket.mark(f"{number}")

    with call_to(chained) as call:
        call.wait(0.02)
        marks = [one for one in call.stream.received if isinstance(one, Checkpoint)]
        assert 5 < len(marks) < 12
        call.wait(0.02)
        assert len(call.stream.received) > len(marks)


def test_nothing_may_be_cleared() -> None:
    async def hasty(socket: Socket) -> None:
        await socket.recv()
        await socket.clear()
        await mute(socket)

    with call_to(hasty) as call:
        assert call.stream.wait_for("clearedAudio").event == "clearedAudio"
        assert "clearAudio throws away 0 s of sound\n" in call.transcript() + "\n"


def test_a_fault_is_told_once() -> None:
    assert failing(echo, stream(bidirectional=None)).count("playAudio") == 1


@proves("The socket of a Stream", "A checkpoint with nothing before it")
@pytest.mark.parametrize(
    ("endpoint", "told"),
    [
        (
            sending(*[PlayAudio(b"\x80" * 8000, format=MULAW)] * 41),
            "sent more than the 40 s of sound that are kept",
        ),
        (
            sending(PlayAudio(b"\x80" * 13_000, format=MULAW)),
            "sent playAudio with more than the 16 KB of base64 that are advised",
        ),
        (
            None,
            "sent a checkpoint before any sound, which was seen to get no answer",
        ),
    ],
)
def test_risks_fail_where_warnings_do(endpoint: Endpoint | None, told: str) -> None:
    async def eager(socket: Socket) -> None:
        await socket.recv()
        await socket.mark("hello")
        await mute(socket)

    with call_to(endpoint or eager) as call:
        call.wait(0.1)
        assert told in call.transcript()
        if endpoint is None:
            assert call.stream.wait_for(PlayedStream).name == "hello"
    assert told in failing(endpoint or eager, strict="warnings", ignore=["relative-url"])


# What the application does besides.


def test_an_application_that_never_falls_silent_is_not_listened_to_for_ever() -> None:
    async def chatterbox(socket: Socket) -> None:
        await socket.recv()
        while True:
            await socket.play(1)
            await asyncio.sleep(1)

    with call_to(chatterbox) as call, pytest.raises(CallError, match="still talks after 60 s"):
        call.stream.listen()


def test_nothing_comes_once_the_socket_is_closed() -> None:
    with call_to(greeter) as call:
        call.press("9")
        with pytest.raises(CallError, match=r"no stop came .*; the socket is closed \(1000\)"):
            call.stream.wait_for("stop")


def test_threads_are_given_the_time_they_take() -> None:
    async def thinking(socket: Socket) -> None:
        await socket.recv()
        await asyncio.to_thread(time.sleep, 0.2)
        await socket.play(1)
        await mute(socket)

    with call_to(thinking) as call:
        call.stream.wait_for(PlayAudio)
        assert call.seconds == 0


def test_no_other_time_passes_while_a_thread_is_waited_for() -> None:
    async def late(socket: Socket) -> None:
        await socket.recv()
        await asyncio.to_thread(threading.get_ident)
        await asyncio.sleep(2)
        await socket.play(1)
        await mute(socket)

    with call_to(late) as call:
        with pytest.raises(CallError, match="no PlayAudio came within 1 s"):
            call.stream.wait_for(PlayAudio, within=1)
        assert call.seconds == 1
        call.stream.wait_for(PlayAudio, within=1)
        assert call.seconds == 2


def test_threads_of_a_framework_are_given_some_time() -> None:
    async def elsewhere(socket: Socket) -> None:
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def work() -> None:
            time.sleep(0.2)
            loop.call_soon_threadsafe(done.set_result, None)

        await socket.recv()
        thread = threading.Thread(target=work)
        thread.start()
        await done
        thread.join()
        await socket.play(1)
        await mute(socket)

    with call_to(elsewhere) as call:
        call.stream.wait_for(PlayAudio)
        assert call.seconds == 0


def test_a_task_that_waits_for_a_thread_is_waited_for_in_the_end() -> None:
    async def beside(socket: Socket) -> None:
        loop = asyncio.get_running_loop()

        def work() -> None:
            time.sleep(0.3)
            asyncio.run_coroutine_threadsafe(socket.play(1), loop)

        await socket.recv()
        thread = threading.Thread(target=work)
        thread.start()
        await mute(socket)
        thread.join()

    with call_to(beside, timeout=1) as call:
        call.stream.wait_for(PlayAudio, within=0.02)
        with pytest.raises(CallError, match="no Checkpoint came"):
            call.stream.wait_for(Checkpoint, within=0.02)


@contextmanager
def model() -> Generator[int]:
    """Run a server that answers a line after a while, and give its port."""

    def answer() -> None:
        connection, _ = server.accept()
        with connection:
            while connection.recv(100):
                time.sleep(0.1)
                connection.sendall(b"Hello.\n")

    with create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_a_connection_of_the_application_is_given_the_time_it_takes() -> None:
    async def asking(socket: Socket) -> None:
        await socket.recv()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello\n")
        assert await reader.readline() == b"Hello.\n"
        await socket.play(1)
        # One that is there and says nothing is no reason to wait.
        for _ in range(10):
            await asyncio.sleep(0.02)
            await socket.play(0.02)
        await mute(socket)
        writer.close()

    with model() as port, call_to(asking) as call:
        call.stream.wait_for(PlayAudio)
        assert call.seconds == 0
        call.stream.listen()
        assert call.stream.seconds_played == 1.2
        call.hang_up()


def test_media_goes_on_whatever_the_application_does() -> None:
    with call_to(mute) as call:
        call.wait(1)
        assert sum(isinstance(one, Media) for one in call.stream.sent) == 50
