"""What runs after what: where a document ends, and which one is next."""

from __future__ import annotations

from typing import Final

from .._model.nodes import Element
from ..elements.media import DTMF, Play
from ..elements.messaging import Message
from ..elements.recording import Record
from ..elements.routing import Hangup, Redirect
from ..elements.speech import Speak
from ..elements.streaming import Stream


#: Keywords that hold where the call goes once an element is done.
_ACTIONS: Final = ("action", "on_exit_action_url")


def ends(element: Element) -> bool:
    """Whether nothing of its document runs after `element`."""
    if isinstance(element, Hangup):
        return element.schedule is None
    return isinstance(element, Redirect) or is_endless(element)


def is_endless(element: Element) -> bool:
    """Whether `element` repeats until the call ends."""
    return isinstance(element, Speak | Play) and element.loop == 0


def next_url(element: Element) -> str | None:
    """Return the URL whose document runs once `element` is done, or is told that it is."""
    if isinstance(element, Redirect):
        return element.url
    urls = (getattr(element, field, None) for field in _ACTIONS)
    return next((url for url in urls if isinstance(url, str)), None)


def is_told_only(element: Element) -> bool:
    """Whether nobody reads what the action of `element` answers."""
    return getattr(element, "redirect", None) is False


def is_in_background(element: Element) -> bool:
    """Whether `element` records while what is below it runs."""
    return isinstance(element, Record) and bool(
        element.record_session or element.start_on_dial_answer
    )


def holds_the_call(element: Element) -> bool:
    """Whether a call goes on while `element` runs, for longer than that takes to begin."""
    if isinstance(element, Record):
        return not is_in_background(element)
    if isinstance(element, Stream):
        return element.keep_call_alive is True
    return not isinstance(element, DTMF | Hangup | Message)
