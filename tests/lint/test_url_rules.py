"""What the rules say of URLs and of sounds, word for word."""

from __future__ import annotations

import pytest

from plivoml import Problem, Redirect, Response, check
from tests.support.checking import check_data
from tests.support.tables import table


MENU = '<GetDigits action="{}" redirect="false"/><Hangup/>'
STREAM = (
    '<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" '
    'statusCallbackUrl="https://example.com/stream">{}</Stream>'
)


def told(inside: str) -> list[Problem]:
    return check(f"<Response>{inside}</Response>")


def spelled(problem: Problem) -> str:
    code = f" {problem.hangup_code}" if problem.hangup_code else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.severity} {problem.rule}{code}: {problem.message}{hint}"


@table(
    ("url", "expected"),
    r"""
HTTPS://example.com/
https://example.com:8443/a?b=c#rc=2
?round=2
    warning self-redirect: expected another document; got '?round=2', which may loop for ever
#rc=2
    warning self-redirect: expected another document; got '#rc=2', which may loop for ever
/next
    warning relative-url 7024: expected a URL that starts with https://; got '/next', which may not be found
next
    warning relative-url 7024: expected a URL that starts with https://; got 'next', which may not be found
{base}/next
    warning relative-url 7024: expected a URL that starts with https://; got '{base}/next', which may not be found
ftp://example.com/
    error unknown-scheme 7024: expected a URL that starts with https:// or http://; got 'ftp://example.com/'
javascript:alert(1)
    error unknown-scheme 7024: expected a URL that starts with https:// or http://; got 'javascript:alert(1)'
htps://example.com/a
    error unknown-scheme 7024: expected a URL that starts with https:// or http://; got 'htps://example.com/a' (did you mean 'https://'?)
http:/example.com
    error unknown-scheme 7024: expected a URL that starts with https:// or http://; got 'http:/example.com' (did you mean 'https://'?)
wss://example.com/
    error unknown-scheme 7024: expected a URL that starts with https:// or http://; got 'wss://example.com/'
http://example.com/
    warning insecure-callback: expected a URL that starts with https://; got 'http://example.com/', which others may read
http://localhost/next
    error unreachable-host 7014: expected a host that Plivo can reach; got 'http://localhost/next'
https://user@app.internal.:8000/
    error unreachable-host 7014: expected a host that Plivo can reach; got 'https://user@app.internal.:8000/'
https://printer.local?a=b
    error unreachable-host 7014: expected a host that Plivo can reach; got 'https://printer.local?a=b'
https://10.1.2.3/
    error unreachable-host 7014: expected a host that Plivo can reach; got 'https://10.1.2.3/'
https://[::1]:8000/
    error unreachable-host 7014: expected a host that Plivo can reach; got 'https://[::1]:8000/'
https://[fd00::7]/
    error unreachable-host 7014: expected a host that Plivo can reach; got 'https://[fd00::7]/'
https://[x/
https://192.0.2.4/
https://[2001:db8::1]/
https://notlocalhost/
https://localhost.example.com/
https://example.com/{{tenant}}/next
    error unfilled-placeholder 7014: expected a URL that is filled in; got '{{tenant}}' in it
${BASE}/next
    error unfilled-placeholder 7014: expected a URL that is filled in; got '${BASE}' in it
https://example.com/&lt;%=id%>
    error unfilled-placeholder 7014: expected a URL that is filled in; got '<%=id%>' in it
https://example.com/{id}
https://example.com/?q=100%s
https://&lt;yourdomain>.com/
https://abc.ngrok-free.app/next
    warning tunnel-host: expected a host that stays; got 'https://abc.ngrok-free.app/next', which may go with its tunnel
http://a.loca.lt
    warning tunnel-host: expected a host that stays; got 'http://a.loca.lt', which may go with its tunnel
    warning insecure-callback: expected a URL that starts with https://; got 'http://a.loca.lt', which others may read
https://myngrok.io/
https://example.com/#ct=2000&amp;rt=3000&amp;rc=3&amp;rp=all
https://example.com/#ct=1&amp;timeout=5
    info bad-callback-options: expected a whole number from 100 to 10000 (milliseconds); got '1' for 'ct', which may be ignored
    info bad-callback-options: expected one of ct, rt, tt, rc, rp, er; got 'timeout' for 'timeout', which may be ignored
https://example.com/#plivo_timeout=5000
    info bad-callback-options: expected one of ct, rt, tt, rc, rp, er; got 'plivo_timeout' for 'plivo_timeout', which may be ignored (did you mean 'rt' or 'tt'?)
https://example.com/#plivo_retries=3
    info bad-callback-options: expected one of ct, rt, tt, rc, rp, er; got 'plivo_retries' for 'plivo_retries', which may be ignored (did you mean 'rc'?)
""",
)
def test_what_is_said_of_the_url_of_a_redirect(url: str, expected: list[str]) -> None:
    assert [spelled(one) for one in told(f"<Redirect>{url}</Redirect>")] == expected


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("/next", 7022),
        ("ftp://example.com/", 7022),
        ("https://localhost/next", 7012),
        ("https://example.com/{{tenant}}", 7012),
        ("https://abc.ngrok.io/", None),
    ],
)
def test_an_action_has_codes_of_its_own(url: str, code: int | None) -> None:
    (problem,) = told(MENU.format(url))

    assert problem.hangup_code == code


