"""
Streams that the API starts, and those that it ends.

https://plivo.com/docs/voice/api/audio-streams
"""

from __future__ import annotations

from typing import Any, Final

from ...elements.streaming import Stream
from ...errors import InvalidElementError
from .._interpreter.stream import stop_by_api, stream
from .._platform.billing import billed
from .._platform.leg import Leg
from .._platform.socket import Socket
from .fields import (
    Given,
    boolean,
    header_list,
    method,
    number,
    one_of,
    optional,
    required,
    socket_url,
    url,
)
from .replies import STREAM, Refusal, not_found
from .routes import Body, Names, Routes
from .state import State


ROUTES: Final = Routes()

_LONGEST: Final = 86_400
_FORMATS: Final = ("audio/x-l16;rate=8000", "audio/x-l16;rate=16000", "audio/x-mulaw;rate=8000")
_NONE: Final = "No active stream found"


@ROUTES.add(
    "calls.start_stream",
    "POST",
    "Call/{call_uuid}/Stream/",
    201,
    {
        "service_url": required(socket_url),
        "bidirectional": optional(boolean, default=False),
        "audio_track": optional(one_of("inbound", "outbound", "both"), "inbound"),
        "stream_timeout": optional(number(1), _LONGEST),
        "status_callback_url": optional(url),
        "status_callback_method": optional(method, "POST"),
        "content_type": optional(one_of(*_FORMATS), _FORMATS[0]),
        "extra_headers": optional(header_list),
    },
)
def start(state: State, names: Names, given: Given) -> Body:
    """Open the socket of a stream, beside the document."""
    leg = state.answered(names["call_uuid"])
    try:
        element = Stream(
            given["service_url"],
            bidirectional=given["bidirectional"],
            audio_track=given["audio_track"],
            stream_timeout=given["stream_timeout"],
            status_callback_url=given["status_callback_url"],
            status_callback_method=given["status_callback_method"],
            content_type=given["content_type"],
            extra_headers=given["extra_headers"],
        )
    except InvalidElementError as error:
        raise Refusal(400, str(error)) from None
    if _open(leg):
        msg = "a stream of this call runs already"
        raise Refusal(400, msg)
    uuid = state.account.new_id()

    def begin() -> None:
        leg.note("the API starts a stream")
        # It runs beside the document, and so has nothing to wait for.
        next(stream(leg, element, uuid), None)

    state.soon(leg, begin)
    return {"message": "audio streaming started", "stream_id": uuid}


@ROUTES.add("calls.delete_all_streams", "DELETE", "Call/{call_uuid}/Stream/", 204)
def stop_all(state: State, names: Names, _: Given) -> None:
    """End the streams of a call."""
    leg = state.answered(names["call_uuid"])
    _stop(state, leg, _open(leg))


@ROUTES.add("calls.delete_specific_stream", "DELETE", "Call/{call_uuid}/Stream/{stream_id}/", 204)
def stop(state: State, names: Names, _: Given) -> None:
    """End a stream."""
    leg = state.answered(names["call_uuid"])
    _stop(state, leg, [one for one in _open(leg) if one.terms.stream_id == names["stream_id"]])


def _stop(state: State, leg: Leg, sockets: list[Socket]) -> None:
    if not sockets:
        raise Refusal(400, _NONE)

    def end() -> None:
        leg.note("the API stops the stream")
        for socket in sockets:
            if socket.is_open:
                stop_by_api(leg, socket)

    state.soon(leg, end)


def _open(leg: Leg) -> list[Socket]:
    return [socket for socket in leg.sockets if socket.is_open]


# What there is.


@ROUTES.add("calls.get_all_streams", "GET", "Call/{call_uuid}/Stream/", 200)
def list_them(state: State, names: Names, _: Given) -> Body:
    """Return the streams of a call."""
    found = _records(state, names["call_uuid"])
    meta = {
        "limit": 20,
        "next": None,
        "offset": 0,
        "previous": None,
        "total_count": len(found),
    }
    return {"meta": meta, "objects": found}


@ROUTES.add(
    "calls.get_details_of_specific_stream", "GET", "Call/{call_uuid}/Stream/{stream_id}/", 200
)
def get(state: State, names: Names, _: Given) -> Body:
    """Return a stream."""
    for record in _records(state, names["call_uuid"]):
        if record["stream_id"] == names["stream_id"]:
            return record
    raise not_found(STREAM)


def _records(state: State, call_uuid: str) -> list[dict[str, Any]]:
    return [
        _record(state, leg, socket, socket.opened)
        for leg in state.legs
        if leg.uuid == call_uuid
        for socket in leg.sockets
        if socket.opened is not None
    ]


def _record(state: State, leg: Leg, socket: Socket, opened: float) -> dict[str, Any]:
    terms, closed = socket.terms, socket.closed
    seconds = int(state.elapsed(opened, closed))
    return {
        "audio_track": "both" if len(terms.tracks) > 1 else "".join(terms.tracks),
        "bidirectional": terms.is_two_way,
        "bill_duration": seconds,
        "billed_amount": "0.00000",
        "call_uuid": leg.uuid,
        "created_at": state.time(opened),
        "end_time": None if closed is None else state.time(closed),
        "plivo_auth_id": state.auth_id,
        "resource_uri": state.resource("Call", leg.uuid, "Stream", terms.stream_id),
        "rounded_bill_duration": billed(seconds),
        "service_url": terms.url,
        "start_time": state.time(opened),
        "stream_id": terms.stream_id,
    }
