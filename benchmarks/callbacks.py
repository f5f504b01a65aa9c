"""What reading a callback costs, against the same dataclass built by hand."""

from __future__ import annotations

import functools

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
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


def figures() -> Iterator[Figure]:
    """Yield the ratios for a dict and for what frameworks hand over, by hand always for a dict."""
    settings.configure()
    forms: dict[str, Any] = {
        "a dict": FORM,
        "Werkzeug": ImmutableMultiDict(FORM),
        "Django": QueryDict(urlencode(FORM)),
        "Starlette": FormData(FORM),
    }
    for form in forms.values():
        assert DialAction.from_form(form) == by_hand(FORM)
    times = race(
        {
            "by hand": functools.partial(by_hand, FORM),
            **{name: functools.partial(DialAction.from_form, form) for name, form in forms.items()},
        },
        count=21,
    )
    for name in forms:
        yield Figure(
            f"read a callback from {name}: times the constructor by hand",
            ratio(times[name], times["by hand"]),
            BAR if name == "a dict" else BAR_FRAMEWORK,
        )
