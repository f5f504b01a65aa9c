"""What the simulator of calls is made of."""

from __future__ import annotations

from plivoml._web.form import split
from plivoml.testing._platform.clock import START
from plivoml.testing._transports import Reply, Request, transport_for
from plivoml.testing._transports.asgi import Asgi
from plivoml.testing._transports.loop import Runner
from plivoml.testing._transports.simulated import Worker
from plivoml.testing._transports.wsgi import Wsgi


__all__ = [
    "START",
    "Asgi",
    "Reply",
    "Request",
    "Runner",
    "Worker",
    "Wsgi",
    "split",
    "transport_for",
]
