"""The classes are held against what is known of each message."""

import json
import tomllib

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest

from plivoml import streams
from plivoml.errors import InvalidMessageError
from plivoml.streams import Format, Incoming, Outgoing
from tests.support.declarations import docstrings


pytestmark = pytest.mark.once

FACTS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent.parent / "facts" / "stream_messages.toml").read_text()
)
MESSAGES: dict[str, dict[str, Any]] = FACTS["messages"]
CLASSES = {
    cls.event: cls
    for cls in (*get_args(Incoming), *get_args(Outgoing))
    if cls is not streams.UnknownMessage
}
# Without these a message means nothing, whatever a source leaves out.
NEEDED = {
    "start": {"start.callId", "start.streamId"},
    "media": {"media.payload"},
    "dtmf": {"dtmf.digit"},
    "playedStream": {"name"},
    "playAudio": {"media.payload", "media.contentType", "media.sampleRate"},
    "checkpoint": {"name", "streamId"},
    "sendDTMF": {"dtmf"},
}
# By their meaning, and not by the key.
NAMES = {
    "media.payload": "audio",
    "dtmf": "digits",
    "start.mediaFormat.encoding": "format",
    "start.mediaFormat.sampleRate": "format",
    "media.contentType": "format",
    "media.sampleRate": "format",
}
EXAMPLES = {"string": "text", "uuid": "6d0c0f5e-3a51", "integer": 7, "list of string": ["text"]}

each_message = pytest.mark.parametrize("event", MESSAGES)


def example(fact: dict[str, Any]) -> Any:
    """Return what may stand under a key."""
    if "value" in fact:
        return fact["value"]
    if fact["type"] == "base64":
        return b64encode(bytes(160)).decode()
    if fact.get("as_text") == "integer":
        return "1770091446020"
    if fact["type"] == "headers":
        return "tenant=7"
    if fact["type"] == "list of string":
        return fact["values"]
    return fact["values"][0] if "values" in fact else EXAMPLES[fact["type"]]


