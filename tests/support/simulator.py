"""What the simulator of calls is made of."""

from __future__ import annotations

from plivoml._web.form import split
from plivoml.testing._platform.clock import START
from plivoml.testing._rest.service import Service
from plivoml.testing._transports import Reply, Request, transport_for
from plivoml.testing._transports.asgi import Asgi
from plivoml.testing._transports.loop import Runner
from plivoml.testing._transports.simulated import Worker
from plivoml.testing._transports.wsgi import Wsgi


#: What of the REST API is simulated.
OPERATIONS = Service.operations()

__all__ = [
    "OPERATIONS",
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
