"""
Answer a text message by a text message.

    export PUBLIC_URL=https://sms.example.com PLIVO_AUTH_TOKEN=...
    python sms_reply.py

serves it on port 8000; point the message URL of your application to PUBLIC_URL/message.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Message, Response
from plivoml.callbacks import InboundMessage, MessageState, MessageStatus
from plivoml.wsgi import received


LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

HOURS = "We are open from 9 to 5, Monday to Friday."
HELP = "Send HOURS for our opening hours, or STOP to hear no more of us."


def message(told: InboundMessage) -> Response | None:
    """Answer the sender, unless that is ourselves, or Plivo has dealt with a STOP, START or HELP."""
    if told.message_intent or not (told.to and told.from_):
        return None
    if told.from_ == told.to:
        return None
    words = (told.text or told.body or "").strip().upper()
    reply = Message(
        HOURS if words == "HOURS" else HELP,
        src=told.to,
        dst=told.from_,
        callback_url=f"{URL}/status",
    )
    return Response([reply])


def status(report: MessageStatus) -> None:
    """Note a reply that did not arrive."""
    if report.status in {MessageState.FAILED, MessageState.UNDELIVERED}:
        LOG.warning("message %s: %s", report.message_uuid, report.as_log())


PAGES: dict[str, Callable[..., Response | None]] = {
    "/message": message,
    "/status": status,
}


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Serve the pages by WSGI; what each is told is in its annotation."""
    page = PAGES.get(environ["PATH_INFO"])
    if page is None:
        start_response("404 Not Found", [])
        return []
    kind, _ = get_type_hints(page).values()
    return received(kind)(page)(environ, start_response)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    make_server("127.0.0.1", int(os.environ.get("PORT", "8000")), app).serve_forever()
