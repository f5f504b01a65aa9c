"""Whole calls through the scenarios: one test each, on WSGI, on ASGI and over real HTTP."""

from __future__ import annotations

import logging

from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import Any, TypeAlias

import pytest

from examples.frameworks import asgi_app, calls, wsgi_app
from examples.frameworks.calls import URL, Pages
from examples.scenarios import (
    call_recording,
    call_screening,
    conference,
    hunt_group,
    ivr_menu,
    sms_reply,
    support_room,
    voicemail,
)
from plivoml.callbacks import (
    ConferenceCallback,
    ConferenceEvent,
    DialAction,
    DialCallback,
    DialEvent,
    DialStatus,
    InboundMessage,
    MessageIntent,
    MessageState,
    MessageStatus,
    MultiPartyCallEvent,
    MultiPartyCallRecording,
    MultiPartyCallRecordingEvent,
    MultiPartyCallStatus,
    RecordAction,
    RecordCallback,
    TranscriptionCallback,
)
from plivoml.testing import App, Call, Conversation
from tests.examples.stacks import served


pytestmark = pytest.mark.uncounted


TOKEN = "the-auth-token-of-nobody"
CALLER = "+15550100101"
DONE, NORMAL = 4010, 4000

AppOf: TypeAlias = Callable[[Pages], App]
PhoneTo: TypeAlias = Callable[..., Call]
TextsTo: TypeAlias = Callable[..., Conversation]


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)


@pytest.fixture(params=["wsgi", "asgi", "http"])
def app_of(request: pytest.FixtureRequest) -> Generator[AppOf]:
    """Give what makes an app of the pages of a scenario."""
    with ExitStack() as stack:

        def app_of(pages: Pages) -> App:
            if request.param == "asgi":
                return asgi_app.create_app(pages)
            app = wsgi_app.create_app(pages)
            if request.param == "http":
                return f"http://127.0.0.1:{stack.enter_context(served(app))}"
            return app

        yield app_of


@pytest.fixture
def phone(app_of: AppOf) -> Generator[PhoneTo]:
    """Give what calls the pages of a scenario; nothing in a document may be doubtful."""
    with ExitStack() as stack:

        def phone(pages: Pages, path: str = "/answer", **more: Any) -> Call:
            app = app_of(pages)
            call = Call(app, URL + path, auth_token=TOKEN, from_=CALLER, strict="warnings", **more)
            return stack.enter_context(call)

        yield phone


@pytest.fixture
def texts(app_of: AppOf) -> Generator[TextsTo]:
    """Give what sends messages to the pages of a scenario, as strictly."""
    with ExitStack() as stack:

        def texts(pages: Pages, path: str = "/message") -> Conversation:
            app = app_of(pages)
            talk = Conversation(app, URL + path, auth_token=TOKEN, from_=CALLER, strict="warnings")
            return stack.enter_context(talk)

        yield texts


def told(call: Call, kind: type) -> list[Any]:
    return [request for request in call.requests if isinstance(request, kind)]


class TestReception:
    def test_a_key_connects_the_caller_and_each_phone_is_followed(
        self, phone: PhoneTo, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, calls.__name__)
        call = phone(calls.PAGES)
        call.answer()
        call.press("1")
        assert call.dialling == ["+15550100303"]
        call.dial_ends("completed", seconds=30)
        assert call.is_over
        events = [event.dial_action for event in told(call, DialCallback)]
        assert events == [DialEvent.ANSWER, DialEvent.CONNECTED, DialEvent.HANGUP]
        assert len(caplog.records) == len(events)

    def test_a_word_does_too(self, phone: PhoneTo) -> None:
        call = phone(calls.PAGES)
        call.answer()
        call.say("Support")
        assert call.dialling == ["+15550100404"]
        call.dial_ends("busy")
        assert call.heard[-1] == "The line is busy. Please call again later."

    def test_silence_ends_the_call(self, phone: PhoneTo) -> None:
        call = phone(calls.PAGES)
        call.answer()
        call.wait(30)
        assert call.heard[-1] == "We did not hear you. Goodbye."
        assert call.hangup_cause.code == DONE

    def test_wrong_signatures_never_reach_the_call(self, phone: PhoneTo) -> None:
        call = phone(calls.PAGES)
        call.answer()
        heard = call.heard
        call.signs_with = "another-token"
        call.press("1")
        assert call.heard == heard
        assert call.replies[-1].status == 403


