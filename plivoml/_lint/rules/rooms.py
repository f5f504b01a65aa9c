"""Rooms: conferences, multi-party calls, and who is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..._model.change import with_attributes
from ..._model.diagnostic import Diagnostic
from ..._model.rule_names import RuleName
from ..._model.spec import AttributeSpec, spec_of
from ..._model.types import when_is
from ..._model.values import is_text
from ...elements.rooms import MultiPartyCall
from ..rule import Family, Given, Rule, written


family: Final = Family()

_CALL = "<Response><MultiPartyCall{}>sales</MultiPartyCall></Response>"
_SERVER = ' aiAgentStreamServiceUrl="wss://example.com/"'
#: The attributes that say what somebody is told of, and for each the one that says who.
_EVENTS: Final = {
    "digits_match": "callback_url",
    "digits_match_b_leg": "callback_url",
    "floor_event": "callback_url",
    "status_callback_events": "status_callback_url",
}


@family.value_rule(
    Rule(
        name=RuleName.COACH_MODE_ROLE,
        severity="warning",
        says="Only a supervisor can coach. In another role `coachMode` may do nothing.",
        wrong=_CALL.format(' role="Agent" coachMode="false"'),
        right=_CALL.format(' role="Supervisor" coachMode="false"'),
    ),
    lambda attribute: attribute.when == when_is("role", "Supervisor"),
)
def _coach_mode(given: Given) -> Iterator[Diagnostic]:
    return _in_another_role(given, "a Supervisor")


_AI_AGENT: Final = Rule(
    name=RuleName.AI_AGENT_ATTRIBUTES,
    severity="warning",
    says=(
        "The role `ai-agent` needs the address of its server, and the attributes of its stream may "
        "do nothing in another role."
    ),
    wrong=_CALL.format(f' role="Agent"{_SERVER}'),
    right=_CALL.format(f' role="ai-agent"{_SERVER}'),
)


@family.value_rule(_AI_AGENT, lambda attribute: attribute.when == when_is("role", "ai-agent"))
def _not_an_agent(given: Given) -> Iterator[Diagnostic]:
    return _in_another_role(given, "an ai-agent")


def _in_another_role(given: Given, wanted: str) -> Iterator[Diagnostic]:
    if not given.is_default and not given.has_effect:
        message = f"expected it for {wanted} only; got it in another role, where it may do nothing"
        yield Diagnostic(message)


@family.rule(_AI_AGENT, MultiPartyCall)
def _agent_without_server(call: MultiPartyCall) -> Iterator[Diagnostic]:
    if call.role == "ai-agent" and call.ai_agent_stream_service_url is None:
        message = "expected 'aiAgentStreamServiceUrl'; got none, so the agent may not hear the call"
        yield Diagnostic(message, field="role")


@family.value_rule(
    Rule(
        name=RuleName.EVENTS_WITHOUT_URL,
        severity="warning",
        says="What is to be reported needs a URL to report it to; without one nobody may be told.",
        wrong=_CALL.format(' role="Agent" statusCallbackEvents="mpc-state-changes"'),
        right=_CALL.format(
            ' role="Agent" statusCallbackEvents="mpc-state-changes"'
            ' statusCallbackUrl="https://example.com/status/"'
        ),
    ),
    lambda attribute: attribute.field in _EVENTS,
)
def _events(given: Given) -> Iterator[Diagnostic]:
    url = spec_of(type(given.element)).by_field[_EVENTS[given.attribute.field]]
    if not given.is_default and getattr(given.element, url.field) is None:
        message = f"expected {url.name!r} beside it; got none, so nobody may be told"
        yield Diagnostic(message)


@family.value_rule(
    Rule(
        name=RuleName.ASKED_BY_GET,
        severity="info",
        says=(
            "Some URLs of a MultiPartyCall are asked by GET unless their method says otherwise, and "
            "all others by POST."
        ),
        wrong=_CALL.format(' role="Agent" startRecordingAudio="https://example.com/start/"'),
        right=_CALL.format(
            ' role="Agent" startRecordingAudio="https://example.com/start/"'
            ' startRecordingAudioMethod="GET"'
        ),
    ),
    lambda attribute: is_text(attribute.value) and _method_if_get(attribute) is not None,
    MultiPartyCall,
)
def _asked_by_get(given: Given) -> Iterator[Diagnostic]:
    method = _method_if_get(given.attribute)
    assert method is not None
    # What holds no slash is one of the words that stand beside URLs.
    if "/" in given.text and written(given.element, method) is None:
        message = f"expected {method.name!r}; got none, so it may be asked by GET"
        yield Diagnostic(message, change=with_attributes(**{method.name: "GET"}))


def _method_if_get(attribute: AttributeSpec) -> AttributeSpec | None:
    """Return the attribute that says how a URL is asked, if it is by GET without it."""
    method = spec_of(MultiPartyCall).by_name.get(f"{attribute.name}Method")
    return method if method is not None and method.default == "GET" else None
