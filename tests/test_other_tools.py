"""Callbacks, messages and documents in the tools that people use beside this package."""

from __future__ import annotations

import asyncio
import inspect
import json
import subprocess
import sys

from functools import partial
from pathlib import Path
from typing import Any, get_args

import attrs
import cattrs
import httpx
import jsonschema
import msgspec
import pytest
import typeguard

from fastapi import FastAPI
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from plivoml import Dial, Hangup, Number, Response, Speak, callbacks, streams
from plivoml.callbacks import Callback, DialAction, DialStatus, HangupRequest
from tests.support.callbacks import classes, plan_of
from tests.support.faces import PUBLIC, annotated
from tests.support.processes import PATIENCE


ROOT = Path(__file__).parent.parent
FORMS = sorted((ROOT / "tests" / "callbacks" / "payloads").glob("*.form"))
FRAMES = sorted((ROOT / "tests" / "streams" / "messages").glob("*.json"))
MESSAGES: tuple[Any, ...] = (*get_args(streams.Incoming), *get_args(streams.Outgoing))


def sample(path: Path) -> Callback:
    cls: type[Callback] = getattr(callbacks, path.name.partition(".")[0])
    return cls.from_form(path.read_text("utf-8").strip())


def message(path: Path) -> Any:
    frame = path.read_text("utf-8")
    is_ours = json.loads(frame)["event"] in {cls.event for cls in get_args(streams.Outgoing)}
    return (streams.parse_outgoing if is_ours else streams.parse)(frame)


# Type readers.


def is_made_by_python(cls: Any) -> bool:
    """Whether the constructor of a class is one that Python has no signature of."""
    pythons: list[Any] = [Exception, dict]
    made = [one for kind in pythons for one in (kind.__new__, kind.__init__)]
    return inspect.isclass(cls) and cls.__new__ in made and cls.__init__ in made


@pytest.mark.parametrize("name", PUBLIC)
def test_every_signature_can_be_read_with_its_types(name: str) -> None:
    for one in annotated(PUBLIC[name]):
        if not is_made_by_python(one):
            signature = inspect.signature(one, eval_str=True)
            assert all(not isinstance(p.annotation, str) for p in signature.parameters.values())


@pytest.mark.parametrize(
    "name", [name for name, value in PUBLIC.items() if inspect.isclass(value) and attrs.has(value)]
)
def test_attrs_resolves_the_types_of_every_class(name: str) -> None:
    resolved = attrs.resolve_types(PUBLIC[name])
    assert not any(isinstance(field.type, str) for field in attrs.fields(resolved))


@pytest.mark.long
@pytest.mark.once
@pytest.mark.parametrize("tool", ["from beartype import beartype", "from typeguard import typechecked as beartype"])  # fmt: skip
def test_every_class_and_function_can_be_decorated_by_type_checkers(tool: str) -> None:
    # In a process of its own: what is decorated stays so.
    program = f"""
import warnings
{tool}
from tests.support.faces import PUBLIC
warnings.simplefilter("ignore")
for value in PUBLIC.values():
    beartype(value)
import plivoml
from plivoml import Dial, Number, Response, callbacks, streams
answer = Response([Dial([Number("+15550100123")], timeout=5)])
assert plivoml.parse(str(answer)) == answer
assert Response.from_dict(answer.to_dict()) == answer
assert answer.then(plivoml.Hangup()) != answer
done = callbacks.DialAction.from_form("DialStatus=busy&New=1")
assert callbacks.DialAction.from_dict(done.to_dict()) == done
assert streams.Media.from_dict({{"audio": ""}}) == streams.Media(audio=b"")
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=PATIENCE, check=True)


def test_the_types_of_callbacks_are_what_is_in_them() -> None:
    for path in FORMS:
        read = sample(path)
        for name, parameter in inspect.signature(type(read), eval_str=True).parameters.items():
            typeguard.check_type(getattr(read, name), parameter.annotation)


# cattrs, with the converter of our page.


def is_a(kind: type, declared: Any) -> bool:
    return isinstance(declared, type) and issubclass(declared, kind)


def converter() -> cattrs.Converter:
    made = cattrs.Converter()
    for kind in (Callback, Response, *MESSAGES):
        made.register_unstructure_hook(kind, kind.to_dict)
        made.register_structure_hook_func(
            partial(is_a, kind), lambda data, cls: cls.from_dict(data)
        )
    return made


@attrs.frozen
class Record:
    """A record of a user's, with values of ours in it."""

    done: DialAction
    answer: Response
    last: streams.DTMF


