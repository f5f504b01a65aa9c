"""How a request reaches an app: in this process, or over HTTP on this machine."""

from __future__ import annotations

import inspect

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any, Protocol, TypeAlias, cast

from ...callbacks import Callback
from .aws_lambda import Gateway, Lambda
from .line import Line
from .loop import Pace
from .message import OF_STREAMS, SCHEMES, XML, Reply, Request, no_client_takes, same_case
from .simulated import Simulated


__all__ = [
    "OF_STREAMS",
    "SCHEMES",
    "XML",
    "App",
    "AsgiApp",
    "Handler",
    "Lambda",
    "Reply",
    "Request",
    "Transport",
    "WsgiApp",
    "no_client_takes",
    "same_case",
    "transport_for",
]

WsgiApp: TypeAlias = Callable[[dict[str, Any], Any], Iterable[bytes]]
AsgiApp: TypeAlias = Callable[
    [
        MutableMapping[str, Any],
        Callable[[], Awaitable[MutableMapping[str, Any]]],
        Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ],
    Awaitable[None],
]

Handler: TypeAlias = Callable[[Any], object]
"""Takes a typed callback; returns a Response, its text, or nothing; may be asynchronous."""

#: A base URL on loopback, handlers by URL or path, a WSGI or ASGI callable, or a Lambda.
App: TypeAlias = str | Mapping[str, Handler] | WsgiApp | AsgiApp | Lambda

_ASGI_ARGUMENTS = 3

#: Applications that are none of these: they have servers of their own.
_SERVERS = {
    "aiohttp.web_app.Application": "an aiohttp application",
    "tornado.web.Application": "a Tornado application",
}


class Transport(Protocol):
    """Delivers requests to an app."""

    def send(self, request: Request, callback: Callback) -> Reply:
        """
        Deliver a request and return the reply.

        Raises:
            ConnectionError: There is nobody to talk to; `ConnectionResetError`: the reply
                breaks off.
            TimeoutError: No reply comes in time.
        """
        ...

    def open(self) -> None:
        """Start the app, where the interface has a way to."""

    def close(self) -> None:
        """Stop it again."""

    def connect(self, request: Request) -> Line | None:
        """
        Open a socket, or None where an app of this kind cannot have any.

        Raises:
            ConnectionError: There is nobody to talk to, or the handshake is refused.
            TimeoutError: It is not accepted in time.
        """
        ...


def transport_for(app: App, seconds: float, loop: Pace | None = None) -> Transport:
    """
    Return what reaches an app.

    Args:
        app: The app.
        seconds: The longest real wait for a reply.
        loop: Where it runs, if it is asynchronous and in this process; without one, in a
            loop of its own.
    """
    loop = loop or Simulated(seconds)
    if isinstance(app, str):
        from .http import Http

        return Http(app, seconds)
    if isinstance(app, Lambda):
        return Gateway(app, seconds)
    for kind in type(cast("object", app)).__mro__:
        server = _SERVERS.get(f"{kind.__module__}.{kind.__qualname__}")
        if server is not None:
            msg = (
                f"app: {server} is served by its own server alone: run it on this machine, and "
                "give its URL, such as http://127.0.0.1:8000"
            )
            raise TypeError(msg)
    if isinstance(app, Mapping):
        from .mapping import Handlers

        return Handlers(cast("Any", app), seconds, loop)
    if not callable(cast("object", app)):
        msg = f"expected a URL, a mapping, a WSGI or ASGI application or a Lambda; got {app!r}"
        raise TypeError(msg)
    if _is_lambda(app):
        return Gateway(Lambda(cast("Callable[[Any, Any], object]", app)), seconds)
    if _is_asgi(app):
        from .asgi import Asgi

        return Asgi(cast("AsgiApp", app), seconds, loop)
    from .wsgi import Wsgi

    return Wsgi(cast("WsgiApp", app), seconds)


def _is_lambda(app: Callable[..., object]) -> bool:
    """Whether a callable takes an event, as handlers of Lambda call it, and no environ."""
    names = [name.strip("_") for name in _parameters(app)]
    return names[:2] == ["event", "context"]


def _parameters(app: Callable[..., object]) -> Mapping[str, inspect.Parameter]:
    try:
        return inspect.signature(app).parameters
    except ValueError:  # written in C, as no application of ASGI or Lambda is
        return {}


def _is_asgi(app: Callable[..., object]) -> bool:
    called = getattr(app, "__call__", None)  # noqa: B004 - the method itself is looked at
    if inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(called):
        return True
    parameters = _parameters(app).values()
    needed = [p for p in parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD]
    return len(needed) == _ASGI_ARGUMENTS
