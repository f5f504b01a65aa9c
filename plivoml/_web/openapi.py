"""What OpenAPI says of a page that Plivo asks."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from .. import CONTENT_TYPE
from ..callbacks import Callback
from .request import LONGEST_BODY


_FORM = "application/x-www-form-urlencoded"

#: What FastAPI says of a reply where a page declares none.
_NOTHING: dict[str, Any] = {"application/json": {"schema": {}}}


def describe(page: dict[str, Any], kinds: Mapping[str, type[Callback]]) -> None:
    """
    Add the parameters of callbacks to a page of OpenAPI.

    Args:
        page: Changed in place.
        kinds: The classes by the names of the security schemes that operations name.
    """
    for operations in page["paths"].values():
        for method, operation in operations.items():
            for scheme in chain.from_iterable(operation.get("security", ())):
                if scheme in kinds:
                    _add(kinds[scheme], method, operation)


def _add(kind: type[Callback], method: str, operation: dict[str, Any]) -> None:
    if method == "get":
        _add_query(kind, operation.setdefault("parameters", []))
    elif method == "post":
        _add_form(kind, operation)
    replies = operation["responses"]
    refusals = {
        "400": f"Plivo signed what is no {kind.__name__}.",
        "403": "Plivo did not sign it.",
        "413": f"The body is longer than {LONGEST_BODY} bytes.",
    }
    for status, why in refusals.items():
        replies.setdefault(status, {"description": why})
    for reply in replies.values():
        if kind.EXPECTS_XML and reply.get("content") == _NOTHING:
            reply["content"] = {CONTENT_TYPE: {"schema": {"type": "string"}}}


def _add_query(kind: type[Callback], parameters: list[dict[str, Any]]) -> None:
    own = {one["name"] for one in parameters if one["in"] == "query"}
    for name, said in kind.form_schema()["properties"].items():
        if name not in own:
            schema = dict(said)
            description = schema.pop("description")
            parameters.append(
                {"name": name, "in": "query", "description": description, "schema": schema}
            )


def _add_form(kind: type[Callback], operation: dict[str, Any]) -> None:
    body = operation.setdefault("requestBody", {"content": {}})
    form = body["content"].setdefault(_FORM, {})
    ours = kind.form_schema()
    # A page may declare some of the form itself.
    form["schema"] = {"allOf": [form["schema"], ours]} if "schema" in form else ours
    if not kind._MAY_BE_BARE:
        body["required"] = True
