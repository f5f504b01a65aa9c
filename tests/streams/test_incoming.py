"""What is made of odd messages of Plivo's."""

import json

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, get_args, get_type_hints

import pytest

from plivoml import errors, streams
from plivoml.errors import InvalidMessageError


def frame(event: str, **keys: Any) -> str:
    return json.dumps({"event": event, **keys})


def why(text: Any) -> str:
    with pytest.raises(InvalidMessageError) as caught:
        streams.parse(text)
    return str(caught.value)


def test_a_number_may_be_text_and_text_a_number() -> None:
    message = streams.parse(
        frame("media", sequenceNumber="7", media={"chunk": 3.0, "timestamp": 20, "payload": ""})
    )
    assert message == streams.Media(sequence_number=7, chunk=3, timestamp=20, audio=b"")
    assert streams.parse(frame("dtmf", dtmf={"digit": 5})) == streams.DTMF(digit="5")
    assert streams.parse(frame("stop", sequenceNumber="-1")) == streams.Stop(sequence_number=-1)


def test_a_frame_is_as_long_as_its_bytes_are_many() -> None:
    envelope = len('{"event":"x","t":""}')
    for letter, width in (("a", 1), ("é", 2), ("€", 3), ("😀", 4)):
        most = (65_536 - envelope) // width
        texts = [f'{{"event":"x","t":"{letter * number}"}}' for number in (most, most + 1)]
        for given in (texts, [text.encode() for text in texts]):
            assert streams.parse(given[0]).extra == {"t": letter * most}
            assert why(given[1]) == "Message: expected at most 65536 bytes; got more"


@pytest.mark.parametrize("event", ["media", "played"])
def test_an_event_that_is_known_is_no_unknown_message(event: str) -> None:
    wrong = f"UnknownMessage: event: expected one that has no class; got '{event}'"
    for build in (
        partial(streams.UnknownMessage, event=event),
        partial(streams.UnknownMessage.from_dict, {"event": event}),
        partial(replace, streams.UnknownMessage(event="new"), event=event),
    ):
        with pytest.raises(InvalidMessageError) as caught:
            build()
        assert str(caught.value) == wrong


@pytest.mark.parametrize("cls", get_args(streams.Incoming), ids=lambda cls: cls.__name__)
def test_a_field_is_given_by_its_name(cls: Any) -> None:
    with pytest.raises(TypeError, match="takes 1 positional argument but"):
        cls("s-1")


@pytest.mark.parametrize("cls", [streams.ClearedAudio, streams.Stop])
def test_a_message_shows_what_was_given_alone(cls: Any) -> None:
    message = streams.parse(frame(cls.event, streamId="s-1"))
    assert repr(message) == f"{cls.__name__}(stream_id='s-1')"


@pytest.mark.parametrize("cls", get_args(streams.Incoming), ids=lambda cls: cls.__name__)
def test_the_schema_of_a_message_says_what_its_event_is(cls: Any) -> None:
    event = cls.json_schema()["properties"]["event"]
    wanted = {"type": "string"} if cls is streams.UnknownMessage else {"const": cls.event}
    assert wanted.items() <= event.items()


def test_sound_is_one_line_of_base64_in_plain_data() -> None:
    data = streams.Media(audio=b"\xff" * 300).to_dict()
    assert data["audio"] == "/" * 400
    assert streams.Media.from_dict(data).audio == b"\xff" * 300


def test_plain_data_has_every_field_that_was_given() -> None:
    message = streams.Media(audio=b"a", track="inbound", chunk=2, stream_id="s-1")
    assert streams.Media.from_dict(message.to_dict()) == message
    with pytest.raises(InvalidMessageError) as caught:
        streams.Media.from_dict({"odd": 1, "chunk": "x", "strange": 2})
    assert str(caught.value) == (
        "Media: expected the name of a field; got 'odd'; chunk: expected a whole number of at most 18 digits; got 'x'; "
        "expected the name of a field; got 'strange'; audio: expected base64; got nothing"
    )


