"""Where the call goes: Redirect and Hangup.  https://www.plivo.com/docs/voice/xml/routing"""

from __future__ import annotations

from ...callbacks import CallEvent, RedirectRequest
from ...elements.routing import Hangup, Redirect
from .._platform.leg import Leg
from .._platform.reply import REDIRECT
from .._platform.steps import Moved, Over, Steps


_REASONS = {"rejected": 3020, "busy": 3010}
_NORMAL, _REJECTED = 4000, 3020


def redirect(leg: Leg, element: Redirect) -> Steps[None]:
    """
    Go on with the document at another URL; what stands after it never runs.

    Failures are 7014, 7024, 7034 and 8014.  https://www.plivo.com/docs/voice/xml/routing
    """
    yield from ()
    callback = RedirectRequest(**leg.standard(CallEvent.REDIRECT))
    raise Moved(leg.ask(REDIRECT, element.url, element.method, callback))


def hangup(leg: Leg, element: Hangup) -> Steps[None]:
    """
    End the call, now or later.

    As the first element with a `reason` it refuses the call, which is then never picked up:
    `rejected` shows as 3020 and `busy` as 3010, as seen in call records.  Without one the call is
    answered and ends normally, as two guides of Plivo's saw it; an older page has it rejected.
    With `schedule` the elements after it run until the time is up; with none after it the call
    ends at once (by an older page).  https://www.plivo.com/docs/voice/xml/routing
    """
    yield from ()
    rejects = leg.choices.get("lone_hangup") == "reject" and not leg.was_answered
    if element.reason is None and not rejects:
        leg.pick_up()
    code = _REASONS.get(element.reason or "", _REJECTED if rejects else _NORMAL)
    if element.schedule is None or leg.is_last:
        raise Over(code, "Answer XML")
    leg.note(f"will hang up in {element.schedule} s")
    leg.later(element.schedule, lambda: leg.interrupt(Over(code, "Answer XML")))