@table(
    ("url", "expected"),
    r"""
WSS://example.com/
    error bad-value: expected a URL that starts with wss:// or ws://; got 'WSS://example.com/' (did you mean 'wss://example.com/'?)
ws://example.com/agent
    warning insecure-stream: expected a URL that starts with wss://; got 'ws://example.com/agent', over which others may listen
ws://localhost:7860/ws
    error unreachable-host: expected a host that Plivo can reach; got 'ws://localhost:7860/ws'
wss://172.20.0.1/ws
    error unreachable-host: expected a host that Plivo can reach; got 'wss://172.20.0.1/ws'
wss://example.com/{{CallUUID}}
    error unfilled-placeholder: expected a URL that is filled in; got '{{CallUUID}}' in it
wss://example.com/%s
    error unfilled-placeholder: expected a URL that is filled in; got '%s' in it
wss://example.com/{id}
wss://abc.trycloudflare.com/ws
    warning tunnel-host: expected a host that stays; got 'wss://abc.trycloudflare.com/ws', which may go with its tunnel
""",
)
def test_what_is_said_of_the_url_of_a_stream(url: str, expected: list[str]) -> None:
    assert [spelled(one) for one in told(STREAM.format(url))] == expected


@table(
    ("inside", "expected"),
    r"""
<MultiPartyCall role="ai-agent" aiAgentStreamServiceUrl="https://example.com/">room</MultiPartyCall>
    warning insecure-stream: expected a URL that starts with wss://; got 'https://example.com/', which may be refused
<MultiPartyCall role="ai-agent" aiAgentStreamServiceUrl="wss://localhost/">room</MultiPartyCall>
    error unreachable-host: expected a host that Plivo can reach; got 'wss://localhost/'
<MultiPartyCall role="ai-agent" aiAgentStreamServiceUrl="WSS://example.com/">room</MultiPartyCall>
<Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000" statusCallbackUrl="https://example.com/stream#rc=3">wss://example.com/</Stream>
    info bad-callback-options: expected no settings; got 'rc=3', which may have no effect here (write https://example.com/stream)
""",
)
def test_what_is_said_of_other_urls_of_streams(inside: str, expected: list[str]) -> None:
    assert [spelled(one) for one in told(inside)] == expected


@table(
    ("url", "expected"),
    r"""
https://example.com/a.MP3?b=c
https://example.com/a.wav
https://example.com/audio.php
https://example.com
a.mp3
    warning relative-url: expected a URL that starts with https://; got 'a.mp3', which may not be found
audio?id=7
    warning relative-url: expected a URL that starts with https://; got 'audio?id=7', which may not be found
{url}
    warning relative-url: expected a URL that starts with https://; got '{url}', which may not be found
{{url}}
    error unfilled-placeholder: expected a URL that is filled in; got '{{url}}' in it
Hello
    error words-in-play: expected the URL of a file; got 'Hello', which is not spoken (write <Speak>Hello</Speak>)
Hello there
    error bad-value: expected a URL without white space; got 'Hello there' (a blank in a URL is %20, and words are spoken by <Speak>)
file:///a.mp3
    error unknown-scheme: expected a URL that starts with https:// or http://; got 'file:///a.mp3'
http://example.com/a.mp3
    warning insecure-audio: expected a URL that starts with https://; got 'http://example.com/a.mp3', which may not play
http://localhost/a.mp3
    error unreachable-host: expected a host that Plivo can reach; got 'http://localhost/a.mp3'
https://example.com/a.OGG#rt=500
    info bad-callback-options: expected no settings; got 'rt=500', which may have no effect here (write https://example.com/a.OGG)
    warning audio-format: expected an mp3 or wav file; got '.ogg', which may not play
""",
)
def test_what_is_said_of_the_url_of_a_file(url: str, expected: list[str]) -> None:
    assert [spelled(one) for one in told(f"<Play>{url}</Play>")] == expected