def test_what_is_not_there_is_none() -> None:
    assert streams.parse(frame("clearedAudio", streamId=None)) == streams.ClearedAudio()
    start = streams.parse(frame("start", start={"callId": "c", "streamId": "s"}))
    assert start == streams.Start(call_id="c", stream_id="s")
    assert isinstance(start, streams.Start)
    assert (start.format, start.tracks, start.extra_headers) == (None, (), {})


@pytest.mark.parametrize(
    "odd", [True, [1], {"a": 1}, "abc", "1" * 19, -(10**18), 1e18, "\u0663", 1.5, ""]
)
def test_a_number_that_is_none_is_kept_and_costs_nothing(odd: Any) -> None:
    text = frame("media", sequenceNumber=odd, media={"payload": "/w==", "chunk": odd})
    message = streams.parse(text)
    assert isinstance(message, streams.Media)
    assert (message.sequence_number, message.chunk, message.audio) == (None, None, b"\xff")
    assert message.extra.keys() == {"sequenceNumber", "media.chunk"}
    assert json.loads(replace(message).to_json()) == json.loads(text)


def test_a_format_that_nobody_knows_is_kept() -> None:
    sound = {"encoding": "audio/x-opus", "sampleRate": 48000}
    text = frame("start", start={"callId": "c", "streamId": "s", "mediaFormat": sound})
    message = streams.parse(text)
    assert isinstance(message, streams.Start)
    assert message.format is None
    assert message.extra == {
        "start.mediaFormat.encoding": "audio/x-opus",
        "start.mediaFormat.sampleRate": 48000,
    }
    assert json.loads(replace(message).to_json()) == json.loads(text)


@pytest.mark.parametrize("sound", ["audio/x-mulaw", 5, ["a"], {}, {"encoding": "audio/x-mulaw"}])
def test_half_a_format_is_none(sound: Any) -> None:
    text = frame("start", start={"callId": "c", "streamId": "s", "mediaFormat": sound})
    message = streams.parse(text)
    assert isinstance(message, streams.Start)
    assert message.format is None
    assert streams.parse(replace(message).to_json()) == message


def test_a_rate_may_be_text() -> None:
    sound = {"encoding": "audio/x-l16", "sampleRate": "16000"}
    text = frame("start", start={"callId": "c", "streamId": "s", "mediaFormat": sound})
    message = streams.parse(text)
    assert isinstance(message, streams.Start)
    assert message.format == streams.L16_16000


def test_keys_that_nobody_knows_are_kept_where_they_stand() -> None:
    text = frame("dtmf", new=[{"a": None}], dtmf={"digit": "5", "duration": 90}, **{"a.b": 1})
    message = streams.parse(text)
    assert message.extra == {"new": ({"a": None},), "a.b": 1, "dtmf.duration": 90}
    assert isinstance(hash(message), int)
    assert json.loads(replace(message).to_json()) == json.loads(text)


def test_an_event_that_nobody_knows_is_a_message() -> None:
    text = frame("transcription", media={"payload": 5}, name="a")
    message = streams.parse(text)
    assert message == streams.UnknownMessage(
        event="transcription", extra={"media": {"payload": 5}, "name": "a"}
    )
    assert json.loads(replace(message).to_json()) == json.loads(text)


def test_what_is_extra_cannot_be_changed() -> None:
    given = {"a": {"b": [1]}}
    message = streams.ErrorMessage(extra=given)
    given["a"]["b"].append(2)
    assert message.extra == {"a": {"b": (1,)}}
    assert isinstance(message.extra["a"], Mapping)
    with pytest.raises(TypeError):
        message.extra["a"] = 1  # type: ignore[index]


def test_no_key_that_is_extra_says_which_message_it_is() -> None:
    assert streams.Stop(extra={"event": "start"}).to_json() == '{"event":"stop"}'