class TestIvrMenu:
    def test_hours_are_told_and_the_menu_comes_back(self, phone: PhoneTo) -> None:
        call = phone(ivr_menu.PAGES)
        call.answer()
        call.say("what are your opening hours")
        assert call.heard[-2:] == [
            "We are open from nine to five, Monday to Friday.",
            "For sales, press 1. For our opening hours, press 2. Or tell me what you need.",
        ]
        call.press("1")
        assert call.dialling == [ivr_menu.SALES.number]
        call.dial_ends("no-answer")
        assert call.heard[-1] == "Nobody is free at the moment. Please call again later."
        assert call.hangup_cause.code == DONE

    def test_whoever_says_nothing_twice_gets_the_operator(self, phone: PhoneTo) -> None:
        call = phone(ivr_menu.PAGES)
        call.answer()
        call.wait(20)
        assert "I did not hear you." in call.heard
        call.wait(20)
        assert call.dialling == [ivr_menu.OPERATOR.number]
        call.dial_ends("completed")
        assert call.hangup_cause.code in {NORMAL, DONE}

    def test_a_wrong_key_is_no_dead_end(self, phone: PhoneTo) -> None:
        call = phone(ivr_menu.PAGES)
        call.answer()
        for _ in range(3):
            call.press("9")
            assert call.heard[-2] == "I did not get that."
        call.press("0")
        assert call.dialling == [ivr_menu.OPERATOR.number]
        call.hang_up()
        assert [done.dial_status for done in told(call, DialAction)] == [DialStatus.CANCEL]


class TestVoicemail:
    def test_a_message_is_left_and_stored(self, phone: PhoneTo) -> None:
        call = phone(voicemail.PAGES)
        call.answer()
        assert call.dialling == [voicemail.OWNER.number]
        call.dial_ends("no-answer")
        assert call.heard[-1].startswith("Nobody is here. Please leave a message")
        call.record(seconds=12, end_key="#")
        assert call.heard[-1] == "Thank you. We will call you back. Goodbye."
        assert call.is_over
        (stored,) = told(call, RecordCallback)
        (recorded,) = told(call, RecordAction)
        assert stored.recording_id == recorded.recording_id
        assert (recorded.recording_duration, recorded.digits) == (12, "#")

    def test_nobody_is_asked_for_a_message_after_a_conversation(self, phone: PhoneTo) -> None:
        call = phone(voicemail.PAGES)
        call.answer()
        call.dial_ends("completed", seconds=100)
        assert call.heard == []
        assert call.is_over


class TestCallScreening:
    def test_a_key_connects(self, phone: PhoneTo) -> None:
        call = phone(call_screening.PAGES)
        call.answer()
        call.dial_answers()
        assert [call.connected] == [None]
        assert "Call from 15550100101. Press 1 to take it." in call.transcript()
        call.dial_presses("1")
        assert call.connected == call_screening.MOBILE.number
        call.dial_ends("completed")
        assert call.is_over

    def test_a_mailbox_that_picks_up_is_not_connected(self, phone: PhoneTo) -> None:
        call = phone(call_screening.PAGES)
        call.answer()
        call.dial_answers()
        call.wait(11)
        assert call.heard[-1] == "They cannot talk at the moment. Goodbye."
        assert call.is_over

    def test_the_caller_does_not_hear_the_announcement(self, phone: PhoneTo) -> None:
        call = phone(call_screening.PAGES)
        call.answer()
        call.dial_answers()
        assert not any("Press 1" in words for words in call.heard)


class TestConference:
    def test_members_wait_for_the_moderator_and_leave_with_them(self, phone: PhoneTo) -> None:
        member = phone(conference.PAGES)
        moderator = member.another(from_="+15550100909")
        member.answer()
        member.press("1234")
        assert member.heard[-2:] == [
            "The conference starts with the moderator.",
            conference.MUSIC,
        ]
        moderator.answer()
        moderator.press("9876")
        assert "monday-meeting starts" in member.transcript()
        moderator.press("*")
        goodbye = "The conference is over for you. Goodbye."
        assert (moderator.heard[-1], member.heard[-1]) == (goodbye, goodbye)
        assert (moderator.is_over, member.is_over) == (True, True)
        events = [event.conference_action for event in told(member, ConferenceCallback)]
        assert events == [ConferenceEvent.ENTER, ConferenceEvent.EXIT]

    def test_a_wrong_pin_can_be_mended(self, phone: PhoneTo) -> None:
        call = phone(conference.PAGES)
        call.answer()
        call.press("0000")
        assert call.heard[-1] == "That PIN is wrong. Please try again."
        call.press("9876")
        assert call.heard[-1] == "You are the moderator."
        call.hang_up()
        assert call.hangup_cause.code == NORMAL

    def test_without_a_pin_the_call_ends(self, phone: PhoneTo) -> None:
        call = phone(conference.PAGES)
        call.answer()
        call.wait(60)
        assert call.heard[-1] == "No PIN was entered. Goodbye."
        assert call.is_over


