"""What number-masking sessions report."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ._base import Callback
from ._enums import OpenEnum
from ._params import Signs, param


__all__ = [
    "MaskingRecordingEvent",
    "MaskingRecordingFormat",
    "MaskingSessionEvent",
    "MaskingSessionRecording",
    "MaskingSessionStatus",
    "PinAuthenticationStatus",
]


class MaskingSessionEvent(OpenEnum):
    """What happened in a session; the last one, and others like it, are on older pages."""

    FIRST_PARTY_ANSWER = "SessionFirstPartyAnswer"
    SECOND_PARTY_RING = "SessionSecondPartyRing"
    SECOND_PARTY_ANSWER = "SessionSecondPartyAnswer"
    SECOND_PARTY_HANGUP = "SessionSecondPartyHangup"
    FIRST_PARTY_HANGUP = "SessionFirstPartyHangup"
    PIN_AUTHENTICATION_STATUS = "SessionPinAuthenticationStatus"
    TIMEOUT = "SessionTimeout"
    VIRTUAL_NUMBER_REPLACED = "SessionVirtualNumberReplaced"
    VIRTUAL_NUMBER_ANSWER = "SessionVirtualNumberAnswer"


class PinAuthenticationStatus(OpenEnum):
    """Whether the caller proved to be one of the parties."""

    SUCCESS = "success"
    FAILED = "failed"
    AUTHORIZED_CALLER = "AuthorizedCaller"


class MaskingRecordingEvent(OpenEnum):
    """What happened to the recording of a session."""

    INITIATED = "SessionRecordingInitiated"
    COMPLETED = "SessionRecordingCompleted"
    FAILED = "SessionRecordingFailed"


class MaskingRecordingFormat(OpenEnum):
    """The file format of a recording, documented with a dot in front and accepted without."""

    MP3 = ".mp3"
    WAV = ".wav"

    @staticmethod
    def _key(text: str) -> str:
        return text.removeprefix(".")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MaskingSessionStatus(Callback):
    """
    Follows the calls of a number-masking session.

    Sent to the `callback_url` of the session when one of the two parties answers, rings or
    hangs up, a PIN is checked, or the session times out. The reply is not read. Older pages
    have other events (SessionInitiated, SessionRinging, SessionComplete, SessionFailed), and
    FirstParty and SecondParty in place of From and To.

    https://plivo.com/docs/number-masking/api/session-object/expire-a-number-masking-session
    """

    SENT_TO = "the callback_url of a masking session"
    EXPECTS_XML = False
    _SIGNS = Signs(
        frozenset({"SessionUUID"}),
        all_of=frozenset({"EventName"}),
        none_of=frozenset({"RecordingUUID"}),
    )
    _IDENTITY = ("session_uuid", "sequence_number")

    event_name: MaskingSessionEvent | None = None
    """What happened."""

    event_timestamp: datetime | None = None
    """When it happened, in UTC."""

    session_uuid: str | None = param("SessionUUID")
    """The session."""

    sequence_number: int | None = None
    """The place of the event within the session."""

    from_: str | None = None
    """The first party."""

    to: str | None = None
    """The second party."""

    virtual_number: str | None = None
    """The number that stands between them."""

    pin_authentication_status: PinAuthenticationStatus | None = None
    """On `SessionPinAuthenticationStatus`: whether the PIN was right."""

    pin_retry_counter: int | None = None
    """On `SessionPinAuthenticationStatus`: how many times it was asked for."""

    amount: Decimal | None = None
    """On `SessionFirstPartyHangup` and `SessionSecondPartyHangup`: the price in USD."""

    duration: int | None = None
    """On `SessionFirstPartyHangup` and `SessionSecondPartyHangup`: the length in seconds."""

    billed_duration: int | None = None
    """On `SessionFirstPartyHangup` and `SessionSecondPartyHangup`: the billed length in
    seconds."""

    plivo_hangup_cause: str | None = None
    """On `SessionFirstPartyHangup` and `SessionSecondPartyHangup`: Plivo's name for the
    cause."""

    plivo_hangup_cause_code: int | None = None
    """On `SessionFirstPartyHangup` and `SessionSecondPartyHangup`: Plivo's number for it."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MaskingSessionRecording(Callback):
    """
    Follows the recording of a number-masking session.

    Sent to the `recording_callback_url` of the session when recording starts, is stored or
    fails. The reply is not read.

    https://plivo.com/docs/number-masking/api/session-object/expire-a-number-masking-session
    """

    SENT_TO = "the recording_callback_url of a masking session"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"SessionUUID"}), all_of=frozenset({"EventName", "RecordingUUID"}))
    _IDENTITY = ("recording_uuid", "event_name")

    event_name: MaskingRecordingEvent | None = None
    """What happened."""

    event_timestamp: datetime | None = None
    """When it happened, in UTC."""

    session_uuid: str | None = param("SessionUUID")
    """The session."""

    sequence_number: int | None = None
    """The place of the event within the session."""

    from_: str | None = None
    """The first party."""

    to: str | None = None
    """The second party."""

    virtual_number: str | None = None
    """The number that stands between them."""

    recording_uuid: str | None = param("RecordingUUID")
    """The recording."""

    recording_url: str | None = param("RecordingURL", private=True)
    """Where the file is."""

    recording_resource_url: str | None = param("RecordingResourceURL", private=True)
    """Where the API tells of the recording."""

    recording_format: MaskingRecordingFormat | None = None
    """The file format."""

    recording_duration: int | None = None
    """The length in seconds."""

    recording_start_time: datetime | None = None
    """When it started, in UTC."""

    recording_end_time: datetime | None = None
    """When it ended, in UTC."""
