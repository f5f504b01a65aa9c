"""A simulated phone call: the part of the caller, and of everybody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final, Self, Unpack

from .._model.nodes import Element
from ..callbacks import Direction, HangupSource
from ..hangup_causes import HangupCause
from ._platform.account import Account
from ._platform.arguments import checked_verbs
from ._platform.choices import Choices
from ._platform.exchange import Strict
from ._platform.leg import Leg
from ._platform.parameters import Parameters
from ._platform.settings import Settings
from ._transports import App, transport_for
from ._transports.simulated import Simulated
from ._transports.sockets import SocketApp, Sockets
from .conversation import Conversation
from .verbs import Verbs


_TIME_LIMIT: Final = 14_400


@checked_verbs
class Call(Verbs):
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
        allow: Collection[str] = (),
        limit: int = 1000,
        time_limit: int = _TIME_LIMIT,
        timeout: float = 10,
        parameters: Mapping[str, str] | None = None,
        uuid: str | None = None,
        seed: int | None = None,
        sockets: Mapping[str, SocketApp] | None = None,
        **choices: Unpack[Choices],
    ) -> None:
        """
        Prepare a call; `begin` begins it.

        Args:
            app: A WSGI or ASGI callable, a mapping of URL (or path) to a function from the
                typed callback to a Response, a handler of AWS `Lambda`, or a base URL on loopback.
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
            ignore: Rules of `check` that do not count, besides those of the project's
                `[tool.plivoml]`: of what is wrong by them, what can be read is run.
            allow: Unknown names that are right, such as `NewElement` and `Dial.newThing`.
            limit: The most documents that a flow may ask for while nobody does anything.
            time_limit: The seconds after which Plivo ends a call (6000).
            timeout: The real seconds after which a reply over HTTP, or of an asynchronous
                app, counts as not coming.
            parameters: What else is told of the call, by Plivo's names: `CallerName`,
                `ForwardedFrom`, `STIRVerification`, SIP headers as `X-PH-Team`.  Each request has
                those of its class; `ParentAuthID` and `BillRate` are told without being given.
            uuid: The `CallUUID`; without it, one that no other call has.
            seed: Makes the ids and nonces of the account the same in each run.
            sockets: Who has the other end of a Stream, by its URL without the query, or by its
                scheme and host: an ASGI app, an asynchronous function that takes a connection
                as the library `websockets` has it, or the base URL of a server on loopback.
                Where the host is that of `url`, the app has it.  Others are never contacted.
            choices: The side to follow where sources disagree: see `Choices`.
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
            allow=allow,
            limit=limit,
            time_limit=time_limit,
            parameters=Parameters(parameters or {}),
            uuid=uuid,
            choices=choices,
        )
        self._prepare(Leg(account, settings))

    def another(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        url: str | None = None,
        direction: str | None = None,
        method: str | None = None,
        fallback_url: str | None = None,
        fallback_method: str | None = None,
        hangup_url: str | None = None,
        hangup_method: str | None = None,
        ring_url: str | None = None,
        ring_method: str | None = None,
        parameters: Mapping[str, str] | None = None,
        uuid: str | None = None,
    ) -> Self:
        """
        Prepare one more call to the same app, on the same account and the same clock.

        What is not given is as here, but for the `CallUUID`; an empty URL is for none.

        Args:
            from_: Who calls.
            to: Who is called.
            url: The answer URL.
            direction: `inbound` or `outbound`.
            method: How the answer URL is asked.
            fallback_url: Asked where the answer URL gives nothing.
            fallback_method: How that is asked.
            hangup_url: Is told of the end.
            hangup_method: How that is asked.
            ring_url: Is told that an outbound call rings.
            ring_method: How that is asked.
            parameters: What else is told of the call.
            uuid: The `CallUUID`; without it, one that no other call has.
        """
        given = {
            "from_": from_,
            "to": to,
            "url": url,
            "direction": None if direction is None else Direction(direction),
            "method": method,
            "fallback_url": fallback_url,
            "fallback_method": fallback_method,
            "hangup_url": hangup_url,
            "hangup_method": hangup_method,
            "ring_url": ring_url,
            "ring_method": ring_method,
            "parameters": None if parameters is None else Parameters(parameters),
        }
        own: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        settings = replace(self._leg.settings, **own, uuid=uuid)
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
            judge=self._leg.judge,
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
    def is_inbound(self) -> bool:
        """Whether the caller calls, and not the API."""
        return self._leg.is_inbound

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
            self._leg.refuse(f"the call has not come to its end: it is {self.state}")
        return self._leg.cause

    @property
    def hangup_source(self) -> HangupSource | None:
        """Who ended the call, or None."""
        return self._leg.source

    @property
    def element(self) -> Element | None:
        """The element that runs, or None."""
        return self._leg.element if self._leg.is_live else None
