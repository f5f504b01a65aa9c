"""The functions of the scenarios, called: what goes in is what Plivo tells, what comes out a value."""

from __future__ import annotations

import inspect
import logging

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal

import pytest

from werkzeug.test import Client

import examples.scenarios

from examples.frameworks import calls
from examples.frameworks.calls import URL, Pages, kind_of
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
from examples.voice import pages as voice
from examples.voice.brain import FORMAT, Ends
from plivoml import (
    Conference,
    Dial,
    GetDigits,
    GetInput,
    Hangup,
    Message,
    MultiPartyCall,
    Record,
    Redirect,
    Response,
    Speak,
    Stream,
    check,
    parse,
)
from plivoml.callbacks import (
    AnswerRequest,
    Callback,
    ConferenceCallback,
    ConferenceEvent,
    ConfirmSoundRequest,
    DialAction,
    DialStatus,
    GetDigitsAction,
    GetInputAction,
    HangupRequest,
    InboundMessage,
    InputType,
    MessageIntent,
    MessageState,
    MessageStatus,
    MultiPartyCallExit,
    MultiPartyCallRecording,
    MultiPartyCallRecordingEvent,
    ParticipantRole,
    RecordCallback,
    RedirectRequest,
    StreamEvent,
    StreamStatus,
    TranscriptionCallback,
)


pytestmark = pytest.mark.uncounted


if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = AnswerRequest(call_uuid="c-1", from_="15550100101", to="15550100202")
SCENARIOS = [name for _, name, _ in iter_modules(examples.scenarios.__path__)]
OUTCOMES = list(DialStatus)
DONE_WITH = {DialStatus.COMPLETED}
HANGS_UP = Response([Hangup()])


def words_of(document: Response | None) -> str:
    assert document is not None
    return " ".join(str(speak.content) for speak in document.find(Speak))


def everything_told(kind: type[Callback]) -> Iterator[Callback]:
    """Give requests of a class with each of the values that the scenarios look at."""
    told: dict[str, list[Any]] = {
        "dial_status": OUTCOMES,
        "digits": ["", "0", "1", "2", "9", "1234", "9876"],
        "speech": ["", "sales", "when are your opening hours", "nonsense"],
        "recording_duration": [0, 12],
        "participant_role": list(ParticipantRole),
        "event": list(StreamEvent) if kind is StreamStatus else [None],
    }
    fields = inspect.signature(kind).parameters
    numbers = {"from_": "15550100101", "to": "15550100202"}
    always: dict[str, Any] = {name: numbers[name] for name in numbers if name in fields}
    for name in told.keys() & fields.keys():
        for value in told[name]:
            yield kind(**{**always, name: value})
    yield kind(**always)


FLOWS: dict[str, Pages] = {
    **{name: import_module(f"examples.scenarios.{name}").PAGES for name in SCENARIOS},
    "frameworks": calls.PAGES,
    "voice": voice.pages("POST"),
}


def documents() -> Iterator[Any]:
    for name, pages in FLOWS.items():
        for path, page in pages.items():
            yield pytest.param(page, id=f"{name}{path}")


@pytest.mark.parametrize("page", [*documents()])
def test_no_document_has_an_error_or_a_warning(page: Any) -> None:
    kind = kind_of(page)
    answers: Literal["calls", "callbacks"]
    answers = "calls" if kind is AnswerRequest else "callbacks"
    for told in everything_told(kind):
        document = page(told)
        if document is not None:
            problems = check(document, answers=answers)
            assert [problem for problem in problems if problem.severity != "info"] == []
            assert parse(document.to_bytes()) == document


@pytest.mark.parametrize("page", [*documents()])
def test_a_page_gives_a_document_where_plivo_waits_for_one_and_only_there(page: Any) -> None:
    kind = kind_of(page)
    document = page(next(everything_told(kind)))
    # A message need not be answered, but may be.
    assert (document is not None) == (kind.EXPECTS_XML or kind is InboundMessage)


@pytest.mark.parametrize("pages", FLOWS.values(), ids=FLOWS)
def test_every_url_in_a_document_is_a_page_of_the_scenario(pages: Pages) -> None:
    for page in pages.values():
        for told in everything_told(kind_of(page)):
            for url in addresses(page(told) or Response()):
                if url.startswith(URL):
                    assert url.removeprefix(URL).partition("?")[0] in pages


