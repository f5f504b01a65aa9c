"""What recordings and their transcriptions report."""

from dataclasses import dataclass
from decimal import Decimal

from ._base import Callback
from ._params import Signs, param
from ._standard import CallCallback, CallRequest


__all__ = ["RecordAction", "RecordCallback", "RecordingApiCallback", "TranscriptionCallback"]

_RECORDING = frozenset({"RecordingID", "RecordUrl"})
_CONFERENCE = frozenset({"ConferenceAction", "ConferenceName", "ConferenceUUID"})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecordAction(CallRequest):
    """
    Says that a Record is done and asks what comes next.

    Sent to the `action` URL of Record: when the recording stops, or as soon as it starts if it
    is one of the session or of a Dial (`recordSession`, `startOnDialAnswer`). The reply is the
    next document, unless `redirect` is false. In the second case each length and time is -1,
    and `RecordCallback` has the figures. The file may not be there yet. `call_status` is
    `completed` when the caller hung up during the recording.

    https://plivo.com/docs/voice/xml/record
    """

    SENT_TO = "the action URL of Record"
    EXPECTS_XML = True
    _SIGNS = Signs(_RECORDING, all_of=frozenset({"Digits"}), none_of=_CONFERENCE)
    _IDENTITY = ("recording_id",)

    record_url: str | None = param(private=True)
    """Where the file is or will be. It may need the account's credentials, and is deleted after
    30 days by default."""

    recording_id: str | None = param("RecordingID")
    """The recording."""

    recording_duration: int | None = None
    """The length in seconds; -1 while it is not known."""

    recording_duration_ms: int | None = None
    """The length in milliseconds; -1 while it is not known."""

    recording_start_ms: int | None = None
    """The start, in milliseconds since 1970 UTC; -1 while it is not known."""

    recording_end_ms: int | None = None
    """The end, in milliseconds since 1970 UTC; -1 while it is not known."""

    digits: str | None = param(private=True, empty="silence, the length or a hangup ended it")
    """The key that stopped the recording."""

    record_file: str | None = param(private=True)
    """`record_url` once more; known from a compatible platform alone."""

    recording_end_reason: str | None = None
    """Why it stopped, such as maxLength; known from a compatible platform alone."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecordCallback(CallCallback):
    """
    Says that the file of a recording is ready.

    Sent to the `callbackUrl` of Record once the file is stored, mostly after the Hangup. The
    reply is not read. It carries no `digits`; that `call_uuid` comes along is known from a
    compatible platform alone, so go by `recording_id`.

    https://plivo.com/docs/voice/xml/record
    """

    SENT_TO = "the callbackUrl of Record"
    EXPECTS_XML = False
    _SIGNS = Signs(_RECORDING, none_of=_CONFERENCE | {"Digits"})
    _IDENTITY = ("recording_id",)

    record_url: str | None = param(private=True)
    """Where the file is. It may need the account's credentials, and is deleted after 30 days by
    default."""

    recording_id: str | None = param("RecordingID")
    """The recording."""

    recording_duration: int | None = None
    """The length in seconds; -1 is not expected here."""

    recording_duration_ms: int | None = None
    """The length in milliseconds; -1 is not expected here."""

    recording_start_ms: int | None = None
    """The start, in milliseconds since 1970 UTC; -1 is not expected here."""

    recording_end_ms: int | None = None
    """The end, in milliseconds since 1970 UTC; -1 is not expected here."""

    record_file: str | None = param(private=True)
    """`record_url` once more; known from a compatible platform alone."""

    recording_end_reason: str | None = None
    """Why it stopped, such as maxLength; known from a compatible platform alone."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecordingApiCallback(Callback):
    """
    Says that a recording which the REST API started is ready.

    Sent to the `callback_url` of the APIs that record a call or a conference, once the file is
    stored. The reply is not read. The news is that of `RecordCallback` under other names. No
    page says which parameter names a conference: keep `api_id` from the API's reply.

    https://plivo.com/docs/voice/api/recordings
    """

    SENT_TO = "the callback_url of the recording APIs"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"api_id", "record_url"}))
    _SNAKE_CASE = True
    _IDENTITY = ("recording_id",)

    api_id: str | None = None
    """The API request that started the recording."""

    record_url: str | None = param(private=True)
    """Where the file is."""

    call_uuid: str | None = None
    """The call, if it was one that was recorded."""

    recording_id: str | None = None
    """The recording."""

    recording_duration: int | None = None
    """The length in seconds."""

    recording_duration_ms: Decimal | None = None
    """The length in milliseconds, perhaps with decimals."""

    recording_start_ms: int | None = None
    """The start, in milliseconds since 1970 UTC."""

    recording_end_ms: int | None = None
    """The end, in milliseconds since 1970 UTC."""

    response: str | None = param(private=True)
    """All of the above as one JSON object instead; known from a compatible platform alone."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TranscriptionCallback(Callback):
    """
    Delivers the text of a recording.

    Sent to the `transcriptionUrl` of Record and Conference, to that of MultiPartyCall (which
    two SDKs alone know), and to the `transcription_url` of the APIs, minutes later at times;
    whether the transcription API's own callback has this body is not documented. The reply is
    not read. English only, from 500 ms to 4 hours and under 2 GB; otherwise `error` is set.

    https://plivo.com/docs/voice/xml/record
    """

    SENT_TO = "the transcriptionUrl of Record and Conference"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"transcription"}))
    _SNAKE_CASE = True
    _IDENTITY = ("recording_id",)

    transcription: str | None = param(private=True, empty="it failed, or nobody spoke: see error")
    """The text."""

    transcription_charge: Decimal | None = None
    """The price in USD."""

    transcription_rate: Decimal | None = None
    """The price in USD per minute."""

    duration: Decimal | None = None
    """The length of the recording in seconds."""

    call_uuid: str | None = None
    """The call; for a conference recording it may be absent or empty."""

    recording_id: str | None = None
    """The recording."""

    error: str | None = param(empty="it worked")
    """Why there is no text."""
