"""
Calls: making, listing, moving and ending them.

https://plivo.com/docs/voice/api/calls
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ...callbacks import CallStatus, DialStatus, Direction, HangupRequest
from .._interpreter import life
from .._platform.exchange import bare
from .._platform.leg import Leg
from .._platform.parameters import Parameters
from .._platform.settings import Settings
from .._platform.steps import Ended, Over
from .fields import (
    NOT_SIMULATED,
    Given,
    boolean,
    end_of_call,
    header_list,
    method,
    number,
    one_of,
    optional,
    required,
    several,
    text,
    url,
)
from .placed import MovedLeg, Order, PlacedLeg
from .replies import B_LEG, CALL, REQUEST, Refusal, not_found
from .routes import Body, Names, Routes
from .state import PAGING, State, connected


ROUTES: Final = Routes()

_MOST_DESTINATIONS = 1000
_HUNG_UP = 4000
_API: Final = "API Request"
_LONGEST: Final = 86_400

_ASYNC: Final = {"callback_url": optional(url), "callback_method": optional(method, "POST")}


@ROUTES.add(
    "calls.create",
    "POST",
    "Call/",
    201,
    {
        "from": required(end_of_call),
        "to": required(several("<", _MOST_DESTINATIONS, end_of_call)),
        "answer_url": required(url),
        "answer_method": optional(method, "POST"),
        "ring_url": optional(url),
        "ring_method": optional(method, "POST"),
        "hangup_url": optional(url),
        "hangup_method": optional(method, "POST"),
        "fallback_url": optional(url),
        "fallback_method": optional(method, "POST"),
        "caller_name": optional(text),
        "send_digits": optional(text),
        "time_limit": optional(number(1)),
        "hangup_on_ring": optional(number(1)),
        "ring_timeout": optional(number(), 120),
        "machine_detection": optional(one_of("true", "false", "hangup"), "false"),
        "machine_detection_time": optional(number(2000, 10_000), 5000),
        "machine_detection_url": optional(url),
        "machine_detection_method": optional(method, "POST"),
        "sip_headers": optional(header_list),
        "parent_call_uuid": optional(text),
        "error_if_parent_not_found": optional(boolean, default=False),
        **_ASYNC,
    },
)
def create(state: State, _: Names, given: Given) -> Body:
    """Let phones ring."""
    parent = given["parent_call_uuid"]
    if parent is not None and given["error_if_parent_not_found"]:
        state.live(parent)
    orders = [_settings(state, given, to) for to in given["to"]]
    uuids = [_placed(state, given, settings).uuid for settings in orders]
    if len(uuids) == 1:
        return {"message": "call fired", "request_uuid": uuids[0]}
    return {"message": "calls fired", "request_uuid": uuids}


def _settings(state: State, given: Given, to: str) -> Settings:
    limit, headers = given["time_limit"], given["sip_headers"]
    pairs = [pair.partition("=") for pair in headers.split(",")] if headers else []
    sip = {f"X-PH-{name.strip()}": value.strip() for name, _, value in pairs}
    return replace(
        state.settings,
        url=given["answer_url"],
        from_=given["from"],
        to=to,
        direction=Direction.OUTBOUND,
        method=given["answer_method"],
        fallback_url=given["fallback_url"],
        fallback_method=given["fallback_method"],
        hangup_url=given["hangup_url"],
        hangup_method=given["hangup_method"],
        ring_url=given["ring_url"],
        ring_method=given["ring_method"],
        time_limit=state.settings.time_limit if limit is None else min(limit, _LONGEST),
        uuid=None,
        parameters=Parameters({"ParentAuthID": state.auth_id, **sip}),
    )


def _placed(state: State, given: Given, settings: Settings) -> PlacedLeg:
    order = Order(
        ring_timeout=given["ring_timeout"],
        hangup_on_ring=given["hangup_on_ring"],
        send_digits=given["send_digits"],
        detection=given["machine_detection"],
        detection_seconds=given["machine_detection_time"] / 1000,
        detection_url=given["machine_detection_url"],
        detection_method=given["machine_detection_method"],
        parent_call_uuid=given["parent_call_uuid"],
    )
    leg = PlacedLeg(state.account, settings, order, state.machines)
    state.on_call(leg)
    state.account.clock.soon(leg.ring)
    return leg


# What there is.


@ROUTES.add("live_calls.list_ids", "GET", "Call/", 200, PAGING, when="live")
def list_live(state: State, _: Names, __: Given) -> Body:
    """Return the UUIDs of the calls that ring or go on."""
    return {"calls": [leg.uuid for leg in state.legs if state.is_up(leg)]}


@ROUTES.add("queued_calls.list_ids", "GET", "Call/", 200, when="queued")
def list_queued(_: State, __: Names, ___: Given) -> Body:
    """Return no UUIDs: no call waits to be dialled."""
    return {"calls": []}


@ROUTES.add("live_calls.get", "GET", "Call/{call_uuid}/", 200, when="live")
def get_live(state: State, names: Names, _: Given) -> Body:
    """Return a call that rings or goes on."""
    leg = state.live(names["call_uuid"])
    settings = leg.settings
    return {
        "call_status": str(leg.status),
        "call_uuid": leg.uuid,
        "caller_name": "",
        "direction": str(settings.direction),
        "from": bare(settings.from_),
        "request_uuid": leg.uuid,
        "session_start": f"{state.account.clock.at(_began(leg)):%Y-%m-%d %H:%M:%S.%f}",
        "stir_attestation": "",
        "stir_verification": "Not Applicable",
        "to": bare(settings.to),
    }


@ROUTES.add("queued_calls.get", "GET", "Call/{call_uuid}/", 200, when="queued")
def get_queued(_: State, __: Names, ___: Given) -> Body:
    """Find nothing: no call waits to be dialled."""
    raise not_found(CALL)


@ROUTES.add(
    "calls.list",
    "GET",
    "Call/",
    200,
    {
        **PAGING,
        "call_direction": optional(one_of("inbound", "outbound")),
        "from_number": optional(text),
        "to_number": optional(text),
        "hangup_cause_code": optional(number()),
        "hangup_source": optional(text),
        "parent_call_uuid": optional(text),
        **dict.fromkeys(("bill_duration", "end_time", "subaccount"), NOT_SIMULATED),
    },
)
def list_ended(state: State, _: Names, given: Given) -> Body:
    """Return the records of calls that are over."""
    found: list[Body] = []
    for leg in state.legs:
        record = _record(state, leg)
        if record is not None and _is_wanted(record, given):
            found.append(record)
    return state.page(given, "Call", found)


@ROUTES.add("calls.get", "GET", "Call/{call_uuid}/", 200)
def get_ended(state: State, names: Names, _: Given) -> Body:
    """Return the record of a call that is over."""
    for leg in state.legs:
        record = _record(state, leg) if leg.uuid == names["call_uuid"] else None
        if record is not None:
            return record
    raise not_found(CALL)


def _is_wanted(record: Body, given: Given) -> bool:
    same = ("call_direction", "hangup_cause_code", "hangup_source", "parent_call_uuid")
    for name in same:
        if given[name] is not None and str(record[name]) != str(given[name]):
            return False
    for name in ("from_number", "to_number"):
        wanted = given[name]
        if wanted is not None and not bare(record[name]).startswith(bare(wanted)):
            return False
    return True


def _began(leg: Leg) -> float:
    return leg.placed if isinstance(leg, PlacedLeg) else leg._started


def _record(state: State, leg: Leg) -> Body | None:
    """Return the record of a call, once it is over."""
    if leg.cause is None or leg.is_live:
        return None
    end = next((one for one in leg.requests if isinstance(one, HangupRequest)), None)
    if end is None:  # a B leg's end is told to its Dial's callback
        return None
    answered = end.answer_time
    return {
        "answer_time": None if answered is None else f"{answered.isoformat(' ', 'seconds')}+00:00",
        "bill_duration": end.duration,
        "billed_duration": end.bill_duration,
        "call_direction": str(leg.settings.direction),
        "call_duration": end.duration,
        "call_state": "ANSWER" if answered is not None else str(end.hangup_cause),
        "call_uuid": leg.uuid,
        "conference_uuid": None,
        "end_time": f"{(end.end_time or state.account.clock.time).isoformat(' ', 'seconds')}+00:00",
        "from_number": f"+{bare(leg.settings.from_)}",
        "hangup_cause_code": end.hangup_cause_code,
        "hangup_cause_name": end.hangup_cause_name,
        "hangup_source": str(leg.source),
        "initiation_time": state.time(_began(leg)),
        "parent_call_uuid": leg.order.parent_call_uuid if isinstance(leg, PlacedLeg) else None,
        "resource_uri": state.resource("Call", leg.uuid),
        "source_ip": "192.0.2.10",
        "stir_attestation": "",
        "stir_verification": "Not Applicable",
        "to_number": f"+{bare(leg.settings.to)}",
        "total_amount": "0.00000",
        "total_rate": "0.00000",
        "voice_network_group": "",
    }


# What is done to them.


@ROUTES.add(
    "calls.transfer",
    "POST",
    "Call/{call_uuid}/",
    202,
    {
        "legs": optional(one_of("aleg", "bleg", "both"), "aleg"),
        "aleg_url": optional(url),
        "aleg_method": optional(method, "POST"),
        "bleg_url": optional(url),
        "bleg_method": optional(method, "POST"),
        **_ASYNC,
    },
)
def transfer(state: State, names: Names, given: Given) -> Body:
    """Move a leg, or both, to another document."""
    leg = state.answered(names["call_uuid"])
    legs = given["legs"]
    moves_a, moves_b = legs in ("aleg", "both"), legs in ("bleg", "both")
    for moves, name in ((moves_a, "aleg_url"), (moves_b, "bleg_url")):
        if moves and given[name] is None:
            msg = f"{name} parameter is missing"
            raise Refusal(400, msg)
    if moves_b and connected(leg) is None:
        raise not_found(B_LEG)

    def move() -> None:
        b_leg = _taken_out(state, leg, given) if moves_b else None
        if moves_a:
            leg.note(f"the API transfers the call to {given['aleg_url']}")
            leg._move(given["aleg_url"], given["aleg_method"])
        elif b_leg is not None:
            leg.act(Ended(DialStatus.COMPLETED, None, None))
        if b_leg is not None:
            b_leg.pick_up()
            b_leg.start(life(b_leg))

    state.soon(leg, lambda: leg.counted(move))
    return {"message": "call transferred"}


def _taken_out(state: State, leg: Leg, given: Given) -> MovedLeg | None:
    """Return a leg of its own for whoever talks with the caller."""
    other = connected(leg)
    if other is None:
        leg.note("the API moves nobody: the B leg is gone")
        return None
    settings = replace(
        leg.settings,
        url=given["bleg_url"],
        method=given["bleg_method"],
        to=other.who,
        direction=Direction.OUTBOUND,
        uuid=other.uuid,
    )
    leg.note(f"the API transfers {other.who} to {given['bleg_url']}")
    b_leg = MovedLeg(state.account, settings, leg)
    state.on_call(b_leg)
    return b_leg


@ROUTES.add("calls.delete", "DELETE", "Call/{call_uuid}/", 204)
def hang_up(state: State, names: Names, _: Given) -> None:
    """End a call, or a B leg, or take back one that rings."""
    uuid = names["call_uuid"]
    found = state.b_leg(uuid)
    if found is None:
        end(state, state.live(uuid))
        return
    leg, other = found

    def part() -> None:
        if connected(leg) is other:
            leg.note(f"the API hangs {other.who} up")
            leg.act(Ended(DialStatus.COMPLETED, None, None))

    state.soon(leg, part)


@ROUTES.add("calls.hangup_all", "DELETE", "Call/", 204)
def hang_all_up(state: State, _: Names, __: Given) -> None:
    """End every call of the account."""
    for leg in state.legs:
        if state.is_up(leg):
            end(state, leg, 0)


@ROUTES.add("calls.cancel", "DELETE", "Request/{call_uuid}/", 204)
def cancel(state: State, names: Names, _: Given) -> None:
    """Take back a call that is not picked up."""
    leg = state.live(names["call_uuid"])
    if not (isinstance(leg, PlacedLeg) and leg.rings):
        raise not_found(REQUEST)
    end(state, leg)


def end(state: State, leg: Leg, code: int = _HUNG_UP) -> None:
    """
    Let the API end a call.

    The table of hangup causes has 1000 for one that is not picked up and 4000 for others.
    """
    state.ending.add(leg)

    def stop() -> None:
        leg.note("the API hangs up")
        if isinstance(leg, PlacedLeg) and leg.rings:
            leg.withdraw()
            return
        # What elements report on the way out says that the call is over.
        leg.status = CallStatus.COMPLETED
        leg.interrupt(Over(code, _API if code else "Unknown"))

    state.soon(leg, stop)
