"""Values as plain data: what JSON holds, and back."""

from __future__ import annotations

import json

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, cast, get_args

import pytest

from hypothesis import given

import plivoml

from plivoml import (
    Comment,
    Dial,
    GetDigits,
    Hangup,
    InvalidCallbackError,
    InvalidDocumentError,
    InvalidMessageError,
    Number,
    Response,
    Speak,
    Stream,
    UnknownElement,
    Wait,
    callbacks,
    ssml,
    streams,
)
from plivoml.callbacks import (
    AnswerRequest,
    Callback,
    DialAction,
    DialStatus,
    HangupRequest,
    InboundMessage,
)
from tests.support.callbacks import classes
from tests.support.effort import examples
from tests.support.strategies import documents


HERE = Path(__file__).parent
HUGE = 10**5000  # of more digits than Python writes
FORMS = sorted((HERE / "callbacks" / "payloads").glob("*.form"))
FRAMES = sorted((HERE / "streams" / "messages").glob("*.json"))
DOCUMENTS = sorted((HERE / "documents").rglob("*.xml"))


def through_json(data: object) -> Any:
    return json.loads(json.dumps(data))


def sample(path: Path) -> Callback:
    cls: type[Callback] = getattr(callbacks, path.name.partition(".")[0])
    return cls.from_form(path.read_text("utf-8").strip())


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_callback_comes_back_from_json(path: Path) -> None:
    read = sample(path)
    assert type(read).from_dict(through_json(read.to_dict())) == read


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_what_goes_to_a_log_is_plain_data(path: Path) -> None:
    log = sample(path).as_log()
    assert through_json(log) == log


def test_a_callback_is_text_numbers_and_booleans() -> None:
    hangup = HangupRequest(
        hangup_cause_code=4000,
        duration=66,
        total_cost=Decimal("0.00550"),
        session_start=datetime(2026, 2, 3, 4, 5, 8, tzinfo=UTC),
        start_time=datetime(2026, 2, 3, 9, 35, 4),  # noqa: DTZ001 - nobody said which zone
        carrier_failover_triggered=True,
        sip_headers=AnswerRequest.from_form("X-PH-Team=billing").sip_headers,
        extra=AnswerRequest.from_form("Brand=new").extra,
    )
    assert through_json(hangup.to_dict()) == {
        "hangup_cause_code": 4000,
        "duration": 66,
        "total_cost": "0.00550",
        "session_start": "2026-02-03T04:05:08+00:00",
        "start_time": "2026-02-03T09:35:04",
        "carrier_failover_triggered": True,
        "sip_headers": {"Team": "billing"},
        "extra": {"Brand": "new"},
    }
    assert HangupRequest.from_dict(hangup.to_dict()) == hangup


def test_media_of_a_message_are_a_list() -> None:
    read = InboundMessage.from_form("Media0=https://a.example.com/&Media1=https://b.example.com/")
    assert read.to_dict() == {"media": ["https://a.example.com/", "https://b.example.com/"]}
    assert InboundMessage.from_dict(read.to_dict()) == read


def test_words_are_members_again() -> None:
    read = DialAction.from_dict({"dial_status": "busy", "dial_ring_status": None})
    assert read == DialAction(dial_status=DialStatus.BUSY)
    assert type(read.dial_status) is DialStatus
    assert type(read.to_dict()["dial_status"]) is str
    unknown = DialAction.from_dict({"dial_status": "teleported"}).dial_status
    assert unknown == "teleported"
    assert unknown is not None
    assert not unknown.is_known