def test_a_checkpoint_may_be_answered_by_played() -> None:
    message = streams.parse(frame("played", name="greeting", streamId="s"))
    assert message == streams.PlayedStream(name="greeting", stream_id="s")
    assert json.loads(message.to_json())["event"] == "played"


HEADERS = {
    "a=1;b=2": {"a": "1", "b": "2"},
    "a=1,b=2": {"a": "1", "b": "2"},
    "user=abc-x, b=": {"user": "abc-x", "b": ""},
    "a=1,2;b=3": {"a": "1,2", "b": "3"},
    "a=b=c": {"a": "b=c"},
    "alone": {"alone": ""},
    ";;": {},
    "": {},
    '{"a": "1", "b": 2, "c": {"d": [true]}}': {"a": "1", "b": "2", "c": '{"d":[true]}'},
    "{a=1;b=2": {"{a": "1", "b": "2"},
    '{"a": "1"} and more': {'{"a": "1"} and more': ""},
}


@pytest.mark.parametrize("text", HEADERS)
def test_extra_headers_are_read_by_semicolon_by_comma_and_as_json(text: str) -> None:
    message = streams.parse(frame("dtmf", dtmf={"digit": "1"}, extra_headers=text))
    assert isinstance(message, streams.DTMF)
    assert message.extra_headers == HEADERS[text]


def test_extra_headers_may_be_an_object() -> None:
    message = streams.parse(frame("dtmf", dtmf={"digit": "1"}, extra_headers={"a": "1", "b": 2}))
    assert message == streams.DTMF(digit="1", extra_headers={"a": "1", "b": "2"})


@pytest.mark.parametrize("odd", [5, True, ["a=1"]])
def test_extra_headers_of_another_shape_are_kept(odd: Any) -> None:
    message = streams.parse(frame("dtmf", dtmf={"digit": "1"}, extra_headers=odd))
    assert isinstance(message, streams.DTMF)
    assert message.extra_headers == {}
    assert message.extra.keys() == {"extra_headers"}


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ({"tenant": "7", "lang": "es"}, "tenant=7;lang=es"),
        ({"a;b": "1"}, '{"a;b":"1"}'),
        ({"a": " 1"}, '{"a":" 1"}'),
    ],
)
def test_extra_headers_are_written_so_that_they_are_read_again(
    headers: dict[str, str], text: str
) -> None:
    message = streams.DTMF(digit="1", extra_headers=headers)
    assert json.loads(message.to_json())["extra_headers"] == text
    assert streams.parse(message.to_json()) == message


REFUSED: dict[Any, str] = {
    "": "Message: expected JSON; got ''",
    "hello": "Message: expected JSON; got 'hello'",
    '{"event": "stop"} {}': 'Message: expected JSON; got \'{"event": "stop"} {}\'',
    '{"event": NaN}': "Message: expected JSON; got '{\"event\": NaN}'",
    '{"event": "stop", "a": 1e999}': (
        'Message: expected JSON; got \'{"event": "stop", "a": 1e999}\''
    ),
    "[]": "Message: expected an object; got a list",
    "5": "Message: expected an object; got 5",
    "null": "Message: expected an object; got nothing",
    "{}": "Message: event: expected text; got nothing",
    '{"event": 5}': "Message: event: expected text; got 5",
    '{"event": {}}': "Message: event: expected text; got an object",
    b"\xff": "Message: expected UTF-8; got other bytes",
    None: "Message: expected text or bytes; got nothing",
    5: "Message: expected text or bytes; got 5",
    memoryview(b"{}"): "Message: expected text or bytes; got memoryview",
    '{"event": "media"}': "Media: media.payload: expected base64; got nothing",
    '{"event": "media", "media": 5}': "Media: media.payload: expected base64; got nothing",
    '{"event": "media", "media": {"payload": "a"}}': (
        "Media: media.payload: expected base64; got 'a'"
    ),
    '{"event": "media", "media": {"payload": "/w==\\n"}}': (
        "Media: media.payload: expected base64; got '/w==\\n'"
    ),
    '{"event": "media", "media": {"payload": []}}': (
        "Media: media.payload: expected base64; got a list"
    ),
    '{"event": "start"}': (
        "Start: start.callId: expected text; got nothing; "
        "start.streamId: expected text; got nothing"
    ),
    '{"event": "dtmf", "dtmf": "5"}': "DTMF: dtmf.digit: expected text; got nothing",
    '{"event": "dtmf", "dtmf": {"digit": true}}': "DTMF: dtmf.digit: expected text; got True",
    '{"event": "playedStream", "name": ["a"]}': "PlayedStream: name: expected text; got a list",
}