@table(
    ("inside", "expected"),
    r"""
<Conference enterSound="beep:1" exitSound="" waitSound="https://example.com/wait">room</Conference>
<Conference enterSound="Beep:1">room</Conference>
    warning unknown-sound: expected 'beep:1', 'beep:2' or a URL that starts with https://; got 'Beep:1', which may not be heard (did you mean 'beep:1'?)
<Conference enterSound="none">room</Conference>
    warning unknown-sound: expected 'beep:1', 'beep:2' or a URL that starts with https://; got 'none', which may not be heard
<Conference enterSound="/enter">room</Conference>
    warning relative-url: expected a URL that starts with https://; got '/enter', which may not be found
<Conference enterSound="https://example.com/e.Wav?a">room</Conference>
    warning audio-file-as-document: expected a URL that answers with a document; got a file '.wav', which may be silence (let it answer <Response><Play>URL</Play></Response>)
<MultiPartyCall role="agent" enterSound="none" exitSound="beep:2">room</MultiPartyCall>
<MultiPartyCall role="agent" enterSound="beep:3">room</MultiPartyCall>
    warning unknown-sound: expected 'none', 'beep:1', 'beep:2' or a URL that starts with https://; got 'beep:3', which may not be heard (did you mean 'beep:2'?)
<MultiPartyCall role="agent" waitMusicUrl="wss://example.com/">room</MultiPartyCall>
    error unknown-scheme: expected a URL that starts with https:// or http://; got 'wss://example.com/'
<Dial action="https://example.com/" dialMusic="real"><Number>+15550100123</Number></Dial>
<Dial action="https://example.com/" dialMusic="ftp://example.com/a"><Number>+15550100123</Number></Dial>
    error unknown-scheme: expected 'real' or a URL that starts with https:// or http://; got 'ftp://example.com/a'
<Dial action="https://example.com/" dialMusic="Real"><Number>+15550100123</Number></Dial>
    warning unknown-sound: expected 'real' or a URL that starts with https://; got 'Real', which may not be heard (did you mean 'real'?)
<Dial action="https://example.com/" confirmSound="sound"><Number>+15550100123</Number></Dial>
    warning relative-url: expected a URL that starts with https://; got 'sound', which may not be found
<GetDigits invalidDigitsSound="http://example.com/no.m4a"/><Wait/>
    warning insecure-audio: expected a URL that starts with https://; got 'http://example.com/no.m4a', which may not play
    warning audio-format: expected an mp3 or wav file; got '.m4a', which may not play
""",
)
def test_what_is_said_of_sounds(inside: str, expected: list[str]) -> None:
    assert [spelled(one) for one in told(inside)] == expected


@pytest.mark.parametrize("tag", ["Redirect", "Play", "Stream"])
def test_a_long_url_is_cut_in_what_is_said(tag: str) -> None:
    scheme = "wss" if tag == "Stream" else "https"
    found = told(f"<{tag}>{scheme}://localhost/{'a' * 300}</{tag}>")

    assert max(len(one.message) for one in found) <= 200


def test_what_a_template_fills_in_is_no_placeholder() -> None:
    document = "<Response><Redirect>https://example.com/{{ tenant }}/${id}</Redirect></Response>"

    assert check(document, templates=True) == []


def test_what_a_program_fills_in_is_no_placeholder() -> None:
    program = b"""\
def redirected(tenant):
    return "<Response><Redirect>https://example.com/{{tenant}}/${id}</Redirect></Response>"
"""

    assert check_data(program, ".py") == []


def test_what_an_element_has_is_filled_in_by_nobody() -> None:
    element = Response([Redirect("https://example.com/{{tenant}}/")])

    assert [one.rule for one in check(element)] == ["unfilled-placeholder"]