def test_values_of_the_own_types_are_taken_as_they_are() -> None:
    delhi = timezone(timedelta(hours=5, minutes=30))
    values: dict[str, Any] = {
        "total_cost": Decimal("0.1"),
        "session_start": datetime(2026, 2, 3, tzinfo=delhi),
        "call_status": callbacks.CallStatus.COMPLETED,
        "sip_headers": AnswerRequest.from_form("X-PH-a=b").sip_headers,
    }
    assert HangupRequest.from_dict(values) == HangupRequest(**values)
    assert HangupRequest.from_dict({"total_cost": 2}).total_cost == Decimal(2)


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ([], ["expected a mapping of fields; got list"]),
        ({"DialStatus": "busy"}, ["expected the name of a field; got 'DialStatus'"]),
        ({"_pairs": []}, ["expected the name of a field; got '_pairs'"]),
        ({"dial_status": 1, "call_uuid": []}, ["dial_status: expected text; got int", "call_uuid: expected text; got list"]),
        ({"duration": "66"}, ["duration: expected a whole number of at most 18 digits; got '66'"]),
        ({"duration": 10**18}, ["duration: expected a whole number of at most 18 digits; got int"]),
        ({"duration": -HUGE}, ["duration: expected a whole number of at most 18 digits; got int"]),
        ({"total_cost": HUGE}, ["total_cost: expected a decimal number; got int"]),
        ({"total_cost": Decimal("Infinity")}, ["total_cost: expected a decimal number; got Decimal"]),
        ({"total_cost": "1E99999999999999999999"}, ["total_cost: expected a decimal number; got '1E99999999999999999999'"]),
        ({"duration": True}, ["duration: expected a whole number of at most 18 digits; got bool"]),
        ({"duration": 6.5}, ["duration: expected a whole number of at most 18 digits; got float"]),
        ({"dial_ring_status": "true"}, ["dial_ring_status: expected true or false; got 'true'"]),
        ({"total_cost": 0.1}, ["total_cost: expected a decimal number; got float"]),
        ({"total_cost": "free"}, ["total_cost: expected a decimal number; got 'free'"]),
        ({"session_start": "now"}, ["session_start: expected a time such as 2026-02-03 04:05:06; got 'now'"]),
        ({"session_start": 5}, ["session_start: expected a time such as 2026-02-03 04:05:06; got int"]),
        ({"sip_headers": ["a"]}, ["sip_headers: expected an object of texts; got list"]),
        ({"extra": {"a": 1}}, ["extra: expected an object of texts; got dict"]),
    ],
)  # fmt: skip
def test_what_is_no_callback_is_refused(data: Any, problems: list[str]) -> None:
    with pytest.raises(InvalidCallbackError) as caught:
        DialAction.from_dict(data)
    assert list(caught.value.problems) == problems


def test_media_that_are_no_list_of_texts_are_refused() -> None:
    with pytest.raises(InvalidCallbackError, match="media: expected a list of texts; got 'h"):
        InboundMessage.from_dict({"media": "https://a.example.com/"})


# Messages of a stream.


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_a_message_comes_back_from_json(path: Path) -> None:
    frame = path.read_text("utf-8")
    is_ours = json.loads(frame)["event"] in {cls.event for cls in get_args(streams.Outgoing)}
    message = (streams.parse_outgoing if is_ours else streams.parse)(frame)
    again = type(message).from_dict(through_json(message.to_dict()))
    assert (again, type(again)) == (message, type(message))


def test_a_message_is_its_event_and_its_fields() -> None:
    start = streams.Start(
        call_id="c",
        stream_id="s",
        tracks=("inbound",),
        format=streams.MULAW_8000,
        extra_headers={"team": "billing"},
        extra={"start.new": {"a": [1, None]}},
    )
    assert through_json(start.to_dict()) == {
        "event": "start",
        "call_id": "c",
        "stream_id": "s",
        "tracks": ["inbound"],
        "format": "audio/x-mulaw;rate=8000",
        "extra_headers": {"team": "billing"},
        "extra": {"start.new": {"a": [1, None]}},
    }
    assert streams.Start.from_dict(start.to_dict()) == start
    assert streams.Media(audio=b"\xff\x00").to_dict() == {"event": "media", "audio": "/wA="}
    assert streams.UnknownMessage(event="new").to_dict() == {"event": "new"}


def test_values_of_a_message_are_taken_as_they_are() -> None:
    values: dict[str, Any] = {
        "call_id": "c",
        "stream_id": "s",
        "tracks": ("inbound",),
        "format": streams.L16_8000,
        "extra_headers": streams.Start(call_id="", stream_id="", extra_headers={"a": "b"}).extra_headers,
        "account_id": None,
    }  # fmt: skip
    assert streams.Start.from_dict(values) == streams.Start(**values)
    assert streams.Media.from_dict({"audio": b"\xff"}) == streams.Media(audio=b"\xff")


