"""What Dial reports and asks for."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ._enums import HangupSource, OpenEnum, StirAttestation, StirVerification
from ._params import Signs, param
from ._standard import CallCallback, CallRequest


__all__ = [
    "ConfirmSoundRequest",
    "DialAction",
    "DialCallback",
    "DialEvent",
    "DialLegStatus",
    "DialMusicRequest",
    "DialStatus",
    "DigitsPressedBy",
]


class DialStatus(OpenEnum):
    """The outcome of a whole Dial. `CANCEL`: the caller gave up first."""

    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    CANCEL = "cancel"
    TIMEOUT = "timeout"
    NO_ANSWER = "no-answer"


class DialEvent(OpenEnum):
    """What happened to a leg of a Dial."""

    ANSWER = "answer"
    CONNECTED = "connected"
    DIGITS = "digits"
    HANGUP = "hangup"


class DialLegStatus(OpenEnum):
    """The state of a leg that a Dial made."""

    ANSWER = "answer"
    CONNECTED = "connected"
    HANGUP = "hangup"


class DigitsPressedBy(OpenEnum):
    """
    The leg whose keys were pressed.

    Plivo documents `ALeg` and `BLeg`; a compatible platform writes small letters.
    """

    A_LEG = "ALeg"
    B_LEG = "BLeg"

    @staticmethod
    def _key(text: str) -> str:
        return text.lower()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DialAction(CallRequest):
    """
    Reports how a Dial ended and asks what comes next.

    Sent to the `action` URL of Dial when the connected call is over, nobody answered, or the
    caller left. The reply is the next document, unless `redirect` is false, when nobody reads
    it; plain text ends the call with code 8012. `call_status` is that of the A leg and not of
    the Dial; when the A leg has hung up, the reply cannot be executed. A PHLO sends any
    subset of the five parameters that begin with Dial, and nothing else.

    https://plivo.com/docs/voice/xml/routing
    """

    SENT_TO = "the action URL of Dial"
    EXPECTS_XML = True
    # A PHLO sends any of these alone; beside DialAction they are those of a DialCallback.
    _SIGNS = Signs(
        frozenset(
            {"DialStatus", "DialRingStatus", "DialHangupCause", "DialALegUUID", "DialBLegUUID"}
        ),
        none_of=frozenset({"DialAction"}),
    )

    dial_status: DialStatus | None = None
    """
    How the whole Dial ended, which says nothing of a single destination. Older pages do not
    list `cancel`.
    """

    dial_ring_status: bool | None = None
    """Whether the far end ever rang."""

    dial_hangup_cause: str | None = None
    """
    The switch's name for the cause, such as USER_BUSY; for SIP destinations also
    sip_auth_failed (with status failed) and sip_auth_timeout (with status timeout).
    """

    dial_a_leg_uuid: str | None = param("DialALegUUID")
    """The leg that ran the Dial."""

    dial_b_leg_uuid: str | None = param("DialBLegUUID", empty="nobody answered")
    """The leg that answered."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DialCallback(CallCallback):
    """
    Follows the legs that a Dial creates.

    Sent to the `callbackUrl` of Dial when a destination answers, the two legs are joined,
    keys match `digitsMatch` or `digitsMatchBLeg`, or a leg ends. The reply is not read.
    The answer that was seen carried no `from_`, `to`, `direction` and `call_status`. A leg
    that answers may never connect: with `confirmSound` it may fail the key test. Each
    destination that was tried hangs up once, and events may overtake each other.

    https://plivo.com/docs/voice/xml/routing
    """

    SENT_TO = "the callbackUrl of Dial"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"DialAction"}))
    _IDENTITY = ("dial_b_leg_uuid", "dial_action")
    _RECURRING = frozenset({DialEvent.DIGITS})

    dial_action: DialEvent | None = None
    """What happened; `event` says the same in other words."""

    dial_b_leg_status: DialLegStatus | None = param("DialBLegStatus")
    """The state of the B leg; it may be missing on `digits`."""

    dial_a_leg_uuid: str | None = param("DialALegUUID")
    """The leg that runs the Dial."""

    dial_b_leg_uuid: str | None = param("DialBLegUUID")
    """
    The leg of one destination; there on `hangup` even if it never answered, which is not so
    in `DialAction`.
    """

    dial_b_leg_from: str | None = param("DialBLegFrom")
    """The caller id that the destination was shown; seen with a plus."""

    dial_b_leg_to: str | None = param("DialBLegTo")
    """The destination, a `sip:` URI for User; seen without a plus beside a `from` with one."""

    dial_b_leg_position: int | None = param("DialBLegPosition")
    """Presumably the place of the destination among the children of Dial, from 1. Not
    documented."""

    dial_b_leg_bill_rate: Decimal | None = param("DialBLegBillRate")
    """The price of the leg in USD per minute. Not documented."""

    dial_digits_match: str | None = param(private=True)
    """On `digits`: the keys that matched."""

    dial_digits_pressed_by: DigitsPressedBy | None = None
    """On `digits`: the leg whose keys were pressed."""

    dial_b_leg_duration: int | None = param("DialBLegDuration")
    """On `hangup`: the length of the leg in seconds."""

    dial_b_leg_bill_duration: int | None = param("DialBLegBillDuration")
    """On `hangup`: the billed length in seconds, rounded up to the billing pulse."""

    dial_b_leg_total_cost: Decimal | None = param("DialBLegTotalCost")
    """On `hangup`: what the leg cost, in USD. Not documented."""

    dial_b_leg_hangup_cause: str | None = param("DialBLegHangupCause")
    """On `hangup`: the switch's name for the cause. Not documented."""

    dial_b_leg_hangup_cause_name: str | None = param("DialBLegHangupCauseName")
    """On `hangup`: Plivo's name for the cause."""

    dial_b_leg_hangup_cause_code: int | None = param("DialBLegHangupCauseCode")
    """On `hangup`: Plivo's number for the cause; 9000 where another destination was faster."""

    dial_b_leg_hangup_source: HangupSource | None = param("DialBLegHangupSource")
    """On `hangup`: who ended the leg."""

    dial_b_leg_stir_verification: StirVerification | None = param("DialBLegSTIRVerification")
    """The verification of the B leg. Not documented."""

    dial_b_leg_stir_attestation: StirAttestation | None = param("DialBLegSTIRAttestation")
    """The attestation of the B leg. Not documented."""

    start_time: datetime | None = param(zone="account")
    """On `hangup`: when the leg was placed, in the account's zone. Not documented."""

    answer_time: datetime | None = param(zone="account", empty="the leg was never answered")
    """On `hangup`: when the leg was answered, in the account's zone. Not documented."""

    end_time: datetime | None = param(zone="account")
    """On `hangup`: when the leg ended, in the account's zone. Not documented."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DialMusicRequest(CallRequest):
    """
    Fetches what the caller hears while the destination rings.

    Sent to the `dialMusic` URL of Dial when dialling starts, and again when the document has
    been played through. The reply is a document of Play, Speak and Wait alone. No page lists
    its parameters; all that is known of them comes from a compatible platform.

    https://plivo.com/docs/voice/xml/routing
    """

    SENT_TO = "the dialMusic URL of Dial"
    EXPECTS_XML = True
    _SIGNS = Signs(frozenset({"Event=DialRemoteSounds"}))
    _MAY_BE_BARE = True


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConfirmSoundRequest(CallRequest):
    """
    Fetches what the called party hears before it may accept the call.

    Sent to the `confirmSound` URL of Dial when a destination answers and is not joined yet,
    always by POST. The reply is a document of Play, Speak and Wait alone. No page lists its
    parameters, nor says which leg `call_uuid` is.

    https://plivo.com/docs/voice/xml/routing
    """

    SENT_TO = "the confirmSound URL of Dial"
    EXPECTS_XML = True
    _MAY_BE_BARE = True
