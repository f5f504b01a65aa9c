"""What the simulator of calls is made of."""

from __future__ import annotations

from collections.abc import Mapping

from plivoml._web.form import split
from plivoml.testing import Account
from plivoml.testing._platform.clock import START
from plivoml.testing._rest import server
from plivoml.testing._rest.replies import Sent
from plivoml.testing._rest.routes import Route
from plivoml.testing._rest.service import Service
from plivoml.testing._transports import Reply, Request, transport_for
from plivoml.testing._transports.asgi import Asgi
from plivoml.testing._transports.loop import Runner
from plivoml.testing._transports.simulated import Worker
from plivoml.testing._transports.wsgi import Wsgi


#: What of the REST API is simulated.
OPERATIONS = Service.operations()

#: What hears the requests to it.
API_HANDLER = server._Handler

__all__ = [
    "API_HANDLER",
    "OPERATIONS",
    "START",
    "Asgi",
    "Reply",
    "Request",
    "Route",
    "Runner",
    "Worker",
    "Wsgi",
    "ask",
    "split",
    "transport_for",
]


def ask(
    account: Account, method: str, target: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, bytes]:
    """Ask the API of an account as its server does, without one; return status and body."""
    sent = Sent(method, target, headers, body)
    answered = account._service.ask(sent)
    return answered.status, answered.body
