"""What the API does in rooms, and to those who are in them.

https://plivo.com/docs/voice/api/conferences and .../multiparty-calls
"""

from __future__ import annotations

from typing import Any

from plivoml import Conference, MultiPartyCall, Speak
from plivoml.callbacks import (
    ConferenceCallback,
    MultiPartyCallRecording,
    MultiPartyCallStatus,
    RecordingApiCallback,
)
from plivoml.testing import Account, Call

from .api import ANSWER, refused, sdk, told
from .flows import flow, handler, proves


ROOM = Conference("Orchid Room", callback_url="/events", floor_event=True, action="/left")
EVENTS = "https://ivr.example.com/recorded"


def app(room: Any = ROOM) -> dict[str, Any]:
    return flow(room, Speak("Next."), events=[], recorded=[], left=[Speak("Bye.")])


def two_in(account: Account) -> tuple[Call, Call]:
    """Return two calls in one room."""
    first, second = (account.call(ANSWER, from_=f"+1555010010{last}") for last in (1, 2))
    first.answer()
    second.answer()
    return first, second


def actions(call: Call) -> list[str]:
    return [str(event.conference_action) for event in call.sent(ConferenceCallback)]


@proves("The REST API", "Rooms and their members are listed")
def test_rooms_and_their_members_are_listed() -> None:
    with Account(app()) as account:
        client = sdk(account)
        assert client.conferences.list().conferences == []
        first, second = two_in(account)
        second.wait(5)
        assert client.conferences.list().conferences == ["Orchid Room"]
        room = client.conferences.get("Orchid Room")
        assert (room.conference_member_count, room.conference_run_time) == ("2", "5")
        assert [member.call_uuid for member in room.members] == [first.uuid, second.uuid]
        assert {key: room.members[0][key] for key in ("member_id", "from", "muted", "deaf")} == {
            "member_id": "1",
            "from": "15550100101",
            "muted": False,
            "deaf": False,
        }
        assert refused(account, "GET", "Conference/x/") == (404, "conference not found")


@proves("The REST API", "Who is kicked goes on")
@proves("The REST API", "Members are muted, deafened, kicked and hung up")
def test_members_are_muted_and_put_out() -> None:
    with Account(app()) as account:
        client = sdk(account)
        first, second = two_in(account)
        answer = client.conferences.member_mute("Orchid Room", "1")
        assert (answer.message, answer.member_id) == ("muted", ["1"])
        first.say("hello")
        assert "floor" not in actions(first)
        assert client.conferences.get("Orchid Room").members[0].muted is True
        client.conferences.member_mute_stop("Orchid Room", "1")
        first.say("hello")
        assert "floor" in actions(first)

        client.conferences.member_deaf("Orchid Room", "1,2")
        client.conferences.member_deaf_stop("Orchid Room", "2")
        client.conferences.member_speak("Orchid Room", "all", "Hello.")
        client.conferences.member_play("Orchid Room", "2", "https://a.example.com/b.mp3")
        client.conferences.member_speak_stop("Orchid Room", "all")
        client.conferences.member_play_stop("Orchid Room", "2")
        assert (first.heard, second.heard) == ([], ["Hello.", "https://a.example.com/b.mp3"])

        assert client.conferences.member_kick("Orchid Room", "1").message == "kicked"
        assert first.heard == ["Bye."]
        path = "Conference/Orchid%20Room/Member/"
        assert refused(account, "POST", f"{path}1/Kick/") == (404, "member not found")
        told(account, "DELETE", f"{path}2/")
        assert (second.hangup_cause.code, second.hangup_source) == (4000, "API Request")
        assert "the API puts out member 1" in first.transcript()


def test_who_has_left_meanwhile_is_left_alone() -> None:
    with Account(app()) as account:
        first, _ = two_in(account)
        for _ in range(2):
            told(account, "POST", "Conference/Orchid%20Room/Member/1/Kick/")
        assert first.heard == ["Bye."]
        assert first.transcript().count("the API puts out") == 1


def test_rooms_are_ended_with_the_calls_in_them() -> None:
    for path in ("Conference/", "Conference/Orchid%20Room/"):
        with Account(app()) as account:
            calls = two_in(account)
            told(account, "DELETE", path)
            assert [call.hangup_cause.code for call in calls] == [4000, 4000]
            assert actions(calls[0])[-1] == "exit"


