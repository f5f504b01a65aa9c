"""How parameters are read and written."""

import copy
import json
import pickle
import re

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import assert_type

import pytest

from plivoml.callbacks import (
    AnswerRequest,
    Callback,
    CallStatus,
    ConferenceCallback,
    DialAction,
    DialCallback,
    DialStatus,
    DigitsPressedBy,
    Direction,
    GetDigitsAction,
    GetInputAction,
    HangupRequest,
    InboundMessage,
    InterimSpeechResult,
    MaskingRecordingFormat,
    MessageStatus,
    MultiPartyCallStatus,
    OpenEnum,
    ParticipantRole,
    RecordAction,
    RecordingApiCallback,
    StirAttestation,
    StreamStatus,
)
from plivoml.errors import InvalidCallbackError
from tests.support.callbacks import classes, plan_of


DELHI = timezone(timedelta(hours=5, minutes=30))


def test_a_hangup_is_read_into_values_of_their_types() -> None:
    read = HangupRequest.from_form(
        {
            "CallUUID": "4d7d11a9",
            "From": "15550100101",
            "Direction": "outbound",
            "CallStatus": "completed",
            "Duration": "66",
            "TotalCost": "0.01000",
            "SessionStart": "2026-02-03 04:05:08.123456",
            "AnswerTime": "2026-02-03 09:35:08",
            "X-PH-Team": "billing",
            "CarrierFailoverTriggered": "true",
            "Brand": "New",
        }
    )
    assert read == HangupRequest(
        call_uuid="4d7d11a9",
        from_="15550100101",
        direction=Direction.OUTBOUND,
        call_status=CallStatus.COMPLETED,
        duration=66,
        total_cost=Decimal("0.01"),
        session_start=datetime(2026, 2, 3, 4, 5, 8, 123456, tzinfo=UTC),
        answer_time=datetime(2026, 2, 3, 9, 35, 8),  # noqa: DTZ001 - the zone is not known
        sip_headers=read.sip_headers,
        carrier_failover_triggered=True,
        extra=read.extra,
    )
    assert read.sip_headers == {"Team": "billing"}
    assert read.extra == {"Brand": "New"}


def test_type_checkers_know_the_types_of_fields() -> None:
    done = DialAction.from_form({"DialStatus": "busy"})
    assert_type(done, DialAction)
    assert_type(done.dial_status, DialStatus | None)
    assert done.dial_status == DialStatus.BUSY


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("007", 7), ("-1", -1), ("345100.00000", 345100), ("", None)],
)
def test_a_whole_number_is_read(text: str, value: int | None) -> None:
    assert RecordAction.from_form({"RecordingDurationMs": text}).recording_duration_ms == value


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        " 1",
        "1_000",
        "+1",
        "1.5",
        "-",
        "٣",
        "²",
        "1e3",
        "-٣",
        "0x10",
        "NaN",
        "9" * 19,
        "-" + "9" * 19,
        "9" * 5000,
    ],
)
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(
        InvalidCallbackError, match="Duration: expected a whole number of at most 18 digits; got "
    ):
        HangupRequest.from_form({"Duration": text})


@pytest.mark.parametrize("text", ["0.01000", "-1", "1E-7", "12", "1e999999"])
def test_a_decimal_is_read(text: str) -> None:
    assert HangupRequest.from_form({"TotalCost": text}).total_cost == Decimal(text)


@pytest.mark.parametrize("text", ["abc", "NaN", "sNaN", "-Infinity", " 1", "1_0", "٣", "1,5"])
def test_what_is_no_decimal_is_refused(text: str) -> None:
    with pytest.raises(InvalidCallbackError, match="TotalCost: expected a decimal number; got "):
        HangupRequest.from_form({"TotalCost": text})


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("false", False), ("True", True), ("", None)]
)
def test_a_boolean_is_read(text: str, *, value: bool | None) -> None:
    assert DialAction.from_form({"DialRingStatus": text}).dial_ring_status is value


def test_a_time_in_utc_is_aware() -> None:
    read = AnswerRequest.from_form({"SessionStart": "2026-02-03 04:05:06.78901"})
    assert read.session_start == datetime(2026, 2, 3, 4, 5, 6, 789010, tzinfo=UTC)


def test_an_offset_in_the_text_is_kept() -> None:
    read = MultiPartyCallStatus.from_form({"EventTimestamp": "2026-02-03 09:35:06+05:30"})
    assert read.event_timestamp is not None
    assert read.event_timestamp.isoformat() == "2026-02-03T09:35:06+05:30"
    moved = AnswerRequest.from_form({"SessionStart": "2026-02-03 09:35:06+05:30"})
    assert moved.session_start == read.event_timestamp


