"""
Names that stand in documents and are not Plivo's, with what to write for them.

Names of attributes that have a counterpart stand with it, as `InsteadOf`.
"""

from __future__ import annotations

from typing import Final


#: Elements of Twilio's, which people bring along.
TWILIO_ELEMENTS: Final = {
    "Say": "write <Speak>",
    "Gather": "write <GetInput>",
    "Pause": "write <Wait>",
    "Reject": 'write <Hangup reason="rejected"/>',
    "Leave": "write <Hangup/>",
    "Sms": "write <Message>",
    "Sip": "write <User>",
    "Client": "write <User>",
    "Connect": "write <Stream>",
    "Start": "write <Stream>",
    "Enqueue": "write <MultiPartyCall> or <Conference>",
    "Queue": "write <MultiPartyCall> or <Conference>",
    "Parameter": "Plivo has nothing like it",
}

#: Elements that single sources show and Plivo does not run.
ARTEFACTS: Final = {
    "cont": "write the words themselves, wherever they stand",
    "speak": "leave the tag out: <Speak> stands for it",
    "AgentHoldMusic": "write agentHoldMusicUrl on <MultiPartyCall>",
    "CustomerHoldMusic": "write customerHoldMusicUrl on <MultiPartyCall>",
    "AudioStream": "write <Stream>",
}

#: Attributes of Twilio's that Plivo has nothing like.
TWILIO_ATTRIBUTES: Final = frozenset(
    {
        "actionOnEmptyResult",
        "answerOnBridge",
        "bargeIn",
        "debug",
        "enhanced",
        "jitterBufferSize",
        "recordingTrack",
        "referUrl",
        "ringTone",
        "sequential",
        "trim",
    }
)