def test_cattrs_takes_values_of_ours_apart_and_puts_them_together() -> None:
    record = Record(DialAction(dial_status=DialStatus.BUSY), Response([Hangup()]), streams.DTMF(digit="1"))  # fmt: skip
    data = converter().unstructure(record)
    assert json.loads(json.dumps(data)) == {
        "done": {"dial_status": "busy"},
        "answer": {
            "tag": "Response",
            "attributes": {},
            "children": [{"tag": "Hangup", "attributes": {}, "children": []}],
        },
        "last": {"event": "dtmf", "digit": "1"},
    }
    assert converter().structure(data, Record) == record


# JSON Schema.


@pytest.mark.once
def test_the_schema_of_callbacks_is_one() -> None:
    schema = json.loads((ROOT / "schema" / "callbacks.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$defs"].keys() == {cls.__name__ for cls in classes()}
    assert all("description" in one for cls in schema["$defs"].values() for one in cls["properties"].values())  # fmt: skip


@pytest.mark.once
def test_the_schema_of_messages_is_one() -> None:
    schema = json.loads((ROOT / "schema" / "streams.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in FRAMES:
        jsonschema.validate(message(path).to_dict(), schema)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_what_a_callback_gives_is_of_its_schema(path: Path) -> None:
    read = sample(path)
    jsonschema.validate(read.to_dict(), type(read).json_schema())


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_what_a_message_gives_is_of_its_schema(path: Path) -> None:
    read = message(path)
    jsonschema.validate(read.to_dict(), read.json_schema())


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (DialAction, {"dial_status": 1}),
        (DialAction, {"DialStatus": "busy"}),
        (DialAction, {"sip_headers": {"a": 1}}),
        (callbacks.InboundMessage, {"media": "a"}),
        (streams.Media, {"event": "media"}),
        (streams.Media, {"event": "dtmf", "audio": ""}),
        (streams.Start, {"event": "start", "call_id": "", "stream_id": "", "format": "a"}),
        (Response, {"tag": "Dial"}),
        (Dial, {"tag": "Dial", "attributes": {"timeout": []}}),
    ],
)
def test_what_is_refused_is_not_of_the_schema(kind: Any, data: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        kind.from_dict(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, kind.json_schema())


def test_the_schema_says_what_is_known_of_a_field() -> None:
    properties = HangupRequest.json_schema()["properties"]
    assert properties["hangup_cause_code"]["type"] == "integer"
    assert properties["total_cost"]["format"] == "decimal"
    assert properties["session_start"]["format"] == "date-time"
    assert "completed" in properties["call_status"]["examples"]
    assert properties["duration"]["description"].startswith("The length of the call in seconds")
    attributes = Dial.json_schema()["properties"]["attributes"]["properties"]
    assert attributes["timeLimit"]["description"].startswith("The longest the connected call")


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_the_schema_of_a_form_has_the_names_that_plivo_sends(cls: type[Callback]) -> None:
    schema = cls.form_schema()
    assert schema["properties"].keys() == plan_of(cls).readers.keys()
    assert "required" not in schema


def test_the_schema_of_a_form_says_what_its_texts_spell() -> None:
    said = HangupRequest.form_schema()["properties"]
    assert said["Duration"]["type"] == "integer"
    assert said["TotalCost"] == HangupRequest.json_schema()["properties"]["total_cost"]
    # Plivo writes no time as JSON Schema's date-time has it.
    assert said["SessionStart"]["examples"] == ["2026-02-03 04:05:06"]
    assert "format" not in said["SessionStart"]


def test_without_its_source_a_class_has_a_schema_all_the_same() -> None:
    made: Any = type("Made", (streams.Stop,), {"__slots__": ()})
    assert made.json_schema()["properties"] == streams.Stop.json_schema()["properties"]


# pydantic and FastAPI.


class Told(BaseModel):
    """A model of a user's, with values of ours in it."""

    done: DialAction
    answer: Response = Field(default=Response())
    message: streams.Incoming | None = None


TOLD = Told(
    done=DialAction.from_form("DialStatus=busy"),
    answer=Response([Speak("Bye"), Dial([Number("+15550100123")], timeout=5)]),
    message=streams.DTMF(digit="1"),
)


def test_pydantic_takes_values_as_they_are_and_plain_data() -> None:
    assert TOLD.done == DialAction(dial_status=DialStatus.BUSY)
    assert Told.model_validate(TOLD.model_dump()) == TOLD
    assert Told.model_validate_json(TOLD.model_dump_json()) == TOLD
    assert type(Told.model_validate(TOLD.model_dump()).message) is streams.DTMF
    assert TOLD.model_dump(exclude={"answer"}) == {
        "done": {"dial_status": "busy"},
        "message": {"event": "dtmf", "digit": "1"},
    }


def test_pydantic_takes_no_known_event_for_an_unknown_message() -> None:
    adapter: TypeAdapter[streams.Incoming] = TypeAdapter(streams.Incoming)
    new = streams.UnknownMessage(event="new")
    assert adapter.validate_python({"event": "new"}) == new
    with pytest.raises(ValidationError, match=r"Media: audio: expected base64; got nothing"):
        adapter.validate_python({"event": "media"})


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_pydantic_dumps_and_validates_every_callback(path: Path) -> None:
    read = sample(path)
    adapter = TypeAdapter(type(read))
    assert adapter.validate_json(adapter.dump_json(read)) == read


def test_pydantic_says_what_is_wrong() -> None:
    with pytest.raises(ValidationError) as caught:
        Told.model_validate(
            {
                "done": {"dial_status": "busy", "duration": "long"},
                "answer": {
                    "tag": "Response",
                    "children": [{"tag": "Hangup", "attributes": {"a": "b"}}],
                },
            }
        )
    assert [error["msg"] for error in caught.value.errors()] == [
        "Value error, DialAction: duration: expected a whole number of at most 18 digits; got 'long'",
        "Value error, /Response/Hangup/@a: expected an attribute of Hangup; got 'a'",
    ]


def test_pydantic_gives_the_json_schema_of_the_declarations() -> None:
    properties = Told.model_json_schema()["properties"]
    assert properties["done"]["properties"] == DialAction.json_schema()["properties"]
    assert properties["answer"]["properties"]["tag"] == {"const": "Response"}


APP = FastAPI()


@APP.post("/queue")
async def queue(done: DialAction) -> Told:
    return Told(done=done)


def asked(method: str, path: str, data: object = None) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, json=data)

    return asyncio.run(ask())


def test_fastapi_takes_a_callback_as_its_body_and_shows_its_parameters() -> None:
    assert asked("POST", "/queue", {"dial_status": "busy"}).json()["done"] == {
        "dial_status": "busy"
    }
    assert asked("POST", "/queue", {"dial_status": 5}).status_code == 422
    body = asked("GET", "/openapi.json").json()["paths"]["/queue"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    assert schema["properties"].keys() == DialAction.json_schema()["properties"].keys()


# Encoders of JSON.


def test_msgspec_encodes_and_decodes_by_hooks() -> None:
    done = DialAction(dial_status=DialStatus.BUSY)
    raw = msgspec.json.encode(done.to_dict())
    assert DialAction.from_dict(msgspec.json.decode(raw)) == done


def test_pydantic_is_loaded_by_nobody_else() -> None:
    program = (
        "import sys, plivoml\n"
        "from plivoml import callbacks, streams, Response, Hangup\n"
        "Response.from_dict(Response([Hangup()]).to_dict())\n"
        "callbacks.DialAction.json_schema(), streams.Media.json_schema(), Response.json_schema()\n"
        "print({name for name in sys.modules if name.partition('.')[0] in"
        " {'pydantic', 'pydantic_core', 'rich', 'cattrs', 'msgspec'}})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT,
        timeout=PATIENCE, check=True,
    )  # fmt: skip
    assert done.stdout == "set()\n"
