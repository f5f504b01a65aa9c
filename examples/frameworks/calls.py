"""
A small reception: who is it for, ring them, and tell the caller how that went.

Functions from what Plivo tells to what Plivo does next.  There is no framework in them and
no request: they are tested by calling them, and any framework can serve them.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, get_type_hints

from plivoml import Dial, GetInput, Hangup, Number, Response, Speak
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, DialStatus, GetInputAction


#: A page is a function from what Plivo tells, to which it is annotated, to what Plivo does next.
Page: TypeAlias = Callable[..., Response | None]
Pages: TypeAlias = Mapping[str, Page]

LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages, whatever proxies stand in between: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

PEOPLE = {"1": Number("+15550100303"), "2": Number("+15550100404")}
WORDS = {"sales": "1", "support": "2"}


def answer(_: AnswerRequest) -> Response:
    """Ask whom the call is for; the caller may press a key or say a word."""
    menu = GetInput(
        [Speak("For sales, press 1 or say sales. For support, press 2 or say support.")],
        action=f"{URL}/chosen",
        input_type="dtmf speech",
        num_digits=1,
        hints=list(WORDS),
    )
    return Response([menu, Speak("We did not hear you. Goodbye.")])


def chosen(told: GetInputAction) -> Response:
    """Ring whom the caller asked for."""
    person = PEOPLE.get(told.digits or WORDS.get((told.speech or "").lower(), ""))
    if person is None:
        return Response([Speak("Nobody is there under that choice. Goodbye.")])
    dial = Dial(
        [person],
        timeout=20,
        action=f"{URL}/dialled",
        callback_url=f"{URL}/dial-events",
        callback_method="POST",
        redirect=True,
    )
    return Response([Speak("Connecting your call."), dial])


def dialled(done: DialAction) -> Response:
    """Say how it went; after a conversation nothing is left to say."""
    if done.dial_status == DialStatus.COMPLETED:
        return Response([Hangup()])
    if done.dial_status == DialStatus.BUSY:
        return Response([Speak("The line is busy. Please call again later.")])
    return Response([Speak("Nobody is free. Please call again later.")])


def dial_event(event: DialCallback) -> None:
    """Note what happens to each phone that rings; Plivo reads no reply."""
    LOG.info("%s", event.as_log())


PAGES: Pages = {
    "/answer": answer,
    "/chosen": chosen,
    "/dialled": dialled,
    "/dial-events": dial_event,
}


def kind_of(page: Page) -> Any:
    """Return the class of what a page is told, for where no framework has pages of its own."""
    kind, _ = get_type_hints(page).values()
    return kind