class TestSupportRoom:
    def test_customer_agent_and_supervisor_meet(self, phone: PhoneTo) -> None:
        customer = phone(support_room.PAGES, "/customer")
        agent = customer.another(from_="+15550100707", url=f"{URL}/agent")
        supervisor = customer.another(from_="+15550100808", url=f"{URL}/supervisor")
        customer.answer()
        assert customer.heard[-2:] == [
            support_room.MUSIC,
            "All agents are busy. Please stay on the line.",
        ]
        agent.answer()
        assert "support starts" in customer.transcript()
        supervisor.answer()
        (joined,) = told(supervisor, MultiPartyCallStatus)
        assert (joined.event_name, joined.participant_coach_mode) == (
            MultiPartyCallEvent.PARTICIPANT_JOIN,
            True,
        )
        agent.hang_up()
        assert customer.heard[-1] == "Thank you for calling. Goodbye."
        assert (customer.is_over, supervisor.is_over) == (True, True)
        calls_ = (customer, agent, supervisor)
        recording = [event for call in calls_ for event in told(call, MultiPartyCallRecording)]
        assert [event.event_name for event in recording] == [
            MultiPartyCallRecordingEvent.INITIATED,
            MultiPartyCallRecordingEvent.COMPLETED,
        ]

    def test_a_customer_may_give_up_waiting(self, phone: PhoneTo) -> None:
        customer = phone(support_room.PAGES, "/customer")
        customer.answer()
        customer.wait(60)
        customer.hang_up()
        events = [event.event_name for event in told(customer, MultiPartyCallStatus)]
        assert events[-1] == MultiPartyCallEvent.END
        assert told(customer, MultiPartyCallRecording) == []


class TestCallRecording:
    def test_the_conversation_is_stored_and_written_down(self, phone: PhoneTo) -> None:
        call = phone(call_recording.PAGES)
        call.answer()
        assert call.dialling == [call_recording.ADVISER.number]
        call.dial_ends("completed", seconds=90)
        assert call.is_over
        (stored,) = told(call, RecordCallback)
        (text,) = told(call, TranscriptionCallback)
        assert stored.recording_duration is not None
        assert stored.recording_duration >= 90
        assert text.recording_id == stored.recording_id

    def test_a_busy_adviser_is_told(self, phone: PhoneTo) -> None:
        call = phone(call_recording.PAGES)
        call.answer()
        call.dial_ends("busy")
        assert call.heard[-1] == "Your adviser is busy. Please call again later."


class TestHuntGroup:
    def test_the_team_rings_together_and_one_takes_it(self, phone: PhoneTo) -> None:
        call = phone(hunt_group.PAGES)
        call.answer()
        assert call.dialling == ["+15550100303", "+15550100404", "sip:support@phone.plivo.com"]
        call.dial_answers("+15550100404")
        assert (call.dialling, call.connected) == ([], "+15550100404")
        call.dial_ends("completed")
        assert call.is_over

    def test_then_those_on_call_ring_in_turn_and_then_it_is_over(self, phone: PhoneTo) -> None:
        call = phone(hunt_group.PAGES)
        call.answer()
        call.dial_ends("no-answer")
        assert call.dialling == ["+15550100505"]
        call.dial_ends("busy")
        assert call.dialling == ["+15550100606"]
        call.wait(16)
        assert call.heard[-1] == "Nobody is free. We will call you back. Goodbye."
        assert call.hangup_cause.code == DONE

    def test_a_caller_who_leaves_is_not_called_for(self, phone: PhoneTo) -> None:
        call = phone(hunt_group.PAGES)
        call.answer()
        call.dial_ends("cancel")
        assert (call.dialling, call.hangup_cause.code) == ([], NORMAL)


class TestSmsReply:
    def test_a_message_is_answered(self, texts: TextsTo) -> None:
        talk = texts(sms_reply.PAGES)
        talk.text("Hours")
        (received,) = talk.sent(InboundMessage)
        assert talk.documents == [sms_reply.message(received)]
        assert [message.text for message in talk.messages] == [sms_reply.HOURS]
        assert talk.sent(MessageStatus)[-1].status == MessageState.DELIVERED

    def test_a_stop_is_not_answered(self, texts: TextsTo) -> None:
        talk = texts(sms_reply.PAGES)
        talk.text("STOP", intent=MessageIntent.OPT_OUT)
        assert (talk.messages, talk.failure) == ([], None)

    def test_a_reply_that_does_not_arrive_is_noted(
        self, texts: TextsTo, caplog: pytest.LogCaptureFixture
    ) -> None:
        talk = texts(sms_reply.PAGES)
        talk.delivery = MessageState.UNDELIVERED
        talk.text("Hours")
        last = talk.sent(MessageStatus)[-1]
        assert [entry.args for entry in caplog.records if entry.name == sms_reply.__name__] == [
            (last.message_uuid, last.as_log())
        ]

    @pytest.mark.parametrize("token", ["another-token", None])
    def test_a_forged_message_is_refused(self, texts: TextsTo, token: str | None) -> None:
        talk = texts(sms_reply.PAGES)
        talk.signs_with = token
        talk.text("Hours")
        assert [reply.status for reply in talk.replies] == [403]

    def test_the_older_signature_opens_no_page_of_a_call(self, texts: TextsTo) -> None:
        talk = texts(calls.PAGES, "/answer")
        talk.text("Hours")
        assert [reply.status for reply in talk.replies] == [403]