def addresses(document: Response) -> Iterator[str]:
    """Give whatever is a URL, by the names that Plivo has for them."""
    for element in document.walk():
        for name in inspect.signature(type(element)).parameters:
            value = getattr(element, name)
            if name.endswith(("url", "action", "sound")) and value is not None:
                yield value


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_module_says_how_it_is_started(name: str) -> None:
    module = import_module(f"examples.scenarios.{name}")
    assert f"python {name}.py\n" in (module.__doc__ or "")


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != "outbound_campaign"])
def test_the_module_serves_its_pages_to_plivo_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", "the-auth-token-of-nobody")
    client = Client(import_module(f"examples.scenarios.{name}").app)
    assert {client.post(path).status_code for path in FLOWS[name]} == {403}
    assert client.post("/elsewhere").status_code == 404


class TestIvrMenu:
    def test_a_key_and_a_word_lead_to_the_same_place(self) -> None:
        pressed = GetInputAction(input_type=InputType.DTMF, digits="1", speech="")
        spoken = GetInputAction(input_type=InputType.SPEECH, digits="", speech="Sales, please.")
        assert ivr_menu.chosen(pressed) == ivr_menu.chosen(spoken)
        (dial,) = ivr_menu.chosen(pressed).find(Dial)
        assert dial.children == (ivr_menu.SALES,)

    def test_the_menu_takes_keys_and_speech(self) -> None:
        menus = list(ivr_menu.menu(RedirectRequest()).find(GetInput))
        assert [menu.input_type for menu in menus] == ["dtmf speech"] * 2

    def test_whoever_never_answers_gets_the_operator(self) -> None:
        assert ivr_menu.menu(RedirectRequest()).children[-1] == Redirect(f"{URL}/operator")
        (dial,) = ivr_menu.operator(RedirectRequest()).find(Dial)
        assert dial.children == (ivr_menu.OPERATOR,)

    @pytest.mark.parametrize("wrong", ["9", "*"])
    def test_another_key_leads_back_to_the_menu(self, wrong: str) -> None:
        document = ivr_menu.chosen(GetInputAction(digits=wrong))
        assert document.children[-1] == Redirect(f"{URL}/menu")


class TestVoicemail:
    @pytest.mark.parametrize("outcome", OUTCOMES)
    def test_a_message_is_taken_unless_they_talked(self, outcome: DialStatus) -> None:
        document = voicemail.dialled(DialAction(dial_status=outcome))
        assert bool([*document.find(Record)]) == (outcome not in DONE_WITH)

    def test_the_log_does_not_say_where_the_file_is(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, voicemail.__name__)
        url = "https://media.example.com/message.mp3"
        voicemail.stored(RecordCallback(recording_id="r-1", record_url=url))
        assert "r-1" in caplog.text
        assert url not in caplog.text


class TestCallScreening:
    def test_it_takes_a_key_to_be_connected(self) -> None:
        (dial,) = call_screening.answer(CALL).find(Dial)
        assert (dial.confirm_sound, dial.confirm_key) == (f"{URL}/screen?caller=15550100101", "1")

    def test_whoever_answers_hears_who_calls(self) -> None:
        told = ConfirmSoundRequest.from_form("caller=15550100101")
        assert "15550100101" in str(call_screening.screen(told))

    @pytest.mark.parametrize("caller", ["", "anonymous", "sip:alice@phone.plivo.com"])
    def test_a_caller_without_a_number_is_somebody(self, caller: str) -> None:
        told = ConfirmSoundRequest.from_form({"caller": caller})
        assert "Call from somebody." in str(call_screening.screen(told))


class TestConference:
    def test_the_moderator_starts_and_ends_it(self) -> None:
        (room,) = conference.entered(GetDigitsAction(digits="9876")).find(Conference)
        assert (room.start_conference_on_enter, room.end_conference_on_exit) == (True, True)

    def test_members_do_neither(self) -> None:
        (room,) = conference.entered(GetDigitsAction(digits="1234")).find(Conference)
        assert (room.start_conference_on_enter, room.end_conference_on_exit) == (False, False)

    @pytest.mark.parametrize("wrong", ["", "1", "12345", None])
    def test_no_other_pin_opens_the_room(self, wrong: str | None) -> None:
        document = conference.entered(GetDigitsAction(digits=wrong))
        assert list(document.find(Conference)) == []

    def test_the_pin_is_kept_out_of_the_logs_of_plivo(self) -> None:
        (prompt,) = conference.answer(CALL).find(GetDigits)
        assert prompt.log is False

    def test_events_are_noted(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, conference.__name__)
        conference.event(ConferenceCallback(conference_action=ConferenceEvent.ENTER))
        assert "'conference_action': 'enter'" in caplog.text


