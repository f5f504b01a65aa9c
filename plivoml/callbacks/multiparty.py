"""What MultiPartyCall reports and asks for."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ._base import Callback
from ._enums import Direction, OpenEnum
from ._params import Signs, param
from ._standard import LegCallback


__all__ = [
    "MultiPartyCallEvent",
    "MultiPartyCallExit",
    "MultiPartyCallRecording",
    "MultiPartyCallRecordingEvent",
    "MultiPartyCallSoundRequest",
    "MultiPartyCallStatus",
    "ParticipantRole",
    "RecordingFormat",
]


class ParticipantRole(OpenEnum):
    """
    The role of a participant.

    Plivo writes it in the case that the document used; `AI_AGENT` is not on every page.
    """

    AGENT = "Agent"
    SUPERVISOR = "Supervisor"
    CUSTOMER = "Customer"
    AI_AGENT = "ai-agent"

    @staticmethod
    def _key(text: str) -> str:
        return text.lower()


class RecordingFormat(OpenEnum):
    """The file format of a recording."""

    MP3 = "mp3"
    WAV = "wav"


class MultiPartyCallEvent(OpenEnum):
    """
    What happened in a multiparty call.

    `statusCallbackEvents` asks for them in groups: mpc-state-changes (the first three) and
    participant-state-changes (the next eight) are sent by default; participant-speak-events,
    participant-digit-input-events and add-participant-api-events have the rest. One list also
    names a group participant-audio-events, without its events.
    """

    INITIALIZED = "MPCInitialized"
    START = "MPCStart"
    END = "MPCEnd"
    PARTICIPANT_JOIN = "ParticipantJoin"
    PARTICIPANT_EXIT = "ParticipantExit"
    PARTICIPANT_MUTE = "ParticipantMute"
    PARTICIPANT_UNMUTE = "ParticipantUnmute"
    PARTICIPANT_HOLD = "ParticipantHold"
    PARTICIPANT_UNHOLD = "ParticipantUnhold"
    PARTICIPANT_COACH_MODE_START = "ParticipantCoachModeStart"
    PARTICIPANT_COACH_MODE_STOP = "ParticipantCoachModeStop"
    PARTICIPANT_SPEAK_START = "ParticipantSpeakStart"
    PARTICIPANT_SPEAK_STOP = "ParticipantSpeakStop"
    PARTICIPANT_DIGIT_INPUT = "ParticipantDigitInput"
    ADD_PARTICIPANT_INITIATED = "AddParticipantByAPIActionInitiated"
    ADD_PARTICIPANT_COMPLETED = "AddParticipantByAPIActionCompleted"


class MultiPartyCallRecordingEvent(OpenEnum):
    """What happened to the recording of a multiparty call."""

    INITIATED = "MPCRecordingInitiated"
    PAUSED = "MPCRecordingPaused"
    RESUMED = "MPCRecordingResumed"
    COMPLETED = "MPCRecordingCompleted"
    FAILED = "MPCRecordingFailed"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MultiPartyCallExit(LegCallback):
    """
    Says that a participant has left a multiparty call and asks what comes next.

    Sent to the `onExitActionUrl` of MultiPartyCall, presumably while the participant's leg is
    still up. The reply is the next document. Whether the standard parameters come along is not
    documented: take the leg from `participant_call_uuid`.

    https://plivo.com/docs/voice/xml/conferencing
    """

    SENT_TO = "the onExitActionUrl of MultiPartyCall"
    EXPECTS_XML = True
    _SIGNS = Signs(frozenset({"MPCFriendlyName"}))
    _IDENTITY = ("mpc_uuid", "member_id")

    mpc_uuid: str | None = param("MPCUUID")
    """The multiparty call."""

    mpc_friendly_name: str | None = param("MPCFriendlyName")
    """Its name, which is `mpc_name` in the other requests."""

    member_id: str | None = param("MemberID")
    """The participant: a number within the call, as text."""

    participant_call_uuid: str | None = param("ParticipantCallUUID")
    """The participant's leg."""

    participant_role: ParticipantRole | None = None
    """The participant's role."""

    participant_join_time: datetime | None = param(zone="offset")
    """When the participant joined, with an offset."""

    participant_end_time: datetime | None = param(zone="offset")
    """When the participant left, with an offset."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MultiPartyCallStatus(Callback):
    """
    Follows a multiparty call.

    Sent to the `statusCallbackUrl` of MultiPartyCall or of the add-participant API for the
    groups of events that were asked for, by POST unless told otherwise; the add-participant
    helpers of two SDKs ask for GET. The reply is not read. The parameters of a participant
    come on the events that begin with Participant. Order by `sequence_number` if it is there.

    https://plivo.com/docs/voice/xml/conferencing
    """

    SENT_TO = "the statusCallbackUrl of MultiPartyCall"
    EXPECTS_XML = False
    _SIGNS = Signs(
        frozenset({"MPCUUID", "MPCName"}),
        all_of=frozenset({"EventName"}),
        none_of=frozenset({"RecordingUUID"}),
    )
    _IDENTITY = ("mpc_uuid", "sequence_number")

    event_name: MultiPartyCallEvent | None = None
    """What happened."""

    event_timestamp: datetime | None = param(zone="offset")
    """When it happened. The shape is not documented here; the API prints an offset."""

    mpc_uuid: str | None = param("MPCUUID")
    """The multiparty call."""

    mpc_name: str | None = param("MPCName")
    """Its name, which is `mpc_friendly_name` in `MultiPartyCallExit`."""

    sequence_number: int | None = None
    """The place of the event within the call. Not documented."""

    member_id: str | None = param("MemberID")
    """On events of a participant: a number within the call, as text."""

    participant_role: ParticipantRole | None = None
    """On events of a participant: the role."""

    participant_call_uuid: str | None = param("ParticipantCallUUID")
    """On events of a participant: the leg."""

    participant_coach_mode: bool | None = None
    """On events of a participant: whether only agents hear this supervisor."""

    participant_call_from: str | None = None
    """On events of a participant: the caller's number. Not documented."""

    participant_call_to: str | None = None
    """On events of a participant: the number that was called. Not documented."""

    participant_call_direction: Direction | None = None
    """On events of a participant: who placed the call. Not documented."""

    member_address: str | None = None
    """On events of a participant: the number or SIP address. Not documented."""

    digit_input: str | None = param(private=True)
    """On `ParticipantDigitInput`: the keys. Not documented."""

    add_participant_api_request_outcome: str | None = param("AddParticipantAPIRequestOutcome")
    """On `AddParticipantByAPIActionCompleted`: how it went. Not documented."""

    mpc_duration: int | None = param("MPCDuration")
    """On `MPCEnd`: the length in seconds."""

    mpc_billed_duration: int | None = param("MPCBilledDuration")
    """On `MPCEnd`: the billed length in seconds."""

    mpc_billed_amount: Decimal | None = param("MPCBilledAmount")
    """On `MPCEnd`: the price in USD."""

    mpc_termination_cause: str | None = param("MPCTerminationCause")
    """On `MPCEnd`: why it ended, such as No Active Participants. Not documented."""

    mpc_termination_cause_code: int | None = param("MPCTerminationCauseCode")
    """
    On `MPCEnd`: 1000 no active participants, 1010 nobody may stay alone, 2000 the longest
    duration is reached, 3000 ended by the API. These are not hangup codes. Not documented.
    """


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MultiPartyCallRecording(Callback):
    """
    Follows the recording of a multiparty call.

    Sent to the `recordingCallbackUrl` of MultiPartyCall or of the APIs when recording starts,
    pauses, resumes, is stored or fails, by GET or by POST: sources disagree on the default, so
    serve both. The reply is not read. What the recording of a single participant sends to its
    own URL is not documented.

    https://plivo.com/docs/voice/xml/conferencing
    """

    SENT_TO = "the recordingCallbackUrl of MultiPartyCall"
    EXPECTS_XML = False
    _SIGNS = Signs(
        frozenset({"MPCUUID", "MPCName"}), all_of=frozenset({"EventName", "RecordingUUID"})
    )
    _IDENTITY = ("recording_uuid", "event_name")
    _RECURRING = frozenset(
        {MultiPartyCallRecordingEvent.PAUSED, MultiPartyCallRecordingEvent.RESUMED}
    )

    event_name: MultiPartyCallRecordingEvent | None = None
    """What happened."""

    event_timestamp: datetime | None = param(zone="offset")
    """When it happened, with an offset."""

    mpc_uuid: str | None = param("MPCUUID")
    """The multiparty call."""

    mpc_name: str | None = param("MPCName")
    """Its name."""

    recording_uuid: str | None = param("RecordingUUID")
    """The recording, which is `recording_id` in Record and Conference."""

    recording_url: str | None = param("RecordingURL", private=True)
    """Where the file is; certain on `MPCRecordingCompleted` alone."""

    recording_format: RecordingFormat | None = None
    """The file format."""

    recording_duration: int | None = None
    """On `MPCRecordingCompleted`: the length in seconds."""

    recording_start_time: datetime | None = param(zone="offset")
    """When it started, with an offset."""

    recording_end_time: datetime | None = param(zone="offset")
    """When it ended, with an offset."""

    sequence_number: int | None = None
    """The place of the event within the call."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MultiPartyCallSoundRequest(LegCallback):
    """
    Fetches what a participant hears while waiting, on hold, at entry, or at exit.

    Sent to `waitMusicUrl`, `agentHoldMusicUrl`, `customerHoldMusicUrl`, `enterSound`,
    `exitSound`, `startRecordingAudio` or `stopRecordingAudio` of MultiPartyCall, and to
    `confirm_key_sound_url` and `dial_music` of the add-participant API. The reply is a document
    of Play, Speak and Wait alone. No page lists the parameters: count on none.

    https://plivo.com/docs/voice/xml/conferencing
    """

    SENT_TO = "the sound URLs of MultiPartyCall"
    EXPECTS_XML = True
    _MAY_BE_BARE = True
