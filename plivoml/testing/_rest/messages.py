"""
Text messages that the API sends.

https://plivo.com/docs/messaging/api/messages
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ...callbacks import MessageState, MessageStatus, MessageType
from .._interpreter.message import Letter, report
from .._platform.exchange import bare
from .fields import NOT_SIMULATED, Given, method, one_of, optional, required, several, text, url
from .replies import MESSAGE, Refusal, not_found
from .routes import Body, Names, Routes
from .state import PAGING, State


ROUTES: Final = Routes()

_MOST_DESTINATIONS = 1000
_LONGEST = 1600


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiMessage:
    """A message that was sent by the API, to one destination."""

    uuid: str
    src: str
    dst: str
    text: str
    type: str
    """`sms`, `mms` or `whatsapp`."""

    media_urls: tuple[str, ...] = ()
    sent: float = 0.0
    """When, in simulated seconds."""


@ROUTES.add(
    "messages.create",
    "POST",
    "Message/",
    202,
    {
        "src": required(text),
        "dst": required(several("<", _MOST_DESTINATIONS)),
        "text": optional(text, ""),
        "type": optional(one_of("sms", "mms", "whatsapp"), "sms"),
        "media_urls": optional(several(",", 10), ()),
        "url": optional(url),
        "method": optional(method, "POST"),
        "powerpack_uuid": NOT_SIMULATED,
        "template": NOT_SIMULATED,
        "interactive": NOT_SIMULATED,
        "location": NOT_SIMULATED,
    },
)
def create(state: State, _: Names, given: Given) -> Body:
    """Queue messages, and report what becomes of them."""
    src, words = given["src"], given["text"]
    kind = given["type"]
    if kind == "sms" and not words:
        msg = "text parameter is missing"
        raise Refusal(400, msg)
    if len(words) > _LONGEST and kind != "whatsapp":
        msg = f"text: expected at most {_LONGEST} characters; got {len(words)}"
        raise Refusal(400, msg)
    if bare(src) in map(bare, given["dst"]):
        msg = "src and dst cannot be identical"
        raise Refusal(400, msg)
    made = [
        ApiMessage(
            uuid=state.account.new_id(),
            src=src,
            dst=to,
            text=words,
            type=kind,
            media_urls=given["media_urls"],
            sent=state.account.clock.now,
        )
        for to in given["dst"]
    ]
    state.records(ApiMessage).extend(made)
    state.account.clock.soon(lambda: _send(state, given, made))
    return {"message": "message(s) queued", "message_uuid": [one.uuid for one in made]}


def _send(state: State, given: Given, made: list[ApiMessage]) -> None:
    messaging = state.messaging
    for one in made:
        messaging.note(f'the API sends a message to {one.dst}: "{one.text}"')
        letter = Letter(src=one.src, to=one.dst, uuid=one.uuid, kind=MessageType(one.type))
        if given["url"] is not None:
            report(messaging, letter, given["url"], given["method"])


@ROUTES.add("messages.get", "GET", "Message/{message_uuid}/", 200)
def get(state: State, names: Names, _: Given) -> Body:
    """Return one message."""
    for one in state.records(ApiMessage):
        if one.uuid == names["message_uuid"]:
            return _record(state, one)
    raise not_found(MESSAGE)


@ROUTES.add(
    "messages.list",
    "GET",
    "Message/",
    200,
    {
        **PAGING,
        "message_direction": optional(one_of("inbound", "outbound")),
        "message_state": optional(text),
        "message_type": optional(text),
        **dict.fromkeys(
            ("message_time", "error_code", "powerpack_id", "subaccount"), NOT_SIMULATED
        ),
    },
)
def list_them(state: State, _: Names, given: Given) -> Body:
    """Return the messages that the API has sent."""
    wanted = ("message_direction", "message_state", "message_type")
    records = [_record(state, one) for one in state.records(ApiMessage)]
    found = [
        record for record in records if all(given[name] in (None, record[name]) for name in wanted)
    ]
    return state.page(given, "Message", found)


def _record(state: State, one: ApiMessage) -> dict[str, Any]:
    sent = state.time(one.sent)
    return {
        "carrier_fees": "0.00000",
        "carrier_fees_rate": "0.00000",
        "error_code": None,
        "error_message": "",
        "from_number": bare(one.src),
        "message_direction": "outbound",
        "message_sent_time": sent,
        "message_state": _state(state, one),
        "message_time": sent,
        "message_type": one.type,
        "message_updated_time": sent,
        "message_uuid": one.uuid,
        "resource_uri": state.resource("Message", one.uuid),
        "to_number": bare(one.dst),
        "total_amount": "0.00000",
        "total_rate": "0.00000",
        "units": 1,
    }


def _state(state: State, one: ApiMessage) -> str:
    """Return how far it is, by what was reported, or by its age where nothing is."""
    reported = [
        request.status
        for request in state.messaging.requests
        if isinstance(request, MessageStatus) and request.message_uuid == one.uuid
    ]
    if reported:
        return str(reported[-1])
    age = int(state.elapsed(one.sent))
    states = (MessageState.QUEUED, MessageState.SENT, state.messaging.delivery)
    return str(states[min(age, 2)])