class TestSupportRoom:
    def test_all_roles_meet_in_one_room(self) -> None:
        answers = [support_room.customer, support_room.agent, support_room.supervisor]
        rooms = [room for answer in answers for room in answer(CALL).find(MultiPartyCall)]
        assert [(room.name, room.role) for room in rooms] == [
            (support_room.ROOM, "customer"),
            (support_room.ROOM, "agent"),
            (support_room.ROOM, "supervisor"),
        ]

    def test_the_supervisor_is_neither_heard_nor_announced(self) -> None:
        (room,) = support_room.supervisor(CALL).find(MultiPartyCall)
        assert (room.coach_mode, room.enter_sound, room.exit_sound) == (True, "none", "none")

    def test_the_call_starts_with_the_agent_and_ends_with_the_agent(self) -> None:
        (customer,) = support_room.customer(CALL).find(MultiPartyCall)
        (agent,) = support_room.agent(CALL).find(MultiPartyCall)
        assert (customer.start_mpc_on_enter, customer.end_mpc_on_exit) == (False, False)
        assert (agent.start_mpc_on_enter, agent.end_mpc_on_exit) == (True, True)

    @pytest.mark.parametrize("role", ["Customer", "customer"])
    def test_customers_are_thanked_in_either_spelling_of_their_role(self, role: str) -> None:
        exit_ = MultiPartyCallExit(participant_role=ParticipantRole(role))
        assert "Thank you" in words_of(support_room.left(exit_))

    def test_agents_are_not(self) -> None:
        exit_ = MultiPartyCallExit(participant_role=ParticipantRole.AGENT)
        assert support_room.left(exit_) == HANGS_UP

    @pytest.mark.parametrize("event", list(MultiPartyCallRecordingEvent))
    def test_a_recording_is_noted_once_it_is_there(
        self, event: MultiPartyCallRecordingEvent, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO, support_room.__name__)
        support_room.recording(MultiPartyCallRecording(recording_uuid="r-1", event_name=event))
        assert ("r-1" in caplog.text) == (event == MultiPartyCallRecordingEvent.COMPLETED)