@proves("The REST API", "A room is recorded")
def test_a_room_is_recorded_until_it_is_stopped_or_empty() -> None:
    with Account(app()) as account:
        client = sdk(account)
        first, second = two_in(account)
        client.calls.start_recording(first.uuid)
        begun = client.conferences.record("Orchid Room", callback_url=EVENTS)
        first.wait(3)
        client.conferences.record_stop("Orchid Room")
        first.wait(1)
        (stopped,) = first.sent(RecordingApiCallback)
        assert (stopped.api_id, stopped.call_uuid, dict(stopped.extra)) == (
            begun.api_id,
            None,
            {"conference_name": "Orchid Room"},
        )
        assert stopped.recording_duration == 3
        client.conferences.record("Orchid Room", callback_url=EVENTS)
        first.wait(2)
        first.hang_up()
        second.hang_up()
        assert len(told(account, "GET", f"Recording/?call_uuid={first.uuid}")["objects"]) == 1
        assert [one.recording_duration for one in first.sent(RecordingApiCallback)] == [3, 2]
        listed = told(account, "GET", "Recording/?conference_name=Orchid%20Room")["objects"]
        assert {one["recording_type"] for one in listed} == {"conference"}


def test_a_deaf_member_hears_no_sound_of_the_room() -> None:
    room = Conference("Orchid Room", exit_sound="https://ivr.example.com/sound")
    pages = {**app(room), "/sound": handler("<Response><Speak>Pling.</Speak></Response>")}
    with Account(pages) as account:
        first, second = two_in(account)
        third = account.call(ANSWER)
        third.answer()
        told(account, "POST", "Conference/Orchid%20Room/Member/1/Deaf/")
        third.hang_up()
        assert (first.heard, second.heard) == ([], ["Pling."])


# Multiparty calls.


def party(**attributes: Any) -> dict[str, Any]:
    room = MultiPartyCall(
        "orchid",
        role="customer",
        status_callback_url="/events",
        status_callback_method="POST",
        recording_callback_url="/recorded",
        status_callback_events=["participant-state-changes", "participant-speak-events"],
        on_exit_action_url="/left",
        stay_alone=True,
        **attributes,
    )
    return flow(room, events=[], recorded=[], left=[Speak("Bye.")])


def events(call: Call) -> list[str]:
    return [str(event.event_name) for event in call.sent(MultiPartyCallStatus)]


@proves("The REST API", "Multiparty calls that go on, and their participants")
def test_multiparty_calls_and_their_participants_are_listed() -> None:
    with Account(party()) as account:
        client = sdk(account)
        first, second = two_in(account)
        (one,) = told(account, "GET", "MultiPartyCall/?friendly_name=orchid")["objects"]
        assert (one["status"], one["recording"], one["stay_alone"]) == (
            "Active",
            "not-recording",
            True,
        )
        assert told(account, "GET", "MultiPartyCall/?status=initialized")["objects"] == []
        assert told(account, "GET", "MultiPartyCall/?friendly_name=x")["meta"]["count"] == 0
        uuid = one["mpc_uuid"]
        assert client.multi_party_calls.get(uuid=uuid).friendly_name == "orchid"
        listed = client.multi_party_calls.list_participants(friendly_name="orchid")
        assert [participant.call_uuid for participant in listed] == [first.uuid, second.uuid]
        path = f"MultiPartyCall/uuid_{uuid}/Participant/"
        (mine,) = told(account, "GET", f"{path}?call_uuid={second.uuid}")["objects"]
        assert (mine["member_id"], mine["role"], mine["mute"]) == ("2", "customer", False)
        assert told(account, "GET", f"{path}2/")["call_uuid"] == second.uuid
        assert refused(account, "GET", f"{path}3/") == (404, "participant not found")
        assert refused(account, "GET", "MultiPartyCall/name_x/") == (404, "mpc not found")


