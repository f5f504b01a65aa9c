"""What each rule sees, and what it lets pass."""

from __future__ import annotations

import pytest

from plivoml import check
from tests.support.tables import table


def answer(inside: str) -> str:
    return f"<Response>{inside}</Response>"


DIALS = "<Dial><Number>+15550100123</Number></Dial>"


@table(
    ("inside", "expected"),
    r"""
<!-- nothing -->
    empty-response 1:1
<Hangup schedule="60"/><Wait length="99"/>
    wait-only 1:1
<Hangup/><Wait/><Wait/>
    wait-only 1:1
    unreachable 1:20
<Speak loop="0">Hi</Speak><Wait/>
    unreachable 1:37
<GetDigits action="https://example.com/"><Play loop="0">https://example.com/a.mp3</Play><Speak>Hi</Speak></GetDigits><Hangup/>
<PreAnswer><Redirect>https://example.com/</Redirect><Wait/></PreAnswer><Hangup/>
    undocumented-nesting 1:22
    unreachable 1:63
<PreAnswer><Speak loop="0">Hi</Speak><Wait/></PreAnswer><Hangup/>
    endless-preanswer 1:29
<Message src="+15550100100" dst="+15550100123">Hi</Message><Wait/><PreAnswer><Wait/></PreAnswer><Hangup/>
<GetDigits action="https://example.com/"/><!-- nothing more -->
    no-fallback 1:11
<Dial><Number>+15550100123</Number></Dial>
    no-fallback-after-dial 1:11
<Dial action="https://example.com/"><Number>+15550100123</Number></Dial>
<Dial action="https://example.com/" redirect="false"><Number>+15550100123</Number></Dial>
    no-fallback-after-dial 1:11
<GetInput action="https://example.com/" inputType="dtmf"/><Speak>Goodbye</Speak>
<GetDigits/><Dial action="https://example.com/"><Number>+15550100123</Number></Dial>
<GetDigits action="https://example.com/"/><Speak>Once more</Speak><GetInput action="https://example.com/" inputType="dtmf"/><Redirect>https://example.com/</Redirect>
<GetDigits action="https://example.com/"/><Speak>Hold on</Speak><Dial action="https://example.com/"><Number>+15550100123</Number></Dial>
    action-takes-over 1:22
<GetInput action="https://example.com/" inputType="dtmf" redirect="false"/><Dial action="https://example.com/"><Number>+15550100123</Number></Dial>
<GetInput action="https://example.com/" inputType="dtmf"/><Record/>
    action-takes-over 1:21
<Hangup/>
    hangup-only 1:1
<Hangup/><!-- alone -->
    hangup-only 1:1
<Hangup reason="busy"/>
<Hangup schedule="60"/>
<Wait/><Hangup/>
    wait-only 1:1
<Record recordSession="true" maxLength="60"/><Wait/>
<PreAnswer><Wait length="29"/></PreAnswer><Hangup/>
<PreAnswer><Wait length="20"/><Speak>Hello</Speak><Wait length="9"/><Wait/></PreAnswer><Hangup/>
    long-preanswer 1:11
<Record/>
<Record startOnDialAnswer="true"/><Dial action="https://example.com/"><Number>+15550100123</Number></Dial>
<Record action="https://example.com/"/><Speak>Thank you</Speak>
    action-takes-over 1:19
<Record action="https://example.com/" recordSession="true" maxLength="60"/><Speak>Hello</Speak>
<Record action="https://example.com/" startOnDialAnswer="true"/><Speak>Hello</Speak>
<Conference action="https://example.com/" redirect="false">Room</Conference><Speak>Goodbye</Speak>
<Dial><Number>+15550100123</Number></Dial><Record recordSession="true" maxLength="60"/><Dial action="https://example.com/"><Number>+15550100123</Number></Dial>
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Record recordSession="true" maxLength="60"/>
    record-too-late 1:169
<Record recordSession="true"/><Hangup/>
    short-recording 1:11
""",
)
def test_flow(inside: str, expected: list[str]) -> None:
    assert_found(inside, expected)