class TestCallRecording:
    def test_the_caller_is_told_before_the_recording_starts(self) -> None:
        kinds = [type(child) for child in call_recording.answer(CALL).children]
        assert kinds == [Speak, Record, Dial]

    def test_the_recording_runs_in_the_background(self) -> None:
        assert call_recording.RECORDING.record_session

    def test_what_was_said_is_not_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, call_recording.__name__)
        text = TranscriptionCallback(recording_id="r-1", transcription="a secret", error="")
        call_recording.transcribed(text)
        assert "r-1" in caplog.text
        assert "a secret" not in caplog.text

    def test_a_transcription_that_failed_is_a_warning(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        call_recording.transcribed(TranscriptionCallback(recording_id="r-1", error="too short"))
        assert [entry.levelname for entry in caplog.records] == ["WARNING"]
        assert "too short" in caplog.text


class TestSmsReply:
    def received(self, **given: Any) -> InboundMessage:
        return InboundMessage(message_uuid="m-1", from_="15550100101", to="15550100202", **given)

    @pytest.mark.parametrize("words", ["hours", " HOURS\n", "Hours"])
    def test_a_keyword_gets_its_answer_however_it_is_written(self, words: str) -> None:
        assert sms_reply.message(self.received(text=words)) == Response(
            [
                Message(
                    sms_reply.HOURS,
                    src="15550100202",
                    dst="15550100101",
                    callback_url=f"{URL}/status",
                )
            ]
        )

    @pytest.mark.parametrize("given", [{"text": "what?"}, {"body": "what?"}, {}])
    def test_anything_else_gets_help(self, given: dict[str, str]) -> None:
        assert sms_reply.HELP in str(sms_reply.message(self.received(**given)))

    @pytest.mark.parametrize("intent", list(MessageIntent))
    def test_what_plivo_answers_by_itself_is_not_answered_twice(
        self, intent: MessageIntent
    ) -> None:
        assert sms_reply.message(self.received(text="STOP", message_intent=intent)) is None

    def test_a_number_does_not_answer_itself(self) -> None:
        number = "15550100202"
        assert sms_reply.message(InboundMessage(from_=number, to=number, text="hours")) is None

    @pytest.mark.parametrize("state", list(MessageState))
    def test_a_reply_that_did_not_arrive_is_noted(
        self, state: MessageState, caplog: pytest.LogCaptureFixture
    ) -> None:
        sms_reply.status(MessageStatus(message_uuid="m-1", status=state))
        assert ("m-1" in caplog.text) == (state in {"failed", "undelivered"})


class TestHuntGroup:
    def test_the_team_rings_together(self) -> None:
        (dial,) = hunt_group.answer(CALL).find(Dial)
        assert dial.children == hunt_group.TEAM

    def test_those_on_call_ring_in_turn_and_then_it_is_over(self) -> None:
        rung: list[object] = []
        (dial,) = hunt_group.answer(CALL).find(Dial)
        for _ in range(5):
            query = (dial.action or "").partition("?")[2]
            done = DialAction.from_form(f"DialStatus=no-answer&{query}")
            document = hunt_group.dialled(done)
            dials = list(document.find(Dial))
            if not dials:
                assert "Nobody is free" in words_of(document)
                break
            (dial,) = dials
            rung += dial.children
        assert tuple(rung) == hunt_group.ON_CALL

    @pytest.mark.parametrize("outcome", [DialStatus.COMPLETED, DialStatus.CANCEL])
    def test_nobody_else_rings_once_they_talked_or_the_caller_left(
        self, outcome: DialStatus
    ) -> None:
        done = DialAction.from_form(f"DialStatus={outcome}&tried=0")
        assert hunt_group.dialled(done) == HANGS_UP

    @pytest.mark.parametrize("tried", ["", "tried=", "tried=-1", "tried=x", "tried=99"])
    def test_a_url_without_a_sensible_position_ends_politely(self, tried: str) -> None:
        done = DialAction.from_form(f"DialStatus=busy&{tried}")
        assert "Nobody is free" in words_of(hunt_group.dialled(done))


class TestVoiceAgent:
    @pytest.fixture(autouse=True)
    def _nobody_waits(self) -> Iterator[None]:
        yield
        voice.FOR_A_PERSON.clear()
        voice.WAITING.clear()

    def test_the_call_outlives_the_stream_in_both_directions(self) -> None:
        stream, after = voice.answer(CALL, "GET").children
        assert isinstance(stream, Stream)
        assert (stream.bidirectional, stream.keep_call_alive) == (True, True)
        assert stream.content_type == FORMAT.content_type
        assert after == Redirect(f"{URL}/talked", method="GET")

    def test_each_call_has_a_ticket_of_its_own(self) -> None:
        urls = {stream.url for _ in range(2) for stream in voice.answer(CALL, "POST").find(Stream)}
        assert {url.partition("ticket=")[2] for url in urls} == voice.WAITING.keys()
        assert [*voice.WAITING.values()] == ["c-1", "c-1"]

    def test_whoever_asks_for_a_person_gets_one(self) -> None:
        voice.ended("c-2", Ends.BYE)
        voice.ended("c-1", Ends.PERSON)
        (dial,) = voice.talked(RedirectRequest(call_uuid="c-1"), "POST").find(Dial)
        assert dial.children == (voice.PERSON,)
        assert "Goodbye" in words_of(voice.talked(RedirectRequest(call_uuid="c-2"), "POST"))

    def test_a_caller_who_has_left_is_forgotten(self) -> None:
        voice.answer(CALL, "POST")
        voice.ended("c-1", Ends.PERSON)
        voice.hangup(HangupRequest(call_uuid="c-2"))
        assert {"c-1"} == voice.FOR_A_PERSON
        voice.hangup(HangupRequest(call_uuid="c-1"))
        assert (set(), {}) == (voice.FOR_A_PERSON, voice.WAITING)

    @pytest.mark.parametrize("event", list(StreamEvent))
    def test_a_person_helps_out_when_the_stream_breaks(self, event: StreamEvent) -> None:
        voice.stream_event(StreamStatus(call_uuid="c-1", event=event))
        assert ("c-1" in voice.FOR_A_PERSON) == (event in {"DroppedStream", "failed"})


@pytest.mark.parametrize(
    "dialled",
    [ivr_menu.dialled, call_screening.dialled, call_recording.dialled, voice.dialled],
)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_whoever_reached_nobody_is_told_so(dialled: Any, outcome: DialStatus) -> None:
    document = dialled(DialAction(dial_status=outcome))
    assert (document == HANGS_UP) == (outcome in DONE_WITH)
    assert bool(words_of(document)) == (outcome not in DONE_WITH)
