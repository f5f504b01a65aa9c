"""What `fix` makes of wrong documents, and what it leaves alone."""

from __future__ import annotations

import pytest

from plivoml import Problem, check, fix
from plivoml.errors import Edit, Fix
from tests.support.checking import RULES, Rule, Selection, check_file, fix_file, fixing
from tests.support.sameness import canonical


def answer(inner: str) -> str:
    return f"<Response>{inner}</Response>"


def of(document: str | bytes, rule: str) -> Problem:
    (found,) = (one for one in check(document, select=["all"]) if one.rule == rule)
    return found


_DIAL = '<Dial action="https://example.com/done/">{}</Dial>'
_STREAM = (
    '<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" '
    'statusCallbackUrl="https://example.com/"{}>wss://example.com/</Stream>'
)

SAFE = {
    # Names.
    "<speak>Hi</speak>": "<Speak>Hi</Speak>",
    "<Speek>Hi</Speek>": "<Speak>Hi</Speak>",
    "<hangup />": "<Hangup />",
    "<Speak>Hi</speak>": "<Speak>Hi</Speak>",
    '<Play\n  Loop = "2"\n>https://example.com/a.mp3</Play>': (
        '<Play\n  loop = "2"\n>https://example.com/a.mp3</Play>'
    ),
    "<Dial timeOut='9'><number>+15550100123</number></Dial>": (
        "<Dial timeout='9'><Number>+15550100123</Number></Dial>"
    ),
    # Values.
    "<Hangup reason='Busy'/>": "<Hangup reason='busy'/>",
    '<Hangup schedule="5 "/>': '<Hangup schedule="5"/>',
    '<Wait silence="True"/>': '<Wait silence="true"/>',
    '<Play loop="02">https://example.com/a.mp3</Play>': (
        '<Play loop="2">https://example.com/a.mp3</Play>'
    ),
    "<Redirect> https://example.com/a b\n</Redirect>": (
        "<Redirect> https://example.com/a%20b\n</Redirect>"
    ),
    "<Redirect method='&#112;ost'>https://example.com/?a=1&amp;b=ü c</Redirect>": (
        "<Redirect method='POST'>https://example.com/?a=1&amp;b=ü%20c</Redirect>"
    ),
    '<Speak language="en_GB">Hi</Speak>': '<Speak language="en-GB">Hi</Speak>',
    '<Speak language="en-gb">Hi</Speak>': '<Speak language="en-GB">Hi</Speak>',
    '<Speak voice="Polly.amy">Hi</Speak>': '<Speak voice="Polly.Amy">Hi</Speak>',
    '<GetInput inputType="speech, dtmf"/>': '<GetInput inputType="dtmf speech"/>',
    '<GetInput inputType="speech" language="EN-us"/>': (
        '<GetInput inputType="speech" language="en-US"/>'
    ),
    '<Conference enterSound="Beep:1">room</Conference>': (
        '<Conference enterSound="beep:1">room</Conference>'
    ),
    # What breaks XML.
    "<Redirect>https://example.com/?a=1&b=2&amp;c=3&d</Redirect>": (
        "<Redirect>https://example.com/?a=1&amp;b=2&amp;c=3&amp;d</Redirect>"
    ),
    "<Speak>a&nbsp;b &eacute; &copy</Speak>": "<Speak>a&#160;b é &amp;copy</Speak>",
    "<!-- a&b --><Speak>1 < 2 & <![CDATA[3 & 4]]></Speak>": (
        "<!-- a&b --><Speak>1 &lt; 2 &amp; <![CDATA[3 & 4]]></Speak>"
    ),
    # Other platforms.
    '<Say voice="alice">Hi</Say>': '<Speak voice="WOMAN">Hi</Speak>',
    '<Pause length="2"/>': '<Wait length="2"/>',
    "<Reject/>": '<Hangup reason="rejected"/>',
    "<Reject Reason='busy'></Reject>": "<Hangup reason='busy'></Hangup>",
    '<Sms from="+15550100123" to="+15550100124">Hi</Sms>': (
        '<Message src="+15550100123" dst="+15550100124">Hi</Message>'
    ),
    '<Speak voice="Polly.Amy">\r\n  <speak>\r\n  Hi\r\n  </speak>\r\n</Speak>': (
        '<Speak voice="Polly.Amy">\r\n  Hi\r\n</Speak>'
    ),
    '<Start><Stream track="inbound_track" statusCallback="https://example.com/">'
    "wss://example.com/</Stream></Start>": (
        '<Stream audioTrack="inbound" statusCallbackUrl="https://example.com/">'
        "wss://example.com/</Stream>"
    ),
    "<Dial><User>alice@example.com</User></Dial>": (
        "<Dial><User>sip:alice@example.com</User></Dial>"
    ),
    "<Play url='https://example.com/&quot;.mp3'  loop='2'/>": (
        "<Play  loop='2'>https://example.com/&quot;.mp3</Play>"
    ),
    '<AudioStream url="wss://example.com/"></AudioStream>': "<Stream>wss://example.com/</Stream>",
    '<play loop="2" url="https://example.com/a.mp3" />': (
        '<Play loop="2" >https://example.com/a.mp3</Play>'
    ),
    "<Start/><Speak>Hi</Speak>": "<Speak>Hi</Speak>",
    # Numbers, and headers of a Stream.
    _DIAL.format("\n  +15550100123\n"): _DIAL.format("\n  <Number>+15550100123</Number>\n"),
    _STREAM.format(' extraHeaders="a=1;b=&#50;;c=3"'): (
        _STREAM.format(' extraHeaders="a=1,b=&#50;,c=3"')
    ),
}