@table(
    ("inside", "expected"),
    r"""
<Speak voice="MAN">Hi <emphasis>you</emphasis></Speak>
    ssml-needs-polly 1:33
<Speak voice="Polly.Amy" language="en-GB">Hi <emphasis>you</emphasis></Speak>
<Speak voice="Polly.Aditi" language="en-IN">Hi</Speak>
<Speak voice="Polly.Penélope" language="es-US">Hola</Speak>
<Speak language="en-GB">Hi</Speak>
<Speak voice="MAN" language="sv-SE">Hej</Speak>
    missing-basic-voice 1:30
<Speak language="xx-YY">Hi</Speak>
    voice-language-mismatch 1:18
<Speak voice="Polly.Nobody">Hi</Speak>
    unknown-voice 1:18
<Speak voice="Polly.Zeina">Hi</Speak>
    contested-value 1:18
<Speak>Fish &amp;amp; chips</Speak>
    double-escaped 1:11
<Speak voice="Polly.Amy"><phoneme alphabet="ipa" ph="&amp;#x259;">a</phoneme></Speak>
    double-escaped 1:60
<Speak>AT&amp;T &amp; others</Speak>
<Message src="+15550100100" dst="+15550100123">&amp;lt;3</Message>
    double-escaped 1:11
""",
)
def test_speech(inside: str, expected: list[str]) -> None:
    assert_found(inside, expected)


def test_speech_is_counted_across_its_tags() -> None:
    word = "a" * 1000
    tags = f'<Speak voice="Polly.Amy">{word}<s>{word}</s><!-- {word} --><sub alias="b">{word}</sub>'

    assert_found(f"{tags}</Speak>", [])
    assert_found(f"{tags}b</Speak>", ["speech-too-long 1:11"])


@table(
    ("inside", "expected"),
    r"""
<GetInput action="https://example.com/" inputType="dtmf"><Speak>Your opinion counts</Speak></GetInput><Wait/>
<GetInput action="https://example.com/" inputType="dtmf"><Speak>Enter your pin</Speak></GetInput><Wait/>
    logged-secret 1:11
<GetDigits action="https://example.com/"><Speak>Your card</Speak><Speak>number, or your passcode</Speak></GetDigits><Wait/>
    logged-secret 1:11
<GetDigits action="https://example.com/"><Speak>Key in the card number</Speak></GetDigits><Wait/>
    logged-secret 1:11
<GetDigits action="https://example.com/" log="false"><Speak>Key in the card number</Speak></GetDigits><Wait/>
<GetDigits action="https://example.com/"><Wait/></GetDigits><Wait/>
    undocumented-nesting 1:52
<GetInput action="https://example.com/" inputType="dtmf" hints="a" digitEndTimeout="3"/><Wait/>
    ignored-attribute 1:68
<GetInput action="https://example.com/" inputType="dtmf speech" hints="a" digitEndTimeout="3"/><Wait/>
<GetInput action="https://example.com/" hints="a" numDigits="3"/><Wait/>
    input-type-missing 1:11
<GetInput action="https://example.com/" inputType="speech" numDigits="32"/><Wait/>
""",
)
def test_input(inside: str, expected: list[str]) -> None:
    assert_found(inside, expected)


@table(
    ("inside", "expected"),
    r"""
<Number>15550100123</Number>
<Number>+4930123456</Number>
<Number>0301234567</Number>
    number-not-e164 1:52
<Number>+1 555 010 0123</Number>
    number-not-e164 1:52
<Number>alice@phone.plivo.com</Number>
    sip-uri-in-number 1:52
<Number>SIPS:alice@phone.plivo.com</Number>
    sip-uri-in-number 1:52
<User sipHeaders="Ref=1,ph-x=2,ClientRegion=3,clientregion=4">sip:a@b.example</User>
    reserved-sip-header 1:58
    reserved-sip-header 1:58
    sip-header-form 1:58
<User sipHeaders="Ref = 1, Twilio = 2">sip:a@b.example</User>
    reserved-sip-header 1:58
    sip-header-form 1:58
    sip-header-form 1:58
<Number callerId="+15550100111">+15550100123</Number>
    undocumented-attribute 1:60
""",
)
def test_dialing(inside: str, expected: list[str]) -> None:
    assert_found(f'<Dial action="https://example.com/done/">{inside}</Dial>', expected)


