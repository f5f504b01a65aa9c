"""What there is to try at a point of a flow, and what of it is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from .._lint.flow import next_url
from .._model.nodes import Element
from ..elements.input import GetDigits, GetInput
from ..elements.recording import Record
from ._interpreter.record import finish_key
from ._platform.leg import Leg
from ._platform.steps import Ended, Key, Recorded, Speech, StreamOver
from .call import Call


_OUTCOMES: Final = ("completed", "busy", "no-answer", "failed", "timeout")
_REFUSALS: Final = ("busy", "no-answer", "failed")
_ENDS: Final = frozenset({Ended, Recorded, StreamOver})
_ALL_KEYS: Final = "1234567890*#"
_WORDS: Final = "hello"
_MOST_SILENCES: Final = 20
_DROPPED: Final = "remote service closed the connection"


@dataclass(frozen=True, slots=True)
class Tries:
    """What to try where somebody is asked, beside what there is to try for any app."""

    keys: tuple[str, ...] = ()
    """Where keys of their length are asked for."""

    words: tuple[str, ...] = ()
    """Wherever speech is asked for."""

    starts: tuple[str, ...] = ()
    """Further answer URLs, among them what nobody who calls can come to."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something to do at a point of the flow."""

    label: str
    make: Callable[[Call], None]
    refuses: int | None = None
    """Instead, which stream of the call does not open, counted from 0."""

    url: str | None = None
    """Where a call begins: its answer URL."""


def beginnings(url: str, *, is_outbound: bool) -> Iterator[Move]:
    """Yield how a call may begin."""
    yield Move("answer", lambda call: call.begin(), url=url)
    if is_outbound:
        yield from (_refusal(url, status) for status in _REFUSALS)


def moves(leg: Leg, element: Element, tries: Tries) -> Iterator[Move]:
    """Yield what can be done where an element waits."""
    until = leg.until
    assert until is not None
    if isinstance(element, Record):
        key = None if finish_key(element) == "none" else finish_key(element)
        yield Move("message", lambda call: call.record(10, end_key=key))
    elif Ended in until.wants:
        yield from (_outcome(status) for status in _OUTCOMES)
    elif Key in until.wants:
        yield from (_keys(keys) for keys in _worthwhile(element, tries))
    if Speech in until.wants and isinstance(element, GetInput):
        yield from (_speech(words) for words in _phrases(element, tries))
    if StreamOver in until.wants:
        yield Move("closed", lambda call: call.stream_ends())
        yield Move("dropped", lambda call: call.stream_ends(error=_DROPPED))
        yield Move("refused", lambda _: None, refuses=len(leg.sockets) - 1)
    if until.seconds is not None and not {Ended, Recorded} & set(until.wants):
        yield Move("silence", _be_silent)


def left_out(leg: Leg, element: Element, tries: Tries) -> Iterator[str]:
    """Yield what is asked for of which some examples alone are tried, and nothing of the user's."""
    until = leg.until
    assert until is not None
    # What nobody who calls can end, somebody else does.
    is_endless = until.seconds is None and _ENDS.isdisjoint(until.wants)
    if is_endless and (url := next_url(element)) and url not in tries.starts:
        yield f"what {url} answers"
    if not isinstance(element, GetDigits | GetInput):
        return
    if Key in until.wants and element.num_digits != 1 and not _fitting(element, tries):
        (example,) = _worthwhile(element, tries)
        yield f"keys other than {example}"
    is_told = isinstance(element, GetInput) and bool(_hints(element) or tries.words)
    if Speech in until.wants and not is_told:
        yield f'words other than "{_WORDS}"'


def _refusal(url: str, status: str) -> Move:
    return Move(status, lambda call: call.refuse(status), url=url)


def _outcome(status: str) -> Move:
    return Move(status, lambda call: call.dial_ends(status))


def _keys(keys: str) -> Move:
    return Move(keys, lambda call: call.press(keys))


def _speech(words: str) -> Move:
    return Move(f'"{words}"', lambda call: call.say(words))


def _worthwhile(element: Element, tries: Tries) -> list[str]:
    """Return each key where one is asked for; of longer numbers, one and those that are given."""
    if not isinstance(element, GetDigits | GetInput):
        return ["*"]
    several = [key for key in _valid(element) if key != _finish(element)]
    if element.num_digits == 1:
        return several
    return [*dict.fromkeys([several[0] * (element.num_digits or 1), *_fitting(element, tries)])]


def _fitting(element: GetDigits | GetInput, tries: Tries) -> list[str]:
    """Return the keys that are given and asked for."""
    finish, most = _finish(element), element.num_digits
    return [
        keys
        for keys in tries.keys
        if set(keys.removesuffix(finish)) <= set(_valid(element))
        and most in (None, len(keys.removesuffix(finish)))
    ]


def _valid(element: GetDigits | GetInput) -> str:
    return (isinstance(element, GetDigits) and element.valid_digits) or _ALL_KEYS


def _finish(element: GetDigits | GetInput) -> str:
    return "#" if element.finish_on_key is None else element.finish_on_key


def _phrases(element: GetInput, tries: Tries) -> list[str]:
    return [*dict.fromkeys([*(_hints(element) or [_WORDS]), *tries.words])]


def _hints(element: GetInput) -> list[str]:
    hints = element.hints
    if isinstance(hints, str):
        hints = hints.split(",")
    return [*filter(None, hints or ())]


def _be_silent(call: Call) -> None:
    """Wait until nobody waits for this element any more."""
    leg = call._leg
    page, element = leg.page, leg.element
    for _ in range(_MOST_SILENCES):
        until = leg.until
        is_here = leg.page is page and leg.element is element
        if not is_here or until is None or until.seconds is None:
            return
        call.wait(until.seconds)
