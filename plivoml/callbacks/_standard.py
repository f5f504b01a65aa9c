"""The parameters that requests about a call share, declared once."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .._model.mapping import FrozenMapping
from ._base import Callback
from ._enums import CallEvent, CallStatus, Direction, StirAttestation, StirVerification
from ._params import headers, param


__all__ = ["CallCallback", "CallRequest", "LegCallback"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LegCallback(Callback):
    """A request about a leg of a call, with the parameters that say which."""

    call_uuid: str | None = param("CallUUID")
    """The leg that this request is about. It may or may not equal `request_uuid`."""

    from_: str | None = None
    """
    The caller's number. Digits, mostly without a plus, though the same call can spell it
    both ways: compare without it. A `sip:` URI for endpoints, `anonymous` if withheld.
    """

    to: str | None = None
    """The number or SIP URI that was called, with or without a plus as in `from_`."""

    direction: Direction | None = None
    """Who placed the call."""

    call_status: CallStatus | None = None
    """The state of the leg."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CallCallback(LegCallback):
    """A request that is known to carry some of the standard parameters."""

    event: CallEvent | None = None
    """
    What fired the request. Plivo's overview does not list it, and requests that answer an
    element may come without it.
    """

    a_leg_uuid: str | None = param("ALegUUID")
    """The first leg of the call. Absent from Ring, from the Hangup of an unanswered call, and
    perhaps from inbound requests."""

    a_leg_request_uuid: str | None = param("ALegRequestUUID")
    """The API request that created the first leg; outbound calls only. Documented for Ring,
    but absent from one that was seen."""

    request_uuid: str | None = param("RequestUUID")
    """The `request_uuid` of the Call API's reply; outbound calls only. The older page lists it,
    the newer one does not."""

    caller_name: str | None = param(empty="no name is known")
    """The name that the caller shows. Not documented."""

    parent_auth_id: str | None = param("ParentAuthID")
    """The account that owns the call. Not documented; trust it only once the signature of the
    request is verified."""

    session_start: datetime | None = None
    """When the event happened, in UTC with microseconds. It differs between the requests of one
    call: it belongs to the event."""

    bill_rate: Decimal | None = None
    """The price of the leg in USD per minute. Not documented."""

    stir_verification: StirVerification | None = param("STIRVerification")
    """Inbound: what the caller's signature proved. Outbound: the level that Plivo signed with.
    One page spells the name stir_verification; requests do not."""

    stir_attestation: StirAttestation | None = param(
        "STIRAttestation", empty="no attestation is known"
    )
    """The level that the originating carrier attested."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CallRequest(CallCallback):
    """A request that may carry any of the standard parameters."""

    forwarded_from: str | None = None
    """The number that the call was diverted from, if the carrier passes it on."""

    hangup_cause: str | None = None
    """The switch's name for why the call ended, such as NORMAL_CLEARING; only once it is over.
    An open list: prefer `hangup_cause_code` where it is sent."""

    duration: int | None = None
    """The length of the call in seconds; only once it is over."""

    bill_duration: int | None = None
    """The billed length in seconds, rounded up to the billing pulse: 66 seconds may be billed
    as 120. It is not the talk time."""

    total_cost: Decimal | None = None
    """What the call has cost so far, in USD. It can still be 0 at hangup; the call record is
    final."""

    country_code: str | None = param(empty="the country could not be told")
    """The ISO country of the far end. Not documented; seen in 2026."""

    route_type: str | None = param(empty="no routing class applies")
    """The routing class, such as Domestic_Anchored. Not documented."""

    compliance_application_id: str | None = None
    """The compliance application of the number. Not documented; Indian calls, seen in 2026."""

    compliance_status: str | None = None
    """The state of that application; accepted is the only one seen. Not documented."""

    sip_h_to: str | None = param("SIP-H-To")
    """The To header of a SIP leg, with angle brackets and tag. Not documented."""

    sip_auth_type: str | None = param("SIPAuthType")
    """How an inbound SIP caller proved itself; authenticated SIP calls only."""

    sip_auth_user: str | None = param("SIPAuthUser")
    """The user name that the SIP caller authenticated with."""

    sip_source_ip: str | None = param("SIPSourceIP")
    """The address that the SIP call came from."""

    scheduled_hangup_id: str | None = None
    """A hangup that is scheduled by a time limit. Not documented and not seen of late."""

    dial_session: str | None = None
    """Read by one integration; what it means is not known."""

    carrier_failover_triggered: bool | None = None
    """True when Indian high-availability routing changed the carrier; otherwise not sent."""

    sip_headers: FrozenMapping[str] = headers("X-PH-")
    """
    Custom SIP headers, without the X-PH- that is put before each: those of Dial's
    `sip_headers`, of the Call API, or of a softphone.
    """
