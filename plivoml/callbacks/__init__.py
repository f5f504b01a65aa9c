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


TYPE_CHECKING = False  # type checkers read it as true; typing need not be loaded for it
if TYPE_CHECKING:
    from .._web.types import Form
    from ._base import Callback
    from ._enums import (
        CallEvent,
        CallStatus,
        Direction,
        HangupSource,
        OpenEnum,
        StirAttestation,
        StirVerification,
    )
    from ._parse import parse
    from .call import (
        AnswerRequest,
        FallbackRequest,
        HangupRequest,
        IfMachine,
        MachineDetection,
        RedirectRequest,
        RingRequest,
        TransferRequest,
    )
    from .conference import (
        ConferenceAction,
        ConferenceCallback,
        ConferenceEvent,
        ConferenceSoundRequest,
    )
    from .dial import (
        ConfirmSoundRequest,
        DialAction,
        DialCallback,
        DialEvent,
        DialLegStatus,
        DialMusicRequest,
        DialStatus,
        DigitsPressedBy,
    )
    from .input import GetDigitsAction, GetInputAction, InputType, InterimSpeechResult
    from .masking import (
        MaskingRecordingEvent,
        MaskingRecordingFormat,
        MaskingSessionEvent,
        MaskingSessionRecording,
        MaskingSessionStatus,
        PinAuthenticationStatus,
    )
    from .messaging import (
        ConversationOrigin,
        InboundMessage,
        MessageContentType,
        MessageIntent,
        MessageState,
        MessageStatus,
        MessageType,
    )
    from .multiparty import (
        MultiPartyCallEvent,
        MultiPartyCallExit,
        MultiPartyCallRecording,
        MultiPartyCallRecordingEvent,
        MultiPartyCallSoundRequest,
        MultiPartyCallStatus,
        ParticipantRole,
        RecordingFormat,
    )
    from .recording import RecordAction, RecordCallback, RecordingApiCallback, TranscriptionCallback
    from .streaming import AudioTrack, StreamContentType, StreamEvent, StreamStatus
    from .verify import VerifyChannel, VerifyChannelStatus, VerifySessionState, VerifySessionStatus

__all__ = [
    "AnswerRequest",
    "AudioTrack",
    "CallEvent",
    "CallStatus",
    "Callback",
    "ConferenceAction",
    "ConferenceCallback",
    "ConferenceEvent",
    "ConferenceSoundRequest",
    "ConfirmSoundRequest",
    "ConversationOrigin",
    "DialAction",
    "DialCallback",
    "DialEvent",
    "DialLegStatus",
    "DialMusicRequest",
    "DialStatus",
    "DigitsPressedBy",
    "Direction",
    "FallbackRequest",
    "Form",
    "GetDigitsAction",
    "GetInputAction",
    "HangupRequest",
    "HangupSource",
    "IfMachine",
    "InboundMessage",
    "InputType",
    "InterimSpeechResult",
    "MachineDetection",
    "MaskingRecordingEvent",
    "MaskingRecordingFormat",
    "MaskingSessionEvent",
    "MaskingSessionRecording",
    "MaskingSessionStatus",
    "MessageContentType",
    "MessageIntent",
    "MessageState",
    "MessageStatus",
    "MessageType",
    "MultiPartyCallEvent",
    "MultiPartyCallExit",
    "MultiPartyCallRecording",
    "MultiPartyCallRecordingEvent",
    "MultiPartyCallSoundRequest",
    "MultiPartyCallStatus",
    "OpenEnum",
    "ParticipantRole",
    "PinAuthenticationStatus",
    "RecordAction",
    "RecordCallback",
    "RecordingApiCallback",
    "RecordingFormat",
    "RedirectRequest",
    "RingRequest",
    "StirAttestation",
    "StirVerification",
    "StreamContentType",
    "StreamEvent",
    "StreamStatus",
    "TranscriptionCallback",
    "TransferRequest",
    "VerifyChannel",
    "VerifyChannelStatus",
    "VerifySessionState",
    "VerifySessionStatus",
    "parse",
]

_HOMES = {
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
    "input": (
        "GetDigitsAction",
        "GetInputAction",
        "InputType",
        "InterimSpeechResult",
    ),
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
    "streaming": (
        "AudioTrack",
        "StreamContentType",
        "StreamEvent",
        "StreamStatus",
    ),
    "verify": (
        "VerifyChannel",
        "VerifyChannelStatus",
        "VerifySessionState",
        "VerifySessionStatus",
    ),
}
_home_of = {name: home for home, names in _HOMES.items() for name in names}


# Not for type checkers: they would take any name for a name of this module.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _home_of:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        from importlib import import_module

        value = getattr(import_module(f".{_home_of[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
