"""
A menu that takes keys or speech, repeats itself, and ends with a person.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.scenarios.ivr_menu

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

from examples.frameworks.pages import URL, Pages
from examples.frameworks.wsgi_app import serve
from plivoml import Dial, GetInput, Hangup, Number, Redirect, Response, Speak
from plivoml.callbacks import AnswerRequest, DialAction, DialStatus, GetInputAction, RedirectRequest


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


PAGES: Pages = {
    "/answer": answer,
    "/menu": menu,
    "/operator": operator,
    "/chosen": chosen,
    "/dialled": dialled,
}

if __name__ == "__main__":
    serve(PAGES)
