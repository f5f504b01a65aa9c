"""
The platform's interpreter: a function for each kind of element.

Each is a generator that yields where time passes or somebody has to do something.  Its
docstring names the page that it follows, and says which of it is a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from ..._model.nodes import Element
from ...elements.input import GetDigits, GetInput
from ...elements.media import DTMF, Play
from ...elements.messaging import Message
from ...elements.recording import Record
from ...elements.response import PreAnswer
from ...elements.rooms import Conference, MultiPartyCall
from ...elements.routing import Dial, Hangup, Redirect, Wait
from ...elements.speech import Speak
from ...elements.streaming import Stream
from .._platform.leg import Leg
from .._platform.reply import Page
from .._platform.steps import HungUp, Moved, Over, Steps, pause
from .conference import conference
from .dial import dial
from .input import get_digits, get_input
from .message import message
from .multiparty import multi_party_call
from .record import record
from .routing import hangup, redirect
from .sound import dtmf, play, speak, wait
from .stream import stream


# Each takes the class that it stands under.
_FUNCTIONS: Final[dict[type[Element], Callable[[Leg, Any], Steps[None]]]] = {
    Conference: conference,
    DTMF: dtmf,
    Dial: dial,
    GetDigits: get_digits,
    GetInput: get_input,
    Hangup: hangup,
    Message: message,
    MultiPartyCall: multi_party_call,
    Play: play,
    Record: record,
    Redirect: redirect,
    Speak: speak,
    Stream: stream,
    Wait: wait,
}

#: What runs before the call is picked up.  A first Wait delays it (an older page of
#: https://www.plivo.com/docs/voice/xml/routing); of Redirect and Message it is a guess.
_UNANSWERED: Final = (PreAnswer, Wait, Hangup, Redirect, Message)

#: The seconds after which a call without media ends.
_NO_MEDIA: Final = 60


def life(leg: Leg) -> Steps[None]:
    """Run a call from its first document to its end."""
    try:
        page = leg.first_page()
        while True:
            try:
                yield from _document(leg, page)
            except Moved as moved:
                page = moved.page
    except HungUp:
        # Requests of outbound calls say Callee: there the caller is the platform.
        leg.end(4000, "Caller" if leg.is_inbound else "Callee")
    except Over as over:
        leg.end(over.code, over.source, over.failure)


def _document(leg: Leg, page: Page) -> Steps[None]:
    """
    Run the elements from first to last; running out of them ends the call with 4010.

    https://www.plivo.com/docs/voice/xml/overview
    """
    leg.page, leg.element = page, None
    elements = leg.known_in(page.document)
    if all(isinstance(element, Wait) for element in elements) and elements:
        yield from _lone_wait(leg, elements[0])
    yield from _run(leg, elements)
    leg.pick_up()
    raise Over(4010, "Plivo")


def _lone_wait(leg: Leg, element: Element) -> Steps[None]:
    """
    Let an inbound call ring until its time is up, unless it is answered.

    Live tests of Plivo's saw that Wait alone never answers one, which ends after a minute
    without media; an older page has it that Wait delays the answer.
    """
    if not leg.was_answered and leg.choices.get("lone_wait") != "answer":
        assert leg.page is not None
        leg.element = element
        yield from pause(_NO_MEDIA)
        failure = leg.blame(leg.page.url, "answered with Wait alone, which picks no call up")
        raise Over(6020, "Plivo", replace(failure, code=6020))


def _run(leg: Leg, elements: Sequence[Element]) -> Steps[None]:
    for index, element in enumerate(elements):
        leg.element = element
        leg.is_last = index == len(elements) - 1
        if isinstance(element, PreAnswer):
            yield from _pre_answer(leg, element)
            continue
        if not isinstance(element, _UNANSWERED):
            leg.pick_up()
        yield from _FUNCTIONS[type(element)](leg, element)


def _pre_answer(leg: Leg, element: PreAnswer) -> Steps[None]:
    """
    Play to a caller whose call is not picked up yet.

    https://www.plivo.com/docs/voice/xml/routing
    """
    for child in leg.known_in(element):
        leg.element = child
        yield from _FUNCTIONS[type(child)](leg, child)