@pytest.mark.parametrize("given", REFUSED, ids=lambda given: type(given).__name__)
def test_what_means_nothing_is_refused(given: Any) -> None:
    assert why(given) == REFUSED[given]


def test_the_error_says_which_message_and_lists_what_is_wrong() -> None:
    with pytest.raises(InvalidMessageError) as caught:
        streams.parse('{"event": "start", "start": {"callId": "c"}}')
    assert caught.value.message == "Start"
    assert caught.value.problems == ("start.streamId: expected text; got nothing",)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


LONG = "x" * 70_000
TOO_MUCH = {
    "a long text": LONG,
    "long bytes": LONG.encode(),
    "a long array of bytes": bytearray(LONG.encode()),
    "a very long text": frame("stop", reason="x" * 50_000_000),
    "lists in lists": "[" * 65_000,
    "objects in objects": '{"a":' * 13_000,
    "a deep message": '{"event":"stop","a":' + "[" * 900 + "]" * 900 + "}",
    "a deep message that nobody knows": '{"event":"a","a":' + "[" * 21 + "]" * 21 + "}",
    "a number of many digits": '{"event":"stop","sequenceNumber":' + "9" * 60_000 + "}",
    "blanks": " " * 65_537 + "{}",
}


@pytest.mark.parametrize("given", TOO_MUCH)
def test_what_is_too_long_or_too_deep_is_refused(given: str) -> None:
    assert "expected" in why(TOO_MUCH[given])


@pytest.mark.parametrize("deep", ["[" * 900 + "]" * 900, '"' + '{\\"a\\":' * 900 + '"'])
def test_depth_in_a_known_key_harms_nobody(deep: str) -> None:
    text = f'{{"event":"dtmf","dtmf":{{"digit":"1"}},"extra_headers":{deep}}}'
    try:
        message = streams.parse(text)
    except InvalidMessageError:
        return
    assert isinstance(repr(message) + message.to_json(), str)


def test_what_is_deep_cannot_be_built_either() -> None:
    deep: Any = 1
    for _ in range(21):
        deep = [deep]
    with pytest.raises(InvalidMessageError, match="at most 20 objects and lists in each other"):
        streams.Stop(extra={"a": deep})


def test_a_long_text_is_not_repeated_in_an_error() -> None:
    assert len(why("x" * 60_000)) < 100


def test_a_subclass_of_text_is_text() -> None:
    class Text(str):
        __slots__ = ()

    message = streams.parse(Text('{"event":"stop"}'))
    assert message == streams.Stop()
    assert type(message.raw) is str


@pytest.mark.parametrize(
    "cls",
    [getattr(streams, name) for name in streams.__all__ if name[0].isupper() and name != "Frame"],
)
def test_whoever_reads_annotations_finds_what_they_say(cls: Any) -> None:
    if isinstance(cls, type):
        assert get_type_hints(cls).keys() >= {"event"} or cls is streams.Format
        assert get_type_hints(vars(cls)["__init__"])


def test_the_functions_have_annotations_that_can_be_read() -> None:
    assert get_type_hints(streams.parse)["return"] == streams.Incoming
    assert get_type_hints(streams.parse_outgoing)["return"] == streams.Outgoing
    assert get_type_hints(streams.parse)["frame"] == streams.Frame
    assert errors.InvalidMessageError is InvalidMessageError
