"""What Conference reports and asks for."""

from dataclasses import dataclass

from ._enums import OpenEnum
from ._params import Signs, param
from ._standard import CallCallback, CallRequest


__all__ = [
    "ConferenceAction",
    "ConferenceCallback",
    "ConferenceEvent",
    "ConferenceSoundRequest",
]

_SOUNDS = "Event=ConferenceRemoteSounds"


class ConferenceEvent(OpenEnum):
    """What happened in a room; `WAIT_SOUND` is known from a compatible platform alone."""

    ENTER = "enter"
    EXIT = "exit"
    DIGITS = "digits"
    FLOOR = "floor"
    RECORD = "record"
    WAIT_SOUND = "waitSound"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConferenceAction(CallRequest):
    """
    Says that a member has left the room and asks what comes next.

    Sent to the `action` URL of Conference when the member leaves by the star key, a kick, the
    end of the room, or a hangup; nothing says which. The reply is the next document, unless
    `redirect` is false.

    https://plivo.com/docs/voice/xml/conferencing
    """

    SENT_TO = "the action URL of Conference"
    EXPECTS_XML = True
    _SIGNS = Signs(
        frozenset({"ConferenceName", "ConferenceUUID"}),
        none_of=frozenset({"ConferenceAction", _SOUNDS}),
    )

    conference_name: str | None = None
    """The name of the room."""

    conference_uuid: str | None = param("ConferenceUUID")
    """This run of the room: a new one each time."""

    conference_member_id: str | None = param("ConferenceMemberID")
    """The member: a small number within the room, as text, which the member API takes."""

    record_url: str | None = param(private=True, empty="nothing was recorded")
    """Where the recording is; only with `record`."""

    recording_id: str | None = param("RecordingID", empty="nothing was recorded")
    """The recording; only with `record`."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConferenceCallback(CallCallback):
    """
    Follows a conference room.

    Sent to the `callbackUrl` of Conference when a member enters, leaves, presses keys that
    match `digitsMatch` or, with `floorEvent`, takes the floor, and when the recording starts
    or is stored. The reply is not read. `from_`, `to`, `direction` and `call_status` come on
    `enter`, `digits` and `floor` if at all: integrations and a compatible platform tell of them,
    Plivo's pages do not. `call_uuid` is the member's leg and may be absent on `record`. Events
    may overtake each other.

    https://plivo.com/docs/voice/xml/conferencing
    """

    SENT_TO = "the callbackUrl of Conference"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"ConferenceAction"}), none_of=frozenset({_SOUNDS}))
    _IDENTITY = ("conference_uuid", "conference_member_id", "conference_action")
    _RECURRING = frozenset({ConferenceEvent.DIGITS, ConferenceEvent.FLOOR, ConferenceEvent.RECORD})

    conference_action: ConferenceEvent | None = None
    """What happened."""

    conference_name: str | None = None
    """The name of the room."""

    conference_uuid: str | None = param("ConferenceUUID")
    """This run of the room: a new one each time."""

    conference_member_id: str | None = param("ConferenceMemberID", empty="no one member is meant")
    """The member, on `enter`, `exit`, `digits` and `floor`."""

    conference_first_member: bool | None = None
    """On `enter`: whether the room was empty before. Not documented."""

    conference_last_member: bool | None = None
    """On `exit`: whether the room was empty at that moment. Not documented."""

    conference_digits_match: str | None = param(private=True)
    """On `digits`: the keys that matched."""

    record_url: str | None = param(private=True)
    """On `record`: where the recording is or will be."""

    recording_id: str | None = param("RecordingID")
    """On `record`: the recording. It can come twice: with -1 at the start, with figures at the
    end."""

    recording_duration: int | None = None
    """On `record`: the length in seconds; -1 while it goes on."""

    recording_duration_ms: int | None = None
    """On `record`: the length in milliseconds; -1 while it goes on."""

    recording_start_ms: int | None = None
    """On `record`: the start, in milliseconds since 1970 UTC; -1 while it goes on."""

    recording_end_ms: int | None = None
    """On `record`: the end, in milliseconds since 1970 UTC; -1 while it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConferenceSoundRequest(CallCallback):
    """
    Fetches what a member or the room hears while waiting, at entry or at exit.

    Sent to the `waitSound`, `enterSound` or `exitSound` URL of Conference. The reply is a
    document of Play, Speak and Wait alone. No page lists the parameters; what is known of them
    comes from a compatible platform.

    https://plivo.com/docs/voice/xml/conferencing
    """

    SENT_TO = "the waitSound, enterSound or exitSound URL of Conference"
    EXPECTS_XML = True
    _SIGNS = Signs(frozenset({_SOUNDS, "ConferenceAction=waitSound"}))
    _MAY_BE_BARE = True

    conference_name: str | None = None
    """The name of the room."""

    conference_uuid: str | None = param("ConferenceUUID", empty="the room has not started")
    """This run of the room."""

    conference_member_id: str | None = param("ConferenceMemberID", empty="not a member yet")
    """The member."""

    conference_action: ConferenceEvent | None = None
    """What the sound is for; `waitSound` is the only one seen."""
