"""Which class `callbacks.parse` picks."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import combinations

import pytest

from plivoml.callbacks import (
    Callback,
    ConferenceCallback,
    ConferenceSoundRequest,
    DialAction,
    DialCallback,
    DialMusicRequest,
    GetDigitsAction,
    HangupRequest,
    RecordAction,
    RecordCallback,
    StreamStatus,
    parse,
)
from plivoml.errors import InvalidCallbackError


OF_A_PHLO = {
    "DialRingStatus": "true",
    "DialHangupCause": "NO_ANSWER",
    "DialStatus": "no-answer",
    "DialALegUUID": "a-leg",
    "DialBLegUUID": "",
}


@pytest.mark.parametrize(
    "names",
    [names for size in range(1, 6) for names in combinations(OF_A_PHLO, size)],
    ids="+".join,
)
def test_any_subset_of_what_a_phlo_sends_is_a_dial_action(names: tuple[str, ...]) -> None:
    form = {name: OF_A_PHLO[name] for name in names}
    assert parse(form) == DialAction.from_form(form)
    assert type(parse(form)) is DialAction
    assert DialAction.from_form(form).extra == {}


@pytest.mark.parametrize(
    ("body", "cls"),
    [
        ("Event=Hangup&CallUUID=a", HangupRequest),
        ("DialAction=answer&DialALegUUID=a&DialBLegUUID=b", DialCallback),
        ("DialAction=new-event&DialStatus=x", DialCallback),
        ("Event=DialRemoteSounds&CallUUID=a", DialMusicRequest),
        ("Event=ConferenceRemoteSounds&ConferenceName=a", ConferenceSoundRequest),
        ("ConferenceAction=kick&ConferenceName=a", ConferenceCallback),
        ("Digits=1&CallUUID=a", GetDigitsAction),
        ("Digits=&RecordingID=a&RecordUrl=b", RecordAction),
        ("RecordingID=a&RecordUrl=b", RecordCallback),
        ("StreamID=a&Event=never-seen", StreamStatus),
        ("Event=Redirect&Event=Hangup&CallUUID=a", HangupRequest),
    ],
)
def test_parameters_that_are_always_sent_pick_the_class(body: str, cls: type[Callback]) -> None:
    assert type(parse(body)) is cls


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "Callback: expected parameters of a callback; got none"),
        (
            "a=1&b=2&c=3&d=4&e=5&f=6",
            "Callback: expected parameters that belong to one callback; got 'a', 'b', 'c', 'd', 'e'",
        ),
        (
            "ConferenceAction=waitSound&ConferenceName=a",
            "Callback: expected parameters that tell ConferenceCallback or ConferenceSoundRequest apart; got none: use the class of the URL",
        ),
        (
            "Event=Hangup&Duration=long",
            "HangupRequest: Duration: expected a whole number of at most 18 digits; got 'long'",
        ),
    ],
)
def test_what_cannot_be_picked_or_read_is_said(body: str, message: str) -> None:
    with pytest.raises(InvalidCallbackError) as caught:
        parse(body)
    assert str(caught.value) == message


def test_parse_refuses_what_is_no_form() -> None:
    with pytest.raises(InvalidCallbackError) as caught:
        parse({"Event": 5})
    assert str(caught.value) == "Callback: Event: expected text; got int"


def test_parse_hands_the_zone_of_the_account_on() -> None:
    delhi = timezone(timedelta(hours=5, minutes=30))
    hangup = parse("Event=Hangup&EndTime=2026-02-03+09:35:16", timezone=delhi)
    assert isinstance(hangup, HangupRequest)
    assert hangup.end_time == datetime(2026, 2, 3, 4, 5, 16, tzinfo=UTC)
