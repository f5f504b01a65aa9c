"""
Ring a whole team at once, then those on call one after the other, then give up politely.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python hunt_group.py

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Dial, Hangup, Number, Response, Speak, User
from plivoml.callbacks import AnswerRequest, DialAction, DialStatus
from plivoml.urls import url
from plivoml.wsgi import received


#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

#: These ring together, and the first who answers has the call.
TEAM = (
    Number("+15550100303"),
    Number("+15550100404", send_digits="wwww17#"),
    User("sip:support@phone.plivo.com"),
)

#: These ring in turn.
ON_CALL = (Number("+15550100505"), Number("+15550100606"))


def answer(_: AnswerRequest) -> Response:
    """Ring the team."""
    dial = Dial(TEAM, timeout=20, action=url(f"{URL}/dialled", tried=0), redirect=True)
    return Response([Speak("Welcome. We are looking for somebody."), dial])


def dialled(done: DialAction) -> Response:
    """
    Ring the next, if nobody has answered.

    The action's own URL says how many of those on call were tried, so nothing has to be
    remembered between two requests, and a request that comes twice does no harm.
    """
    if done.dial_status in {DialStatus.COMPLETED, DialStatus.CANCEL}:
        return Response([Hangup()])
    tried = done.extra.get("tried", "")
    position = int(tried) if tried.isdecimal() else len(ON_CALL)
    if position >= len(ON_CALL):
        return Response([Speak("Nobody is free. We will call you back. Goodbye.")])
    action = url(f"{URL}/dialled", tried=position + 1)
    dial = Dial([ON_CALL[position]], timeout=15, action=action, redirect=True)
    return Response([Speak("Still looking. Please hold."), dial])


PAGES: dict[str, Callable[..., Response | None]] = {
    "/answer": answer,
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
