"""What is said of an element beside its errors: what does not rest on what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from plivoml import Hangup, Problem, Response, check
from tests.support.checking import Diagnostic, Rule, RuleName, check_elements, check_with
from tests.support.declarations import WRONG, AttributeSpec, by_tag, spec_of
from tests.support.effort import examples
from tests.support.strategies import documents
from tests.support.tables import table


@table(
    ("inside", "expected"),
    r"""
<GetInput action="/next" inputType="dmtf"/>
    no-fallback 1:11
    relative-url 1:21
    bad-value 1:36
<GetInput action="/next" input_type="dtmf"/><Wait/>
    relative-url 1:21
    unknown-attribute 1:36
<GetInput action="/next" inputType="dtmf" input_type="dtmf" log="no"><Speak>Your PIN</Speak></GetInput><Wait/>
    relative-url 1:21
    unknown-attribute 1:53
    bad-value 1:71
<GetInput action="https://example.com/" timeout="5" kind="dtmf"/><Wait/>
    input-type-missing 1:11
    misplaced-attribute 1:51
    unknown-attribute 1:63
<Dial acton="https://example.com/"><Number>+15550100123</Number></Dial>
    unknown-attribute 1:17
<Dial action="https://example.com/" redirect="no"><Number>0123</Number></Dial>
    no-fallback-after-dial 1:11
    bad-value 1:47
    number-not-e164 1:61
<Dial redirect="no"><Number>0123</Number></Dial>
    no-fallback-after-dial 1:11
    bad-value 1:17
    number-not-e164 1:31
<Dial action="https://example.com/done"/><Wait/>
    dial-without-target 1:11
    action-takes-over 1:17
<Dial action="https://example.com/"><User sipAuthUsername="alice" sipHeaders="Twilio=1">sip:a@b.example</User></Dial>
    sip-auth-pair 1:47
    reserved-sip-header 1:77
<Stream bidirectional="true" audioTrack="both" extraHeaders="id=7;a=b" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/">wss://example.com/</Stream><Speak>Hello</Speak>
    stream-track-conflict 1:40
    stream-headers 1:58
<MultiPartyCall coachMode="false" exitSound="/bye">Room</MultiPartyCall>
    missing-attribute 1:11
    relative-url 1:45
    asked-by-get 1:45
<MultiPartyCall role="boss" coachMode="false" statusCallbackEvents="mpc-state-changes">Room</MultiPartyCall>
    bad-value 1:27
    events-without-url 1:57
<MultiPartyCall role="Agent" statusCallbackURL="https://example.com/" statusCallbackEvents="mpc-state-changes">Room</MultiPartyCall>
    unknown-attribute 1:40
<MultiPartyCall role="ai-agent" aiAgentStreamServiceUrl="a b">Room</MultiPartyCall>
    bad-value 1:43
<Stream keepCallAlive="true" bidirectional="true" audioTrack="both" extraHeaders="ab">ws://example.com/</Stream>
    stream-format-missing 1:11
    stream-status-missing 1:11
    insecure-stream 1:11
    stream-track-conflict 1:61
    stream-headers 1:79
<Stream keepCallAlive="true" extraHeaders="ab"></Stream>
    missing-text 1:11
    one-way-stream 1:11
    stream-format-missing 1:11
    stream-status-missing 1:11
    stream-headers 1:40
<Speak language="hi-IN" voice="">Hi</Speak>
    bad-value 1:35
<Speak language="hi-IN" loop="x">Hi</Speak><Wait/>
    voice-language-mismatch 1:18
    bad-value 1:35
<Speak loop="0" mood="x">Hi</Speak><Wait/>
    unknown-attribute 1:27
    unreachable 1:46
<Speak>Hi <Break/></Speak>
    unknown-element 1:21
    ssml-needs-polly 1:21
<Speak>Hi <break time="long"/></Speak>
    ssml-needs-polly 1:21
    bad-value 1:28
<Speak>a &amp;amp; b <break time="long"/></Speak>
    double-escaped 1:11
    ssml-needs-polly 1:32
    bad-value 1:39
Hello
    stray-text 1:11