@pytest.mark.parametrize("zone", [None, DELHI])
def test_a_time_in_the_zone_of_the_account_takes_the_zone_that_is_given(
    zone: tzinfo | None,
) -> None:
    form = {"StartTime": "2026-02-03 09:35:04", "AnswerTime": ""}
    read = HangupRequest.from_form(form, timezone=zone)
    assert read.start_time == datetime(2026, 2, 3, 9, 35, 4, tzinfo=zone)
    assert read.answer_time is None


def test_a_zone_that_is_given_does_not_change_an_offset_in_the_text() -> None:
    form = {"StartTime": "2026-02-03 09:35:04+00:00"}
    read = HangupRequest.from_form(form, timezone=DELHI)
    assert read.start_time == datetime(2026, 2, 3, 9, 35, 4, tzinfo=UTC)


def test_a_length_that_is_not_known_yet_stays_minus_one() -> None:
    form = "RecordingDuration=-1&RecordingDurationMs=-1&RecordingStartMs=-1&RecordingEndMs=-1"
    assert RecordAction.from_form(form) == RecordAction(
        recording_duration=-1, recording_duration_ms=-1, recording_start_ms=-1, recording_end_ms=-1
    )


def test_an_empty_text_stays_where_empty_says_something() -> None:
    form = "Digits=&Speech=&SpeechConfidenceScore=&CallerName=&From=&STIRAttestation=&Event="
    assert GetInputAction.from_form(form) == GetInputAction(digits="", speech="", caller_name="")
    assert DialAction.from_form("DialBLegUUID=") == DialAction(dial_b_leg_uuid="")
    assert DialCallback.from_form("DialBLegUUID=") == DialCallback()


def test_every_unreadable_parameter_is_listed() -> None:
    with pytest.raises(InvalidCallbackError) as caught:
        HangupRequest.from_form(
            "Duration=abc&BillDuration=1.5&TotalCost=free&CarrierFailoverTriggered=1"
            f"&EndTime=yesterday&CallStatus=new&HangupCauseCode={'9' * 60}x"
        )
    assert caught.value.callback == "HangupRequest"
    assert caught.value.problems == (
        "Duration: expected a whole number of at most 18 digits; got 'abc'",
        "BillDuration: expected a whole number of at most 18 digits; got '1.5'",
        "TotalCost: expected a decimal number; got 'free'",
        "CarrierFailoverTriggered: expected true or false; got '1'",
        "EndTime: expected a time such as 2026-02-03 04:05:06; got 'yesterday'",
        f"HangupCauseCode: expected a whole number of at most 18 digits; got '{'9' * 40}'...",
    )


def test_the_last_of_repeated_parameters_counts_and_all_are_kept() -> None:
    pairs = [("Duration", "abc"), ("Duration", "5"), ("From", "1"), ("From", "")]
    with pytest.raises(InvalidCallbackError, match="got 'abc'"):
        HangupRequest.from_form(pairs)
    read = HangupRequest.from_form(pairs[1:])
    assert read == HangupRequest(duration=5)
    assert read.to_form() == pairs[1:]


def test_media_are_in_the_order_of_their_numbers() -> None:
    read = InboundMessage.from_form("Media10=k&Media2=c&Media1=b&Media=x&MediaCount=3&Media٣=y")
    assert read.media == ("b", "c", "k")
    assert read.media_count == 3
    assert read.extra == {"Media": "x", "Media٣": "y"}
    assert InboundMessage(media=("a", "b")).to_form() == [("Media0", "a"), ("Media1", "b")]


def test_sip_headers_are_known_by_their_prefix_in_any_case() -> None:
    read = AnswerRequest.from_form(
        "X-PH-Team=a&x-ph-Shift-2=b&X-PH-=c&X-PH-a_b=d&X-PH-%C3%A9=e&Zebra-1=f"
    )
    assert read.sip_headers == {"Team": "a", "Shift-2": "b"}
    assert read.extra == {"X-PH-": "c", "X-PH-a_b": "d", "X-PH-é": "e", "Zebra-1": "f"}
    assert AnswerRequest(sip_headers=read.sip_headers).to_form() == [
        ("X-PH-Shift-2", "b"),
        ("X-PH-Team", "a"),
    ]


