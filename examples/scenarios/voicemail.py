"""
Ring somebody, and take a message where nobody answers.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python voicemail.py

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Dial, Hangup, Number, Record, Response, Speak
from plivoml.callbacks import AnswerRequest, DialAction, DialStatus, RecordAction, RecordCallback
from plivoml.wsgi import received


LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

OWNER = Number("+15550100303")

MESSAGE = Record(
    action=f"{URL}/recorded",
    callback_url=f"{URL}/stored",
    max_length=120,
    timeout=5,
    finish_on_key="#",
    redirect=True,
)


def answer(_: AnswerRequest) -> Response:
    """Let it ring for a while."""
    return Response([Dial([OWNER], timeout=20, action=f"{URL}/dialled", redirect=True)])


def dialled(done: DialAction) -> Response:
    """Take a message, unless they have talked."""
    if done.dial_status == DialStatus.COMPLETED:
        return Response([Hangup()])
    please = Speak("Nobody is here. Please leave a message after the beep, then press hash.")
    return Response([please, MESSAGE])


def recorded(_: RecordAction) -> Response:
    """Thank the caller; the file may not be there yet."""
    return Response([Speak("Thank you. We will call you back. Goodbye.")])


def stored(message: RecordCallback) -> None:
    """Tell the owner that there is a message; the place of the file is not for the log."""
    LOG.info("message %s: %s", message.recording_id, message.as_log())


PAGES: dict[str, Callable[..., Response | None]] = {
    "/answer": answer,
    "/dialled": dialled,
    "/recorded": recorded,
    "/stored": stored,
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