UNSAFE = {
    "Hello &amp; welcome": "<Speak>Hello &amp; welcome</Speak>",
    "<Leave/>": "<Hangup/>",
    f"<Connect>{_STREAM.format('')}</Connect>": _STREAM.format(""),
    '<Dial answerOnBridge="true" timeout="9"><Number>+15550100123</Number></Dial>': (
        '<Dial timeout="9"><Number>+15550100123</Number></Dial>'
    ),
    "<Play loop='2'>Hello</Play>": "<Speak loop='2'>Hello</Speak>",
    "<Dial><Number>alice@example.com</Number></Dial>": (
        "<Dial><User>sip:alice@example.com</User></Dial>"
    ),
    '<Dial><Number sipHeaders="leadid=7,Ref=1">+15550100123</Number></Dial>': (
        '<Dial><Number sipHeaders="Leadid=7,Ref=1">+15550100123</Number></Dial>'
    ),
    "<Record recordSession='true' action='https://example.com/'></Record><Speak>Hi</Speak>": (
        "<Record recordSession='true' action='https://example.com/' maxLength='3600'></Record>"
        "<Speak>Hi</Speak>"
    ),
    '<Redirect method="POST">https://example.com/?a=1&amp;amp;b=2</Redirect>': (
        '<Redirect method="POST">https://example.com/?a=1&amp;b=2</Redirect>'
    ),
    "<Stream audioTrack='both' keepCallAlive='true' contentType='audio/x-mulaw;rate=8000'>"
    "wss://example.com/</Stream>": (
        "<Stream audioTrack='inbound' keepCallAlive='true' contentType='audio/x-mulaw;rate=8000'"
        " bidirectional='true'>wss://example.com/</Stream>"
    ),
}

#: What nobody can fix without a guess, or where it stands in a way that cannot be changed.
LEFT = [
    '<Play url="https://example.com/a.mp3"><!-- a --></Play>',
    '<Redirect method="PUT">https://example.com/</Redirect>',
    '<Dial timeout="9" timeOut="8"><Number>+15550100123</Number></Dial>',
    "<Dial>call +15550100123</Dial>",
    "<Dial>+1555<!-- -->0100123</Dial>",
    "<Gather/>",
    "<Redirect>https://example.com/a<!-- --> b</Redirect>",
    "<Speak><say>Hi",
    "<Nonsense/>",
    "<Dial><Speak>Hi</Speak><Say>Hi</Say></Dial>",
    '<Stream authBearerToken="a">wss://example.com/</Stream>',
    '<Stream bidirectionalCodec="OPUS">wss://example.com/</Stream>',
]


@pytest.mark.parametrize(("wrong", "right"), SAFE.items())
def test_what_is_exact_is_fixed(wrong: str, right: str) -> None:
    assert fix(answer(wrong)) == answer(right)


@pytest.mark.parametrize(("wrong", "right"), UNSAFE.items())
def test_what_may_change_a_call_is_fixed_on_demand(wrong: str, right: str) -> None:
    assert fix(answer(wrong), unsafe=True) == answer(right)


@pytest.mark.parametrize("wrong", [*map(answer, (*LEFT, *UNSAFE)), "", "nothing", "<Respond"])
def test_the_rest_is_left_alone(wrong: str) -> None:
    assert fix(wrong) == wrong