def test_what_is_built_by_hand_is_written_as_plivo_writes_it() -> None:
    by_hand = HangupRequest(
        to="2",
        call_status=CallStatus.NO_ANSWER,
        carrier_failover_triggered=True,
        session_start=datetime(2026, 2, 3, 9, 35, 6, tzinfo=DELHI),
        end_time=datetime(2026, 2, 3, 9, 35, 6),  # noqa: DTZ001 - the zone of the account
        total_cost=Decimal("0.01000"),
        duration=0,
        caller_name="",
    )
    assert by_hand.to_form() == [
        ("CallStatus", "no-answer"),
        ("CallerName", ""),
        ("CarrierFailoverTriggered", "true"),
        ("Duration", "0"),
        ("EndTime", "2026-02-03 09:35:06"),
        ("SessionStart", "2026-02-03 04:05:06.000000"),
        ("To", "2"),
        ("TotalCost", "0.01000"),
    ]
    assert DialAction(dial_ring_status=False).to_form() == [("DialRingStatus", "false")]
    naive = AnswerRequest(session_start=datetime(2026, 2, 3))  # noqa: DTZ001 - taken for UTC
    assert naive.to_form() == [("SessionStart", "2026-02-03 00:00:00.000000")]
    assert RecordingApiCallback(api_id="a", recording_id="b").to_form() == [
        ("api_id", "a"),
        ("recording_id", "b"),
    ]


def test_a_copy_with_a_change_is_written_with_it() -> None:
    read = DialAction.from_form("DialStatus=busy&DialRingStatus=TRUE")
    changed = replace(read, dial_status=DialStatus.FAILED)
    assert changed.to_form() == [("DialRingStatus", "true"), ("DialStatus", "failed")]


def test_callbacks_are_values() -> None:
    read = DialAction.from_form("DialStatus=odd&X-PH-a=b&new=1")
    again = pickle.loads(pickle.dumps(read))
    assert again == read == copy.copy(read) == copy.deepcopy(read)
    assert again.to_form() == read.to_form()
    assert hash(again) == hash(read)
    assert read != DialAction.from_form("DialStatus=odd")
    with pytest.raises(FrozenInstanceError):
        read.dial_status = None  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def test_repr_is_the_python_that_builds_the_value() -> None:
    read = DialAction.from_form("DialStatus=busy&DialHangupCause=&CallStatus=odd&new=1")
    assert repr(read) == (
        "DialAction(call_status=CallStatus('odd'), dial_status=DialStatus.BUSY, extra={'new': '1'})"
    )


