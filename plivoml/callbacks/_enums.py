"""Words that Plivo sends: enumerations that stay open, since new words come without notice."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


__all__ = [
    "CallEvent",
    "CallStatus",
    "Direction",
    "HangupSource",
    "OpenEnum",
    "StirAttestation",
    "StirVerification",
]


class OpenEnum(StrEnum):
    """
    Text with known values; any other text is an unknown member rather than an error.

    A member equals its text and hashes as it.  An unknown member is made anew each time
    and kept nowhere, so compare with `==`, never with `is`.
    """

    @property
    def is_known(self) -> bool:
        """Whether this is one of the declared members."""
        return self._value_ in type(self)._value2member_map_

    @staticmethod
    def _key(text: str) -> str:
        """Give what two spellings of one member have in common."""
        return text

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        key = cls._key(value)
        for member in cls:
            if cls._key(member.value) == key:
                return member
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = str.__str__(value)
        return unknown

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"{name}.{self._name_}" if self.is_known else f"{name}({self._value_!r})"

    def __reduce_ex__(self, _protocol: object) -> tuple[type[Self], tuple[str]]:
        return type(self), (self._value_,)


class Direction(OpenEnum):
    """Who placed the call: inbound means a call to a Plivo number."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallStatus(OpenEnum):
    """
    The state of a leg.

    Plivo's pages give the first eight; `QUEUED` is known from an integration alone.
    """

    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    TIMEOUT = "timeout"
    NO_ANSWER = "no-answer"
    CANCEL = "cancel"
    QUEUED = "queued"


class CallEvent(OpenEnum):
    """
    What fired a request about a call.

    The first four are documented.  Those of Dial and Conference up to `RECORD_START`
    were seen in requests or are read by integrations; the last five are known from a
    compatible platform alone.
    """

    START_APP = "StartApp"
    RING = "Ring"
    HANGUP = "Hangup"
    MACHINE_DETECTION = "MachineDetection"
    DIAL_ANSWER = "DialAnswer"
    DIAL_CONNECTED = "DialConnected"
    DIAL_HANGUP = "DialHangup"
    CONFERENCE_ENTER = "ConferenceEnter"
    CONFERENCE_EXIT = "ConferenceExit"
    CONFERENCE_RECORD_START = "ConferenceRecordStart"
    REDIRECT = "Redirect"
    DIAL_ACTION = "DialAction"
    DIAL_DIGITS_MATCH = "DialDigitsMatch"
    DIAL_REMOTE_SOUNDS = "DialRemoteSounds"
    CONFERENCE_REMOTE_SOUNDS = "ConferenceRemoteSounds"
    RECORD_STOP = "RecordStop"


class StirVerification(OpenEnum):
    """
    What the signature of the caller's carrier proved.

    `VERIFIED` is level A; `NOT_VERIFIED` covers B, C and unsigned calls;
    `NOT_APPLICABLE` covers calls outside the US and between endpoints.
    """

    VERIFIED = "Verified"
    NOT_VERIFIED = "Not Verified"
    NOT_APPLICABLE = "Not Applicable"


class StirAttestation(OpenEnum):
    """The level that the originating carrier attested: A is full, B partial, C gateway."""

    A = "A"
    B = "B"
    C = "C"


class HangupSource(OpenEnum):
    """
    Who ended a call.

    The party that was dialled is `CALLEE` in requests and call records, and
    `CALL_RECIPIENT` on the page about hangups: expect both.
    """

    CALLER = "Caller"
    CALLEE = "Callee"
    CALL_RECIPIENT = "Call recipient"
    PLIVO = "Plivo"
    CARRIER = "Carrier"
    API_REQUEST = "API Request"
    ANSWER_XML = "Answer XML"
    ERROR = "Error"
    UNKNOWN = "Unknown"
