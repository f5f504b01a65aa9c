"""Agents that send and do not stop: the stream breaks, which is said, and nothing is held up."""

from __future__ import annotations

import asyncio
import contextlib
import threading

from typing import Any

import pytest

from websockets.asyncio.server import ServerConnection

from plivoml import streams
from plivoml.streams import Checkpoint, PlayAudio, PlayedStream
from plivoml.testing import Account, Call, CallError, FailedCallError

from .sockets import ANSWER, MULAW, Endpoint, Message, Receive, Send, Socket, agent, call_to, mute
from .test_stream_servers import call_to as call_to_server


FLOOD = "sent more than 10,000 messages or 10,000,000 bytes while no time passed"
#: A third of what is taken at once.
LONG = "x" * 3_000_000
SHORT = PlayAudio(MULAW.silence, format=MULAW).to_json()


async def eager(socket: Socket) -> None:
    while True:
        await socket.send_text(LONG)


async def chatty(socket: Socket) -> None:
    while True:
        await socket.send_text(SHORT)
        await asyncio.sleep(0)


async def stubborn(socket: Socket) -> None:
    while True:
        with contextlib.suppress(OSError):
            await socket.send_text(LONG)


async def doubling(socket: Socket) -> None:
    number = 0
    while (message := await socket.recv()) is not None:
        for _ in range(2 if isinstance(message, PlayedStream | streams.Start) else 0):
            number += 1
            await socket.mark(str(number))


async def by_hand(socket: Socket) -> None:
    while not isinstance(await socket.recv(), streams.DTMF):
        pass
    await asyncio.to_thread(threading.Event().wait, 0.05)
    await eager(socket)


@pytest.mark.parametrize("endpoint", [eager, chatty, stubborn, doubling])
def test_an_agent_that_sends_without_an_end_breaks_the_stream(endpoint: Endpoint) -> None:
    with call_to(endpoint, strict=False) as call:
        call.wait(1)
        assert not call.stream.is_open
        assert f"the stream breaks: {FLOOD}" in call.transcript()


def test_an_agent_that_is_waited_for_may_send_without_an_end() -> None:
    with call_to(by_hand, strict=False) as call:
        call.press("1")
        with pytest.raises(AssertionError):
            call.stream.wait_for(Checkpoint, within=0.1)
        assert FLOOD in call.transcript()


def call_to_handshake(kind: str) -> Call:
    """Call an app that never comes to an end of its handshake."""

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await agent(mute)(scope, receive, send)
            return
        while True:
            await send({"type": kind, "more_body": True})

    return Call(app, ANSWER, strict=False, timeout=0.05)


@pytest.mark.once
def test_an_agent_that_accepts_again_and_again_is_told_of() -> None:
    call = call_to_handshake("websocket.accept")
    call.begin(listen=0)
    with pytest.raises(CallError, match="no time passes: something in the app never waits"):
        call.wait(1)


@pytest.mark.once
def test_a_refusal_that_does_not_end_comes_too_late() -> None:
    call = call_to_handshake("websocket.http.response.body")
    call.answer()
    assert "the stream breaks: did not accept the handshake in time" in call.transcript()


def test_what_is_neither_text_nor_bytes_is_an_error_of_the_agent() -> None:
    async def odd(socket: Socket) -> None:
        words: Any = []
        await socket.send_text(words)

    told = "TypeError: websocket.send: expected text or bytes; got list"
    with pytest.raises(FailedCallError, match=told), call_to(odd) as call:
        call.wait(1)


def test_a_server_that_sends_without_an_end_breaks_the_stream() -> None:
    async def talk(connection: ServerConnection) -> None:
        while True:
            await connection.send(SHORT)

    with call_to_server(talk) as call:
        call.wait(1)
        assert f"the stream breaks: {FLOOD}" in call.transcript()


@pytest.mark.once
def test_an_agent_that_goes_round_at_its_end_keeps_nothing_else_from_its_end() -> None:
    ends: list[str] = []

    async def waiting(socket: Socket) -> None:
        name = str(len(ends))
        ends.append("talks")
        await mute(socket)
        ends.append(f"{name} ends")
        while name == "0":  # noqa: ASYNC110 - it is to go round
            await asyncio.sleep(0)

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for said in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{said}.complete"})
            ends.append("the app ends")
        else:
            await agent(waiting)(scope, receive, send)

    def run() -> None:
        with Account(app, timeout=0.05) as account:
            account.call(ANSWER).answer()
            account.call(ANSWER).answer()

    with pytest.raises(CallError, match="no time passes: something in the app never waits"):
        run()
    assert ends == ["talks", "talks", "0 ends", "1 ends", "the app ends"]