@table(
    ("inside", "expected"),
    r"""
<MultiPartyCall role="Agent" coachMode="true">Room</MultiPartyCall>
<MultiPartyCall role="supervisor" coachMode="false">Room</MultiPartyCall>
<MultiPartyCall role="ai-agent">Room</MultiPartyCall>
    ai-agent-attributes 1:27
<MultiPartyCall role="Agent" aiAgentStreamStatusCallbackMethod="POST">Room</MultiPartyCall>
<MultiPartyCall role="Agent" aiAgentStreamStatusCallbackMethod="GET">Room</MultiPartyCall>
    ai-agent-attributes 1:40
<MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" statusCallbackEvents="mpc-state-changes,participant-audio-events">Room</MultiPartyCall>
    contested-value 1:81
<MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" statusCallbackEvents=" mpc-state-changes ,participant-audio-events">Room</MultiPartyCall>
    contested-value 1:81
    contested-value 1:81
<Conference floorEvent="false">Room</Conference>
<Conference floorEvent="true" digitsMatch="1">Room</Conference>
    events-without-url 1:23
    events-without-url 1:41
<Speak>Hi</Speak><Wait length="9" silence="true" minSilence="500"/>
<Speak>Hi</Speak><Wait length="9" minSilence="500"/>
    ignored-attribute 1:45
<Speak>Hi</Speak><Wait length="9" silence="true" beep="true"/>
    ignored-attribute 1:60
<Record transcriptionUrl="https://example.com/" transcriptionType="auto"/>
<Record transcriptionUrl="https://example.com/"/>
    ignored-attribute 1:19
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/" extraHeaders="a=1,b=2">wss://example.com/</Stream>
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/" extraHeaders="no pairs">wss://example.com/</Stream>
    stream-headers 1:142
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/" noiseCancellationLevel="60">wss://example.com/</Stream>
    ignored-attribute 1:142
<GetDigits action="https://example.com/" finishOnKey=""/><Wait/>
    contested-value 1:52
""",
)
def test_rooms_streams_and_values(inside: str, expected: list[str]) -> None:
    assert_found(inside, expected)


@table(
    ("inside", "expected"),
    r"""
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Dial action="https://example.com/d/"><Number>+15550100123</Number></Dial><Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream>
    action-takes-over 1:175
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Speak>Goodbye</Speak>
<Stream contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Dial action="https://example.com/d/"><Number>+15550100123</Number></Dial>
<Stream bidirectional="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Conference>Room</Conference>
<Stream bidirectional="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Message src="+15550100100" dst="+15550100123">Hi</Message>
    stream-without-keep-alive 1:11
<Stream bidirectional="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Hangup schedule="60"/><DTMF>1</DTMF>
    stream-without-keep-alive 1:11
<Stream bidirectional="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/</Stream><Nothing/>
    unknown-element 1:148
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/" streamTimeout="120">wss://example.com/?token=&amp;id=a%2Bb</Stream>
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/" extraHeaders="author=1,keyword=2,apiKey=3">wss://example.com/</Stream>
    exposed-secret 1:142
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://a:b@example.com/</Stream>
    exposed-secret 1:11
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/s/">wss://example.com/?X-Api-Key=7&amp;id=a+b</Stream>
    exposed-secret 1:11
    plus-in-stream-query 1:11
<MultiPartyCall role="Agent" enterSound="beep:1" exitSound="none">Room</MultiPartyCall>
<Conference enterSound="https://example.com/a/">Room</Conference>
<Dial action="https://example.com/d/"><User sipHeaders="a-b=1,Ref=a b,leadId=1,7x=1,=1,Ref">sip:a@b.example</User></Dial>
    sip-header-form 1:55
    sip-header-form 1:55
    sip-header-form 1:55
    sip-header-form 1:55
    sip-header-form 1:55
    sip-header-form 1:55
<Dial action="https://example.com/d/"><User sipHeaders="AAAAAAAAAAAAAAAAAAAAAAAAA=1,Ref=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">sip:a@b.example</User></Dial>
    sip-header-form 1:55
    sip-header-form 1:55
<Dial action="https://example.com/d/" callType="whatsapp"><User>+15550100123</User><!-- no --><Number>+15550100123</Number></Dial>
    whatsapp-number 1:105
<Dial action="https://example.com/d/" callType="whatsapp"><Number>alice</Number></Dial>
    whatsapp-number 1:69
    number-not-e164 1:69
""",
)
def test_streams_their_headers_and_who_they_are_for(inside: str, expected: list[str]) -> None:
    assert_found(inside, expected)


