"""The leg of somebody who is dialled: how far it is, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...callbacks import DialStatus
from .._platform.steps import Ended


@dataclass(frozen=True, slots=True)
class End:
    """How a B leg ends: the switch's name, the code, and whose doing it was."""

    cause: str
    code: int
    source: str


#: The codes of busy, no-answer and a lost race were seen; the others follow from their meaning.
ENDS: Final = {
    DialStatus.BUSY: End("USER_BUSY", 3010, "Carrier"),
    DialStatus.NO_ANSWER: End("NO_ANSWER", 3000, "Carrier"),
    DialStatus.FAILED: End("UNALLOCATED_NUMBER", 3050, "Carrier"),
    DialStatus.TIMEOUT: End("PROGRESS_TIMEOUT", 6010, "Plivo"),
    DialStatus.COMPLETED: End("NORMAL_CLEARING", 4000, "Callee"),
}
RANG_OUT: Final = End("NO_ANSWER", 6010, "Plivo")
LOST_RACE: Final = End("LOSE_RACE", 9000, "Plivo")
UNCONFIRMED: Final = End("NO_ANSWER", 9110, "Plivo")
ABANDONED: Final = End("ORIGINATOR_CANCEL", 4000, "Caller")
LEFT: Final = End("NORMAL_CLEARING", 4000, "Caller")
TOO_LONG: Final = End("ALLOTTED_TIMEOUT", 6000, "Plivo")
#: What a SIP destination can do wrong, by `DialHangupCause`.
_SIP: Final = {"sip_auth_failed": (4240, "Error"), "sip_auth_timeout": (4250, "Error")}


@dataclass(slots=True)
class BLeg:
    """A destination, and how far it is."""

    who: str
    position: int
    uuid: str
    started: float
    deadline: float
    answered: float | None = None


def end_of(act: Ended) -> End:
    end = ENDS[act.status]
    if act.cause is None:
        return end
    code, source = _SIP.get(act.cause, (end.code, end.source))
    return End(act.cause, code, source)
