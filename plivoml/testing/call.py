"""A simulated phone call: the part of the caller, and of everybody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, Self

from .._model.nodes import Element
from ..callbacks import CallStatus, DialStatus, Direction, HangupSource
from ..elements.recording import Record
from ..hangup_causes import HangupCause
from ._interpreter import life
from ._interpreter.keys import check_keys
from ._interpreter.record import finish_key
from ._platform.account import Account
from ._platform.exchange import Strict
from ._platform.leg import Leg
from ._platform.settings import Settings
from ._platform.steps import Act, Key, Recorded, Speech
from ._transports import App, transport_for
from ._transports.simulated import Simulated
from ._transports.sockets import SocketApp, Sockets
from .conversation import Conversation
from .stream import Streaming


_TIME_LIMIT: Final = 14_400
_REFUSALS: Final = {CallStatus.BUSY: 3010, CallStatus.NO_ANSWER: 3000, CallStatus.FAILED: 3020}


class Call(Streaming):
    """
    A phone call to an app, with the caller's part for you and the platform's part played.

    Every verb does what it says and then listens until it is somebody's turn: a key is
    asked for, a phone rings, a message is recorded, a room holds the caller, or the call is
    over.  With `listen=2` it listens for two seconds at most; `listen=0` stops time, which is
    how to hang up in the middle of a sentence.
    """

    def __init__(
        self,
        app: App,
        url: str,
        *,
        auth_token: str | None = None,
        from_: str = "+15550100101",
        to: str = "+15550100202",
        direction: str = "inbound",
        method: str = "POST",
        fallback_url: str | None = None,
        fallback_method: str = "POST",
        hangup_url: str | None = None,
        hangup_method: str = "POST",
        ring_url: str | None = None,
        ring_method: str = "POST",
        strict: Strict = "errors",
        ignore: Collection[str] = (),
        limit: int = 1000,
        time_limit: int = _TIME_LIMIT,
        timeout: float = 10,
        uuid: str | None = None,
        seed: int | None = None,
        sockets: Mapping[str, SocketApp] | None = None,
    ) -> None:
        """
        Prepare a call; `answer` begins it.

        Args:
            app: A WSGI or ASGI callable, a mapping of URL (or path) to a function from the
                typed callback to a Response, or a base URL on loopback.
            url: The answer URL as Plivo would be told it, in public.
            auth_token: Signs each request (V3); without it there are no signatures.
            from_: Who calls.
            to: Who is called.
            direction: `inbound`, or `outbound` for a call that the API places.
            method: How the answer URL is asked.
            fallback_url: Asked where the answer URL gives nothing.
            fallback_method: How that is asked.
            hangup_url: Is told of the end; without one, the answer URL is.
            hangup_method: How that is asked.
            ring_url: Is told that an outbound call rings.
            ring_method: How that is asked.
            strict: What fails the test at the end of a `with` block, unless it has looked:
                "errors" of the app, "warnings" of `plivoml.check` besides, or False.
            ignore: Rules of `check` that do not count.
            limit: The most documents that a flow may ask for while nobody does anything.
            time_limit: The seconds after which Plivo ends a call (6000).
            timeout: The real seconds after which a reply over HTTP, or of an asynchronous
                app, counts as not coming.
            uuid: The `CallUUID`; without it, one that no other call has.
            seed: Makes the ids and nonces of the account the same in each run.
            sockets: Who has the other end of a Stream, by its URL without the query, or by its
                scheme and host: an ASGI app, an asynchronous function that takes a connection
                as the library `websockets` has it, or the base URL of a server on loopback.
                Where the host is that of *url*, the app has it.  Others are never contacted.
        """
        loop = Simulated(timeout)
        transport = transport_for(app, timeout, loop)
        ends = Sockets(transport, sockets or {}, url, timeout, loop)
        account = Account(transport, seed, ends)
        settings = Settings(
            url=url,
            auth_token=auth_token,
            from_=from_,
            to=to,
            direction=Direction(direction),
            method=method,
            fallback_url=fallback_url,
            fallback_method=fallback_method,
            hangup_url=hangup_url,
            hangup_method=hangup_method,
            ring_url=ring_url,
            ring_method=ring_method,
            strict=strict,
            ignore=ignore,
            limit=limit,
            time_limit=time_limit,
            uuid=uuid,
        )
        self._prepare(Leg(account, settings))

    def another(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        url: str | None = None,
        uuid: str | None = None,
    ) -> Self:
        """
        Prepare one more call to the same app, on the same account and the same clock.

        Args:
            from_: Who calls; without it, as here.
            to: Who is called; without it, as here.
            url: The answer URL; without it, as here.
            uuid: The `CallUUID`; without it, one that no other call has.
        """
        before = self._leg.settings
        settings = replace(
            before,
            from_=from_ or before.from_,
            to=to or before.to,
            url=url or before.url,
            uuid=uuid,
        )
        return type(self).__new__(type(self))._prepare(Leg(self._account, settings))

    def conversation(
        self, url: str, *, from_: str | None = None, to: str | None = None, method: str = "POST"
    ) -> Conversation:
        """
        Prepare text messages to the same app, on the same account and the same clock.

        Args:
            url: The message URL.
            from_: Who writes; without it, who calls here.
            to: Your number; without it, the one that is called here.
            method: How the message URL is asked.
        """
        settings = self._leg.settings
        return Conversation.__new__(Conversation)._prepare(
            self._account,
            url,
            auth_token=settings.auth_token,
            from_=from_ or settings.from_,
            to=to or settings.to,
            method=method,
            strict=settings.strict,
            ignore=settings.ignore,
        )

    def _prepare(self, leg: Leg) -> Self:
        self._observe(leg)
        self._streams = {}
        return self

    def __repr__(self) -> str:
        settings = self._leg.settings
        return f"<Call {settings.from_} to {settings.to}: {self.state}>"

    # What there is to see.

    @property
    def uuid(self) -> str:
        """The `CallUUID`."""
        return self._leg.uuid

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

    # What the caller does.

    def answer(self, *, listen: float | None = None) -> None:
        """Begin the call: the platform asks the answer URL (an outbound call is picked up)."""
        leg = self._leg
        leg.begin()
        if not leg.is_inbound:
            leg.pick_up()
        leg.start(life(leg))
        self._account.listen(listen)

    def refuse(self, status: str = "busy") -> None:
        """Let an outbound call fail: `busy`, `no-answer` or `failed` (declined)."""
        leg = self._leg
        if leg.is_inbound:
            leg.refuse("only an outbound call can be refused")
        if status not in _REFUSALS:
            msg = f"status: expected one of {', '.join(_REFUSALS)}; got {status!r}"
            raise ValueError(msg)
        leg.begin()
        leg.end(_REFUSALS[CallStatus(status)], "Carrier")

    def press(self, keys: str, *, listen: float | None = None) -> None:
        """
        Press keys one after the other.

        Keys that are left when the input is complete are ignored, as Plivo ignores digits
        beyond `numDigits`.
        """
        check_keys(keys)
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
        self._leg.need(Recorded, "leave a message")
        element = self._leg.element
        assert isinstance(element, Record)
        if end_key not in (None, finish_key(element)):
            self._leg.refuse(f"{end_key} does not end this recording: {finish_key(element)} does")
        how = f" and presses {end_key}" if end_key else ""
        self._leg.note(f"speaks for {seconds:g} s{how}", "caller")
        self._act(Recorded(seconds, end_key, transcript), listen)

    def wait(self, seconds: float, *, listen: float | None = None) -> None:
        """Do nothing for some seconds, and then listen as after every verb."""
        if not self._leg.is_live:
            self._leg.refuse("nobody waits: no call goes on")
        self._leg.note(f"waits for {seconds:g} s", "caller")
        self._account.listen(seconds)
        self._account.listen(listen)

    def hang_up(self) -> None:
        """Hang up.  Putting the phone down after the call is over changes nothing."""
        leg = self._leg
        if leg.is_live:
            leg.note("hangs up", "caller")
            leg.refresh()
            leg.hang_up()
            self._account.listen(None)
        elif not leg.has_begun:
            leg.refuse("the call has not begun")

    # What everybody else does.

    def dial_answers(self, who: str | None = None, *, listen: float | None = None) -> None:
        """Let a phone that rings be picked up: that of *who*, or the first."""
        self._leg.dialled("answer").answer(who)
        self._account.listen(listen)

    def dial_presses(self, keys: str, *, listen: float | None = None) -> None:
        """Let whoever was dialled press keys: the confirm key, or others during the call."""
        check_keys(keys)
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
        dial = self._leg.dialled("end")
        if outcome == DialStatus.CANCEL:
            self.hang_up()
        else:
            dial.end(outcome, who, seconds, cause)
            self._account.listen(listen)

    def transfer(self, url: str, *, method: str = "POST", listen: float | None = None) -> None:
        """Move the call to another document, as the Transfer API does."""
        self._leg.transfer(url, method)
        self._account.listen(listen)

    def _act(self, act: Act, listen: float | None) -> None:
        self._leg.refresh()
        self._leg.act(act)
        self._account.listen(listen)
