"""Message and Stream."""

from __future__ import annotations

import pytest

from plivoml import Message, Speak, Stream
from plivoml.callbacks import MessageState, MessageStatus, StreamEvent, StreamStatus
from plivoml.testing import CallError

from .flows import call_to, proves, sent


URL = "wss://audio.example.com/plivo"


@proves("Message, Stream", "A message is queued, sent and delivered")
@proves("Message, Stream", "A second lies between those reports")
@proves("Message, Stream", "Several destinations are joined with `<`")
@pytest.mark.parametrize("dst", ["+15550100101<<+15550100102", ["+15550100101", "+15550100102"]])
def test_a_message_is_followed_to_its_delivery(dst: str | list[str]) -> None:
    message = Message("Hi.", src="+15550100202", dst=dst, callback_url="/report")
    call = call_to(message, report="")
    assert call.messages == [message]
    reports = sent(call, MessageStatus)
    assert [(one.to, one.status) for one in reports] == [
        ("15550100101", "queued"),
        ("15550100102", "queued"),
        ("15550100101", "sent"),
        ("15550100102", "sent"),
        ("15550100101", "delivered"),
        ("15550100102", "delivered"),
    ]
    assert [one.sequence for one in reports] == [1, 1, 2, 2, 3, 3]
    assert reports[0].sent_time is None
    assert reports[-1].delivery_report_time is not None
    assert (reports[-1].error_code or "") == ""


def test_a_message_may_not_get_through() -> None:
    message = Message("Hi.", src="+15550100202", dst="+15550100101", callback_url="/report")
    call = call_to(message, report="").another()
    call.delivery = "undelivered"
    assert call.delivery == MessageState.UNDELIVERED
    call.answer()
    last = sent(call, MessageStatus)[-1]
    assert (last.status, last.error_code) == ("undelivered", "30")


def test_a_message_without_a_callback_is_only_sent() -> None:
    call = call_to(Message("Hi.", src="+15550100202", dst="+15550100101"))
    assert len(call.messages) == 1
    assert not sent(call, MessageStatus)


def stream(**attributes: object) -> Stream:
    return Stream(URL, status_callback_url="/status", **attributes)  # type: ignore[arg-type]


@proves("Message, Stream", "StartStream, StopStream and DroppedStream")
def test_a_stream_that_keeps_the_call_alive_holds_back_what_follows() -> None:
    element = stream(
        keep_call_alive=True,
        bidirectional=True,
        audio_track="inbound",
        content_type="audio/x-mulaw;rate=8000",
        extra_headers={"tenant": "7", "lang": "es"},
    )
    call = call_to(element, Speak("After."), status="")
    assert call.heard == []
    call.wait(60)
    call.stream_ends()
    start, stop = sent(call, StreamStatus)
    assert (start.event, start.service_url, start.bidirectional) == ("StartStream", URL, True)
    assert (start.audio_track, start.content_type) == ("inbound", "audio/x-mulaw;rate=8000")
    assert start.extra_headers == "tenant=7,lang=es"
    assert (stop.event, stop.duration, stop.stream_id) == ("StopStream", 60, start.stream_id)
    assert call.heard == ["After."]


@proves("Message, Stream", "StopStream tells of")
def test_a_stream_may_break_run_out_or_end_with_the_call() -> None:
    call = call_to(stream(keep_call_alive=True, extra_headers="a=1"), Speak("After."), status="")
    call.stream_ends(error="remote service closed the connection")
    assert sent(call, StreamStatus)[-1].event == StreamEvent.DROPPED_STREAM
    assert call.heard == ["After."]
    call = call_to(stream(keep_call_alive=True, stream_timeout=30), Speak("After."), status="")
    call.wait(30)
    assert sent(call, StreamStatus)[-1].status_reason == "Stream timeout"
    assert call.heard == ["After."]
    call = call_to(stream(keep_call_alive=True), Speak("After."), status="")
    call.hang_up()
    assert sent(call, StreamStatus)[-1].event == StreamEvent.STOP_STREAM
    assert call.heard == []
    with pytest.raises(CallError, match="nothing waits for the end of a stream; the call is over"):
        call.stream_ends()


def test_another_stream_runs_beside_the_call() -> None:
    call = call_to(stream(), Speak("one two three four five"), status="")
    assert [one.event for one in sent(call, StreamStatus)] == ["StartStream", "StopStream"]
    assert sent(call, StreamStatus)[-1].duration == 2
    call = call_to(stream(stream_timeout=1), Speak("one two three four five"), status="")
    assert sent(call, StreamStatus)[-1].status_reason == "Stream timeout"
    assert len(sent(call, StreamStatus)) == 2
