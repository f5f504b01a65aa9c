"""
Answer a text message by a text message.

    export PUBLIC_URL=https://sms.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.scenarios.sms_reply

serves it on port 8000; point the message URL of your application to PUBLIC_URL/message.
"""

from __future__ import annotations

import logging

from examples.frameworks.pages import URL, Pages
from examples.frameworks.wsgi_app import serve
from plivoml import Message, Response
from plivoml.callbacks import InboundMessage, MessageState, MessageStatus


LOG = logging.getLogger(__name__)

HOURS = "We are open from 9 to 5, Monday to Friday."
HELP = "Send HOURS for our opening hours, or STOP to hear no more of us."


def message(received: InboundMessage) -> Response | None:
    """Answer the sender, unless that is ourselves, or Plivo has dealt with a STOP, START or HELP."""
    if received.message_intent or not (received.to and received.from_):
        return None
    if received.from_ == received.to:
        return None
    words = (received.text or received.body or "").strip().upper()
    reply = Message(
        HOURS if words == "HOURS" else HELP,
        src=received.to,
        dst=received.from_,
        callback_url=f"{URL}/status",
    )
    return Response([reply])


def status(report: MessageStatus) -> None:
    """Note a reply that did not arrive."""
    if report.status in {MessageState.FAILED, MessageState.UNDELIVERED}:
        LOG.warning("message %s: %s", report.message_uuid, report.as_log())


PAGES: Pages = {
    "/message": message,
    "/status": status,
}

if __name__ == "__main__":
    serve(PAGES)
