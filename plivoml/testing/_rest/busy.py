"""An app that is known to be at work."""

from __future__ import annotations

from ...callbacks import Callback
from .._platform.account import Account
from .._transports import Reply, Request, Transport
from .._transports.line import Line


class Watched:
    """Delivers requests to an app, and lets the account know that it is at work."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.account: Account | None = None

    def send(self, request: Request, callback: Callback) -> Reply:
        """Deliver a request and return the reply."""
        account = self.account
        assert account is not None
        before, account.is_busy = account.is_busy, True
        try:
            return self._transport.send(request, callback)
        finally:
            account.is_busy = before

    def open(self) -> None:
        """Start the app."""
        self._transport.open()

    def close(self) -> None:
        """Stop it again."""
        self._transport.close()

    def connect(self, request: Request) -> Line | None:
        """Open a socket."""
        return self._transport.connect(request)
