"""Several callers in one room.

https://www.plivo.com/docs/voice/xml/conference and .../multiparty-call
"""

from __future__ import annotations

import pytest

from plivoml import Conference, MultiPartyCall, Play, Speak
from plivoml.callbacks import (
    CallEvent,
    ConferenceAction,
    ConferenceCallback,
    ConferenceEvent,
    ConferenceSoundRequest,
    MultiPartyCallEvent,
    MultiPartyCallExit,
    MultiPartyCallRecording,
    MultiPartyCallRecordingEvent,
    MultiPartyCallSoundRequest,
    MultiPartyCallStatus,
    ParticipantRole,
)
from plivoml.testing import Call

from .flows import ANSWER, call_to, flow, proves, sent


DONE = [Speak("Bye.")]
NEXT = Speak("Next.")
MUSIC = [Play("https://a.example.com/music.mp3")]
HEARD = "https://a.example.com/music.mp3"


def room(**attributes: object) -> Conference:
    return Conference("standup", callback_url="/events", **attributes)  # type: ignore[arg-type]


def told(call: Call) -> list[ConferenceEvent | None]:
    return [one.conference_action for one in sent(call, ConferenceCallback)]


def pair(first: object, second: object, *after: object, **pages: object) -> tuple[Call, Call]:
    """Call an app twice, with an element of its own for each; both are answered."""
    handlers = {
        **flow(first, *after, events="", done=DONE, **pages),  # type: ignore[arg-type]
        "/second": flow(second, *after)["/answer"],  # type: ignore[arg-type]
    }
    one = Call(handlers, ANSWER)
    other = one.another(from_="+15550100102", url="https://ivr.example.com/second")
    one.answer()
    other.answer()
    return one, other


@proves("Conference", "Enter and exit, digits, floor and recording are told of")
def test_the_callback_is_told_what_happens_in_a_room() -> None:
    alice, bob = pair(
        room(digits_match="*6", floor_event=True, action="/done"), room(action="/done")
    )
    alice.press("1*6")
    alice.say("hello")
    bob.say("hello")
    alice.hang_up()
    bob.hang_up()
    assert told(alice) == ["enter", "digits", "floor", "exit"]
    enter, digits, _, leave = sent(alice, ConferenceCallback)
    assert (enter.event, enter.conference_first_member) == (CallEvent.CONFERENCE_ENTER, True)
    assert (enter.conference_name, enter.conference_member_id) == ("standup", "1")
    assert digits.conference_digits_match == "*6"
    assert (leave.conference_last_member, leave.conference_uuid) == (False, enter.conference_uuid)
    enter, leave = sent(bob, ConferenceCallback)
    assert (enter.conference_first_member, enter.conference_member_id) == (False, "2")
    assert leave.conference_last_member is True
    assert sent(alice, ConferenceAction)[0].conference_member_id == "1"


def test_an_action_is_asked_for_what_comes_next() -> None:
    for redirect, heard in ((None, ["Bye."]), (False, ["Next."])):
        call = call_to(
            room(hangup_on_star=True, action="/done", redirect=redirect), NEXT, done=DONE, events=""
        )
        call.press("*")
        assert call.heard == heard
    call = call_to(Conference("standup", hangup_on_star=True), NEXT)
    call.press("*")
    assert call.heard == ["Next."]
    assert not sent(call, ConferenceCallback)


@proves("Conference", "`startConferenceOnEnter`, `endConferenceOnExit`, `stayAlone`")
def test_a_room_starts_with_its_moderator_and_ends_with_them() -> None:
    guest, moderator = pair(
        room(start_conference_on_enter=False, wait_sound="/music", enter_sound="beep:1"),
        room(end_conference_on_exit=True, enter_sound="/music", exit_sound="beep:2"),
        NEXT,
        music=MUSIC,
    )
    assert guest.heard == [HEARD, HEARD]
    assert moderator.heard == [HEARD]
    assert "waits for standup to start" in guest.transcript()
    assert "standup starts" in guest.transcript()
    assert sent(guest, ConferenceSoundRequest)[0].conference_name == "standup"
    moderator.hang_up()
    assert guest.heard[-1] == "Next."
    assert "standup hears beep:2" in moderator.transcript()
    alone = guest.another()
    alone.answer()
    assert "as member 1" in alone.transcript()


def test_a_room_may_be_silent_while_it_waits() -> None:
    call = call_to(Conference("standup", start_conference_on_enter=False))
    assert (call.heard, len(call.requests)) == ([], 1)


def test_who_may_not_stay_alone_has_to_leave() -> None:
    alice, bob = pair(room(stay_alone=False), room(), NEXT)
    bob.hang_up()
    assert alice.heard == ["Next."]
    alice, bob = pair(room(), room(), NEXT)
    bob.hang_up()
    assert not alice.is_over


@proves("Conference", "Who finds a room full goes on with the next element")
def test_a_full_room_lets_nobody_in() -> None:
    alice, bob = pair(room(max_members=1, time_limit=60), room(), NEXT)
    assert bob.heard == ["Next."]
    assert "standup is full: 1 members" in bob.transcript()
    alice.wait(60)
    assert alice.heard == ["Next."]


def test_a_room_is_recorded_from_its_start_to_its_end() -> None:
    call = call_to(room(record=True, action="/done"), done=DONE, events="")
    call.wait(12)
    call.hang_up()
    start, end = [
        one for one in sent(call, ConferenceCallback) if one.conference_action == "record"
    ]
    assert (start.event, start.recording_duration) == (CallEvent.CONFERENCE_RECORD_START, -1)
    assert (end.event, end.recording_duration) == (None, 12)
    action = sent(call, ConferenceAction)[0]
    assert (action.recording_id, action.record_url) == (end.recording_id, end.record_url)