class TestOpenEnum:
    def test_an_unknown_value_is_a_member_that_equals_its_text(self) -> None:
        odd = DialStatus("odd")
        assert odd == "odd"
        assert hash(odd) == hash("odd")
        assert str(odd) == f"{odd}" == odd.value == odd.name == "odd"
        assert {"odd": 1}[odd] == 1
        assert isinstance(odd, DialStatus)
        assert not odd.is_known
        assert DialStatus.BUSY.is_known

    def test_an_unknown_member_is_kept_nowhere(self) -> None:
        assert DialStatus("odd") == DialStatus("odd")
        assert DialStatus("odd") is not DialStatus("odd")
        assert "odd" not in [member.value for member in DialStatus]
        first = DialAction.from_form("DialStatus=odd").dial_status
        assert first is not DialAction.from_form("DialStatus=odd").dial_status

    @pytest.mark.parametrize("member", [DialStatus.BUSY, DialStatus("odd"), DialStatus("BUSY")])
    def test_members_are_pickled_and_copied(self, member: DialStatus) -> None:
        for again in (
            pickle.loads(pickle.dumps(member)),
            copy.copy(member),
            copy.deepcopy(member),
        ):
            assert again == member
            assert type(again) is DialStatus
            assert again.is_known is member.is_known
        assert json.dumps(member) == json.dumps(member.value)

    def test_another_case_is_the_same_member_where_plivo_writes_both(self) -> None:
        assert DigitsPressedBy("aleg") is DigitsPressedBy.A_LEG
        assert ParticipantRole("agent") is ParticipantRole.AGENT
        assert ParticipantRole("AI-Agent") is ParticipantRole.AI_AGENT
        assert MaskingRecordingFormat("mp3") is MaskingRecordingFormat.MP3
        assert DialStatus("Busy").is_known is False
        read = DialCallback.from_form("DialDigitsPressedBy=bleg")
        assert read.dial_digits_pressed_by is DigitsPressedBy.B_LEG
        assert read.to_form() == [("DialDigitsPressedBy", "bleg")]

    def test_what_is_no_text_is_no_member(self) -> None:
        with pytest.raises(ValueError, match="5 is not a valid DialStatus"):
            DialStatus(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def test_repr_builds_the_member(self) -> None:
        assert repr(StirAttestation.A) == "StirAttestation.A"
        assert repr(StirAttestation("D")) == "StirAttestation('D')"

    def test_every_enumeration_of_the_package_is_open(self) -> None:
        assert issubclass(CallStatus, OpenEnum)
        assert {status.value for status in CallStatus} == {
            "ringing",
            "in-progress",
            "completed",
            "busy",
            "failed",
            "timeout",
            "no-answer",
            "cancel",
            "queued",
        }


@pytest.mark.parametrize(
    ("read", "log"),
    [
        (
            GetInputAction.from_form("Digits=&Speech=pay&From=1&InputType=speech&X-PH-a=b&new=c"),
            {
                "from_": "1",
                "input_type": "speech",
                "digits": "",
                "speech": "***",
                "sip_headers": {"a": "***"},
                "extra": {"new": "***"},
            },
        ),
        (
            InboundMessage.from_form("From=1&Text=hello&Media0=https://a&Units=1"),
            {"from_": "1", "text": "***", "units": 1, "media": ["***"]},
        ),
        (
            RecordAction.from_form("RecordUrl=https://a&RecordingID=b&Digits=%23"),
            {"record_url": "***", "recording_id": "b", "digits": "***"},
        ),
        (
            InterimSpeechResult.from_form("StableSpeech=a&UnstableSpeech=&SequenceNumber=0"),
            {"stable_speech": "***", "unstable_speech": "", "sequence_number": 0},
        ),
        (
            GetDigitsAction.from_form(b'{"Digits":"4711"}'),
            {"extra": {"***": "***"}},
        ),
        (
            GetDigitsAction.from_form({"4711": "", "my pin": "1", "x" * 41: "", "_a.b-c2": "2"}),
            {"extra": {"***": "***", "_a.b-c2": "***"}},
        ),
        (AnswerRequest(), {}),
    ],
)
def test_as_log_hides_what_a_person_said_typed_or_sent(
    read: Callback, log: dict[str, object]
) -> None:
    assert read.as_log() == log


@pytest.mark.parametrize(
    ("read", "key"),
    [
        (AnswerRequest(call_uuid="a"), "AnswerRequest:a"),
        (AnswerRequest(), None),
        (DialAction(call_uuid="a", dial_b_leg_uuid="b"), None),
        (DialCallback.from_form("DialBLegUUID=b&DialAction=answer"), "DialCallback:b:answer"),
        (DialCallback.from_form("DialBLegUUID=b&DialAction=digits"), None),
        (
            MessageStatus.from_form("MessageUUID=a&Status=sent&Sequence=0"),
            "MessageStatus:a:sent:0",
        ),
        (MessageStatus.from_form("MessageUUID=a&Status=sent"), None),
        (StreamStatus.from_form("StreamID=a&Event=StopStream"), "StreamStatus:a:StopStream"),
        (StreamStatus.from_form("StreamID=a&Event=DegradedStream"), None),
        (
            ConferenceCallback.from_form(
                "ConferenceUUID=a&ConferenceMemberID=&ConferenceAction=enter"
            ),
            None,
        ),
    ],
)
def test_the_idempotency_key_tells_deliveries_apart_or_is_none(
    read: Callback, key: str | None
) -> None:
    assert read.idempotency_key == key


#: Fields that hold what a person said, typed or sent, or lead to a recording of it.
SAID = re.compile(
    r"(conference_|dial_)?digits(_match)?|digit_input|((un)?stable_)?speech|transcription"
    r"|record(ing)?(_resource)?_(url|file)|text|body|media|response|service_url"
    r"|(sip_|extra_)headers|extra"
)


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_every_log_hides_what_a_person_said_typed_or_sent(cls: type[Callback]) -> None:
    slots = plan_of(cls).slots
    hidden = {name for name, slot in slots.items() if slot.param.private}
    assert hidden == {name for name in slots if SAID.fullmatch(name)}


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_a_field_is_given_by_its_name(cls: Callable[..., Callback]) -> None:
    with pytest.raises(TypeError, match="takes 1 positional argument but"):
        cls("c-1")


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_a_callback_shows_what_it_was_given_and_is_small(cls: type[Callback]) -> None:
    assert repr(cls()) == f"{cls.__name__}()"
    assert not hasattr(cls(), "__dict__")
