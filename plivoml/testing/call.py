"""The caller's side of a simulated call."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self

from ..callbacks import (
    AnswerRequest,
    CallEvent,
    CallStatus,
    Direction,
    FallbackRequest,
    RingRequest,
)
from ..elements.recording import Record
from ._interpreter import life
from ._interpreter.record import finish_key
from ._others import Others
from ._platform.account import Platform
from ._platform.leg import Leg, Numbers
from ._platform.reply import ANSWER, Page
from ._platform.steps import Key, Over, Recorded, Speech
from ._transports import App, transport_for
from ._view import check_keys
from .conversation import Conversation
from .observed import check_url


_TIME_LIMIT: Final = 14_400
_REFUSALS: Final = {CallStatus.BUSY: 3010, CallStatus.NO_ANSWER: 3000, CallStatus.FAILED: 3020}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    """What a call is made of."""

    url: str
    auth_token: str | None
    from_: str
    to: str
    direction: str
    method: str
    fallback_url: str | None
    fallback_method: str
    hangup_url: str | None
    hangup_method: str
    ring_url: str | None
    ring_method: str
    strict: bool
    ignore: Collection[str]
    limit: int
    time_limit: int


class Call(Others):
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
        strict: bool = False,
        ignore: Collection[str] = (),
        limit: int = 1000,
        time_limit: int = _TIME_LIMIT,
        timeout: float = 10,
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
            strict: Raise `DocumentError` for an answer that would end the call with an
                error, and for one that `plivoml.check` warns of.
            ignore: Rules of `check` that do not count.
            limit: The most documents that a flow may ask for while nobody does anything.
            time_limit: The seconds after which Plivo ends a call (6000).
            timeout: The real seconds after which a reply over HTTP, or of an asynchronous
                app, counts as not coming.
        """
        settings = _Settings(
            url=url,
            auth_token=auth_token,
            from_=from_,
            to=to,
            direction=direction,
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
        )
        self._prepare(Platform(transport_for(app, timeout)), settings)

    def another(
        self, *, from_: str | None = None, to: str | None = None, url: str | None = None
    ) -> Self:
        """
        Prepare one more call to the same app, on the same account and the same clock.

        Args:
            from_: Who calls; without it, as here.
            to: Who is called; without it, as here.
            url: The answer URL; without it, as here.
        """
        before = self._settings
        settings = replace(
            before, from_=from_ or before.from_, to=to or before.to, url=url or before.url
        )
        made = type(self).__new__(type(self))
        made._prepare(self._platform, settings)
        return made

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
        settings = self._settings
        return Conversation.__new__(Conversation)._prepare(
            self._platform,
            url,
            auth_token=settings.auth_token,
            from_=from_ or settings.from_,
            to=to or settings.to,
            method=method,
            strict=settings.strict,
            ignore=settings.ignore,
        )

    def _prepare(self, platform: Platform, settings: _Settings) -> None:
        check_url(settings.url)
        direction = Direction(settings.direction)
        if not direction.is_known:
            msg = f"direction: expected inbound or outbound; got {settings.direction!r}"
            raise ValueError(msg)
        self._platform = platform
        platform.seen.append(self)
        self._settings = settings
        self._exchange = self._leg = Leg(
            platform,
            Numbers(settings.from_, settings.to, direction),
            settings.auth_token,
            hangup_url=settings.hangup_url or settings.url,
            hangup_method=settings.hangup_method if settings.hangup_url else settings.method,
            strict=settings.strict,
            ignore=settings.ignore,
            limit=settings.limit,
        )

    def __repr__(self) -> str:
        return f"<Call {self._leg.numbers.from_} to {self._leg.numbers.to}: {self.state}>"

    def answer(self, *, listen: float | None = None) -> None:
        """Begin the call: the platform asks the answer URL (an outbound call is picked up)."""
        leg, settings = self._leg, self._settings
        self._begin()
        if not leg.is_inbound:
            self._ring()
            leg.pick_up()
        leg.later(settings.time_limit, lambda: leg.interrupt(Over(6000, "Plivo")))
        leg.start(life(leg, self._first_page))
        self._listen(listen)

    def refuse(self, status: str = "busy") -> None:
        """Let an outbound call fail: `busy`, `no-answer` or `failed` (declined)."""
        leg = self._leg
        if leg.is_inbound:
            leg.refuse("only an outbound call can be refused")
        if status not in _REFUSALS:
            msg = f"status: expected one of {', '.join(_REFUSALS)}; got {status!r}"
            raise ValueError(msg)
        self._begin()
        self._ring()
        leg.end(_REFUSALS[CallStatus(status)], "Carrier")

    def press(self, keys: str, *, listen: float | None = None) -> None:
        """
        Press keys one after the other.

        Keys that are left when the input is complete are ignored, as Plivo ignores digits
        beyond `numDigits`.
        """
        check_keys(keys)
        self._needs(Key, f"press {keys}")
        leg = self._leg
        leg.note(f"presses {keys}", "caller")
        element = leg.element
        for index, key in enumerate(keys):
            if leg.element is not element or leg.until is None or Key not in leg.until.wants:
                leg.note(f"{keys[index:]} comes too late and is ignored")
                break
            leg.act(Key(key))
        self._listen(listen)

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
        self._needs(Speech, f"say {words!r}")
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
        self._needs(Recorded, "leave a message")
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
        self._listen(seconds)
        self._listen(listen)

    def _first_page(self) -> Page:
        leg, settings = self._leg, self._settings
        standard = leg.standard(CallEvent.START_APP)
        if settings.fallback_url is None:
            return leg.ask(ANSWER, settings.url, settings.method, AnswerRequest(**standard))
        url, method = settings.fallback_url, settings.fallback_method
        return leg.ask(
            ANSWER,
            settings.url,
            settings.method,
            AnswerRequest(**standard),
            fallback=lambda: leg.ask(ANSWER, url, method, FallbackRequest(**standard)),
        )

    def _begin(self) -> None:
        leg = self._leg
        if leg.has_begun:
            leg.refuse("the call has begun already")
        leg.has_begun = True
        leg.note(f"calls {leg.numbers.to} ({leg.numbers.direction})", "caller")

    def _ring(self) -> None:
        settings, leg = self._settings, self._leg
        standard = leg.short()
        callback = RingRequest(**standard, event=CallEvent.RING, request_uuid=leg.uuid)
        leg.tell(settings.ring_url, settings.ring_method, callback)
