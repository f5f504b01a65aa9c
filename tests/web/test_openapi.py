# ruff: noqa: ARG001, N803  # pages are declared here to be described
"""What FastAPI's page of OpenAPI says of the callbacks that pages take."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from fastapi import FastAPI, Form, Security
from fastapi import Response as Reply
from fastapi.security import APIKeyHeader

from plivoml.callbacks import ConfirmSoundRequest, DialAction, DialCallback, InboundMessage
from plivoml.fastapi import answered, received
from plivoml.signatures import sign
from tests.web.faces import Ask, over_asgi


pytestmark = pytest.mark.once

FORM = "application/x-www-form-urlencoded"
TOKEN = "the-auth-token-of-nobody"

app = FastAPI()


@app.get("/dialled")
async def asked_by_get(done: Annotated[DialAction, received(DialAction)]) -> Reply:
    return answered()


@app.post("/dialled")
async def dialled(
    done: Annotated[DialAction, received(DialAction)], tenant: int, DialStatus: str = ""
) -> Reply:
    return answered()


@app.get("/taken")
async def taken(
    done: Annotated[DialAction, received(DialAction)], DialStatus: str
) -> Annotated[str, "a reply of a page's own"]:
    return DialStatus


@app.post("/event", responses={403: {"description": "Stay away."}})
async def event(told: Annotated[DialCallback, received(DialCallback)]) -> Reply:
    return answered()


@app.post("/sound")
async def sound(told: Annotated[ConfirmSoundRequest, received(ConfirmSoundRequest)]) -> Reply:
    return answered()


@app.post("/message")
async def message(
    told: Annotated[InboundMessage, received(InboundMessage, main_account=True)],
    flow: Annotated[str, Form()] = "",
) -> Reply:
    return answered()


@app.get("/health")
async def health(key: Annotated[str | None, Security(APIKeyHeader(name="X-Key"))]) -> str:
    return "well"


@app.put("/elsewhere")
async def asked_by_put(done: Annotated[DialAction, received(DialAction)]) -> Reply:
    return answered()


PATHS: dict[str, Any] = app.openapi()["paths"]


def form_of(operation: Any) -> Any:
    return operation["requestBody"]["content"][FORM]["schema"]


def query_of(operation: Any) -> dict[str, Any]:
    return {one["name"]: one for one in operation["parameters"] if one["in"] == "query"}


def test_the_form_of_a_callback_stands_at_post() -> None:
    assert form_of(PATHS["/dialled"]["post"]) == DialAction.form_schema()
    assert PATHS["/dialled"]["post"]["requestBody"]["required"] is True


def test_what_may_be_bare_needs_no_form() -> None:
    assert form_of(PATHS["/sound"]["post"]) == ConfirmSoundRequest.form_schema()
    assert "required" not in PATHS["/sound"]["post"]["requestBody"]


def test_the_parameters_of_a_callback_stand_in_the_query_at_get() -> None:
    said = DialAction.form_schema()["properties"]
    assert "requestBody" not in PATHS["/dialled"]["get"]
    assert query_of(PATHS["/dialled"]["get"]) == {
        name: {
            "name": name,
            "in": "query",
            "description": one["description"],
            "schema": {key: value for key, value in one.items() if key != "description"},
        }
        for name, one in said.items()
    }


def test_at_post_the_query_has_what_the_page_itself_takes() -> None:
    assert query_of(PATHS["/dialled"]["post"]).keys() == {"tenant", "DialStatus"}


def test_a_parameter_that_a_page_declares_stays_as_it_is() -> None:
    assert query_of(PATHS["/taken"]["get"])["DialStatus"]["required"] is True


def test_a_form_that_a_page_declares_stands_beside() -> None:
    theirs, ours = form_of(PATHS["/message"]["post"])["allOf"]
    assert theirs == {"$ref": "#/components/schemas/Body_message_message_post"}
    assert ours == InboundMessage.form_schema()


def test_the_header_of_the_signature_is_the_security_of_a_page() -> None:
    schemes = app.openapi()["components"]["securitySchemes"]
    headers = {
        path: [schemes[name]["name"] for one in operation["security"] for name in one]
        for path, methods in PATHS.items()
        if path != "/health"
        for operation in methods.values()
    }
    assert headers == {
        "/dialled": ["X-Plivo-Signature-V3"],
        "/taken": ["X-Plivo-Signature-V3"],
        "/event": ["X-Plivo-Signature-V3"],
        "/sound": ["X-Plivo-Signature-V3"],
        "/message": ["X-Plivo-Signature-Ma-V2"],
        "/elsewhere": ["X-Plivo-Signature-V3"],
    }
    assert schemes["InboundMessage.X-Plivo-Signature-Ma-V2"] == {
        "type": "apiKey",
        "in": "header",
        "name": "X-Plivo-Signature-Ma-V2",
        "description": "Plivo signs with the auth token and `X-Plivo-Signature-V2-Nonce`.",
    }


def test_replies_are_documents_and_refusals() -> None:
    replies = PATHS["/dialled"]["get"]["responses"]
    assert replies["200"]["content"] == {"application/xml": {"schema": {"type": "string"}}}
    assert {status: reply["description"] for status, reply in replies.items()} == {
        "200": "Successful Response",
        "400": "Plivo signed what is no DialAction.",
        "403": "Plivo did not sign it.",
        "413": "The body is longer than 100000 bytes.",
    }


def test_replies_that_a_page_declares_stay_as_they_are() -> None:
    assert PATHS["/event"]["post"]["responses"]["403"]["description"] == "Stay away."
    assert PATHS["/event"]["post"]["responses"]["200"]["content"] == {
        "application/json": {"schema": {}}
    }
    content = PATHS["/taken"]["get"]["responses"]["200"]["content"]
    assert content["application/json"]["schema"]["type"] == "string"


def test_a_page_without_a_callback_is_left_alone() -> None:
    said = PATHS["/health"]["get"]
    assert said.keys() == {"summary", "operationId", "responses", "security"}
    assert said["responses"].keys() == {"200"}


def test_no_parameters_stand_where_plivo_never_asks() -> None:
    assert not {"parameters", "requestBody"} & PATHS["/elsewhere"]["put"].keys()


def test_the_page_is_made_once_and_shown_as_it_is() -> None:
    made = app.openapi()
    assert app.openapi() is made
    assert len(PATHS["/dialled"]["get"]["parameters"]) == len(
        DialAction.form_schema()["properties"]
    )


def test_a_stranger_is_refused_before_parameters_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://voice.example.com")
    monkeypatch.setenv("PLIVO_AUTH_TOKEN", TOKEN)
    body = b"DialStatus=busy"
    ask = Ask("POST", "/dialled?tenant=many", {"Content-Type": "application/json"}, b"{")
    assert over_asgi(app, ask).status == 403
    signed = sign("POST", f"https://voice.example.com{ask.target}", body, TOKEN)
    assert over_asgi(app, ask._replace(headers=signed, body=body)).status == 422
