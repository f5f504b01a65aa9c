"""What there is to say of a hangup cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias


Group: TypeAlias = Literal[
    "unknown",
    "canceled",
    "destination",
    "rejection",
    "carrier",
    "normal",
    "sip-auth",
    "system",
    "timeout",
    "url",
    "xml",
    "special",
]

Party: TypeAlias = Literal["you", "account", "caller", "callee", "carrier", "plivo"]
"""Who caused it: `you` is your application, `account` its settings and money at Plivo."""

Source: TypeAlias = Literal[
    "Caller", "Callee", "Plivo", "Carrier", "API Request", "Answer XML", "Error", "Unknown"
]
"""A value of `HangupSource`."""

Basis: TypeAlias = Literal["documented", "observed", "inferred"]
"""How it is known: a page says so, a request has shown it, or the meaning suggests it."""

GROUPS: Final[dict[Group, str]] = {
    "unknown": "Nobody can tell",
    "canceled": "Withdrawn before it was answered",
    "destination": "Where the call was to go",
    "rejection": "The far end said no",
    "carrier": "A carrier's fault or rule",
    "normal": "Ordinary ends",
    "sip-auth": "SIP credentials",
    "system": "Plivo's fault, or a limit of the account",
    "timeout": "A clock ran out",
    "url": "A URL of yours could not be fetched or used",
    "xml": "A document of yours could not be run",
    "special": "Features that end a leg on purpose",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HangupCause:
    """A reason for the end of a call."""

    code: int
    """What `HangupCauseCode` says."""

    name: str
    """What `HangupCauseName` says."""

    group: Group
    """What it belongs to; `GROUPS` says it in words."""

    caused_by: tuple[Party, ...]
    """Who caused it."""

    sources: tuple[Source, ...]
    """What `HangupSource` says beside it."""

    basis: Basis
    """How `sources` are known."""

    meaning: str
    """What happened."""

    next_step: str
    """What to do."""

    mistakes: tuple[str, ...] = ()
    """What in a document or a handler leads to it: hints, no proof."""

    also_spelled: tuple[str, ...] = ()
    """Names that it had."""

    seen_sources: tuple[Source, ...] = ()
    """Of `sources`, those seen in requests."""

    only_if: str | None = None
    """A condition without which the same thing ends no call."""

    b_leg_only: bool = False
    """Whether it is told of the leg that Dial makes, and never of the first."""

    in_table: bool = True
    """Whether Plivo's own table has the code; other pages of Plivo have it where it has not."""

    doubt: str | None = None
    """What Plivo's pages disagree on."""

    def __str__(self) -> str:
        return f"{self.code} {self.name}: {self.meaning} {self.next_step}"
