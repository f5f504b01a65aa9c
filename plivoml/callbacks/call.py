"""What a call asks for and reports: answer, fallback, ring, hangup, machine, redirect, transfer."""

from dataclasses import dataclass
from datetime import datetime

from ._enums import HangupSource, OpenEnum
from ._params import Signs, param
from ._standard import CallCallback, CallRequest


__all__ = [
    "AnswerRequest",
    "FallbackRequest",
    "HangupRequest",
    "IfMachine",
    "MachineDetection",
    "RedirectRequest",
    "RingRequest",
    "TransferRequest",
]


_STARTED = Signs(frozenset({"Event=StartApp"}))  # by the answer URL and by the fallback URL


class IfMachine(OpenEnum):
    """What the Call API's `machine_detection` asked for: `CONTINUE` stands for true."""

    CONTINUE = "continue"
    HANGUP = "hangup"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AnswerRequest(CallRequest):
    """
    Asks what to do with a call that has just started.

    Sent to the answer URL of the Call API or of an XML application: for an inbound call as
    soon as the number rings, for an outbound one when the far end answers. The reply is the
    first document, under 100 KB, as application/xml or text/xml; an empty `<Response/>` ends
    the call with code 4010. One page wants it within 15 seconds, another reads for 40.
    `call_status` is `in-progress` on outbound calls that were seen, and `ringing` on inbound
    ones of a compatible platform. Where no hangup URL is set, the Hangup request comes to this
    URL as well, which integrations tell and no page does: look at `event` first.

    https://plivo.com/docs/voice/api/calls
    """

    SENT_TO = "the answer URL"
    EXPECTS_XML = True
    _SIGNS = _STARTED
    _IDENTITY = ("call_uuid",)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FallbackRequest(CallRequest):
    """
    Gives a call whose answer URL could not be used a second chance.

    Sent to the fallback URL of the Call API or of an XML application: after three tries or
    60 seconds according to one page, on any reply other than 200 according to another. The
    reply is the first document. The parameters are those of `AnswerRequest`, and nothing in
    them says that this is the fallback: give it a path of its own.

    https://plivo.com/docs/voice/api/calls
    """

    SENT_TO = "the fallback URL"
    EXPECTS_XML = True
    _SIGNS = _STARTED
    _IDENTITY = ("call_uuid",)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RingRequest(CallCallback):
    """
    Tells that the far end of an outbound call has begun to ring.

    Sent to the ring URL of the Call API, once for each destination that rings. The reply is
    not read. The one that was seen spelled `from_` with a plus, unlike the answer request of
    the same call, and had neither `a_leg_request_uuid` nor `stir_attestation`, which are
    documented. Do not wait for it: a carrier that never signals ringing gives no cause for it.

    https://plivo.com/docs/voice/api/calls
    """

    SENT_TO = "the ring URL"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"Event=Ring"}))
    _IDENTITY = ("call_uuid",)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HangupRequest(CallRequest):
    """
    Reports that a call has ended, with its cause, length and price.

    Sent to the hangup URL of the Call API or of an XML application, and to the answer URL
    where there is none, once the A leg is over, answered or not; the legs that Dial makes are
    reported by `DialCallback`. The reply is not read. One page says that `call_status` is
    always `completed`, but `busy` was seen. `a_leg_uuid` and `a_leg_request_uuid` are absent
    when the call was never answered; `duration` is 0 then. It may overtake the last action or
    recording request of the call.

    https://plivo.com/docs/voice/api/calls
    """

    SENT_TO = "the hangup URL"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"Event=Hangup"}))
    _IDENTITY = ("call_uuid",)

    hangup_cause_code: int | None = None
    """Plivo's number for the cause, which `plivoml.hangup_causes` explains."""

    hangup_cause_name: str | None = None
    """Plivo's name for the cause; older pages write Cancelled where newer ones write Canceled."""

    hangup_source: HangupSource | None = None
    """Who ended the call."""

    start_time: datetime | None = param(zone="account")
    """When the call was placed, in the account's zone; `session_start` is in UTC."""

    answer_time: datetime | None = param(zone="account", empty="the call was never answered")
    """When the call was answered, in the account's zone."""

    end_time: datetime | None = param(zone="account")
    """When the call ended, in the account's zone."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MachineDetection(CallCallback):
    """
    Says that an answering machine picked up an outbound call.

    Sent to the `machine_detection_url` of the Call API when detection, which runs beside the
    call for 2 to 10 seconds, finds a machine; silence means a person, doubt, or that it is not
    done. The reply cannot change the call, which runs its document already: transfer it.

    https://plivo.com/docs/voice/concepts/machine-detection
    """

    SENT_TO = "the machine_detection_url of the Call API"
    EXPECTS_XML = False
    _SIGNS = Signs(frozenset({"Event=MachineDetection", "Machine"}))
    _IDENTITY = ("call_uuid",)

    machine: bool | None = None
    """Always true: nothing is sent when a person answers."""

    if_machine: IfMachine | None = None
    """What the call was told to do about a machine."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RedirectRequest(CallRequest):
    """
    Fetches the next document because a Redirect was reached.

    Sent to the URL of Redirect. The reply is the next document; a failure ends the call with
    7014, 7024, 7034 or 8014. It carries the standard parameters alone, beside those of the
    query of your own URL. The `event` Redirect comes from a compatible platform.

    https://plivo.com/docs/voice/xml/routing
    """

    SENT_TO = "the URL of Redirect"
    EXPECTS_XML = True
    _MAY_BE_BARE = True


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TransferRequest(CallRequest):
    """
    Fetches a new document for a leg that was moved through the Transfer API.

    Sent to the `aleg_url` or `bleg_url` of the transfer, right after it is accepted. The reply
    is the next document of that leg; a failure ends the leg with 7013, 7023, 7033 or 8013.
    Which leg was moved shows only in `call_uuid` against `a_leg_uuid`: use two paths.

    https://plivo.com/docs/voice/api/calls
    """

    SENT_TO = "the aleg_url or bleg_url of a transfer"
    EXPECTS_XML = True
    _MAY_BE_BARE = True
