"""What holds for any message, drawn from the declarations, and for any frame."""

import json
import random

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from hypothesis import given
from hypothesis import strategies as st

from plivoml import streams
from plivoml.errors import InvalidMessageError
from plivoml.streams import Format, Incoming, Outgoing
from tests.support.effort import examples
from tests.support.messages import examine


FRAMES = [path.read_text() for path in sorted((Path(__file__).parent / "messages").glob("*.json"))]
EVENTS = {cls.event for cls in get_args(Incoming) if cls is not streams.UnknownMessage} | {"played"}
KNOWN = {
    *("event", "sequenceNumber", "streamId", "name", "reason", "extra_headers"),
    *("start", "media", "dtmf", "start.mediaFormat"),
}
FORMATS = [value for value in vars(streams).values() if isinstance(value, Format)]

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
# In an object of the message, or beside it.
KEYS = st.builds(
    str.__add__, st.sampled_from(["", "media.new", "dtmf.new", "start.mediaFormat.new"]), st.text()
).filter(lambda key: key not in KNOWN)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(),
    int: st.integers(-(10**17), 10**17),
    bytes: st.binary(max_size=2000),
    tuple[str, ...]: st.lists(st.text()).map(tuple),
    Mapping[str, str]: st.dictionaries(st.text(), st.text(), max_size=4),
    Mapping[str, Any]: st.dictionaries(KEYS, JSON, max_size=3),
    Format: st.sampled_from(FORMATS),
}
EXACT = {
    "name": st.text(min_size=1),
    "stream_id": st.text(min_size=1),
    "digits": st.text("0123456789*#ABCD", min_size=1),
}


def drawn(cls: Any) -> st.SearchStrategy[Any]:
    """Draw messages of a class by the types of its fields."""
    hints = get_type_hints(cls)
    is_exact = cls in get_args(Outgoing)
    values: dict[str, st.SearchStrategy[Any]] = {}
    for field in fields(cls):
        if field.init:
            kinds = get_args(hints[field.name])
            is_optional = type(None) in kinds
            kind = kinds[0] if is_optional else hints[field.name]
            exact = EXACT.get(field.name) if is_exact else None
            values[field.name] = VALUES[kind] if exact is None else exact
            if is_optional:
                values[field.name] |= st.none()
    if cls is streams.UnknownMessage:
        values["event"] = st.text().filter(lambda event: event not in EVENTS)
    return st.builds(cls, **values)


@pytest.mark.parametrize("cls", get_args(Incoming), ids=lambda cls: cls.__name__)
@examples(60)
@given(data=st.data())
def test_a_message_of_plivo_that_is_written_is_read_again(cls: Any, data: st.DataObject) -> None:
    message = data.draw(drawn(cls))
    again = streams.parse(message.to_json())
    assert (again, type(again)) == (message, cls)
    assert hash(again) == hash(message)
    assert streams.parse(again.to_json()) == again
    assert streams.parse(replace(again).to_json().encode()) == again


@pytest.mark.parametrize("cls", get_args(Outgoing), ids=lambda cls: cls.__name__)
@examples(60)
@given(data=st.data())
def test_a_message_of_a_server_that_is_written_is_read_again(cls: Any, data: st.DataObject) -> None:
    message = data.draw(drawn(cls))
    again = streams.parse_outgoing(message.to_json())
    assert (again, type(again)) == (message, cls)
    assert again.to_json() == message.to_json()


@given(event=st.sampled_from(sorted(EVENTS)) | st.text(), rest=st.dictionaries(KEYS, JSON))
def test_unknown_events_and_keys_never_matter(event: str, rest: dict[str, Any]) -> None:
    needed = {"media": {"payload": ""}, "dtmf": {"digit": ""}, "name": ""}
    start = {"start": {"callId": "", "streamId": ""}}
    message = streams.parse(json.dumps({**rest, **needed, **start, "event": event}))
    assert message.event == ("playedStream" if event == "played" else event)
    assert message.extra.keys() >= rest.keys() - {"start", "media", "dtmf"}


@given(
    event=st.sampled_from(sorted(EVENTS)),
    values=st.dictionaries(st.sampled_from(sorted(KNOWN - {"event"})), JSON),
    media=st.dictionaries(st.sampled_from(["payload", "track", "chunk", "timestamp"]), JSON),
)
def test_a_known_key_of_any_type_is_read_kept_or_refused(
    event: str, values: dict[str, Any], media: dict[str, Any]
) -> None:
    for given_ in (values, {**values, event: media}):
        examine(json.dumps({**given_, "event": event}))


@given(st.binary() | st.text() | st.none() | st.integers() | st.lists(st.text()))
def test_anything_else_is_refused(frame: Any) -> None:
    for reads in (streams.parse, streams.parse_outgoing):
        with pytest.raises(InvalidMessageError):
            reads(frame)


ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**30, "", "a", "\ud800", "1" * 500, [], [[]], {}),
    *({"a": {}}, "start", "media", "playAudio", "AAA=", "AAA", 1e300, ["a"], {"payload": "AA=="}),
]


def with_other_values(frame: str, chance: random.Random) -> str:
    """Change a value or a key of a frame at random."""
    tree = json.loads(frame)
    place = tree
    while True:
        key = chance.choice(list(place))
        if not isinstance(place[key], dict) or chance.random() < 0.3:
            break
        place = place[key]
    match chance.randrange(4):
        case 0:
            place[key] = chance.choice(ODD)
        case 1:
            del place[key]
        case 2:
            place[f"{key}{chance.choice(['', 'X', '.a'])}"] = place.pop(key)
        case _:
            place[chance.choice(["new", "event", "media", "start.new", ""])] = place[key]
    return json.dumps(tree)


def with_other_characters(frame: str, chance: random.Random) -> str | bytes:
    """Change characters of a frame at random."""
    data = bytearray(frame.encode())
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 20)]
            case 2:
                data[at:at] = data[at : at + chance.randint(1, 20)]
            case _:
                data[at:at] = chance.choice([b"{", b"}", b'"', b"[", b",", b"\\ud800", b"9" * 50])
    return bytes(data) if chance.random() < 0.5 else data.decode(errors="surrogateescape")


@pytest.mark.stress
def test_a_few_thousand_mutated_frames_raise_nothing_else() -> None:
    chance = random.Random(20261129)
    outcomes = [
        examine(mutated(frame, chance))
        for mutated in (with_other_values, with_other_characters)
        for frame in FRAMES
        for _ in range(150)
    ]
    # Both happen, or this says nothing.
    assert outcomes.count(True) > 500
    assert outcomes.count(False) > 500
