"""
A menu that takes keys or speech, repeats itself, and ends with a person.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python ivr_menu.py

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Dial, GetInput, Hangup, Number, Redirect, Response, Speak
from plivoml.callbacks import AnswerRequest, DialAction, DialStatus, GetInputAction, RedirectRequest
from plivoml.wsgi import received


#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

SALES = Number("+15550100303")
OPERATOR = Number("+15550100404")

KEY_OF = {"sales": "1", "opening hours": "2", "hours": "2", "operator": "0"}

MENU = GetInput(
    [Speak("For sales, press 1. For our opening hours, press 2. Or tell me what you need.")],
    action=f"{URL}/chosen",
    input_type="dtmf speech",
    num_digits=1,
    hints=list(KEY_OF),
)


def answer(_: AnswerRequest) -> Response:
    """Greet the caller once; what repeats has a page of its own."""
    return Response([Speak("Welcome to Example."), Redirect(f"{URL}/menu")])


def menu(_: RedirectRequest) -> Response:
    """Ask twice; what stands behind the second menu is for those who never answer."""
    return Response([MENU, Speak("I did not hear you."), MENU, Redirect(f"{URL}/operator")])


def operator(_: RedirectRequest) -> Response:
    """Connect whoever never answered with a person."""
    return Response(ring(OPERATOR))


def chosen(told: GetInputAction) -> Response:
    """Do what the caller chose, by a key or by a word somewhere in a sentence."""
    said = (told.speech or "").lower()
    by_word = next((key for word, key in KEY_OF.items() if word in said), None)
    match told.digits or by_word:
        case "1":
            return Response(ring(SALES))
        case "2":
            hours = Speak("We are open from nine to five, Monday to Friday.")
            return Response([hours, Redirect(f"{URL}/menu")])
        case "0":
            return Response(ring(OPERATOR))
        case _:
            return Response([Speak("I did not get that."), Redirect(f"{URL}/menu")])


def dialled(done: DialAction) -> Response:
    """Leave nobody without a word."""
    if done.dial_status == DialStatus.COMPLETED:
        return Response([Hangup()])
    return Response([Speak("Nobody is free at the moment. Please call again later.")])


def ring(person: Number) -> list[Speak | Dial]:
    """Connect the caller with somebody."""
    dial = Dial([person], timeout=25, action=f"{URL}/dialled", redirect=True)
    return [Speak("One moment, please."), dial]


PAGES: dict[str, Callable[..., Response | None]] = {
    "/answer": answer,
    "/menu": menu,
    "/operator": operator,
    "/chosen": chosen,
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
