"""The socket of a Stream on servers that are well, and on some that are not."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
import time

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest

from websockets.asyncio.server import ServerConnection, serve

from plivoml import Speak, streams
from plivoml.streams import MULAW_8000, Checkpoint, PlayAudio
from plivoml.testing import Call, CallError

from .flows import handler
from .sockets import ANSWER, TALK, TOKEN, stream
from .test_stream_stacks import running


Talk = Callable[[ServerConnection], Awaitable[None]]
PLAY = PlayAudio(MULAW_8000.silence, format=MULAW_8000).to_json()


@contextmanager
def call_to(talk: Talk, **settings: Any) -> Generator[Call]:
    """Call an app whose agent is a server of `websockets`, and answer."""

    @asynccontextmanager
    async def serving(_: object) -> AsyncGenerator[int]:
        async with serve(talk, "127.0.0.1", 0) as server:
            (listening,) = server.sockets
            yield listening.getsockname()[1]

    with running(serving, {}) as base, calling(base, **settings) as call:
        yield call


@contextmanager
def calling(base: str, **settings: Any) -> Generator[Call]:
    app = {"/answer": handler([stream(), Speak("After.")])}
    given: dict[str, Any] = {"strict": False, "auth_token": TOKEN, **settings}
    with Call(app, ANSWER, sockets={TALK: base}, **given) as call:
        call.answer()
        yield call


def test_a_server_sees_what_a_tunnel_would_show_it() -> None:
    seen: list[tuple[str, str | None, str | None]] = []

    async def talk(connection: ServerConnection) -> None:
        assert connection.request is not None
        headers = connection.request.headers
        seen.append((connection.request.path, headers["Host"], headers["X-Forwarded-Proto"]))
        assert "X-Plivo-Signature-V3" in headers
        await connection.wait_closed()

    with call_to(talk) as call:
        call.hang_up()
    assert seen == [("/talk", "voice.example.com", "https")]


def test_a_message_may_come_in_pieces_and_a_binary_frame_is_a_fault() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.recv()
        await connection.ping()
        await connection.send([PLAY[:20], PLAY[20:90], PLAY[90:]])
        await connection.send(b"\xff" * 160)
        await connection.wait_closed()

    with call_to(talk) as call:
        call.stream.wait_for(PlayAudio)
        call.stream.listen(0.1)
        assert len(call.stream.received) == 1
        assert "sent a binary frame" in call.transcript()


def test_simulated_time_goes_no_faster_than_that_of_a_server() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.recv()
        await asyncio.sleep(0.3)
        await connection.send(PLAY)
        await connection.wait_closed()

    with call_to(talk) as call:
        call.stream.wait_for(PlayAudio, within=2)
        assert 0.1 < call.seconds < 2


def test_a_late_answer_is_waited_for_in_the_end() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.recv()
        await asyncio.sleep(0.4)
        await connection.send(PLAY)
        await connection.wait_closed()

    with call_to(talk, timeout=1) as call:
        call.stream.wait_for(PlayAudio, within=0.02)
        with pytest.raises(CallError, match=r"no Checkpoint came within 0\.02 s"):
            call.stream.wait_for(Checkpoint, within=0.02)


@pytest.mark.parametrize("seconds", [0, 0.2])
def test_a_server_that_is_gone_breaks_the_stream(seconds: float) -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.recv()
        await asyncio.sleep(seconds)
        plug: socket.socket = connection.transport.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.transport.abort()

    with call_to(talk) as call:
        time.sleep(2 * seconds)  # while nothing is listened to
        call.stream.listen(0.2) if call.stream.is_open else None
        assert (call.stream.close_code, call.heard) == (1006, ["After."])
        assert "the stream breaks: the server closed the socket with 1006" in call.transcript()


def test_a_server_that_closes_for_a_reason_is_heard() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.recv()
        await connection.close(4001, "no agent is free")

    with call_to(talk) as call:
        assert (call.stream.close_code, call.heard) == (4001, ["After."])


def test_there_is_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with calling(f"ws://127.0.0.1:{port}") as call:
        assert "Connection refused; trying again" in call.transcript()
        assert call.heard == ["After."]


def test_a_server_does_not_answer() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as deaf,
        calling(f"ws://127.0.0.1:{deaf.getsockname()[1]}", timeout=0.05) as call,
    ):
        assert "did not accept the handshake in time; trying again" in call.transcript()
        assert not call.stream.is_open


def test_a_server_of_something_else_is_no_agent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        import threading

        def answer() -> None:
            for _ in range(3):
                connection, _ = other.accept()
                with connection:
                    connection.recv(4096)
                    connection.sendall(b"220 mail.example.com\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with calling(f"ws://127.0.0.1:{other.getsockname()[1]}") as call:
            assert "did not receive a valid HTTP response; trying again" in call.transcript()
        thread.join()


def test_a_stream_may_be_left_open() -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.wait_closed()

    with call_to(talk) as call:
        assert call.stream.is_open
    assert not call.stream.is_open


def test_the_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "websockets.client", None)
    with pytest.raises(CallError) as missing, calling("http://127.0.0.1:9"):
        pass
    assert missing.value.message == (
        "a socket on a server needs the package websockets, which is not installed: "
        "pip install 'plivoml[testing]'"
    )


def test_sound_is_the_same_over_a_real_socket() -> None:
    async def talk(connection: ServerConnection) -> None:
        async for frame in connection:
            message = streams.parse(frame)
            if isinstance(message, streams.Media):
                await connection.send(PlayAudio(message.audio, format=MULAW_8000).to_json())

    with call_to(talk) as call:
        call.stream.speak(b"\x80" * 1600)
        call.stream.listen(0.2)
        assert b"\x80" * 1600 in call.stream.played
        call.hang_up()
