"""Samples of every message, invented in the shape of real ones."""

import copy
import json
import pickle

from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest

from plivoml import streams
from plivoml.streams import Incoming, Outgoing


SAMPLES = sorted((Path(__file__).parent / "messages").glob("*.json"))
INCOMING = {cls.event: cls for cls in get_args(Incoming) if cls is not streams.UnknownMessage}
OUTGOING = {cls.event: cls for cls in get_args(Outgoing)}
STREAM = "6d0c0f5e-3a51-4b7e-9d0e-5a1c9b7e2f10"

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)


def read(sample: Path) -> Incoming | Outgoing:
    event = sample.name.split(".")[0]
    return (streams.parse if event in INCOMING else streams.parse_outgoing)(sample.read_text())


def test_every_message_has_a_sample() -> None:
    assert {sample.name.split(".")[0] for sample in SAMPLES} == INCOMING.keys() | OUTGOING.keys()


@each_sample
def test_a_sample_is_read_as_the_class_of_its_event(sample: Path) -> None:
    event = sample.name.split(".")[0]
    message = read(sample)
    assert type(message) is (INCOMING | OUTGOING)[event]
    assert message.event == event


@each_sample
def test_nothing_of_a_sample_is_unknown(sample: Path) -> None:
    assert getattr(read(sample), "extra", {}) == {}


@each_sample
def test_a_sample_built_by_hand_says_the_same(sample: Path) -> None:
    message = read(sample)
    by_hand = replace(message)
    assert by_hand == message
    assert json.loads(by_hand.to_json()) == json.loads(sample.read_text())


@each_sample
def test_a_frame_is_the_same_as_text_and_as_bytes(sample: Path) -> None:
    reads = streams.parse if sample.name.split(".")[0] in INCOMING else streams.parse_outgoing
    for frame in (sample.read_bytes(), bytearray(sample.read_bytes())):
        assert reads(frame) == read(sample)


@each_sample
def test_a_message_is_a_value(sample: Path) -> None:
    message = read(sample)
    same = [copy.copy(message), copy.deepcopy(message), pickle.loads(pickle.dumps(message))]
    for other in same:
        assert (other, hash(other), repr(other)) == (message, hash(message), repr(message))
        assert other.to_json() == message.to_json()
    assert not hasattr(message, "__dict__")
    for field in fields(message):
        with pytest.raises(FrozenInstanceError):
            setattr(message, field.name, None)


def test_what_was_read_gives_its_frame_back() -> None:
    frame = ' {"name": "a", "event": "playedStream"}\n'
    message = streams.parse(frame)
    assert (message.raw, message.to_json()) == (frame, frame)
    assert streams.parse(frame.encode()).raw == frame
    assert replace(message).raw is None
    assert replace(message).to_json() == '{"event":"playedStream","name":"a"}'


SAID: dict[str, Any] = {
    "start": streams.Start(
        sequence_number=1,
        call_id="0f3a8a52-6b1d-4a86-8a57-3f2f4a1d7c01",
        stream_id=STREAM,
        account_id="MAEXAMPLE0000000000",
        tracks=("inbound",),
        format=streams.MULAW_8000,
        extra_headers={"tenant": "7", "lang": "es"},
    ),
    "media": streams.Media(
        sequence_number=42,
        stream_id=STREAM,
        track="inbound",
        timestamp=1770091446020,
        chunk=41,
        audio=streams.MULAW_8000.silence,
        extra_headers={"tenant": "7", "lang": "es"},
    ),
    "dtmf": streams.DTMF(
        sequence_number=77,
        stream_id=STREAM,
        track="inbound",
        digit="5",
        timestamp=1770091447480,
        extra_headers={"tenant": "7", "lang": "es"},
    ),
    "playedStream": streams.PlayedStream(sequence_number=120, stream_id=STREAM, name="greeting-1"),
    "clearedAudio": streams.ClearedAudio(sequence_number=131, stream_id=STREAM),
    "stop": streams.Stop(sequence_number=412, stream_id=STREAM, reason="call ended"),
    "playFailed": streams.PlayFailed(reason="invalid payload"),
    "error": streams.ErrorMessage(reason="buffer_overflow"),
    "playAudio": streams.PlayAudio(streams.MULAW_8000.silence, format=streams.MULAW_8000),
    "playAudio.l16": streams.PlayAudio(streams.L16_16000.silence, format=streams.L16_16000),
    "checkpoint": streams.Checkpoint("greeting-1", stream_id=STREAM),
    "clearAudio": streams.ClearAudio(stream_id=STREAM),
    "sendDTMF": streams.SendDTMF("1234#"),
}


@each_sample
def test_a_sample_says_what_it_says(sample: Path) -> None:
    assert read(sample) == SAID[sample.stem]


def test_a_message_shows_what_is_set_and_how_much_sound_there_is() -> None:
    assert repr(SAID["checkpoint"]) == f"Checkpoint(name='greeting-1', stream_id='{STREAM}')"
    assert repr(streams.ClearAudio()) == "ClearAudio()"
    media = streams.Media(audio=bytes(160), track="inbound", extra={"a": [1]})
    assert repr(media) == "Media(extra={'a': (1,)}, track='inbound', audio=<160 bytes>)"