<Redirect>https://example.com/</Redirect>Hello<Wait/>
    stray-text 1:52
    unreachable 1:57
<GetInput action="https://example.com/" inputType="dtmf">Enter your PIN</GetInput><Wait/>
    logged-secret 1:11
    stray-text 1:68
<Redirect method="PUT">?again=1</Redirect><Wait/>
    self-redirect 1:11
    bad-value 1:21
    unreachable 1:53
<Redirect>https://example .com/</Redirect><Wait/>
    bad-value 1:11
    unreachable 1:53
<Hangup schedule="soon"/><Wait/>
    wait-only 1:1
    bad-value 1:19
<Record action="https://example.com/" recordSession="yes" timeout="5"/><Wait/>
    short-recording 1:11
    bad-value 1:49
    ignored-attribute 1:69
<PreAnswer><DTMF>x</DTMF><Play loop="0"/></PreAnswer><Wait/>
    bad-value 1:22
    undocumented-nesting 1:22
    missing-text 1:36
    endless-preanswer 1:42
""",
)
def test_beside_its_errors_an_element_has_its_warnings(inside: str, expected: list[str]) -> None:
    assert places(check(f"<Response>{inside}</Response>", select=["all"])) == expected


@table(
    ("document", "expected"),
    r"""
<Response><Dial action="/next"><Number>0123</Number>
    relative-url 1:17
    number-not-e164 1:32
    not-well-formed 1:53
<Response><Speak voice="Polly.Nobody">Hi &amp;amp; <break/>
    unknown-voice 1:18
    not-well-formed 1:60
<Response><Redirect>https://example.com/</Redirect><Wait/>
    not-well-formed 1:59
""",
)
def test_where_a_document_breaks_off_nobody_knows_what_follows(
    document: str, expected: list[str]
) -> None:
    assert places(check(document)) == expected


def places(problems: list[Problem]) -> list[str]:
    return [f"{one.rule} {one.line}:{one.column}" for one in problems]


def warnings(document: str) -> set[tuple[str, str]]:
    return {(one.rule, one.path) for one in check(document) if one.severity == "warning"}


def wrong_text(attribute: AttributeSpec) -> str | None:
    texts = ("", " ", "\N{WHITE SQUARE}", "0" * 600)
    return next((text for text in texts if attribute.value.load(text) is WRONG), None)


@given(documents(), st.data())
@examples(100)
def test_a_mistake_adds_no_warning(document: Response, data: st.DataObject) -> None:
    root: Any = etree.fromstring(document.to_bytes())
    before = warnings(str(document))
    element = data.draw(st.sampled_from(list(root.iter(etree.Element))))
    spec = spec_of(by_tag[element.tag])
    kinds = ["text"] * (spec.content.holds != "words and elements") + ["value", "name"]
    match data.draw(st.sampled_from(kinds)):
        case "text" if spec.content.value is None:
            element.text = f"stray{element.text or ''}"
        case "text":
            element.text = ""
        case "value":
            attribute = spec.by_name[data.draw(st.sampled_from(names_of(element)))]
            text = wrong_text(attribute)
            assume(text is not None)
            element.set(attribute.name, text)
        case _:
            name = data.draw(st.sampled_from(names_of(element)))
            element.set(f"{name}_", element.attrib.pop(name))
    spoilt = etree.tostring(root, encoding="unicode")

    assert {one.severity for one in check(spoilt)} >= {"error"}
    # What a name is meant for is judged under the name that stands there.
    after = {(rule, path.removesuffix("_")) for rule, path in warnings(spoilt)}
    assert after <= before


def names_of(element: Any) -> list[str]:
    names = [name for name in element.attrib if not name.startswith("{")]
    assume(names)
    return names


def test_a_mistake_in_a_rule_is_not_taken_for_one_in_a_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def mistaken(element: Any) -> Iterator[Diagnostic]:
        yield Diagnostic(element.timout)

    rule = Rule(RuleName.UNREACHABLE, "warning", "", "", "")
    check_with(rule, mistaken, Hangup, monkeypatch)

    with pytest.raises(AttributeError, match="timout"):
        check_elements([Hangup()])
