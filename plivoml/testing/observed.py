"""What a test sees of everything that passes between the platform and an app."""

from __future__ import annotations

import warnings

from types import TracebackType
from typing import TypeVar

from ..callbacks import Callback, MessageState
from ..elements.messaging import Message
from ..elements.response import Response
from ._platform.account import Account
from ._platform.arguments import checked_verbs
from ._platform.exchange import Exchange
from ._transports import Reply
from .errors import Failure


CallbackT = TypeVar("CallbackT", bound=Callback)
ObservedT = TypeVar("ObservedT", bound="Observed")


@checked_verbs
class Observed:
    """A call, or a conversation, as a test sees it."""

    _account: Account
    _behind: Exchange

    def _observe(self, exchange: Exchange) -> None:
        self._account = exchange.account
        self._account.seen.append(self)
        self._behind = exchange

    @property
    def _exchange(self) -> Exchange:
        # Whoever looks, or does something, finds done what the API was asked for.
        self._account.settle()
        return self._behind

    def __enter__(self: ObservedT) -> ObservedT:
        self._account.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """
        Stop the app, and see to it that failures fail.

        Raises:
            FailedCallError: Something failed in a call of this account, and the test has
                looked neither at `failure` nor at `replies`.
        """
        self._account.close()
        self._account.complain(is_raising=kind is not None)

    def __del__(self) -> None:
        exchange = getattr(self, "_behind", None)
        complaint = None if exchange is None else exchange.complaint()
        if complaint is not None:
            message = f"{self!r} failed outside of a with block: {complaint.message}"
            warnings.warn(message, ResourceWarning, source=self, stacklevel=1)

    @property
    def requests(self) -> list[Callback]:
        """What was sent to the app, in order."""
        return list(self._exchange.requests)

    def sent(self, kind: type[CallbackT]) -> list[CallbackT]:
        """Return the requests of one class, so that type checkers know their fields."""
        return [request for request in self._exchange.requests if isinstance(request, kind)]

    @property
    def documents(self) -> list[Response]:
        """The documents that took the call over, or answered a message, in order."""
        return [page.document for page in self._exchange.pages]

    @property
    def messages(self) -> list[Message]:
        """The text messages that were sent."""
        return list(self._exchange.messages)

    @property
    def replies(self) -> list[Reply]:
        """What came back for each of `requests`."""
        self._exchange.look()
        return list(self._exchange.replies)

    @property
    def failure(self) -> Failure | None:
        """What was wrong with the app, or None; in a call, what ended it."""
        failure = self._exchange.failure
        if failure is not None:  # who sees None has not seen a callback that failed
            self._exchange.look()
        return failure

    @property
    def seconds(self) -> float:
        """The simulated time, in seconds since the first call began."""
        return self._account.clock.now

    def transcript(self) -> str:
        """Return what happened, one line for each thing, with simulated times."""
        return str(self._exchange.transcript)

    @property
    def signs_with(self) -> str | None:
        """The token that signs; set another for wrong signatures, None for none."""
        return self._exchange.token

    @signs_with.setter
    def signs_with(self, token: str | None) -> None:
        self._exchange.token = token

    @property
    def delivery(self) -> MessageState:
        """What becomes of messages; `delivered` unless you set another state."""
        return self._exchange.delivery

    @delivery.setter
    def delivery(self, state: str) -> None:
        self._exchange.delivery = MessageState(state)
