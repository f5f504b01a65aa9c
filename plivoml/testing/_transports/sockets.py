"""Which application has the other end of a stream's socket."""

from __future__ import annotations

import inspect

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit

from ..._lint import addresses
from . import AsgiApp, Transport
from .asgi import Asgi
from .function import as_asgi
from .http import Http
from .line import Line
from .message import OF_STREAMS, Request, same_case
from .simulated import Simulated


SocketApp: TypeAlias = str | AsgiApp | Callable[[Any], Awaitable[object]]
"""
What has a socket: an ASGI application, a function that takes a connection as `websockets` calls
it, or the base URL of a server on loopback.
"""


class Sockets:
    """Opens the sockets of a call: no other host than this one is ever contacted."""

    def __init__(
        self,
        transport: Transport,
        given: Mapping[str, SocketApp],
        url: str,
        seconds: float,
        loop: Simulated,
    ) -> None:
        self.seconds = seconds
        self._transport = transport
        self._loop = loop
        self._hosts: set[str | None] = set()
        self._is_inside = False
        self.serve(url)
        self._given: dict[str, Asgi | Http] = {}
        for address, app in given.items():
            if not address.lower().startswith(OF_STREAMS):
                msg = f"sockets: expected a URL that starts with wss:// or ws://; got {address!r}"
                raise ValueError(msg)
            self._given[same_case(address).rstrip("/")] = _end_of(app, seconds, loop)

    def serve(self, url: str) -> None:
        """Take note that the host of a URL is the app's."""
        self._hosts.add(urlsplit(url).hostname)
        self._is_inside = self._is_inside or addresses.is_inside(url)

    def close(self) -> None:
        """Close the loop in which applications live."""
        self._loop.close()

    def connect(self, request: Request, *, opens: bool = True) -> Line | None:
        """
        Open the socket of a URL; None where nobody is known to have its other end.

        Without `opens` it is found out alone whether there may be anybody.

        Raises:
            ConnectionError: There is nobody, or the handshake is refused.
            TimeoutError: It is not accepted in time.
        """
        parts = request.parts
        address = parts._replace(query="").geturl()
        given = self._given.get(address.rstrip("/")) or self._given.get(
            f"{parts.scheme}://{parts.netloc}"
        )
        if given is None and addresses.is_inside(request.url) and not self._is_inside:
            msg = f"cannot be reached by Plivo: {parts.hostname} is its own computer or network"
            raise ConnectionRefusedError(msg)
        if not opens:
            return None
        if given is not None:
            return given.connect(request)
        if parts.hostname in self._hosts:
            return self._transport.connect(request)
        return None


def _end_of(app: SocketApp, seconds: float, loop: Simulated) -> Asgi | Http:
    if isinstance(app, str):
        return Http(app, seconds)
    if not callable(cast("object", app)):
        msg = f"sockets: expected a URL, an ASGI application or a function; got {app!r}"
        raise TypeError(msg)
    if _takes_connection(app):
        return Asgi(as_asgi(cast("Callable[[Any], Awaitable[object]]", app)), seconds, loop)
    return Asgi(cast("AsgiApp", app), seconds, loop)


def _takes_connection(app: Callable[..., object]) -> bool:
    parameters = inspect.signature(app).parameters.values()
    return len([one for one in parameters if one.default is one.empty]) == 1
