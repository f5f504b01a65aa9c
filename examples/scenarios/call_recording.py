"""
Record a whole conversation, and have it written down.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python call_recording.py

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Callable, Iterable
from typing import Any, get_type_hints
from wsgiref.simple_server import make_server

from plivoml import Dial, Hangup, Number, Record, Response, Speak
from plivoml.callbacks import (
    AnswerRequest,
    DialAction,
    DialStatus,
    RecordCallback,
    TranscriptionCallback,
)
from plivoml.wsgi import received


LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

ADVISER = Number("+15550100303")

#: It runs in the background from where it stands, so it stands before what it records.
RECORDING = Record(
    record_session=True,
    max_length=3600,
    record_channel_type="stereo",
    callback_url=f"{URL}/stored",
    transcription_type="auto",
    transcription_url=f"{URL}/transcribed",
)


def answer(_: AnswerRequest) -> Response:
    """Say that the call is recorded before it is, as the law has it in many places."""
    return Response(
        [
            Speak("This call is recorded. Hang up if you do not agree."),
            RECORDING,
            Dial([ADVISER], timeout=25, action=f"{URL}/dialled", redirect=True),
        ]
    )


def dialled(done: DialAction) -> Response:
    """Leave nobody without a word."""
    if done.dial_status == DialStatus.COMPLETED:
        return Response([Hangup()])
    return Response([Speak("Your adviser is busy. Please call again later.")])


def stored(recording: RecordCallback) -> None:
    """Fetch the file from `recording.record_url` soon: Plivo deletes it after 30 days."""
    LOG.info("recording %s: %s", recording.recording_id, recording.as_log())


def transcribed(text: TranscriptionCallback) -> None:
    """File the text with its recording; it is what people said, and not for the log."""
    if text.error:
        LOG.warning("recording %s: no transcription: %s", text.recording_id, text.error)
    else:
        LOG.info("recording %s: %s", text.recording_id, text.as_log())


PAGES: dict[str, Callable[..., Response | None]] = {
    "/answer": answer,
    "/dialled": dialled,
    "/stored": stored,
    "/transcribed": transcribed,
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