def assert_found(inside: str, expected: list[str]) -> None:
    problems = check(answer(inside), select=["all"])

    assert [f"{one.rule} {one.line}:{one.column}" for one in problems] == expected


@pytest.mark.parametrize(
    ("inside", "hint"),
    [
        ('<Speak language="hi-IN">Hi</Speak>', "hi-IN is spoken by Polly.Aditi"),
        ('<Speak language="mr-IN">Hi</Speak>', "no voice of Plivo's speaks mr-IN"),
        ('<Speak voice="Polly.Amyy">Hi</Speak>', "did you mean 'Polly.Amy'?"),
        (
            '<Dial action="https://example.com/"><Number>a@b.example</Number></Dial>',
            "write <User>sip:a@b.example</User>",
        ),
        (
            '<Dial action="https://example.com/"><Number>sip:a@b.example</Number></Dial>',
            "write <User>sip:a@b.example</User>",
        ),
        (
            '<Record transcriptionType="manual"/>',
            "one page lists it, another has auto alone",
        ),
        (
            '<Speak voice="Polly.Lucia">Hola</Speak>',
            "The libraries for Go, Java and PHP have it; no page does.",
        ),
        ('<Hangup reason="closed"/>', "tell the caller with <Speak>"),
        (
            '<Dial action="https://example.com/"><User sipHeaders="leadId=1">sip:a@b.example</User></Dial>',
            "write 'LeadId'",
        ),
    ],
)
def test_a_hint_says_what_to_write(inside: str, hint: str | None) -> None:
    (problem,) = check(answer(inside))

    assert problem.hint == hint


LONG = "a" * 400


@pytest.mark.parametrize(
    "document",
    [
        LONG,
        f"{LONG} <Response/>",
        f"</{LONG}>",
        f"<Response></{LONG}>",
        f"<{LONG}></{LONG[1:]}>",
        f"<{LONG}>",
        f"<Response {LONG}='1' {LONG}='2'/>",
        f"<Response x={LONG}/>",
        f"<Response><Speak>&{LONG};</Speak></Response>",
        f"<Response><Speak>&#{'1' * 400};</Speak></Response>",
        f"<Response><{LONG} {LONG}='1'>{LONG}</{LONG}></Response>",
        answer(f'<Speak voice="Polly.{LONG}">Hi</Speak>'),
        answer(f"<Play>{LONG}</Play>"),
        answer(f"<Play>https://example.com/a.{LONG}#{LONG}=1&amp;rt={LONG}</Play>"),
        answer(f"<Redirect>https://example.com/#{LONG}=1&amp;rt={LONG}</Redirect>"),
        answer(f"<Redirect>{LONG}:b</Redirect>"),
        answer(f'<Stream extraHeaders="a={LONG};b=1">https://{LONG}/</Stream>'),
        answer(f'<Dial sipHeaders="PH-{LONG}=1,{LONG}=1"><Number>sip:{LONG}@b</Number></Dial>'),
        answer(f'<Dial callType="whatsapp"><Number>{LONG}</Number></Dial>'),
    ],
)
def test_no_message_is_long_whatever_it_is_about(document: str) -> None:
    found = check(document)

    assert found
    assert max(max(len(one.message), len(one.hint or "")) for one in found) <= 200


