"""Streams that the API starts and ends.

https://plivo.com/docs/voice/api/audio-streams
"""

from __future__ import annotations

from typing import Any

import pytest

from plivoml import Response, Speak, Stream, streams
from plivoml.callbacks import StreamStatus
from plivoml.testing import Account, Call

from .api import ANSWER, refused, sdk, told
from .flows import flow, proves
from .test_account import MENU, menu


AGENT = "wss://agent.example.com/talk"
STATUS = "https://ivr.example.com/status"
BODY = {"service_url": AGENT, "status_callback_url": STATUS}


async def agent(connection: Any) -> None:
    """Listen until the socket is closed."""
    async for frame in connection:
        streams.parse(frame)


def talking(account: Account) -> Call:
    """Return a call that waits for a key."""
    call = account.call(ANSWER)
    call.answer()
    return call


def told_of(call: Call) -> list[tuple[str, str | None]]:
    return [(str(one.event), one.status_reason) for one in call.sent(StreamStatus)]


@proves("The REST API", "A stream that the API starts runs beside the document")
def test_a_stream_is_started_and_stopped_beside_the_document() -> None:
    with Account(menu(status=[]), sockets={AGENT: agent}) as account:
        call = talking(account)
        client = sdk(account)
        started = client.calls.start_stream(
            call.uuid, AGENT, bidirectional=True, status_callback_url=STATUS
        )
        assert call.stream.is_open
        assert call.sent(StreamStatus)[0].stream_id == started.stream_id
        call.wait(2)
        assert refused(account, "POST", f"Call/{call.uuid}/Stream/", BODY) == (
            400,
            "a stream of this call runs already",
        )
        running = client.calls.get_details_of_specific_stream(call.uuid, started.stream_id)
        assert (running.end_time, running.bill_duration) == (None, 2)
        client.calls.delete_specific_stream(call.uuid, started.stream_id)
        assert told_of(call) == [("StartStream", None), ("StopStream", "API request")]
        assert not call.is_over
        path = f"Call/{call.uuid}/Stream/"
        (record,) = told(account, "GET", path)["objects"]
        assert (record["rounded_bill_duration"], record["audio_track"]) == (60, "inbound")
        assert refused(account, "DELETE", path) == (400, "No active stream found")
        assert refused(account, "GET", f"{path}x/") == (404, "stream not found")
        call.press("1")
        assert call.heard[-1] == "Bye."


@proves("The REST API", "The document goes on behind a Stream")
def test_the_document_goes_on_behind_a_stream_that_the_api_stops() -> None:
    stream = Stream(
        "wss://ivr.example.com/talk",
        bidirectional=True,
        keep_call_alive=True,
        status_callback_url=STATUS,
    )
    with Account(flow(stream, Speak("Bye."), status=[])) as account:
        call = talking(account)
        assert call.stream.is_open
        sdk(account).calls.delete_all_streams(call.uuid)
        assert told_of(call) == [("StartStream", None), ("StopStream", "API request")]
        assert call.heard == ["Bye."]


def test_an_agent_of_the_app_ends_its_own_call() -> None:
    uuids: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await receive()
            start = {"type": "http.response.start", "status": 200}
            await send({**start, "headers": [(b"content-type", b"application/xml")]})
            body = b"" if uuids else answer
            await send({"type": "http.response.body", "body": body})
            return
        await receive()
        await send({"type": "websocket.accept"})
        start_message = streams.parse((await receive())["text"])
        assert isinstance(start_message, streams.Start)
        uuids.append(start_message.call_id)
        sdk(account).calls.delete(start_message.call_id)  # stands still until it is answered
        while (await receive())["type"] == "websocket.receive":
            pass

    talk = Stream("wss://ivr.example.com/talk", bidirectional=True, keep_call_alive=True)
    answer = Response([talk]).to_bytes()
    with Account(app) as account:
        call = talking(account)
        assert uuids == [call.uuid]
        assert (call.hangup_cause.code, call.hangup_source) == (4000, "API Request")
        assert call.stream.close_code is None


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"service_url": "https://a.example.com/"}, "service_url: Must be a valid url"),
        ({"content_type": "audio/wav"}, "content_type: expected audio/x-l16;rate=8000 or"),
        ({"bidirectional": True, "audio_track": "both"}, "Stream"),
    ],
)
def test_a_stream_that_cannot_be_is_refused(change: dict[str, Any], error: str) -> None:
    with Account(menu()) as account:
        call = talking(account)
        status, said = refused(account, "POST", f"Call/{call.uuid}/Stream/", {**BODY, **change})
        assert (status, said[: len(error)]) == (400, error)


def test_both_tracks_are_told() -> None:
    with Account(flow(MENU, status=[])) as account:
        call = talking(account)
        told(account, "POST", f"Call/{call.uuid}/Stream/", {**BODY, "audio_track": "both"})
        (stream,) = call.streams
        path = f"Call/{call.uuid}/Stream/"
        for _ in range(2):
            told(account, "DELETE", path)
        assert [reason for _, reason in told_of(call)] == [None, "API request"]
        (record,) = told(account, "GET", path)["objects"]
        assert (record["audio_track"], stream.is_attended) == ("both", False)


def test_a_stream_that_a_test_closes_is_stopped_as_by_the_api() -> None:
    app = flow(Stream(AGENT, status_callback_url=STATUS), MENU, status=[])
    with Account(app, sockets={AGENT: agent}) as account:
        call = talking(account)
        call.stream.close()
        assert told_of(call) == [("StartStream", None), ("StopStream", "API request")]
        assert not call.is_over