@proves("The REST API", "Participants are muted, held, coached and kicked")
def test_participants_are_muted_and_held_and_put_out() -> None:
    music = {"customer_hold_music_url": "/music"}
    pages = {**party(**music), "/music": handler("<Response><Play>music.mp3</Play></Response>")}
    with Account(pages) as account:
        first, second = two_in(account)
        path = "MultiPartyCall/name_orchid/Participant/"
        answer = told(account, "POST", f"{path}1/", {"mute": True, "hold": "true"})
        assert {key: answer[key] for key in answer if key != "api_id"} == {
            "hold": "MPC: orchid hold/unhold member(s) succeeded",
            "mute": "MPC: orchid mute/unmute member(s) succeeded",
        }
        assert first.heard == ["music.mp3"]
        first.say("Hello?")
        told(account, "POST", f"{path}1/", {"mute": False, "hold": False})
        told(account, "POST", f"{path}all/", {"mute": False})
        first.say("Hello.")
        assert events(first) == [
            "ParticipantJoin",
            "ParticipantMute",
            "ParticipantHold",
            "ParticipantUnmute",
            "ParticipantUnhold",
            "ParticipantSpeakStart",
            "ParticipantSpeakStop",
        ]
        assert "is muted: nobody hears that" in first.transcript()
        assert refused(account, "POST", f"{path}all/", {"coach_mode": True})[0] == 400
        told(account, "POST", f"{path}2/", {"coach_mode": True})
        assert second.sent(MultiPartyCallStatus)[-1].participant_coach_mode is True

        play = told(
            account,
            "POST",
            "MultiPartyCall/name_orchid/Member/1,2/Play/",
            {"url": "https://a.example.com/b.mp3"},
        )
        assert (play["mpcMemberId"], play["mpcName"]) == (["1", "2"], "orchid")
        told(account, "DELETE", "MultiPartyCall/name_orchid/Member/all/Play/")
        assert second.heard == ["https://a.example.com/b.mp3"]
        for _ in range(2):
            told(account, "DELETE", f"{path}2/")
        assert second.heard[-1] == "Bye."
        told(account, "DELETE", "MultiPartyCall/name_orchid/")
        assert first.heard[-1] == "Bye."


@proves("The REST API", "A multiparty call is recorded")
def test_a_multiparty_call_is_recorded() -> None:
    with Account(party()) as account:
        client = sdk(account)
        first, _ = two_in(account)

        def state() -> str:
            assert first.state == "in-progress"  # whoever looks finds done what was asked for
            recording: str = client.multi_party_calls.get(friendly_name="orchid").recording
            return recording

        begun = client.multi_party_calls.start_recording(
            friendly_name="orchid", file_format="wav", recording_callback_url=EVENTS
        )
        assert begun.message == "MPC: orchid record started"
        for _ in range(2):
            client.multi_party_calls.pause_recording(friendly_name="orchid")
        assert state() == "paused"
        client.multi_party_calls.resume_recording(friendly_name="orchid")
        assert state() == "recording"
        first.wait(2)
        client.multi_party_calls.stop_recording(friendly_name="orchid")
        first.wait(1)
        told_of = first.sent(MultiPartyCallRecording)
        assert [str(one.event_name) for one in told_of] == [
            "MPCRecordingInitiated",
            "MPCRecordingPaused",
            "MPCRecordingResumed",
            "MPCRecordingCompleted",
        ]
        last = told_of[-1]
        assert (last.recording_uuid, last.recording_url, last.recording_duration) == (
            begun.recording_id,
            begun.recording_url,
            2,
        )
        client.multi_party_calls.pause_recording(friendly_name="orchid")
        assert state() == "not-recording"


def test_a_multiparty_call_that_is_recorded_already_goes_on_with_that() -> None:
    with Account(party(record=True)) as account:
        first, _ = two_in(account)
        told(account, "POST", "MultiPartyCall/name_orchid/Record/", {})
        assert len(first.sent(MultiPartyCallRecording)) == 1


@proves("The REST API", "Of the recording of one participant nothing is told")
def test_a_participant_is_recorded_and_nothing_is_told_of_it() -> None:
    with Account(party()) as account:
        client = sdk(account)
        first, _ = two_in(account)
        begun = client.multi_party_calls.start_participant_recording(
            "1", friendly_name="orchid", recording_callback_url=EVENTS
        )
        assert begun.message == "MPC: orchid participant record started"
        client.multi_party_calls.pause_participant_recording("1", friendly_name="orchid")
        client.multi_party_calls.resume_participant_recording("1", friendly_name="orchid")
        client.multi_party_calls.stop_participant_recording("1", friendly_name="orchid")
        lines = first.transcript().splitlines()
        assert [line[17:] for line in lines if "recording the participant" in line] == [
            "the API pauses recording the participant",
            "the API goes on recording the participant",
            "the API stops recording the participant",
        ]
        assert first.sent(MultiPartyCallRecording) == []