def test_a_recording_that_a_hint_asks_for_is_no_short_one() -> None:
    (waiting,) = check('<Response><Wait length="5"/></Response>')
    assert waiting.hint is not None
    record = waiting.hint.removeprefix("let something be said first, or write ")

    assert check(f"<Response>{record}<Speak>Hi</Speak></Response>") == []


def test_a_stream_of_both_sides_is_told_what_a_talk_takes() -> None:
    stream = (
        '<Stream {} keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" '
        'statusCallbackUrl="https://example.com/status">wss://example.com/talk</Stream>'
    )
    (one_way,) = check(answer(stream.format('audioTrack="both"')))
    asked = 'bidirectional="true" and audioTrack="inbound"'

    assert one_way.message.startswith(f"expected {asked}; got")
    assert check(answer(stream.format(asked.replace(" and", "")))) == []


@table(
    ("inside", "expected"),
    r"""
<GetDigits action="https://example.com/" redirect="false" retries="0"/><Speak>Bye</Speak>
    info: expected a value that all sources have; got '0', which may not work; an older page asks for 1 or more; a guide of today says not to refuse it
<Stream contentType="audio/x-l16;rate=24000">wss://example.com/</Stream>
    info: expected a value that all sources have; got 'audio/x-l16;rate=24000', which may not work; one page of today has it; older ones do not
<GetDigits action="https://example.com/" redirect="false" finishOnKey=""/><Speak>Bye</Speak>
    warning: expected a value that all sources have; got '', which may not work; write none, which means the same
<Conference transcriptionType="manual">Room</Conference>
    warning: expected a value that all sources have; got 'manual', which may not work; one page lists it, another has auto alone
<MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" statusCallbackEvents="participant-speak-events, mpc-state-changes">Room</MultiPartyCall>
    warning: expected no blank beside a comma; got 'participant-speak-events, mpc-state-changes', which may not be understood; take the blanks out: not all of Plivo's libraries do
<MultiPartyCall role="Agent" statusCallbackUrl="https://example.com/" statusCallbackEvents="participant-audio-events">Room</MultiPartyCall>
    warning: expected a value that all sources have; got 'participant-audio-events', which may not work; one reference has it; others list five groups
""",
)
def test_a_doubt_is_told_with_who_has_it_and_as_bad_as_the_newest_source_says(
    inside: str, expected: list[str]
) -> None:
    doubts = [found for found in check(answer(inside)) if found.rule == "contested-value"]
    assert [f"{found.severity}: {found.message}; {found.hint}" for found in doubts] == expected


@table(
    ("inside", "expected"),
    r"""
<Record recordSession="true" playBeep="true" timeout="15" finishOnKey="*"/><Speak>Hello</Speak>
    info @playBeep
    info @timeout
    info @finishOnKey
<Record startOnDialAnswer="true" playBeep="false"/><Speak>Hello</Speak>
    info @playBeep
<Record transcriptionUrl="https://example.com/"/>
    warning @transcriptionUrl
<Record transcriptionMethod="POST"/>
""",
)
def test_what_has_no_effect_is_as_bad_as_its_declaration_says(
    inside: str, expected: list[str]
) -> None:
    ignored = [found for found in check(answer(inside)) if found.rule == "ignored-attribute"]
    assert [f"{found.severity} {found.path.rpartition('/')[2]}" for found in ignored] == expected


@table(
    ("headers", "expected"),
    r"""
userId=12,sessionId=abc-xyz,lead_id=3
{extra}
{{ extra }}
${extra}
%s
a=1;b=2
    expected a comma between pairs; got ';' in 'a=1;b=2', which may arrive as one value; write a=1,b=2
{extra},a
    expected name=value; got '{extra}', which may not arrive; None
    expected name=value; got 'a', which may not arrive; None
""",
)
def test_pairs_between_commas_arrive_at_a_server(headers: str, expected: list[str]) -> None:
    problems = check(answer(f'<Stream extraHeaders="{headers}">wss://example.com/</Stream>'))
    told = [found for found in problems if found.rule == "stream-headers"]
    assert [f"{found.message}; {found.hint}" for found in told] == expected
