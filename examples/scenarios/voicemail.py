"""
Ring somebody, and take a message where nobody answers.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.scenarios.voicemail

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import logging

from examples.frameworks.pages import URL, Pages
from examples.frameworks.wsgi_app import serve
from plivoml import Dial, Hangup, Number, Record, Response, Speak
from plivoml.callbacks import AnswerRequest, DialAction, DialStatus, RecordAction, RecordCallback


LOG = logging.getLogger(__name__)

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


PAGES: Pages = {
    "/answer": answer,
    "/dialled": dialled,
    "/recorded": recorded,
    "/stored": stored,
}

if __name__ == "__main__":
    serve(PAGES)