def test_two_who_leave_at_once_are_told_once() -> None:
    brief = room(end_conference_on_exit=True, time_limit=9)
    alice, bob = pair(brief, brief, NEXT)
    alice.wait(9)
    assert (alice.heard, bob.heard) == (["Next."], ["Next."])
    assert told(alice) == told(bob) == ["enter", "exit"]


GROUPS = "mpc-state-changes,participant-state-changes,participant-digit-input-events,participant-speak-events"


def party(role: str, **attributes: object) -> MultiPartyCall:
    return MultiPartyCall(
        "help",
        role=role,  # type: ignore[arg-type]
        status_callback_url="/events",
        on_exit_action_url="/done",
        **attributes,  # type: ignore[arg-type]
    )


def followed(call: Call) -> list[MultiPartyCallEvent | None]:
    return [one.event_name for one in sent(call, MultiPartyCallStatus)]


@proves("MultiPartyCall", "Join, exit, digits and speech of participants")
def test_a_multiparty_call_is_followed_by_groups_of_events() -> None:
    customer, agent = pair(
        party("Customer", status_callback_events=GROUPS, stay_alone=True), party("agent")
    )
    customer.press("12")
    customer.say("hello")
    agent.press("1")
    agent.hang_up()
    customer.hang_up()
    assert followed(customer) == [
        "MPCInitialized",
        "ParticipantJoin",
        "MPCStart",
        "ParticipantDigitInput",
        "ParticipantDigitInput",
        "ParticipantSpeakStart",
        "ParticipantSpeakStop",
        "ParticipantExit",
        "MPCEnd",
    ]
    assert followed(agent) == ["ParticipantJoin", "ParticipantExit"]
    join = sent(customer, MultiPartyCallStatus)[1]
    assert (join.participant_role, join.member_id) == (ParticipantRole.CUSTOMER, "1")
    assert join.participant_coach_mode is False
    assert join.participant_call_from == "15550100101"
    numbers = [
        one.sequence_number or 0
        for call in (customer, agent)
        for one in sent(call, MultiPartyCallStatus)
    ]
    assert sorted(numbers) == list(range(1, 12))
    assert not sent(agent, MultiPartyCallExit)


@proves("MultiPartyCall", "`startMpcOnEnter`, `endMpcOnExit`, `stayAlone`, `waitForAgent`")
def test_customers_wait_for_an_agent_and_leave_with_them() -> None:
    customer, agent = pair(
        party("Customer", wait_for_agent=True, wait_music_url="/music"),
        party("Agent", hold=True, agent_hold_music_url="/music", end_mpc_on_exit=True),
        music=MUSIC,
    )
    assert customer.heard == [HEARD]
    assert agent.heard == [HEARD]
    assert "help starts" in customer.transcript()
    assert len(sent(customer, MultiPartyCallSoundRequest)) == 1
    agent.hang_up()
    (left,) = sent(customer, MultiPartyCallExit)
    assert (left.mpc_friendly_name, left.member_id) == ("help", "1")
    assert left.participant_end_time == sent(customer, MultiPartyCallStatus)[-1].event_timestamp
    assert customer.heard == [HEARD, "Bye."]


def test_sounds_are_beeps_documents_or_nothing() -> None:
    customer, supervisor = pair(
        party("customer", start_mpc_on_enter=False, hold=True, stay_alone=True),
        party("Supervisor", hold=True, enter_sound="/music", exit_sound="none"),
        music=MUSIC,
    )
    assert customer.heard == [HEARD]
    assert "hears beep" not in supervisor.transcript()
    assert sent(supervisor, MultiPartyCallStatus)[-1].participant_coach_mode is True
    supervisor.hang_up()
    assert "hears" not in supervisor.transcript().rpartition("hangs up")[2]
    customer.hang_up()
    assert "help hears beep:2" in customer.transcript()


@proves("MultiPartyCall", "The first participant's URLs follow the call")
def test_a_full_call_lets_nobody_in_and_its_longest_time_ends_all_calls() -> None:
    quiet = MultiPartyCall("help", role="Agent", max_participants=2, max_duration=300)
    agent, customer = pair(quiet, MultiPartyCall("help", role="Customer"), NEXT)
    late = customer.another()
    late.answer()
    assert late.heard == ["Next."]
    agent.wait(300)
    assert (agent.hangup_cause.code, customer.hangup_cause.code) == (4020, 4020)
    assert not sent(agent, MultiPartyCallStatus)
    assert not sent(agent, MultiPartyCallExit)


def test_without_an_exit_action_the_next_element_runs() -> None:
    agent, customer = pair(
        MultiPartyCall("help", role="Agent"), MultiPartyCall("help", role="Customer"), NEXT
    )
    agent.hang_up()
    assert customer.heard == ["Next."]


def test_a_multiparty_call_is_recorded_once_enough_are_there() -> None:
    recorded = party(
        "Customer", record=True, record_min_member_count=2, recording_callback_url="/r"
    )
    customer, agent = pair(recorded, party("Agent"), r="")
    customer.wait(30)
    agent.hang_up()
    events = sent(customer, MultiPartyCallRecording)
    assert [one.event_name for one in events] == [
        MultiPartyCallRecordingEvent.INITIATED,
        MultiPartyCallRecordingEvent.COMPLETED,
    ]
    assert events[-1].recording_duration == 30
    assert "GET https://ivr.example.com/r" in customer.transcript()


@pytest.mark.parametrize("element", [Conference("standup"), MultiPartyCall("help", role="Agent")])
def test_a_room_is_empty_again_afterwards(element: Conference | MultiPartyCall) -> None:
    call = call_to(element)
    for _ in range(2):
        call.hang_up()
        call = call.another()
        call.answer()
        assert " 1\n" in f"{call.transcript()}\n"
