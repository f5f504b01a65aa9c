"""
The messages of a stream, of which a call has a hundred a second.

    python -m benchmarks.streams

Reading a `media` message is held against `json.loads` and `b64decode`, and against what
plivo-stream-sdk does; writing a `playAudio` against `b64encode` and `json.dumps`, and against
what plivo-stream-sdk does.
"""

from __future__ import annotations

import json

from base64 import b64decode, b64encode
from collections.abc import Iterator

from plivo_stream import MediaEvent, PlayAudioEvent, PlayAudioMedia

from plivoml import streams

from .figures import Figure, table
from .rounds import race, ratio


BAR_BY_HAND = 1.5
BAR_READ_BY_SDK = 1.0
BAR_WRITTEN_BY_SDK = 1 / 3

SOUND = streams.MULAW_8000
#: 20 ms of speech, or what is as hard to encode.
SAMPLES = bytes(range(256))[: SOUND.chunk_bytes]
FRAME = json.dumps(
    {
        "event": "media",
        "sequenceNumber": 42,
        "streamId": "6d0c0f5e-3a51-4b7e-9d0e-5a1c9b7e2f10",
        "media": {
            "track": "inbound",
            "timestamp": "1770091446020",
            "chunk": 41,
            "payload": b64encode(SAMPLES).decode("ascii"),
        },
        "extra_headers": "tenant=7;lang=es",
    }
)


def read() -> bytes:
    """Read the message."""
    message = streams.parse(FRAME)
    assert isinstance(message, streams.Media)
    return message.audio


def read_by_hand() -> bytes:
    """Read the sound alone."""
    return b64decode(json.loads(FRAME)["media"]["payload"])


def read_by_sdk() -> bytes:
    """Read the message as plivo-stream-sdk does for a handler that wants the sound."""
    event = MediaEvent(**json.loads(FRAME))
    return b64decode(event.media.payload)


def write() -> str:
    """Build and write the message."""
    return streams.PlayAudio(SAMPLES, format=SOUND).to_json()


def write_by_hand() -> str:
    """Write the message without any check."""
    return json.dumps(
        {
            "event": "playAudio",
            "media": {
                "contentType": "audio/x-mulaw",
                "sampleRate": 8000,
                "payload": b64encode(SAMPLES).decode("ascii"),
            },
        }
    )


def write_by_sdk() -> str:
    """Build and write the message as the `send_media` of plivo-stream-sdk does."""
    event = PlayAudioEvent(
        event="playAudio",
        media=PlayAudioMedia(
            contentType="audio/x-mulaw",
            payload=b64encode(SAMPLES).decode("utf-8"),
            sampleRate=8000,
        ),
    )
    return json.dumps(event.model_dump(by_alias=True))


def figures() -> Iterator[Figure]:
    """Yield what reading and writing cost, each against both."""
    assert read() == read_by_hand() == read_by_sdk() == SAMPLES
    written = (json.loads(write_()) for write_ in (write, write_by_hand, write_by_sdk))
    assert len({json.dumps(one, sort_keys=True) for one in written}) == 1
    times = race({"ours": read, "by hand": read_by_hand, "sdk": read_by_sdk}, count=21)
    name = "read a media message: times json.loads and b64decode"
    yield Figure(name, ratio(times["ours"], times["by hand"]), BAR_BY_HAND)
    name = "read a media message: times plivo-stream-sdk"
    yield Figure(name, ratio(times["ours"], times["sdk"]), BAR_READ_BY_SDK)
    times = race({"ours": write, "by hand": write_by_hand, "sdk": write_by_sdk}, count=21)
    name = "write a playAudio message: times b64encode and json.dumps"
    yield Figure(name, ratio(times["ours"], times["by hand"]), BAR_BY_HAND)
    name = "write a playAudio message: times plivo-stream-sdk"
    yield Figure(name, ratio(times["ours"], times["sdk"]), BAR_WRITTEN_BY_SDK)


if __name__ == "__main__":
    print("\n".join(table(figures())))
