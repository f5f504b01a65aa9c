"""
A voice agent that talks with the caller over a WebSocket, and a person who takes over.

    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.scenarios.voice_agent

serves the call on port 8000; point Plivo to PUBLIC_URL/answer and its hangup URL to
PUBLIC_URL/hangup.  The WebSocket server behind AGENT is yours: it takes the sockets that `admits`
lets in, calls `hear` with the sound that arrives, and closes when `hear` says so.

By Plivo's page on Stream what stands behind it runs once the stream is over; an article of its
support says that it never runs.  If yours never asks /talked, have your server move the call
there by the Transfer API.
"""

from __future__ import annotations

import logging
import sys

from array import array
from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from examples.frameworks.pages import URL, Pages
from examples.frameworks.wsgi_app import serve
from plivoml import Dial, Hangup, Number, Redirect, Response, Speak, Stream
from plivoml.callbacks import (
    AnswerRequest,
    DialAction,
    DialStatus,
    HangupRequest,
    RedirectRequest,
    StreamEvent,
    StreamStatus,
)
from plivoml.signatures import Headers, is_valid


LOG = logging.getLogger(__name__)

AGENT = "wss://agent.example.com/talk"
PERSON = Number("+15550100303")


def answer(call: AnswerRequest) -> Response:
    """Connect the caller with the agent; the call goes on at /talked when the socket closes."""
    caller = "".join(filter(str.isalnum, call.from_ or ""))  # all that such a header may hold
    stream = Stream(
        AGENT,
        bidirectional=True,
        keep_call_alive=True,
        content_type=SPOKEN.content_type,
        extra_headers={"caller": caller} if caller else None,
        stream_timeout=1800,
        status_callback_url=f"{URL}/stream",
        status_callback_method="POST",
    )
    return Response([stream, Redirect(f"{URL}/talked")])


def talked(call: RedirectRequest) -> Response:
    """Bring in a person, if the agent said so or broke down."""
    if call.call_uuid not in FOR_A_PERSON:
        return Response([Speak("Thank you for calling. Goodbye.")])
    dial = Dial([PERSON], timeout=25, action=f"{URL}/dialled", redirect=True)
    return Response([Speak("I am handing you over to a colleague."), dial])


def dialled(done: DialAction) -> Response:
    """Leave nobody without a word."""
    if done.dial_status == DialStatus.COMPLETED:
        return Response([Hangup()])
    return Response([Speak("My colleagues are busy. We will call you back. Goodbye.")])


def stream_event(event: StreamStatus) -> None:
    """Get a person for the caller whose stream broke, if this is told before /talked is asked."""
    LOG.info("%s", event.as_log())
    if event.event in {StreamEvent.DROPPED_STREAM, StreamEvent.FAILED} and event.call_uuid:
        FOR_A_PERSON.add(event.call_uuid)


def hangup(end: HangupRequest) -> None:
    """Forget a caller who left before a person came."""
    if end.call_uuid:
        FOR_A_PERSON.discard(end.call_uuid)


def admits(headers: Headers, auth_token: str) -> bool:
    """Whether it is Plivo who opens the WebSocket; the URL is that of the document."""
    return is_valid("GET", AGENT, headers, None, auth_token)


def hear(call_uuid: str, sound: bytes, understand: Callable[[Sequence[int]], str]) -> bool:
    """
    Take sound of the caller from the WebSocket, and say whether the talk goes on.

    Args:
        call_uuid: `start.callId` of the frame with the event `start`.
        sound: `media.payload` of a frame with the event `media`, once base64 is undone.
        understand: Makes words of samples at `SPOKEN.rate`; the model of your choice.
    """
    if "person" not in understand(SPOKEN.decode(sound)):
        return True
    FOR_A_PERSON.add(call_uuid)
    return False


def mulaw(sound: bytes) -> list[int]:
    """Decode mu-law (G.711), a byte for each sample, to samples of 16 bits."""
    return [MULAW_SAMPLES[byte] for byte in sound]


def l16(sound: bytes) -> list[int]:
    """Decode samples of 16 bits, low byte first; Plivo's pages do not say which is first."""
    samples = array("h", sound)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tolist()


def _mulaw_sample(byte: int) -> int:
    inverted = byte ^ 0xFF
    exponent, mantissa = inverted >> 4 & 7, inverted & 15
    magnitude = ((mantissa << 3) + 132 << exponent) - 132
    return -magnitude if inverted & 128 else magnitude


MULAW_SAMPLES: Final = tuple(map(_mulaw_sample, range(256)))


class Encoding(NamedTuple):
    """What Plivo is asked for, and what reads it: one value, so that they cannot drift apart."""

    content_type: Literal[
        "audio/x-mulaw;rate=8000", "audio/x-l16;rate=8000", "audio/x-l16;rate=16000"
    ]
    rate: int
    decode: Callable[[bytes], list[int]]


MULAW: Final = Encoding("audio/x-mulaw;rate=8000", 8000, mulaw)
L16: Final = Encoding("audio/x-l16;rate=8000", 8000, l16)
L16_WIDE: Final = Encoding("audio/x-l16;rate=16000", 16_000, l16)

SPOKEN: Final = MULAW

#: Calls whose caller is to get a person.  Several processes need a store that they share.
FOR_A_PERSON: Final[set[str]] = set()

PAGES: Pages = {
    "/answer": answer,
    "/talked": talked,
    "/dialled": dialled,
    "/stream": stream_event,
    "/hangup": hangup,
}

if __name__ == "__main__":
    serve(PAGES)