@pytest.mark.parametrize("number", ["alice", "15550100123@example.com", "+1 (555) 0100-123x"])
def test_no_user_is_made_of_what_is_no_number(number: str) -> None:
    wrong = answer(f'<Dial callType="whatsapp"><Number>{number}</Number></Dial>')
    assert fix(wrong, unsafe=True, select=["whatsapp-number"]) == wrong
    (told,) = check(wrong, select=["whatsapp-number"])
    assert told.hint == "write <User>...</User>"


@pytest.mark.parametrize("wrong", SAFE)
def test_a_second_fix_finds_nothing(wrong: str) -> None:
    once = fix(answer(wrong))
    assert fix(once) == once
    assert all(one.fix is None or not one.fix.is_safe for one in check(once, select=["all"]))


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.suffix == ".xml"])
def test_the_fix_of_a_rule_makes_the_right_example_of_the_wrong_one(rule: Rule) -> None:
    if of(rule.wrong, rule.name).fix is not None:
        fixed = fix(rule.wrong, unsafe=True, select=[rule.name])
        assert canonical(fixed) == canonical(rule.right)


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.fixable])
def test_a_rule_whose_wrong_example_has_no_fix_has_one_that_has(rule: Rule) -> None:
    assert rule.fixable is not None
    assert of(rule.wrong, rule.name).fix is None
    fixed = fix(rule.fixable, unsafe=True, select=[rule.name])
    assert check(fixed, select=[rule.name]) == []


def test_rounds_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = answer("<AudioStream url='wss://example.com/'/>")
    monkeypatch.setattr(fixing, "MOST_ROUNDS", 1)

    assert fix(wrong) == answer("<Stream url='wss://example.com/'/>")


@pytest.mark.parametrize("before", ["", "\ufeff", "<!-- a -->"])
def test_a_second_declaration_has_no_fix(before: str) -> None:
    document = f'{before}<?xml version="1.0"?><?xml version="1.0"?>{answer("<Hangup/>")}'
    assert of(document, "text-before-declaration").fix is None


def test_many_problems_are_fixed_in_few_rounds_and_what_is_left_is_told_as_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fixing, "MOST_ROUNDS", 3)
    few = Selection(most=20)
    unknown = "<Bogus/>" * 30
    wrong, right = (answer(f'<Wait {name}="1"/>' * 500 + unknown) for name in ("lenght", "length"))

    fixed = fix_file(wrong.encode(), ".xml", few)

    assert (fixed.data.decode(), fixed.number) == (right, 500)
    assert fixed.checked == check_file(right.encode(), ".xml", few)
    assert len(fixed.checked.problems) == few.most + 1


@pytest.mark.parametrize(
    ("encoding", "of_two_letters"),
    [
        ("utf-8", b"gb"),
        ("utf-8-sig", b"gb"),
        ("utf-16-le", b"g\0b\0"),
        ("utf-16-be", b"\0g\0b"),
    ],
)
def test_an_edit_has_the_bytes_of_the_document_as_it_was_given(
    encoding: str, of_two_letters: bytes
) -> None:
    inside = "<!-- \u20ac \U0001f600 -->\n<Speak language='en-gb'>\u20ac</Speak>"
    document = answer(inside).encode(encoding)
    problem = of(document, "voice-language-mismatch")
    assert problem.fix is not None
    (edit,) = problem.fix.edits
    assert document[edit.start : edit.end] == of_two_letters


def test_a_fix_is_spans_of_lines_and_of_bytes() -> None:
    document = '<Response>\r\n<Speak>ü😀</Speak><Dial timeOut="9"/>\r\n</Response>'

    assert of(document, "unknown-attribute").fix == Fix(
        "Write 'timeout' for 'timeOut'",
        (Edit(2, 24, 2, 31, "timeout", start=39, end=46),),
        is_safe=True,
    )
    assert document.encode()[39:46] == b"timeOut"


@pytest.mark.parametrize(
    ("encoding", "written"), [("us-ascii", "&#243;"), ("iso-8859-1", "\xf3"), ("utf-8", "\xf3")]
)
def test_what_an_encoding_has_not_is_written_as_a_reference(encoding: str, written: str) -> None:
    inner = '<Speak voice="Vitoria" language="pt-BR">Oi</Speak>'
    document = f'<?xml version="1.0" encoding="{encoding}"?>{answer(inner)}'

    found = of(document.encode(encoding), "bad-value").fix

    assert found is not None
    assert [edit.text for edit in found.edits] == ["Polly.", written]


def test_a_reference_beside_what_is_changed_stays_as_it_is_written() -> None:
    inner = '<GetDigits action=" https://example.com/&#233; "/>'
    assert fix(answer(inner)) == answer(inner.replace('" ', '"').replace(' "/', '"/'))