def whole(
    event: str, *, without: str = "", others: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a message with every key that is known, but one."""
    tree: dict[str, Any] = {}
    for key, fact in MESSAGES[event]["fields"].items():
        if key != without:
            place = tree
            *outer, last = key.split(".")
            for name in outer:
                place = place.setdefault(name, {})
            place[last] = (others or {}).get(key, "1" if key == "dtmf" else example(fact))
    return tree


def read(event: str, tree: dict[str, Any]) -> Any:
    reads = streams.parse if MESSAGES[event]["direction"] == "in" else streams.parse_outgoing
    return reads(json.dumps(tree))


def field_of(key: str) -> str:
    """Return the name of the field: the key, in snake_case."""
    last = key.rpartition(".")[2]
    return NAMES.get(key, "".join(f"_{c.lower()}" if c.isupper() else c for c in last))


def test_every_message_is_a_class_and_every_class_a_message() -> None:
    assert CLASSES.keys() == MESSAGES.keys()
    assert {cls.event for cls in get_args(Outgoing)} == {
        event for event, fact in MESSAGES.items() if fact["direction"] == "out"
    }


@each_message
def test_every_key_is_a_field_and_every_field_a_key(event: str) -> None:
    keys = MESSAGES[event]["fields"].keys() - {"event"}
    names = {field.name for field in fields(CLASSES[event])} - {"extra", "raw"}
    assert {field_of(key) for key in keys} == names


@each_message
def test_every_key_is_read_into_its_field_and_written_from_it(event: str) -> None:
    message = read(event, whole(event))
    assert not getattr(message, "extra", None)
    assert json.loads(replace(message).to_json()) == whole(event)


@each_message
def test_a_key_without_which_the_message_means_nothing_has_to_be_there(event: str) -> None:
    full = read(event, whole(event))
    for key in MESSAGES[event]["fields"].keys() - {"event"}:
        tree = whole(event, without=key)
        if key in NEEDED.get(event, ()):
            with pytest.raises(InvalidMessageError, match=key):
                read(event, tree)
        else:
            differs = {
                field.name
                for field in fields(full)
                if getattr(full, field.name) != getattr(read(event, tree), field.name)
            }
            assert differs - {"extra", "raw"} == {field_of(key)}


@each_message
def test_what_has_to_be_there_is_always_there(event: str) -> None:
    for key in NEEDED.get(event, ()):
        assert MESSAGES[event]["fields"][key]["presence"] == "always"


@each_message
def test_every_value_that_a_source_lists_is_read(event: str) -> None:
    for key, fact in MESSAGES[event]["fields"].items():
        if "sampleRate" in key or "encoding" in key or "contentType" in key:
            continue
        for value in fact.get("values", ()):
            given = [value] if fact["type"] == "list of string" else value
            message = read(event, whole(event, others={key: given}))
            expected = (value,) if fact["type"] == "list of string" else value
            assert getattr(message, field_of(key)) == expected


def test_every_other_name_of_an_event_is_read() -> None:
    for event, fact in MESSAGES.items():
        for other in fact["fields"]["event"].get("also", ()):
            assert type(read(event, whole(event) | {"event": other})) is CLASSES[event]


@each_message
def test_the_class_says_what_is_doubtful_and_where_plivo_tells_of_it(event: str) -> None:
    said = docstrings.said(CLASSES[event])
    status = MESSAGES[event].get("status")
    assert ("Sources disagree" in said) is (status == "contested")
    assert ("No page has it" in said) is (status == "undocumented")
    assert said.splitlines()[-1].startswith("https://www.plivo.com/docs/") is (
        status != "undocumented"
    )


@each_message
def test_the_class_says_what_answers_it_or_what_it_answers(event: str) -> None:
    fact = MESSAGES[event]
    other = fact.get("answers") or fact.get("answered_by")
    if other:
        said = docstrings.said(CLASSES[event]).lower()
        assert other.lower() in said.replace("the checkpoint of", "checkpoint")


def test_digits_are_those_of_the_pattern() -> None:
    assert MESSAGES["sendDTMF"]["fields"]["dtmf"]["pattern"] == "[0-9*#A-D]+"
    for digit in MESSAGES["dtmf"]["fields"]["dtmf.digit"]["values"]:
        assert streams.SendDTMF(digit).digits == digit


@pytest.mark.parametrize("fact", FACTS["formats"], ids=lambda fact: fact["contentType"])
def test_a_format_is_that_of_the_facts(fact: dict[str, Any]) -> None:
    sound = Format.of(fact["contentType"])
    assert (sound.encoding, sound.sample_rate) == (fact["encoding"], fact["sampleRate"])
    assert sound.content_type == fact["contentType"]
    assert sound.is_contested is ("contested" in fact)
    assert sound.chunk_bytes == fact.get("bytes_per_20_ms", 960)
    assert sound.silence == bytes([fact.get("silence_byte", 0)]) * sound.chunk_bytes
    assert sound.chunk_bytes * 1000 // FACTS["limits"]["media_interval_ms"] == (
        sound.sample_rate * (1 if sound.encoding == "audio/x-mulaw" else 2)
    )


def test_there_is_a_name_for_each_format() -> None:
    named = [value for value in vars(streams).values() if isinstance(value, Format)]
    assert {one.content_type for one in named} == {fact["contentType"] for fact in FACTS["formats"]}


@pytest.mark.parametrize("text", FACTS["wrong_formats"]["contentTypes"])
def test_a_wrong_format_is_none(text: str) -> None:
    with pytest.raises(InvalidMessageError):
        Format.of(text)


@pytest.mark.parametrize("fact", FACTS["extra_headers"], ids=lambda fact: fact["text"])
def test_extra_headers_of_every_source_are_read(fact: dict[str, str]) -> None:
    message = streams.parse(json.dumps(whole("start", others={"extra_headers": fact["text"]})))
    assert isinstance(message, streams.Start)
    assert message.extra_headers == {"tenant": "7", "lang": "es"}


def test_a_message_is_refused_beyond_the_length_of_the_facts() -> None:
    most = FACTS["limits"]["message_bytes"]
    streams.parse('{"event":"stop"}'.ljust(most))
    with pytest.raises(InvalidMessageError, match=f"at most {most} bytes"):
        streams.parse('{"event":"stop"}'.ljust(most + 1))
