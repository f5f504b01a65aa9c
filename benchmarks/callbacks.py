"""
What reading a callback costs, against the same dataclass built by hand.

pydantic and msgspec read the dict into classes of their own with the same fields; their enums are
closed and they keep neither unknown parameters nor the pairs.
"""

from __future__ import annotations

import functools

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args, get_type_hints
from urllib.parse import urlencode

import msgspec
import pydantic

from django.conf import settings
from django.http import QueryDict
from multidict import MultiDict, MultiDictProxy
from starlette.datastructures import FormData
from werkzeug.datastructures import ImmutableMultiDict

from plivoml.callbacks import (
    CallEvent,
    CallStatus,
    DialAction,
    DialStatus,
    Direction,
    StirAttestation,
    StirVerification,
)

from .figures import Figure
from .rounds import race, ratio


BAR = 1.5
BAR_FRAMEWORK = 2

FORM = {
    "ALegRequestUUID": "4d7d11a9-6b49-4119-9167-1992428ec219",
    "ALegUUID": "30f16533-d31b-448c-ade0-13721c303764",
    "BillRate": "0.0025",
    "CallStatus": "in-progress",
    "CallUUID": "30f16533-d31b-448c-ade0-13721c303764",
    "CallerName": "Agent Seven",
    "ComplianceStatus": "accepted",
    "CountryCode": "US",
    "DialALegUUID": "30f16533-d31b-448c-ade0-13721c303764",
    "DialBLegUUID": "9a89b6b0-a247-4158-a83b-ba51bea27dc0",
    "DialHangupCause": "NORMAL_CLEARING",
    "DialRingStatus": "true",
    "DialStatus": "completed",
    "Direction": "inbound",
    "Event": "Redirect",
    "ForwardedFrom": "15550100404",
    "From": "15550100303",
    "ParentAuthID": "MA00EXAMPLE00INVENT0",
    "RequestUUID": "4d7d11a9-6b49-4119-9167-1992428ec219",
    "RouteType": "sip",
    "STIRAttestation": "B",
    "STIRVerification": "Not Verified",
    "SessionStart": "2026-02-03 04:05:06.789012",
    "To": "15550100101",
}


def by_hand(form: dict[str, str]) -> DialAction:
    """Build what `DialAction.from_form` gives, straight from its parameters."""
    return DialAction(
        a_leg_request_uuid=form["ALegRequestUUID"],
        a_leg_uuid=form["ALegUUID"],
        bill_rate=Decimal(form["BillRate"]),
        call_status=CallStatus(form["CallStatus"]),
        call_uuid=form["CallUUID"],
        caller_name=form["CallerName"],
        compliance_status=form["ComplianceStatus"],
        country_code=form["CountryCode"],
        dial_a_leg_uuid=form["DialALegUUID"],
        dial_b_leg_uuid=form["DialBLegUUID"],
        dial_hangup_cause=form["DialHangupCause"],
        dial_ring_status=form["DialRingStatus"] == "true",
        dial_status=DialStatus(form["DialStatus"]),
        direction=Direction(form["Direction"]),
        event=CallEvent(form["Event"]),
        forwarded_from=form["ForwardedFrom"],
        from_=form["From"],
        parent_auth_id=form["ParentAuthID"],
        request_uuid=form["RequestUUID"],
        route_type=form["RouteType"],
        session_start=datetime.fromisoformat(form["SessionStart"]).replace(tzinfo=UTC),
        stir_attestation=StirAttestation(form["STIRAttestation"]),
        stir_verification=StirVerification(form["STIRVerification"]),
        to=form["To"],
    )


def peers() -> dict[str, Callable[[], object]]:
    """Return what reads the dict into the class of each peer, with the fields of `by_hand`."""
    hints = get_type_hints(DialAction)
    types: dict[str, tuple[str, Any]] = {}
    for name, text in FORM.items():
        (field,) = DialAction.from_form({name: text}).as_log()
        kind, _ = get_args(hints[field])
        if issubclass(kind, StrEnum):  # closed: both ask for the value before they look it up
            kind = StrEnum(kind.__name__, {member.name: member.value for member in kind})
        types[name] = (field, kind)
    model = pydantic.create_model(
        "Model",
        __config__=pydantic.ConfigDict(frozen=True),
        **{
            field: (kind | None, pydantic.Field(None, alias=name))
            for name, (field, kind) in types.items()
        },
    )
    struct = msgspec.defstruct(
        "Struct",
        [
            (field, kind | None, msgspec.field(default=None, name=name))
            for name, (field, kind) in types.items()
        ],
        frozen=True,
    )
    return {
        "pydantic": functools.partial(model.model_validate, FORM),
        "msgspec": functools.partial(msgspec.convert, FORM, struct, strict=False),
    }


def figures() -> Iterator[Figure]:
    """Yield the ratios for a dict and for what frameworks hand over, by hand always for a dict."""
    settings.configure()
    forms: dict[str, Any] = {
        "a dict": FORM,
        "Werkzeug": ImmutableMultiDict(FORM),
        "Django": QueryDict(urlencode(FORM)),
        "Starlette": FormData(FORM),
        "aiohttp": MultiDictProxy(MultiDict(FORM)),
    }
    for form in forms.values():
        assert DialAction.from_form(form) == by_hand(FORM)
    others = peers()
    times = race(
        {
            "by hand": functools.partial(by_hand, FORM),
            **{name: functools.partial(DialAction.from_form, form) for name, form in forms.items()},
            **others,
        },
        count=21,
    )
    for name in forms:
        yield Figure(
            f"read a callback from {name}: times the constructor by hand",
            ratio(times[name], times["by hand"]),
            BAR if name == "a dict" else BAR_FRAMEWORK,
        )
    for name in others:
        yield Figure(
            f"{name}, reading a callback from a dict: times the constructor by hand",
            ratio(times[name], times["by hand"]),
        )
