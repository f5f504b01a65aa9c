"""What other people do to a simulated call: who is dialled, the far end of a stream, the API."""

from __future__ import annotations

from ..callbacks import CallEvent, DialStatus, TransferRequest
from ._interpreter.dial import Dialling
from ._platform.leg import Leg
from ._platform.reply import TRANSFER
from ._platform.steps import Answered, Ended, FarKey, Leaving, Moved, Over, StreamOver
from ._view import View, check_keys, place_of


class Others(View):
    """The verbs of everybody but the caller."""

    # A verb of the caller, which `cancel` is.
    def hang_up(self) -> None:
        """Hang up.  Putting the phone down after the call is over changes nothing."""
        leg = self._leg
        if leg.is_live:
            leg.note("hangs up", "caller")
            leg.refresh()
            leg.hang_up()
            self._listen(None)
        elif not leg.has_begun:
            leg.refuse("the call has not begun")

    def dial_answers(self, who: str | None = None, *, listen: float | None = None) -> None:
        """Let a phone that rings be picked up: that of *who*, or the first."""
        dial = self._dial("answer")
        _one_of(self._leg, who, dial.ringing, "rings")
        self._act(Answered(who), listen)

    def dial_presses(self, keys: str, *, listen: float | None = None) -> None:
        """Let whoever was dialled press keys: the confirm key, or others during the call."""
        check_keys(keys)
        dial = self._dial(f"press {keys}")
        if not dial.confirming and dial.connected is None:
            self._leg.refuse(f"nobody has answered who could press {keys}")
        for key in keys:
            self._leg.act(FarKey(key))
        self._listen(listen)

    def dial_ends(
        self,
        status: str,
        *,
        who: str | None = None,
        seconds: float = 60,
        cause: str | None = None,
        listen: float | None = None,
    ) -> None:
        """
        Let a Dial end: `completed`, `busy`, `no-answer`, `failed`, `timeout` or `cancel`.

        Args:
            status: How.  `completed` has somebody answer (and confirm) first, if nobody has;
                `cancel` is the caller who hangs up.
            who: The destination; without it, all of them, or the one that answers.
            seconds: How long they talk, for `completed`.
            cause: What `DialHangupCause` says, such as `sip_auth_failed`.
            listen: As for every verb.
        """
        outcome = DialStatus(status)
        if not outcome.is_known:
            msg = f"status: expected one of {', '.join(DialStatus)}; got {status!r}"
            raise ValueError(msg)
        dial = self._dial("end")
        if outcome == DialStatus.CANCEL:
            self.hang_up()
        elif outcome == DialStatus.COMPLETED:
            self._talk(dial, who, seconds)
            self._act(Ended(outcome, None, cause), listen)
        elif dial.connected is not None:
            self._leg.refuse(f"{dial.connected} has answered: that Dial can only be completed")
        else:
            _one_of(self._leg, who, dial.ringing + dial.confirming, "rings")
            self._act(Ended(outcome, who, cause), listen)

    def stream_ends(self, *, error: str | None = None, listen: float | None = None) -> None:
        """Let the WebSocket server end a stream that keeps the call alive; an error breaks it."""
        self._needs(StreamOver, "end a stream")
        self._act(StreamOver(error), listen)

    def transfer(self, url: str, *, method: str = "POST", listen: float | None = None) -> None:
        """Move the call to another document, as the Transfer API does."""
        leg = self._leg
        if not leg.is_live:
            leg.refuse("no call goes on that could be transferred")
        leg.note(f"the API transfers the call to {url}")
        leg.refresh()
        callback = TransferRequest(**leg.standard(CallEvent.REDIRECT))
        leaving: Leaving
        try:
            leaving = Moved(leg.ask(TRANSFER, url, method, callback))
        except Over as over:
            leaving = over
        leg.interrupt(leaving)
        self._listen(listen)

    def _dial(self, verb: str) -> Dialling:
        leg = self._leg
        if leg.dial is None:
            leg.refuse(f"nobody is dialled who could {verb}; {place_of(leg)}")
        return leg.dial

    def _talk(self, dial: Dialling, who: str | None, seconds: float) -> None:
        if dial.connected is None and not dial.confirming:
            self.dial_answers(who, listen=0)
        if dial.confirming and dial.confirm_key:
            self.dial_presses(dial.confirm_key, listen=0)
        self._listen(seconds)
        if dial.connected is None:
            self._leg.refuse("they were cut off before: timeLimit is shorter than that")


def _one_of(leg: Leg, who: str | None, those: list[str], what: str) -> None:
    if who is not None and who not in those:
        leg.refuse(f"expected somebody who {what}: {', '.join(those) or 'nobody'}; got {who}")
    if not those:
        leg.refuse(f"nobody {what}")
