"""
Tell whoever answers who is calling, and connect only when they press 1.

A mailbox that picks up presses nothing, so no caller ends in one.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python call_screening.py

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Dial, Hangup, Number, Response, Speak
from plivoml.callbacks import AnswerRequest, ConfirmSoundRequest, DialAction, DialStatus
from plivoml.ssml import SayAs
from plivoml.urls import url
from plivoml.wsgi import received


#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

MOBILE = Number("+15550100303")
VOICE = "Polly.Joanna"


def answer(call: AnswerRequest) -> Response:
    """Ring the mobile; no page of Plivo's lists what /screen is told, so its URL says who calls."""
    dial = Dial(
        [MOBILE],
        timeout=25,
        confirm_sound=url(f"{URL}/screen", caller=call.from_),
        confirm_key="1",
        confirm_timeout=10,
        action=f"{URL}/dialled",
        redirect=True,
    )
    return Response([Speak("Please hold while I see whether they can talk.", voice=VOICE), dial])


def screen(request: ConfirmSoundRequest) -> Response:
    """Say who is calling; the caller does not hear it."""
    caller = request.extra.get("caller", "")
    who = SayAs(caller, interpret_as="telephone") if caller.isdigit() else "somebody"
    return Response([Speak(["Call from ", who, ". Press 1 to take it."], voice=VOICE, loop=2)])


def dialled(done: DialAction) -> Response:
    """Turn the caller away politely, whatever the reason was."""
    if done.dial_status == DialStatus.COMPLETED:
        return Response([Hangup()])
    return Response([Speak("They cannot talk at the moment. Goodbye.", voice=VOICE)])


PAGES: dict[str, Callable[..., Response | None]] = {
    "/answer": answer,
    "/screen": screen,
    "/dialled": dialled,
}


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Serve the pages by WSGI; what each is told is in its annotation."""
    page = PAGES.get(environ["PATH_INFO"])
    if page is None:
        start_response("404 Not Found", [])
        return []
    kind, _ = get_type_hints(page).values()
    return received(kind)(page)(environ, start_response)


if __name__ == "__main__":
    make_server("127.0.0.1", int(os.environ.get("PORT", "8000")), app).serve_forever()
