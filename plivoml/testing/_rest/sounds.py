"""
What the API plays, says and presses into a call, beside the document.

https://plivo.com/docs/voice/api/calls
"""

from __future__ import annotations

from typing import Final

from .._platform.leg import Leg
from .desk import Desk, connected, other_side
from .fields import Given, boolean, method, one_of, optional, required, several, text, url
from .replies import Refusal
from .routes import Body, Names, Routes


ROUTES: Final = Routes()

_MOST_FILES = 100
_LEGS: Final = optional(one_of("aleg", "bleg", "both"), "aleg")
_COMMON: Final = {
    "legs": _LEGS,
    "loop": optional(boolean, default=False),
    "mix": optional(boolean, default=True),
    "callback_url": optional(url),
    "callback_method": optional(method, "POST"),
}


@ROUTES.add(
    "calls.play",
    "POST",
    "Call/{call_uuid}/Play/",
    202,
    {"urls": required(several(",", _MOST_FILES)), **_COMMON},
)
def play(desk: Desk, names: Names, given: Given) -> Body:
    """Play files to one side, or to both."""
    for one in given["urls"]:
        try:
            url(one)
        except ValueError as error:
            msg = f"urls: {error}; got {one!r}"
            raise Refusal(400, msg) from None
    _let_hear(desk, names, given, list(given["urls"]), "plays")
    return {"message": "play started"}


@ROUTES.add(
    "calls.speak",
    "POST",
    "Call/{call_uuid}/Speak/",
    202,
    {
        "text": required(text),
        "voice": optional(text, "WOMAN"),
        "language": optional(text, "en-US"),
        **_COMMON,
    },
)
def speak(desk: Desk, names: Names, given: Given) -> Body:
    """Say something to one side, or to both."""
    _let_hear(desk, names, given, [given["text"]], "speaks")
    return {"message": "speak started"}


def _let_hear(desk: Desk, names: Names, given: Given, heard: list[str], verb: str) -> None:
    leg, legs = desk.answered(names["call_uuid"]), given["legs"]
    other_side(leg, legs)

    def act() -> None:
        leg.note(f"the API {verb}{' again and again' if given['loop'] else ''}")
        for words in heard:
            _hear(leg, legs, words)

    desk.soon(leg, act)


def _hear(leg: Leg, legs: str, words: str) -> None:
    if legs != "bleg":
        leg.hear(words)
    if legs != "aleg" and connected(leg) is not None:
        leg.note(f'hears "{words}"', "callee")


@ROUTES.add("calls.play_stop", "DELETE", "Call/{call_uuid}/Play/", 204)
def stop_playing(desk: Desk, names: Names, _: Given) -> None:
    """Stop what is played."""
    leg = desk.answered(names["call_uuid"])
    desk.soon(leg, lambda: leg.note("the API stops playing"))


@ROUTES.add("calls.speak_stop", "DELETE", "Call/{call_uuid}/Speak/", 204)
def stop_speaking(desk: Desk, names: Names, _: Given) -> None:
    """Stop what is said."""
    leg = desk.answered(names["call_uuid"])
    desk.soon(leg, lambda: leg.note("the API stops speaking"))


@ROUTES.add(
    "calls.send_digits",
    "POST",
    "Call/{call_uuid}/DTMF/",
    202,
    {
        "digits": required(text),
        "leg": optional(one_of("aleg", "bleg"), "aleg"),
        "callback_url": optional(url),
        "callback_method": optional(method, "POST"),
    },
)
def press(desk: Desk, names: Names, given: Given) -> Body:
    """Let a side hear tones, which are no input of the document's."""
    leg = desk.answered(names["call_uuid"])
    other = other_side(leg, given["leg"])
    to = "the caller" if other is None else other.who
    desk.soon(leg, lambda: leg.note(f"the API presses {given['digits']} to {to}"))
    return {"message": "digits sent"}
