"""What there is to see of a simulated call, and the ground that its verbs stand on."""

from __future__ import annotations

from typing import Final

from .._model.nodes import Element
from ..callbacks import HangupSource
from ..hangup_causes import HangupCause
from ._platform.leg import Leg
from ._platform.steps import Act, Key, Recorded, Speech, StreamOver
from .observed import Seen


_KEYS: Final = frozenset("0123456789*#")
#: What a verb needs somebody to wait for, in words.
_WANTED: Final[dict[type[Act], str]] = {
    Key: "a key",
    Speech: "speech",
    Recorded: "a recording",
    StreamOver: "the end of a stream",
}


class View(Seen):
    """A call as a test sees it."""

    _leg: Leg

    @property
    def heard(self) -> list[str]:
        """What the caller has heard: the words of each Speak, the URL of each Play."""
        return list(self._leg.heard)

    @property
    def dialling(self) -> list[str]:
        """Whose phones ring, as the document writes them."""
        return self._leg.dial.ringing if self._leg.dial else []

    @property
    def connected(self) -> str | None:
        """Who talks with the caller."""
        return self._leg.dial.connected if self._leg.dial else None

    # As text, or mypy would hold what one assertion finds against the next.
    @property
    def state(self) -> str:
        """The `CallStatus` now: `ringing` before the call is picked up."""
        return self._leg.status

    @property
    def is_over(self) -> bool:
        """Whether the call has ended."""
        return self._leg.cause is not None

    @property
    def hangup_cause(self) -> HangupCause:
        """
        Why the call ended.

        Raises:
            CallError: It has not.
        """
        if self._leg.cause is None:
            self._leg.refuse(f"the call is not over: it is {self.state}")
        return self._leg.cause

    @property
    def hangup_source(self) -> HangupSource | None:
        """Who ended the call, or None."""
        return self._leg.source

    @property
    def element(self) -> Element | None:
        """The element that runs, or None."""
        return self._leg.element if self._leg.is_live else None

    # What verbs are made of.

    def _listen(self, seconds: float | None) -> None:
        for leg in self._platform.legs:
            leg.refresh()
        self._platform.run(seconds)

    def _act(self, act: Act, listen: float | None) -> None:
        self._leg.refresh()
        self._leg.act(act)
        self._listen(listen)

    def _needs(self, act: type[Act], verb: str) -> None:
        leg = self._leg
        if leg.until is not None and act in leg.until.wants:
            return
        leg.refuse(f"cannot {verb}: nothing waits for {_WANTED[act]}; {place_of(leg)}")


def place_of(leg: Leg) -> str:
    """Say where a call is."""
    if not leg.is_live:
        return "the call is over" if leg.has_begun else "the call has not begun"
    page, element = leg.page, leg.element
    assert page is not None
    assert element is not None
    return f"the call is in <{element.tag}> of document {page.number}"


def check_keys(keys: str) -> None:
    """Refuse what is no key."""
    if not keys or not _KEYS.issuperset(keys):
        msg = f"keys: expected some of 0123456789*#; got {keys!r}"
        raise ValueError(msg)
