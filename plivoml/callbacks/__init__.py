"""
One class for each request that Plivo sends, read with `from_form`.

```python
from plivoml.callbacks import DialAction, DialStatus

done = DialAction.from_form("DialStatus=busy&DialBLegUUID=")
assert done.dial_status == DialStatus.BUSY
```

A family of callbacks is loaded when one of its names is first asked for.
"""

from __future__ import annotations


TYPE_CHECKING: bool = False  # checkers take it for true; typing need not be loaded
if TYPE_CHECKING:
    from .._web.types import Form as Form
    from ._base import Callback as Callback
    from ._enums import *
    from ._parse import parse as parse
    from .call import *
    from .conference import *
    from .dial import *
    from .input import *
    from .masking import *
    from .messaging import *
    from .multiparty import *
    from .recording import *
    from .streaming import *
    from .verify import *
else:
    from .._lazy import face

    __all__, __getattr__, __dir__ = face(
        globals(),
        {
            "._web.types": ("Form",),
            "_base": ("Callback",),
            "_enums": (
                "CallEvent",
                "CallStatus",
                "Direction",
                "HangupSource",
                "OpenEnum",
                "StirAttestation",
                "StirVerification",
            ),
            "_parse": ("parse",),
            "call": (
                "AnswerRequest",
                "FallbackRequest",
                "HangupRequest",
                "IfMachine",
                "MachineDetection",
                "RedirectRequest",
                "RingRequest",
                "TransferRequest",
            ),
            "conference": (
                "ConferenceAction",
                "ConferenceCallback",
                "ConferenceEvent",
                "ConferenceSoundRequest",
            ),
            "dial": (
                "ConfirmSoundRequest",
                "DialAction",
                "DialCallback",
                "DialEvent",
                "DialLegStatus",
                "DialMusicRequest",
                "DialStatus",
                "DigitsPressedBy",
            ),
            "input": ("GetDigitsAction", "GetInputAction", "InputType", "InterimSpeechResult"),
            "masking": (
                "MaskingRecordingEvent",
                "MaskingRecordingFormat",
                "MaskingSessionEvent",
                "MaskingSessionRecording",
                "MaskingSessionStatus",
                "PinAuthenticationStatus",
            ),
            "messaging": (
                "ConversationOrigin",
                "InboundMessage",
                "MessageContentType",
                "MessageIntent",
                "MessageState",
                "MessageStatus",
                "MessageType",
            ),
            "multiparty": (
                "MultiPartyCallEvent",
                "MultiPartyCallExit",
                "MultiPartyCallRecording",
                "MultiPartyCallRecordingEvent",
                "MultiPartyCallSoundRequest",
                "MultiPartyCallStatus",
                "ParticipantRole",
                "RecordingFormat",
            ),
            "recording": (
                "RecordAction",
                "RecordCallback",
                "RecordingApiCallback",
                "TranscriptionCallback",
            ),
            "streaming": ("AudioTrack", "StreamContentType", "StreamEvent", "StreamStatus"),
            "verify": (
                "VerifyChannel",
                "VerifyChannelStatus",
                "VerifySessionState",
                "VerifySessionStatus",
            ),
        },
    )
