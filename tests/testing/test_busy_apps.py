"""Apps that never wait: simulated time cannot pass, and no test is held up for ever."""

from __future__ import annotations

import asyncio

from typing import Any

import pytest

from plivoml import CONTENT_TYPE, Hangup, Response, Speak, Stream
from plivoml.testing import Call, CallError

from .flows import ANSWER


STREAM = Stream(
    "wss://ivr.example.com/talk",
    bidirectional=True,
    keep_call_alive=True,
    content_type="audio/x-mulaw;rate=8000",
)


async def reply(send: Any, document: Response) -> None:
    headers = [(b"content-type", CONTENT_TYPE.encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": document.to_bytes()})


async def for_ever() -> None:
    while True:  # noqa: ASYNC110 - nothing would tell an event
        await asyncio.sleep(0)


@pytest.mark.once
def test_an_agent_that_never_waits_is_told_of() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await reply(send, Response([STREAM, Hangup()]))
            return
        await receive()
        await send({"type": "websocket.accept"})
        while "media" not in (await receive()).get("text", ""):
            pass
        await for_ever()

    call = Call(app, ANSWER, timeout=0.2)
    call.begin(listen=0)
    with pytest.raises(CallError, match="no time passes: something in the app never waits"):
        call.wait(2)


@pytest.mark.once
def test_what_an_app_has_begun_and_never_waits_holds_no_request_up() -> None:
    begun: list[asyncio.Task[None]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        if not begun:
            begun.append(asyncio.create_task(for_ever()))
        await reply(send, Response([Speak("Hello.")]))

    call = Call(app, ANSWER, hangup_url="", timeout=5)
    call.begin()
    assert call.heard == ["Hello."]
    assert call.hangup_cause.code == 4010
