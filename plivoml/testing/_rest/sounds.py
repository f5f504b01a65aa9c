"""
What the API plays, says and presses into a call, beside the document.

https://plivo.com/docs/voice/api/calls
"""

from __future__ import annotations

from typing import Final

from .._platform.leg import Leg
from .fields import Given, boolean, method, one_of, optional, required, several, text, url
from .replies import Refusal
from .routes import Body, Names, Routes
from .state import State, connected, other_side


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
def play(state: State, names: Names, given: Given) -> Body:
    """Play files to one side, or to both."""
    for one in given["urls"]:
        try:
            url(one)
        except ValueError as error:
            msg = f"urls: {error}; got {one!r}"
            raise Refusal(400, msg) from None
    _let_hear(state, names, given, list(given["urls"]), "plays")
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
def speak(state: State, names: Names, given: Given) -> Body:
    """Say something to one side, or to both."""
    _let_hear(state, names, given, [given["text"]], "speaks")
    return {"message": "speak started"}


def _let_hear(state: State, names: Names, given: Given, heard: list[str], verb: str) -> None:
    leg, legs = state.answered(names["call_uuid"]), given["legs"]
    other_side(leg, legs)

    def act() -> None:
        leg.note(f"the API {verb}{' again and again' if given['loop'] else ''}")
        for words in heard:
            _hear(leg, legs, words)

    state.soon(leg, act)


def _hear(leg: Leg, legs: str, words: str) -> None:
    if legs != "bleg":
        leg.hear(words)
    if legs != "aleg" and connected(leg) is not None:
        leg.note(f'hears "{words}"', "callee")


@ROUTES.add("calls.play_stop", "DELETE", "Call/{call_uuid}/Play/", 204)
def stop_playing(state: State, names: Names, _: Given) -> None:
    """Stop what is played."""
    leg = state.answered(names["call_uuid"])
    state.soon(leg, lambda: leg.note("the API stops playing"))


@ROUTES.add("calls.speak_stop", "DELETE", "Call/{call_uuid}/Speak/", 204)
def stop_speaking(state: State, names: Names, _: Given) -> None:
    """Stop what is said."""
    leg = state.answered(names["call_uuid"])
    state.soon(leg, lambda: leg.note("the API stops speaking"))


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
def press(state: State, names: Names, given: Given) -> Body:
    """Let a side hear tones, which are no input of the document's."""
    leg = state.answered(names["call_uuid"])
    other = other_side(leg, given["leg"])
    to = "the caller" if other is None else other.who
    state.soon(leg, lambda: leg.note(f"the API presses {given['digits']} to {to}"))
    return {"message": "digits sent"}
