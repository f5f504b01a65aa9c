"""
Ring a whole team at once, then those on call one after the other, then give up politely.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.scenarios.hunt_group

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

from examples.frameworks.pages import URL, Pages
from examples.frameworks.wsgi_app import serve
from plivoml import Dial, Hangup, Number, Response, Speak, User
from plivoml.callbacks import AnswerRequest, DialAction, DialStatus
from plivoml.urls import url


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


PAGES: Pages = {
    "/answer": answer,
    "/dialled": dialled,
}

if __name__ == "__main__":
    serve(PAGES)
