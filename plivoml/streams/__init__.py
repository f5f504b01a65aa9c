"""
The messages on the WebSocket of a Stream, in both directions.

```python
from plivoml import streams

match streams.parse('{"event":"dtmf","dtmf":{"digit":"5"}}'):
    case streams.DTMF(digit=digit):
        assert digit == "5"

streams.PlayAudio(streams.MULAW_8000.silence, format=streams.MULAW_8000).to_json()
```

What Plivo sends is `Incoming`, what a server sends is `Outgoing`.
"""

from ._frame import Frame
from ._parse import parse, parse_outgoing
from .format import L16_8000, L16_16000, L16_24000, MULAW_8000, Format
from .incoming import (
    DTMF,
    ClearedAudio,
    ErrorMessage,
    Incoming,
    Media,
    PlayedStream,
    PlayFailed,
    Start,
    Stop,
    UnknownMessage,
)
from .outgoing import Checkpoint, ClearAudio, Outgoing, PlayAudio, SendDTMF


__all__ = [
    "DTMF",
    "L16_8000",
    "L16_16000",
    "L16_24000",
    "MULAW_8000",
    "Checkpoint",
    "ClearAudio",
    "ClearedAudio",
    "ErrorMessage",
    "Format",
    "Frame",
    "Incoming",
    "Media",
    "Outgoing",
    "PlayAudio",
    "PlayFailed",
    "PlayedStream",
    "SendDTMF",
    "Start",
    "Stop",
    "UnknownMessage",
    "parse",
    "parse_outgoing",
]
