"""
What reading a callback costs, against the same dataclass built by hand.

Prints one ratio: the median over rounds in which the two take turns.  `from_form` is to
cost at most 1.5 times the straight constructor.
"""

from __future__ import annotations

import statistics
import time

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from plivoml.callbacks import (
    CallEvent,
    CallStatus,
    DialAction,
    DialStatus,
    Direction,
    StirAttestation,
    StirVerification,
)


if TYPE_CHECKING:
    from collections.abc import Callable

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


def seconds(read: Callable[[dict[str, str]], DialAction], times: int) -> float:
    """Measure so many readings."""
    start = time.perf_counter()
    for _ in range(times):
        read(FORM)
    return time.perf_counter() - start


def ratio(*, rounds: int = 15, times: int = 2000) -> float:
    """Give the median of the ratios of interleaved rounds."""
    assert DialAction.from_form(FORM) == by_hand(FORM)
    return statistics.median(
        seconds(DialAction.from_form, times) / seconds(by_hand, times) for _ in range(rounds)
    )


if __name__ == "__main__":
    print(f"from_form on {len(FORM)} parameters: {ratio():.2f} of the straight constructor")
