"""
What a voice agent answers Plivo, and who may open its socket.

By Plivo's page on Stream what stands behind it runs once the stream is over; an article of its
support says that it never runs.  If yours never asks /talked, have your server move the call
there by the Transfer API.
"""

from __future__ import annotations

import logging
import os
import secrets

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias, get_type_hints
from urllib.parse import parse_qs

from plivoml import Dial, Hangup, Number, Redirect, Response, Speak, Stream
from plivoml.callbacks import (
    AnswerRequest,
    DialAction,
    DialStatus,
    HangupRequest,
    RedirectRequest,
    StreamEvent,
    StreamStatus,
)
from plivoml.signatures import is_valid
from plivoml.streams import Start

from .brain import FORMAT, Ends


Page: TypeAlias = Callable[..., Response | None]

LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

#: The same host as the pages, by the scheme of WebSockets.
TALK = "/talk"
SOCKET_URL = URL.replace("http", "ws", 1) + TALK
PERSON = Number("+15550100303")

#: Calls whose caller is to get a person.  Several processes need stores that they share.
FOR_A_PERSON: set[str] = set()

#: By the ticket in the URL of a socket that is still to be opened: the call that it is for.
WAITING: dict[str, str] = {}


def admit(query: str, headers: Mapping[str, str]) -> str | None:
    """
    Say for which call a socket may be opened, by the handshake; None for strangers.

    The signature proves that Plivo dials, and does not cover the query for certain; so the
    ticket in it, which is good for once, says for which call, and `is_theirs` looks again.
    """
    url = f"{SOCKET_URL}?{query}" if query else SOCKET_URL
    token = os.environ["PLIVO_AUTH_TOKEN"]
    if not is_valid("GET", url, headers, None, token):
        return None
    return WAITING.pop(parse_qs(query).get("ticket", [""])[0], None)


def is_theirs(start: Start, call_uuid: str) -> bool:
    """Whether a stream is of the call that its socket was opened for."""
    return secrets.compare_digest(start.call_id, call_uuid)


def ended(call_uuid: str, how: Ends | None) -> None:
    """Keep what is to happen after the talk."""
    if how is Ends.PERSON:
        FOR_A_PERSON.add(call_uuid)


def answer(call: AnswerRequest, method: Literal["GET", "POST"]) -> Response:
    """Connect the caller with the agent; the call goes on at /talked when the socket closes."""
    ticket = secrets.token_urlsafe(16)
    WAITING[ticket] = call.call_uuid or ""
    stream = Stream(
        f"{SOCKET_URL}?ticket={ticket}",
        bidirectional=True,
        keep_call_alive=True,
        content_type=FORMAT.content_type,
        stream_timeout=1800,
        status_callback_url=f"{URL}/stream",
        status_callback_method=method,
    )
    return Response([stream, Redirect(f"{URL}/talked", method=method)])


def talked(call: RedirectRequest, method: Literal["GET", "POST"]) -> Response:
    """Bring in a person, if the caller asked for one or the agent broke down."""
    if call.call_uuid not in FOR_A_PERSON:
        return Response([Speak("Thank you for calling. Goodbye.")])
    dial = Dial([PERSON], timeout=25, action=f"{URL}/dialled", method=method, redirect=True)
    return Response([Speak("I am handing you over to a colleague."), dial])


def dialled(done: DialAction) -> Response:
    """Leave nobody without a word."""
    if done.dial_status == DialStatus.COMPLETED:
        return Response([Hangup()])
    return Response([Speak("My colleagues are busy. We will call you back. Goodbye.")])


def stream_event(event: StreamStatus) -> None:
    """Get a person for the caller whose stream broke, if this is told before /talked is asked."""
    LOG.info("%s", event.as_log())
    if event.event in {StreamEvent.DROPPED_STREAM, StreamEvent.FAILED} and event.call_uuid:
        FOR_A_PERSON.add(event.call_uuid)


def hangup(end: HangupRequest) -> None:
    """Forget a caller who left, and the socket that was never opened."""
    if end.call_uuid:
        FOR_A_PERSON.discard(end.call_uuid)
        for ticket in [one for one, call in WAITING.items() if call == end.call_uuid]:
            del WAITING[ticket]


def pages(method: Literal["GET", "POST"]) -> dict[str, Page]:
    """Return the pages, which Plivo is to ask by *method*."""

    def answered(call: AnswerRequest) -> Response:
        return answer(call, method)

    def after(call: RedirectRequest) -> Response:
        return talked(call, method)

    return {
        "/answer": answered,
        "/talked": after,
        "/dialled": dialled,
        "/stream": stream_event,
        "/hangup": hangup,
    }


def kind_of(page: Page) -> Any:
    """Return the class of what a page is told, which is in its annotation."""
    kind, _ = get_type_hints(page).values()
    return kind
