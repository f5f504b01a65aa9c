"""Calls with several people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias, get_args

import attrs

from .._model.declare import Extensible, element
from .._model.types import (
    ActionMethod,
    ActionUrl,
    AnyText,
    AudioFormat,
    Contested,
    Default,
    DialDigits,
    DigitPatterns,
    Doubt,
    Method,
    Named,
    Reaches,
    RoomName,
    SdkOnly,
    SecondsFrom1,
    SoundUrl,
    Spelled,
    StreamContentType,
    StreamHeaders,
    TranscriptionType,
    Url,
    when_is,
)
from .._model.values import Integer, ListOf


__all__ = ["Conference", "MultiPartyCall"]


_AI_AGENT = when_is("role", "ai-agent")
_SOUND_OR_DOCUMENT = Doubt("By some pages it is an audio file, by others a document.")
_LIBRARIES_WRITE_FALSE = Doubt("No page prints a default; the libraries write false.")

ConferenceSound: TypeAlias = Annotated[
    Literal["", "beep:1", "beep:2"] | Url, Named("ConferenceSound"), Reaches.DOCUMENT
]
ParticipantSound: TypeAlias = Annotated[
    Literal["none", "beep:1", "beep:2"] | Url, Named("ParticipantSound"), Reaches.DOCUMENT
]
Members: TypeAlias = Annotated[int, Integer("members", 1, 20)]
Participants: TypeAlias = Annotated[int, Integer("participants", 2, 10)]
RecordedParticipants: TypeAlias = Annotated[int, Integer("participants", 1, 2)]
MultiPartySeconds: TypeAlias = Annotated[int, Integer("seconds", 300, 28_800)]
WaitTime: TypeAlias = Annotated[int, Integer("seconds", 0, 1800)]
StatusEvent: TypeAlias = Literal[
    "mpc-state-changes",
    "participant-state-changes",
    "participant-speak-events",
    "participant-digit-input-events",
    "add-participant-api-events",
    "participant-audio-events",
]
StatusEvents: TypeAlias = Annotated[
    Sequence[StatusEvent] | str,
    ListOf("StatusEvents", "events", words=get_args(StatusEvent)),
    Contested(("participant-audio-events",), "one reference has it; others list five groups"),
]


@element
class Conference(Extensible):
    """
    Puts the caller into a room with everyone who joins the same name on the account.

    A room holds 20 members at most.

    https://www.plivo.com/docs/voice/xml/conference
    """

    name: RoomName = attrs.field(kw_only=False)
    """The name of the room."""

    muted: Annotated[bool | None, Default(value=False)] = None
    """Whether the member joins muted. Default: `false`."""

    enter_sound: Annotated[ConferenceSound | None, Default(""), _SOUND_OR_DOCUMENT] = None
    """What the room hears when the member enters: nothing, one or two beeps, or the document of
    Play, Speak and Wait at a URL (asked by POST)."""

    exit_sound: Annotated[ConferenceSound | None, Default(""), _SOUND_OR_DOCUMENT] = None
    """What the room hears when the member leaves, as for `enter_sound`."""

    start_conference_on_enter: Annotated[bool | None, Default(value=True)] = None
    """Whether the conference starts when the member enters; until it does, members are muted and
    hear music. Default: `true`."""

    end_conference_on_exit: Annotated[bool | None, Default(value=False)] = None
    """Whether the conference ends for all when the member leaves. Default: `false`."""

    stay_alone: Annotated[
        bool | None,
        Default(value=True),
        Doubt("A table of today says of it what false does."),
    ] = None
    """Whether the room stays open for the last member. Default: `true`."""

    wait_sound: Annotated[
        SoundUrl | None,
        Doubt("A table calls it an audio file; examples answer with a document."),
    ] = None
    """A URL that answers with the document that members hear until the conference starts."""

    max_members: Annotated[
        Members | None,
        Default(20),
        Doubt("Older pages say 100, or no limit."),
    ] = None
    """How many members there can be; the first to join decides. Default: `20`."""

    record: Annotated[bool | None, Default(value=False)] = None
    """Whether the conference is recorded. Default: `false`."""

    record_file_format: Annotated[AudioFormat | None, Default("mp3")] = None
    """The format of the recording. Default: `mp3`."""

    time_limit: Annotated[SecondsFrom1 | None, Default(86400)] = None
    """The longest the conference may last, in seconds. Default: `86400`."""

    hangup_on_star: Annotated[bool | None, Default(value=False)] = None
    """Whether the member can leave with the star key. Default: `false`."""

    action: ActionUrl | None = None
    """Asked what comes next when the member leaves."""

    method: Annotated[ActionMethod | None, Default("POST")] = None
    """How `action` is asked. Default: `POST`."""

    callback_url: Url | None = None
    """Told who enters and leaves, of keys, of the floor and of the recording."""

    callback_method: Annotated[Method | None, Default("POST")] = None
    """How `callback_url` is asked. Default: `POST`."""

    digits_match: DigitPatterns | None = None
    """Keys of the member to tell `callback_url` of."""

    floor_event: Annotated[bool | None, Default(value=False)] = None
    """Whether `callback_url` is told when the member starts to speak. Default: `false`."""

    redirect: Annotated[bool | None, Default(value=True)] = None
    """Whether the document that `action` answers with takes the call over. Default: `true`."""

    relay_dtmf: Annotated[bool | None, Spelled("relayDTMF"), Default(value=True)] = None
    """Whether the others hear the keys of the member. Default: `true`."""

    transcription_type: Annotated[
        TranscriptionType | None,
        Doubt("One page says auto; another lists three."),
    ] = None
    """Whether the recording is written down: `auto` for by machine."""

    transcription_url: Url | None = None
    """Told the transcription."""

    transcription_method: Annotated[Method | None, Default("POST")] = None
    """How `transcription_url` is asked. Default: `POST`."""

    record_when_alone: Annotated[
        bool | None, SdkOnly(("python", "node", "ruby", "php", "dotnet"))
    ] = None
    """Whether a single member is recorded."""

    beep: Annotated[
        bool | None,
        SdkOnly(("node", "ruby", "php")),
        Doubt("enterSound and exitSound do the job today."),
    ] = None
    """Whether there is a beep when the member enters."""

    send_digits: Annotated[DialDigits | None, SdkOnly(("python", "dotnet"))] = None
    """Keys to press."""


@element
class MultiPartyCall(Extensible):
    """
    Joins the caller to a call of several people with roles, coaching, hold and mute.

    A call holds 10 participants at most.  A URL for music or for a sound answers with a
    document of Play, Speak and Wait; it is no audio file.  Attributes up to
    `transcription_url` shape the call, those after them the participant.

    https://www.plivo.com/docs/voice/xml/multiparty-call
    """

    name: RoomName = attrs.field(kw_only=False)
    """The name of the call."""

    role: Annotated[
        Role, Doubt("Tables write human roles with a capital, examples without; Plivo takes both.")
    ]
    """What the participant is; an `ai-agent` is a WebSocket server."""

    max_duration: Annotated[MultiPartySeconds | None, Default(14400)] = None
    """How long the call may last, in seconds, from 5 minutes to 8 hours. Default: `14400`."""

    max_participants: Annotated[Participants | None, Default(10)] = None
    """How many participants there can be. Default: `10`."""

    record_min_member_count: Annotated[RecordedParticipants | None, Default(1)] = None
    """How many participants it takes for the recording to start. Default: `1`."""

    wait_music_url: SoundUrl | None = None
    """What participants hear until the call starts; without it, Plivo's music."""

    wait_music_method: Annotated[
        Method | None, Default("GET"), Doubt("The default is from an older page.")
    ] = None
    """How `wait_music_url` is asked. Default: `GET`."""

    wait_time: Annotated[
        WaitTime | None,
        SdkOnly(("python", "go")),
        Doubt("The range is that of the Python library, and seconds are a guess."),
    ] = None
    """How long to wait, in seconds."""

    wait_for_agent: Annotated[bool | None, Default(value=False)] = None
    """Whether customers hear the music until an agent joins. Default: `false`."""

    agent_hold_music_url: SoundUrl | None = None
    """What agents on hold hear."""

    agent_hold_music_method: Annotated[
        Method | None, Default("GET"), Doubt("The default is from an older page.")
    ] = None
    """How `agent_hold_music_url` is asked. Default: `GET`."""

    customer_hold_music_url: SoundUrl | None = None
    """What customers on hold hear."""

    customer_hold_music_method: Annotated[
        Method | None, Default("GET"), Doubt("The default is from an example on an older page.")
    ] = None
    """How `customer_hold_music_url` is asked. Default: `GET`."""

    record: Annotated[bool | None, Default(value=False)] = None
    """Whether the call is recorded. Default: `false`."""

    record_file_format: Annotated[AudioFormat | None, Default("mp3")] = None
    """The format of the recording. Default: `mp3`."""

    record_coach_voice: Annotated[bool | None, Doubt("No page prints a default.")] = None
    """Whether the supervisor is in the recording."""

    record_participant_track: Annotated[
        bool | None,
        Doubt(
            "It stands in a document to copy in a guide of Plivo's, and in no table. No page prints "
            "a default; the libraries write false."
        ),
    ] = None
    """Whether each participant is recorded apart."""

    recording_callback_url: Url | None = None
    """Told of the recording."""

    recording_callback_method: Annotated[
        Method | None,
        Doubt("No page prints a default, and the libraries differ: give it."),
    ] = None
    """How `recording_callback_url` is asked."""

    start_recording_audio: SoundUrl | None = None
    """What participants hear when the recording starts."""

    start_recording_audio_method: Annotated[Method | None, Default("GET")] = None
    """How `start_recording_audio` is asked. Default: `GET`."""

    stop_recording_audio: SoundUrl | None = None
    """What participants hear when the recording stops."""

    stop_recording_audio_method: Annotated[Method | None, Default("GET")] = None
    """How `stop_recording_audio` is asked. Default: `GET`."""

    status_callback_url: Url | None = None
    """Told of the events of the call and of its participants."""

    status_callback_method: Annotated[
        Method | None,
        Doubt("No page prints a default; most libraries write POST."),
    ] = None
    """How `status_callback_url` is asked."""

    status_callback_events: Annotated[
        StatusEvents | None,
        Doubt(
            "participant-audio-events is in one reference only. Four of seven libraries take out "
            "blanks beside a comma. No page prints a default; the "
            "libraries write mpc-state-changes,participant-state-changes."
        ),
    ] = None
    """Which groups of events `status_callback_url` is told of."""

    transcript: Annotated[bool | None, SdkOnly(("python", "go")), _LIBRARIES_WRITE_FALSE] = None
    """Whether the call is written down."""

    transcription_url: Annotated[Url | None, SdkOnly(("python", "go"))] = None
    """Told the transcription."""

    mute: Annotated[bool | None, Default(value=False)] = None
    """Whether the participant joins muted. Default: `false`."""

    hold: Annotated[bool | None, Default(value=False)] = None
    """Whether the participant joins on hold. Default: `false`."""

    coach_mode: Annotated[bool | None, Default(value=True), when_is("role", "Supervisor")] = None
    """Whether agents hear the supervisor and customers do not. Default: `true`."""

    stay_alone: Annotated[bool | None, Default(value=False)] = None
    """Whether the participant stays in the call when nobody else is left. Default: `false`."""

    start_mpc_on_enter: Annotated[bool | None, Default(value=True)] = None
    """Whether the call starts when the participant enters. Default: `true`."""

    end_mpc_on_exit: Annotated[bool | None, Default(value=False)] = None
    """Whether the call ends for all when the participant leaves. Default: `false`."""

    enter_sound: Annotated[ParticipantSound | None, Default("beep:1")] = None
    """What the others hear when the participant enters. Default: `beep:1`."""

    enter_sound_method: Annotated[Method | None, Default("GET")] = None
    """How the URL in `enter_sound` is asked. Default: `GET`."""

    exit_sound: Annotated[ParticipantSound | None, Default("beep:2")] = None
    """What the others hear when the participant leaves. Default: `beep:2`."""

    exit_sound_method: Annotated[Method | None, Default("GET")] = None
    """How the URL in `exit_sound` is asked. Default: `GET`."""

    on_exit_action_url: Url | None = None
    """Asked what comes next when the participant leaves."""

    on_exit_action_method: Annotated[
        Method | None, Doubt("No page prints a default; the libraries write POST.")
    ] = None
    """How `on_exit_action_url` is asked."""

    relay_dtmf_inputs: Annotated[
        bool | None,
        Spelled("relayDTMFInputs"),
        _LIBRARIES_WRITE_FALSE,
    ] = None
    """Whether the others hear the keys of the participant."""

    ai_agent_stream_service_url: Annotated[Url | None, Reaches.STREAM, _AI_AGENT] = None
    """The address of the WebSocket server, which starts with `wss://`."""

    ai_agent_stream_content_type: Annotated[
        StreamContentType | None,
        Default("audio/x-l16;rate=8000"),
        _AI_AGENT,
        Doubt("Only the default is printed; the others are those of Stream."),
    ] = None
    """How the sound is encoded, and its rate. Default: `audio/x-l16;rate=8000`."""

    ai_agent_stream_status_callback_url: Annotated[Url | None, _AI_AGENT] = None
    """Told when the stream starts, stops, drops or suffers."""

    ai_agent_stream_status_callback_method: Annotated[Method | None, Default("POST"), _AI_AGENT] = (
        None
    )
    """How `ai_agent_stream_status_callback_url` is asked. Default: `POST`."""

    ai_agent_stream_sampling_rate: Annotated[
        AnyText | None, _AI_AGENT, Doubt("No page prints its type, range or default.")
    ] = None
    """The rate of the sound."""

    ai_agent_stream_extra_headers: Annotated[
        StreamHeaders | None, _AI_AGENT, Doubt("Presumably as extraHeaders of Stream.")
    ] = None
    """Names and values for the server."""


Role: TypeAlias = Annotated[
    Literal["Agent", "agent", "Supervisor", "supervisor", "Customer", "customer", "ai-agent"],
    Named("Role"),
]
