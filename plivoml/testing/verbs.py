"""What people do in a call: the caller, whoever is dialled, and the API."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ..callbacks import CallStatus, DialStatus
from ..elements.recording import Record
from ._interpreter import life
from ._interpreter.keys import check_keys
from ._interpreter.record import finish_key
from ._platform.arguments import checked_verbs
from ._platform.steps import Act, Key, Recorded, Speech
from .stream import Streaming


_REFUSALS: Final = {CallStatus.BUSY: 3010, CallStatus.NO_ANSWER: 3000, CallStatus.FAILED: 3020}


@checked_verbs
class Verbs(Streaming):
    """
    The part of a call that people play.

    Every verb does what it says and then listens until it is somebody's turn.
    """

    # What the caller does.

    def begin(self, *, listen: float | None = None) -> None:
        """Begin the call: the platform asks the answer URL (an outbound call is picked up)."""
        leg = self._leg
        leg.begin()
        if not leg.is_inbound:
            leg.pick_up()
        leg.start(life(leg))
        self._account.listen(listen)

    def answer(self, *, listen: float | None = None) -> None:
        """Begin the call: what `begin` was called first, and how an outbound call reads."""
        self.begin(listen=listen)

    def refuse(self, status: str = "busy", *, listen: float | None = None) -> None:
        """Let an outbound call fail: `busy`, `no-answer` or `failed` (declined)."""
        leg = self._leg
        if leg.is_inbound:
            leg.refuse("only an outbound call can be refused")
        if status not in _REFUSALS:
            msg = f"status: expected one of {', '.join(_REFUSALS)}; got {status!r}"
            raise ValueError(msg)
        leg.begin()
        leg.end(_REFUSALS[CallStatus(status)], "Carrier")
        self._account.listen(listen)

    def press(self, keys: str, *, listen: float | None = None) -> None:
        """
        Press keys one after the other.

        Keys that are left when the input is complete are ignored, as Plivo ignores digits
        beyond `numDigits`.
        """
        check_keys(keys)
        self._leg.check_turn(f"press {keys}")
        if not self._leg.on_key:
            self._leg.need(Key, f"press {keys}")
        self._leg.press(keys)
        self._account.listen(listen)

    def say(
        self,
        words: str,
        *,
        confidence: float = 0.9,
        interim: Sequence[str] = (),
        listen: float | None = None,
    ) -> None:
        """
        Say something that is recognised as these words.

        Args:
            words: What is recognised.
            confidence: How sure the recogniser is, from 0 to 1.
            interim: What it takes the words for while they are spoken.
            listen: As for every verb.
        """
        if not words.strip():
            msg = f"words: expected what is said; got {words!r}; call.wait is how to say nothing"
            raise ValueError(msg)
        if confidence > 1:
            msg = f"confidence: expected a number from 0 to 1; got {confidence}"
            raise ValueError(msg)
        self._leg.check_turn(f"say {words!r}")
        if self.streams and self.stream.is_open and self._leg.is_held:
            self._leg.refuse(
                f"cannot say {words!r}: a Stream carries sound and no words; "
                "call.stream.speak takes samples, a WAV file, or seconds=1.5 of a tone"
            )
        self._leg.need(Speech, f"say {words!r}")
        self._leg.note(f'says "{words}"', "caller")
        self._act(Speech(words, Decimal(str(confidence)), tuple(interim)), listen)

    def record(
        self,
        seconds: float,
        *,
        end_key: str | None = None,
        transcript: str | None = None,
        listen: float | None = None,
    ) -> None:
        """
        Leave a message.

        Args:
            seconds: How long it is; `maxLength` may cut it.
            end_key: The key that ends it; without one, silence does.
            transcript: What a transcription makes of it.
            listen: As for every verb.
        """
        self._leg.check_turn("leave a message")
        self._leg.need(Recorded, "leave a message")
        element = self._leg.element
        assert isinstance(element, Record)
        if end_key not in (None, finish_key(element)):
            self._leg.refuse(f"{end_key} does not end this recording: {finish_key(element)} does")
        how = f" and presses {end_key}" if end_key else ""
        self._leg.note(f"speaks for {seconds:g} s{how}", "caller")
        self._act(Recorded(seconds, end_key, transcript), listen)

    def wait(self, seconds: float, *, listen: float | None = None) -> None:
        """
        Do nothing for some seconds, and then listen as after every verb.

        After the end of the call time passes all the same, for what is still to come.
        """
        self._leg.check_turn("wait")
        if not self._leg.has_begun:
            self._leg.refuse("nobody waits: the call has not begun")
        self._leg.note(f"waits for {seconds:g} s", "caller")
        self._account.listen(seconds)
        self._account.listen(listen)

    def hang_up(self, *, listen: float | None = None) -> None:
        """
        Hang up.  Putting the phone down after the call is over changes nothing.

        From inside the app it takes effect once that has replied, as the Hangup API does.
        """
        leg = self._leg
        if not leg.has_begun:
            leg.refuse("the call has not begun")
        self._account.when_free(leg.hang_up, listen)

    # What everybody else does.

    def dial_answers(self, who: str | None = None, *, listen: float | None = None) -> None:
        """Let a phone that rings be picked up: that of `who`, or the first."""
        self._leg.check_turn("let somebody answer")
        self._leg.dialled("answer").answer(who)
        self._account.listen(listen)

    def dial_presses(self, keys: str, *, listen: float | None = None) -> None:
        """Let whoever was dialled press keys: the confirm key, or others during the call."""
        check_keys(keys)
        self._leg.check_turn(f"let somebody press {keys}")
        self._leg.dialled(f"press {keys}").press(keys)
        self._account.listen(listen)

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
        self._leg.check_turn("end a Dial")
        dial = self._leg.dialled("end")
        if outcome == DialStatus.CANCEL:
            self.hang_up(listen=listen)
        else:
            dial.end(outcome, who, seconds, cause)
            self._account.listen(listen)

    def transfer(self, url: str, *, method: str = "POST", listen: float | None = None) -> None:
        """
        Move the call to another document, as the Transfer API does.

        From inside the app it takes effect once that has replied.
        """
        self._leg.transfer(url, method, listen)

    def _act(self, act: Act, listen: float | None) -> None:
        self._leg.refresh()
        self._leg.act(act)
        self._account.listen(listen)