@pytest.mark.parametrize(
    ("cls", "data", "problems"),
    [
        (streams.Media, "a", ["expected a mapping of fields; got 'a'"]),
        (streams.Media, {}, ["audio: expected base64; got nothing"]),
        (streams.Media, {"audio": None}, ["audio: expected base64; got nothing"]),
        (streams.Media, {"audio": "?"}, ["audio: expected base64; got '?'"]),
        (streams.Media, {"audio": "", "raw": "{}"}, ["expected the name of a field; got 'raw'"]),
        (streams.Media, {"event": "dtmf", "audio": ""}, ["event: expected media; got 'dtmf'"]),
        (streams.Media, [HUGE], ["expected a mapping of fields; got a list"]),
        (streams.Media, {"event": HUGE, "audio": ""}, [
            "event: expected media; got a number of more than 18 digits"
        ]),
        (streams.Media, {"chunk": 10**18, "audio": ""}, [
            "chunk: expected a whole number of at most 18 digits; got a number of more than 18 digits"
        ]),
        (streams.Media, {"timestamp": -1e18, "audio": ""}, [
            "timestamp: expected a whole number of at most 18 digits; got -1e+18"
        ]),
        (streams.Stop, {"extra": {"a": HUGE}}, ["expected JSON; got a number of more than 18 digits"]),
        (streams.Stop, {"extra": {"a": [float("nan")]}}, ["expected JSON; got nan"]),
        (streams.Stop, {"extra": {"a": 1j}}, ["expected JSON; got complex"]),
        (streams.Stop, {"extra": {"a": {1: 2}}}, ["expected text as the key of an object; got int"]),
        (streams.Start, {"call_id": "", "stream_id": "", "extra_headers": {"a": {1: 2}}}, [
            "extra_headers: expected key=value;key=value; got an object"
        ]),
        (streams.Stop, {"extra": []}, ["extra: expected an object; got a list"]),
        (streams.Start, {"call_id": "", "stream_id": "", "format": "a", "tracks": 1}, [
            ("format: expected audio/x-mulaw with 8000 or audio/x-l16 with 8000 or audio/x-l16 with"
            " 16000 or audio/x-l16 with 24000; got 'a'"),
            "tracks: expected a list of texts; got 1",
        ]),
        (streams.SendDTMF, {"digits": "x"}, [
            "digits: expected keys out of 0 to 9, *, # and A to D; got 'x'"
        ]),
        (streams.PlayAudio, {"audio": "AA=="}, [
            ("format: expected audio/x-mulaw with 8000 or audio/x-l16 with 8000 or audio/x-l16 with"
            " 16000 or audio/x-l16 with 24000; got nothing")
        ]),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(cls: Any, data: Any, problems: list[str]) -> None:
    with pytest.raises(InvalidMessageError) as caught:
        cls.from_dict(data)
    assert list(caught.value.problems) == problems


# Documents.


ANSWER = Response(
    [
        Comment("greet"),
        Speak(["Hello ", ssml.Emphasis("you", level="strong"), " & co"], voice="WOMAN", loop=2),
        GetDigits([Wait(length=1)], action="https://example.com/", finish_on_key=""),
        Dial([Number(" +15550100123 ")], redirect=False, sip_headers={"a": "b"}),
        Stream("wss://example.com/", keep_call_alive=True),
        UnknownElement("Robot", {"arms": "2"}, ["hi", UnknownElement("Arm")]),
        Hangup(extra={"newThing": "x"}),
    ]
)
TREE: dict[str, Any] = {
    "tag": "Response",
    "attributes": {},
    "children": [
        {"comment": "greet"},
        {
            "tag": "Speak",
            "attributes": {"voice": "WOMAN", "loop": "2"},
            "children": [
                "Hello ",
                {"tag": "emphasis", "attributes": {"level": "strong"}, "children": ["you"]},
                " & co",
            ],
        },
        {
            "tag": "GetDigits",
            "attributes": {"action": "https://example.com/", "finishOnKey": ""},
            "children": [{"tag": "Wait", "attributes": {"length": "1"}, "children": []}],
        },
        {
            "tag": "Dial",
            "attributes": {"redirect": "false", "sipHeaders": "a=b"},
            "children": [{"tag": "Number", "attributes": {}, "children": ["+15550100123"]}],
        },
        {
            "tag": "Stream",
            "attributes": {"keepCallAlive": "true"},
            "children": ["wss://example.com/"],
        },
        {
            "tag": "Robot",
            "attributes": {"arms": "2"},
            "children": ["hi", {"tag": "Arm", "attributes": {}, "children": []}],
        },
        {"tag": "Hangup", "attributes": {"newThing": "x"}, "children": []},
    ],
}


def test_a_document_is_a_tree_of_tags_attributes_and_children() -> None:
    assert through_json(ANSWER.to_dict()) == TREE
    assert Response.from_dict(TREE, strict=False) == ANSWER


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_comes_back_from_json(path: Path) -> None:
    try:
        document = plivoml.parse(path.read_bytes(), strict=False)
    except InvalidDocumentError:
        return
    if isinstance(document, Response):
        assert Response.from_dict(through_json(document.to_dict()), strict=False) == document


@examples(60)
@given(document=documents())
def test_any_document_comes_back(document: Response) -> None:
    assert Response.from_dict(document.to_dict()) == document


def test_any_element_is_a_tree_of_its_own() -> None:
    dial = Dial([Number("+15550100123")], timeout=20)
    assert Dial.from_dict(dial.to_dict()) == dial
    assert Number.from_dict({"tag": "Number", "children": ["1"]}) == Number("1")
    assert Hangup.from_dict({"tag": "Hangup", "attributes": None, "children": None}) == Hangup()


def test_numbers_and_booleans_are_taken_as_xml_writes_them() -> None:
    data = {"tag": "Dial", "attributes": {"timeout": 5, "redirect": True}, "children": [
        "\n  ", {"tag": "Number", "children": ["1"]}
    ]}  # fmt: skip
    assert Dial.from_dict(data) == Dial([Number("1")], timeout=5, redirect=True)


def test_what_cannot_be_built_is_kept_if_asked_for() -> None:
    wrong: dict[str, Any] = {
        "tag": "Response",
        "children": [{"tag": "Dial", "attributes": {"timeout": "soon"}, "children": ["1"]}],
    }
    kept = Response.from_dict(wrong, strict=False)
    assert kept == Response([UnknownElement("Dial", {"timeout": "soon"}, ["1"])])
    wrong["children"] = ["words"]
    assert Response.from_dict(wrong, strict=False) == UnknownElement("Response", {}, ["words"])


def nested(levels: int) -> dict[str, Any]:
    tree: dict[str, Any] = {"tag": "Response"}
    for _ in range(levels):
        tree = {"tag": "Response", "children": [tree]}
    return tree


@pytest.mark.parametrize(
    ("children", "problems"),
    [
        ([{"tag": "Number"}], [
            ("/Response/Number: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, "
            "Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream in Response; "
            "got 'Number'; it stands in <Dial>"),
            ("/Response/Number: expected a phone number such as +15550100123, on one line; got ''"),
        ]),
        ([{"tag": "Hangup"}, {"tag": "Hangup", "children": ["now", {"tag": "Wait"}]}], [
            "/Response/Hangup[2]: expected nothing in Hangup; got the text 'now'",
            ("/Response/Hangup[2]/Wait: expected nothing in Hangup; got 'Wait'; it stands in <Response>, "
            "<PreAnswer>, <GetDigits> or <GetInput>"),
        ]),
        ([{"tag": "Dial", "attributes": {"timeOut": "5", "timeLimit": "x"}}], [
            "/Response/Dial: expected at least one Number or User; got none",
            ("/Response/Dial/@timeOut: expected an attribute of Dial; got 'timeOut'; "
            "did you mean 'timeout'?"),
            "/Response/Dial/@timeLimit: expected a whole number of seconds, 1 or more; got 'x'",
        ]),
        ([{"tag": "Dial", "children": [{"tag": "Numbr"}]}], [
            "/Response/Dial/Numbr: expected Number or User; got 'Numbr'; did you mean 'Number'?",
            "/Response/Dial/Numbr: expected a phone number such as +15550100123, on one line; got ''",
        ]),
        ([{"tag": "Dial", "children": [
            {"tag": "User", "attributes": {"sipAuthUsername": "a"}, "children": ["sip:a@example.com"]}
        ]}], [
            ("/Response/Dial/User: expected sipAuthUsername and sipAuthPassword together; "
            "got one without the other"),
        ]),
        ([{"tag": "Number"}, 5], [
            ("/Response/node(): expected text, {'tag': ..., 'attributes': ..., 'children': ...} or "
            "{'comment': ...}; got 5"),
        ]),
        ([{"comment": "a--b"}], [
            ("/Response/node(): expected text without '--', a '-' at its end and carriage returns; "
            "got 'a--b'"),
        ]),
        ([{"tag": "a b"}], ["/Response/a b: expected the name of an element; got 'a b'"]),
        ([{"tag": "Wait", "attributes": {"length": 1.5}}], [
            "/Response/Wait: expected text; got 1.5"
        ]),
        ([{"tag": "Speak", "attributes": {"voice": "Amy"}, "children": ["a"]}], [
            ("/Response/Speak/@voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'Amy'; "
            "did you mean 'Polly.Amy'?")
        ]),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_with_every_problem(
    children: list[Any], problems: list[str]
) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        Response.from_dict({"tag": "Response", "children": children})
    assert [str(problem) for problem in caught.value.problems] == problems


def lists(depth: int) -> list[Any]:
    """Return lists in lists."""
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("text", "expected Response as the root; got 'text'"),
        ({"tag": "Dial"}, "expected Response as the root; got {'tag': 'Dial'}"),
        ({"tag": "Response", "attributes": []}, None),
        ({"tag": "Response", "attributes": ["a"]}, "got {'attributes': ['a'], 'tag': 'Response'}"),
        ({"tag": "Response", "children": "a"}, "got {'children': 'a', 'tag': 'Response'}"),
        ({"tag": "Response", "childs": []}, "got {'childs': [], 'tag': 'Response'}"),
        (
            {"tag": "Response", "childs": [nested(3000)]},
            "[{...}], 'tag': 'Response'}], 'tag': 'Response'}], 'tag': 'Response'}",
        ),
        (nested(3000), "expected at most 100 elements in each other; got more"),
        (nested(100), "expected at most 100 elements in each other; got more"),
        ({"tag": HUGE}, "expected Response as the root; got {'tag': <int>}"),
        ({"tag": "Response", "attributes": {"a": HUGE}}, "/Response: expected text; got <int>"),
        (
            {"tag": "Response", "children": [{"tag": "Hangup", "text": "a"}]},
            "got {'tag': 'Hangup', 'text': 'a'}",
        ),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_another_shape_is_refused(data: Any, end: str | None, *, strict: bool) -> None:
    if end is None:
        assert Response.from_dict(data, strict=strict) == Response()
        return
    with pytest.raises(InvalidDocumentError) as caught:
        Response.from_dict(data, strict=strict)
    (problem,) = caught.value.problems
    assert str(problem).endswith(end)


@pytest.mark.once  # where Python is WebAssembly, `repr` has no stack for it
@pytest.mark.parametrize(
    ("data", "end"),
    [
        ({"tag": lists(100_000)}, "expected Response as the root; got {'tag': [[[[[[...]]]]]]}"),
        (
            {"tag": "Response", "attributes": {"a": lists(100_000)}},
            "/Response: expected text; got [[[[[[[...]]]]]]]",
        ),
        (
            {"tag": "Response", "children": [{"tag": lists(100_000)}]},
            "/Response/node(): expected the name of an element; got [[[[[[[...]]]]]]]",
        ),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_lists_in_lists_are_refused_however_deep(data: Any, end: str, *, strict: bool) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        Response.from_dict(data, strict=strict)
    (problem,) = caught.value.problems
    assert str(problem).endswith(end)


def test_every_callback_reads_what_it_writes_of_nothing() -> None:
    for cls in classes():
        assert cast("Any", cls).from_dict(cls().to_dict()) == cls()
