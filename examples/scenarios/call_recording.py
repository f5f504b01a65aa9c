"""
Record a whole conversation, and have it written down.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.scenarios.call_recording

serves it on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import logging

from examples.frameworks.pages import URL, Pages
from examples.frameworks.wsgi_app import serve
from plivoml import Dial, Hangup, Number, Record, Response, Speak
from plivoml.callbacks import (
    AnswerRequest,
    DialAction,
    DialStatus,
    RecordCallback,
    TranscriptionCallback,
)


LOG = logging.getLogger(__name__)

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


PAGES: Pages = {
    "/answer": answer,
    "/dialled": dialled,
    "/stored": stored,
    "/transcribed": transcribed,
}

if __name__ == "__main__":
    serve(PAGES)
