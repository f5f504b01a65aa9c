"""The double of Plivo's REST API: an account whose calls are simulated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Final, Self, Unpack

from ..callbacks import Direction, MessageState, MessageStatus
from ._platform.account import Account as Platform
from ._platform.arguments import checked_verbs
from ._platform.choices import Choices
from ._platform.exchange import Exchange, Strict
from ._platform.leg import Leg
from ._platform.parameters import Parameters
from ._platform.reply import Judge
from ._platform.settings import Settings
from ._platform.transcript import Transcript
from ._rest.messages import ApiMessage
from ._rest.replies import Refusal
from ._rest.request import ApiRequest
from ._rest.sdk import REDIRECTIONS
from ._rest.server import Server
from ._rest.service import Service
from ._rest.state import State
from ._transports import App, Reply, transport_for
from ._transports.simulated import Simulated
from ._transports.sockets import SocketApp, Sockets
from .call import Call
from .conversation import Conversation


_TIME_LIMIT: Final = 14_400
#: What no request is sent to; each call has an answer URL of its own.
_NOWHERE: Final = "https://nowhere.example.com/"


@checked_verbs
class Account:
    """
    An account of Plivo's for an app that uses the REST API.

    In its `with` block it answers on this machine what the app asks of `https://api.plivo.com`:
    Plivo's Python SDK is led here, and any other client is given `url`. Calls that the app makes
    ring in `calls`; what it does to calls happens to them.
    """

    def __init__(
        self,
        app: App,
        *,
        auth_id: str = "MA00EXAMPLE00INVENT0",
        auth_token: str = "secret",  # noqa: S107 - invented
        machines: Iterable[str] = (),
        strict: Strict = "errors",
        ignore: Collection[str] = (),
        limit: int = 1000,
        timeout: float = 10,
        seed: int | None = None,
        sockets: Mapping[str, SocketApp] | None = None,
        tells_recording_ids: bool = False,
        allow: Collection[str] = (),
        **choices: Unpack[Choices],
    ) -> None:
        """
        Prepare an account; the `with` block opens it.

        Args:
            app: As for `Call`.
            auth_id: The Auth ID, which clients send and which stands in paths.
            auth_token: The Auth Token, which clients send and which signs what is sent to the
                app.
            machines: The numbers at which an answering machine picks up.
            strict: As for `Call`, for all calls of the account.
            ignore: Rules of `check` that do not count.
            limit: The most documents that a flow may ask for while nobody does anything.
            timeout: The real seconds after which a reply over HTTP, or of an asynchronous
                app, counts as not coming.
            seed: Makes the ids and nonces of the account the same in each run.
            sockets: As for `Call`.
            tells_recording_ids: Whether a request to record that has a `callback_url` is answered
                with the id of the recording, as the pages say; it was seen to be answered without.
            allow: As for `Call`.
            choices: As for `Call`.
        """
        loop = Simulated(timeout)
        transport = transport_for(app, timeout, loop)
        self._ends = Sockets(transport, sockets or {}, _NOWHERE, timeout, loop)
        self._account = Platform(transport, seed, self._ends)
        settings = Settings(
            url=_NOWHERE,
            auth_token=auth_token,
            from_="+15550100101",
            to="+15550100202",
            direction=Direction.INBOUND,
            method="POST",
            fallback_url=None,
            fallback_method="POST",
            hangup_url=None,
            hangup_method="POST",
            ring_url=None,
            ring_method="POST",
            strict=strict,
            ignore=ignore,
            limit=limit,
            time_limit=_TIME_LIMIT,
            uuid=None,
            allow=allow,
            parameters=Parameters({"ParentAuthID": auth_id}),
            choices=choices,
        )
        self._messaging = Exchange(
            self._account, auth_token, strict=strict, judge=Judge(ignore, allow), limit=limit
        )
        self._state = State(self._account, auth_id, settings, self._messaging)
        self._state.machines.update(machines)
        self._state.on_call = self._of
        self._service = Service(self._state, auth_token, tells_recording_ids=tells_recording_ids)
        self._service.on_request = self._asked
        self._calls: dict[Leg, Call] = {}
        self._told = Transcript(self._account.clock)
        self._auth_token = auth_token
        self._server: Server | None = None
        self._account.seen.append(self)

    def __repr__(self) -> str:
        return f"<Account {self.auth_id}: {len(self._service.requests)} requests>"

    def __enter__(self) -> Self:
        self._account.open()
        self._server = Server(self._service.ask)
        REDIRECTIONS.begin(self._server.url)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """
        Close the port, put the SDK back, stop the app, and see to it that failures fail.

        Raises:
            FailedCallError: Something failed in a call of this account, and the test has
                looked neither at `failure` nor at `replies`; or the API was asked what is not
                simulated, and the test has not looked at `requests`.
        """
        server = self._server
        assert server is not None
        self._server = None
        with ExitStack() as ends:
            # Whoever looks from now on finds things as they are.
            ends.callback(self._account.clock.forget_news)
            ends.callback(self._account.close)
            ends.callback(server.close)
            ends.callback(REDIRECTIONS.end, server.url)
            if kind is None:
                self._account.settle()
        self._account.complain(is_raising=kind is not None)

    # Where it is, and who may ask.

    @property
    def url(self) -> str:
        """
        What stands for `https://api.plivo.com`: `http://127.0.0.1:PORT`, without a slash.

        Raises:
            RuntimeError: The `with` block has not begun, or is over.
        """
        if self._server is None:
            msg = "the account has a url in its with block alone"
            raise RuntimeError(msg)
        return self._server.url

    @property
    def auth_id(self) -> str:
        """The Auth ID."""
        return self._state.auth_id

    @property
    def auth_token(self) -> str:
        """The Auth Token."""
        return self._auth_token

    # What there is to see.

    @property
    def calls(self) -> list[Call]:
        """The calls of the account, in order: those that the API placed, and those of the test."""
        self._account.settle()
        return [self._of(leg) for leg in self._state.legs]

    @property
    def requests(self) -> list[ApiRequest]:
        """What was asked of the API, in order; whoever reads it has seen what is not simulated."""
        self._account.settle()
        self._messaging.look()
        return list(self._service.requests)

    def refuse(
        self, operation: str, status: int, error: str = "refused by the test", *, times: int = 1
    ) -> None:
        """
        Let the API answer the next requests of an operation with an error.

        Plivo's Python SDK asks three times in a row where it is answered 500 or more.

        Args:
            operation: The method of Plivo's Python SDK, such as `calls.create`.
            status: The HTTP status, from 400 on: 403 for a country that is barred, say, or 429.
            error: What the answer says.
            times: How many requests.

        Raises:
            ValueError: There is no such operation, or the status is none of an error.
        """
        if status not in range(400, 600):
            msg = f"status: expected one of an error, 400 to 599; got {status}"
            raise ValueError(msg)
        self._service.refuse(operation, Refusal(status, error), times)

    def sent(self, operation: str) -> list[ApiRequest]:
        """Return the requests of one operation, such as `calls.create`."""
        return [request for request in self.requests if request.operation == operation]

    @property
    def messages(self) -> list[ApiMessage]:
        """The text messages that the API has sent, one for each destination."""
        self._account.settle()
        return list(self._state.records(ApiMessage))

    @property
    def reports(self) -> list[MessageStatus]:
        """The delivery reports of those messages, as the app was told of them."""
        self._account.settle()
        return [one for one in self._messaging.requests if isinstance(one, MessageStatus)]

    @property
    def replies(self) -> list[Reply]:
        """What came back for each of `reports`."""
        self._account.settle()
        self._messaging.look()
        return list(self._messaging.replies)

    @property
    def delivery(self) -> MessageState:
        """What becomes of those messages; `delivered` unless you set another state."""
        return self._messaging.delivery

    @delivery.setter
    def delivery(self, state: str) -> None:
        self._messaging.delivery = MessageState(state)

    @property
    def machines(self) -> set[str]:
        """The numbers at which an answering machine picks up; add to it, or take away."""
        return self._state.machines

    @property
    def seconds(self) -> float:
        """The simulated time, in seconds since the first call began."""
        return self._account.clock.now

    def transcript(self) -> str:
        """Return what was asked of the API, and of the messages, a line for each thing."""
        return "\n".join(filter(None, (str(self._told), str(self._messaging.transcript))))

    # Who calls and writes.

    def call(
        self,
        url: str,
        *,
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
        time_limit: int = _TIME_LIMIT,
        uuid: str | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> Call:
        """
        Prepare a call on this account, its clock and its rooms; what it takes is that of `Call`.

        Args:
            url: The answer URL as Plivo would be told it, in public.
            from_: Who calls.
            to: Who is called.
            direction: `inbound`, or `outbound`.
            method: How the answer URL is asked.
            fallback_url: Asked where the answer URL gives nothing.
            fallback_method: How that is asked.
            hangup_url: Is told of the end; without one, the answer URL is.
            hangup_method: How that is asked.
            ring_url: Is told that an outbound call rings.
            ring_method: How that is asked.
            time_limit: The seconds after which Plivo ends a call (6000).
            uuid: The `CallUUID`; without it, one that no other call has.
            parameters: What else is told of the call, by Plivo's names.
        """
        settings = replace(
            self._state.settings,
            url=url,
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
            time_limit=time_limit,
            uuid=uuid,
            parameters=Parameters({"ParentAuthID": self.auth_id, **(parameters or {})}),
        )
        return self._of(Leg(self._account, settings))

    def conversation(
        self,
        url: str,
        *,
        from_: str = "+15550100101",
        to: str = "+15550100202",
        method: str = "POST",
    ) -> Conversation:
        """
        Prepare text messages to the app, on this account and its clock.

        Args:
            url: The message URL.
            from_: Who writes.
            to: Your number.
            method: How the message URL is asked.
        """
        settings = self._state.settings
        return Conversation.__new__(Conversation)._prepare(
            self._account,
            url,
            auth_token=settings.auth_token,
            from_=from_,
            to=to,
            method=method,
            strict=settings.strict,
            judge=self._messaging.judge,
        )

    def _of(self, leg: Leg) -> Call:
        """Return the call of a leg; the first time, make it."""
        if leg not in self._calls:
            self._ends.serve(leg.settings.url)
            self._calls[leg] = Call.__new__(Call)._prepare(leg)
        return self._calls[leg]

    def _asked(self, request: ApiRequest) -> None:
        self._told.add("app", str(request))
