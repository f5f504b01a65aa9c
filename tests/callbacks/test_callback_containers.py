"""The containers that frameworks hand over, the real ones."""

import asyncio

from importlib import import_module
from io import BytesIO

import falcon
import falcon.testing
import pytest

from multidict import MultiDict, MultiDictProxy
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request as StarletteRequest
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request as WerkzeugRequest

from plivoml.callbacks import GetInputAction
from plivoml.errors import InvalidCallbackError


BODY = (
    "CallUUID=a-leg&Digits=&From=15550100303&Speech=una+mesa%2C+el+s%C3%A1bado+%F0%9F%91%8D+%26"
    "&X-PH-Team=%C3%BC&CallerName=old&CallerName=R%C3%AAve&new=%2B1"
)
READ = GetInputAction.from_form(BODY)
FORM_TYPE = "application/x-www-form-urlencoded"


def test_the_body_says_what_the_others_are_held_against() -> None:
    assert READ.speech == "una mesa, el sábado 👍 &"
    assert (READ.call_uuid, READ.digits, READ.caller_name) == ("a-leg", "", "Rêve")
    assert READ.sip_headers == {"Team": "ü"}
    assert READ.extra == {"new": "+1"}


def test_raw_bodies() -> None:
    assert GetInputAction.from_form(BODY.encode()) == READ
    assert GetInputAction.from_form(BODY.encode()).to_form() == READ.to_form()


def test_pairs() -> None:
    pairs = READ.to_form()
    assert GetInputAction.from_form(pairs) == READ
    assert GetInputAction.from_form(iter(pairs)) == READ
    assert GetInputAction.from_form((k.encode(), v.encode()) for k, v in pairs) == READ


def test_mappings() -> None:
    assert GetInputAction.from_form(dict(READ.to_form())) == READ
    lists: dict[str, list[str]] = {}
    for name, value in READ.to_form():
        lists.setdefault(name, []).append(value)
    assert GetInputAction.from_form(lists) == READ
    assert GetInputAction.from_form(lists).to_form() == READ.to_form()
    bytes_of = {k.encode(): tuple(v.encode() for v in values) for k, values in lists.items()}
    assert GetInputAction.from_form(bytes_of) == READ


def test_werkzeug() -> None:
    posted = WerkzeugRequest(
        EnvironBuilder(method="POST", data=BODY, content_type=FORM_TYPE).get_environ()
    )
    assert isinstance(posted.form, ImmutableMultiDict)
    assert GetInputAction.from_form(posted.form) == READ
    assert GetInputAction.from_form(posted.form).to_form() == READ.to_form()
    asked = WerkzeugRequest(EnvironBuilder(query_string=BODY).get_environ())
    assert GetInputAction.from_form(asked.args) == READ
    assert GetInputAction.from_form(asked.values).to_form() == READ.to_form()


def test_django() -> None:
    settings = import_module("django.conf").settings
    if not settings.configured:
        settings.configure()
    query = import_module("django.http").QueryDict(BODY)
    assert GetInputAction.from_form(query) == READ
    assert GetInputAction.from_form(query).to_form() == READ.to_form()


def test_starlette() -> None:
    async def posted() -> FormData:
        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": BODY.encode(), "more_body": False}

        headers = [(b"content-type", FORM_TYPE.encode())]
        request = StarletteRequest({"type": "http", "method": "POST", "headers": headers}, receive)
        return await request.form()

    form = asyncio.run(posted())
    assert GetInputAction.from_form(form) == READ
    assert GetInputAction.from_form(form).to_form() == READ.to_form()
    assert GetInputAction.from_form(QueryParams(BODY)).to_form() == READ.to_form()


def test_multidict() -> None:
    form = MultiDictProxy(MultiDict(READ.to_form()))
    assert GetInputAction.from_form(form) == READ
    assert GetInputAction.from_form(form).to_form() == READ.to_form()


def test_falcon() -> None:
    asked = falcon.testing.create_req(query_string=BODY)
    assert GetInputAction.from_form(asked.params) == READ
    posted = falcon.testing.create_req(
        method="POST", body=BODY, headers={"Content-Type": FORM_TYPE}
    )
    assert GetInputAction.from_form(posted.get_media()) == READ
    assert GetInputAction.from_form(posted.get_media()).to_form() == READ.to_form()


def test_bottle() -> None:
    bottle = import_module("bottle")
    environ = EnvironBuilder(
        method="POST", query_string=BODY, input_stream=BytesIO(BODY.encode())
    ).get_environ()
    environ |= {"CONTENT_TYPE": FORM_TYPE, "CONTENT_LENGTH": str(len(BODY))}
    request = bottle.BaseRequest(environ)
    for form in (request.forms, request.query, request.forms.decode()):
        assert GetInputAction.from_form(form) == READ
        assert GetInputAction.from_form(form).to_form() == READ.to_form()
    beyond_latin_1 = bottle.FormsDict({"Speech": "\u20ac"})
    assert GetInputAction.from_form(beyond_latin_1).speech == "\u20ac"


@pytest.mark.parametrize(
    "form",
    [
        b"Speech=%FF%FE&CallerName=\xff",
        "Speech=%FF%FE&CallerName=%ff",
        {"Speech": b"\xff\xfe", "CallerName": [b"\xff"]},
        [(b"Speech", b"\xff\xfe"), ("CallerName", "\ufffd")],
    ],
)
def test_what_is_not_utf_8_becomes_replacement_characters(
    form: str | bytes | dict[str, object] | list[tuple[str | bytes, object]],
) -> None:
    assert GetInputAction.from_form(form) == GetInputAction(
        speech="\ufffd\ufffd", caller_name="\ufffd"
    )


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        (5, "expected a mapping, pairs, or a raw body; got int"),
        ([5], "expected a name and a value; got int"),
        (["ab"], "expected a name and a value; got str"),
        ([("a", "b", "c")], "expected a name and a value; got tuple"),
        ([(5, "a")], "expected a name in text; got int"),
        ({"Digits": 5}, "Digits: expected text; got int"),
        ({"Digits": ["1", None]}, "Digits: expected text; got NoneType"),
        ({'{"Digits":"4711"}': None}, "***: expected text; got NoneType"),
    ],
)
def test_what_is_no_form_is_refused(form: object, problem: str) -> None:
    with pytest.raises(InvalidCallbackError) as caught:
        GetInputAction.from_form(form)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert caught.value.problems == (problem,)
