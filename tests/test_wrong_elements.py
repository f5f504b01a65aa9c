"""Wrong elements, each with exactly what is said of it."""

from __future__ import annotations

import pickle

from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

import plivoml

from plivoml import Dial, InvalidArgumentError, InvalidElementError, Number, PlivoMLError
from tests.support.declarations import ATTRIBUTES, ElementSpec
from tests.support.effort import examples
from tests.support.faces import names_of
from tests.support.strategies import SPECS, XML_TEXT
from tests.support.tables import table


N = Number("+15550100123")
NAMES: dict[str, Any] = {name: getattr(plivoml, name) for name in names_of(plivoml)} | {"N": N}


def told(expression: str, error: type[InvalidElementError] = InvalidElementError) -> list[str]:
    with pytest.raises(InvalidElementError) as caught:
        eval(expression, NAMES)
    assert type(caught.value) is error
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


WORDS = r"""
Dial([N], method="PUT")
    Dial.method: expected one of GET, POST; got 'PUT'
Dial([N], method="get")
    Dial.method: expected one of GET, POST; got 'get'; did you mean 'GET'?
Dial([N], method="GET ")
    Dial.method: expected one of GET, POST; got 'GET '; did you mean 'GET'?
Dial([N], method="GET\xa0")
    Dial.method: expected one of GET, POST; got 'GET\xa0'; did you mean 'GET'?
Dial([N], method="")
    Dial.method: expected one of GET, POST; got ''
Dial([N], method=True)
    Dial.method: expected one of GET, POST; got True
Dial([N], method=["GET"])
    Dial.method: expected one of GET, POST; got ['GET']
Dial([N], confirm_key="12")
    Dial.confirm_key: expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, *, #; got '12'
Dial([N], confirm_key=1)
    Dial.confirm_key: expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, *, #; got 1; did you mean '1'?
GetDigits(finish_on_key="##")
    GetDigits.finish_on_key: expected '' or 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, *, #, none; got '##'
MultiPartyCall("Room 1", role="AGENT")
    MultiPartyCall.role: expected one of Agent, agent, Supervisor, supervisor, Customer, customer, ai-agent; got 'AGENT'; did you mean 'Agent'?
MultiPartyCall("Room 1", role=None)
    MultiPartyCall.role: expected one of Agent, agent, Supervisor, supervisor, Customer, customer, ai-agent; got None
Message("Hi", src="+15550100111", dst="+15550100112", type="mms")
    Message.type: expected sms; got 'mms'
ssml.SayAs("1", interpret_as="Date")
    SayAs.interpret_as: expected one of characters, spell-out, cardinal, number, ordinal, digits, fraction, unit, date, time, address, expletive, telephone; got 'Date'; did you mean 'date'?
ssml.Break(strength="big")
    Break.strength: expected one of none, x-weak, weak, medium, strong, x-strong; got 'big'
Speak("Hi", voice="Amy")
    Speak.voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'Amy'; did you mean 'Polly.Amy'?
Speak("Hi", voice="woman")
    Speak.voice: expected WOMAN, MAN or a voice such as Polly.Amy; got 'woman'; did you mean 'WOMAN'?
"""

NUMBERS = r"""
Dial([N], timeout="5")
    Dial.timeout: expected a whole number of seconds, 1 or more; got '5'; did you mean 5?
Dial([N], timeout=0)
    Dial.timeout: expected a whole number of seconds, 1 or more; got 0
Dial([N], timeout=-1)
    Dial.timeout: expected a whole number of seconds, 1 or more; got -1
Dial([N], timeout=True)
    Dial.timeout: expected a whole number of seconds, 1 or more; got True
Dial([N], timeout=2.5)
    Dial.timeout: expected a whole number of seconds, 1 or more; got 2.5
Dial([N], timeout=10**18)
    Dial.timeout: expected a whole number of seconds, 1 or more; got 1000000000000000000
Dial([N], timeout=10**5000)
    Dial.timeout: expected a whole number of seconds, 1 or more; got <int>
Dial([N], timeout={"abc" * 9: [10**5000, "d" * 99], "efg" * 9: ()})
    Dial.timeout: expected a whole number of seconds, 1 or more; got {'abcabcabcabcabcabcabcabcabc': [<int>, 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddd...
Dial([N], confirm_timeout=-1)
    Dial.confirm_timeout: expected a whole number of seconds, 0 or more; got -1
Speak("Hi", loop=-1)
    Speak.loop: expected a whole number of times, 0 or more; got -1
Record(max_length=1)
    Record.max_length: expected a whole number of seconds, 2 or more; got 1
Conference("Room 1", max_members=21)
    Conference.max_members: expected a whole number of members from 1 to 20; got 21
MultiPartyCall("Room 1", role="Agent", max_duration=299, wait_time=1801)
    MultiPartyCall.max_duration: expected a whole number of seconds from 300 to 28800; got 299
    MultiPartyCall.wait_time: expected a whole number of seconds from 0 to 1800; got 1801
Stream("wss://example.com", noise_cancellation_level=101)
    Stream.noise_cancellation_level: expected a whole number from 60 to 100; got 101
GetInput(action="/", execution_timeout=4)
    GetInput.execution_timeout: expected a whole number of seconds from 5 to 60; got 4
GetInput(action="/", digit_end_timeout=1)
    GetInput.digit_end_timeout: expected auto or a whole number of seconds from 2 to 10; got 1
GetInput(action="/", digit_end_timeout=11)
    GetInput.digit_end_timeout: expected auto or a whole number of seconds from 2 to 10; got 11
GetInput(action="/", digit_end_timeout="10")
    GetInput.digit_end_timeout: expected auto or a whole number of seconds from 2 to 10; got '10'; did you mean 10?
GetInput(action="/", digit_end_timeout="Auto")
    GetInput.digit_end_timeout: expected auto or a whole number of seconds from 2 to 10; got 'Auto'; did you mean 'auto'?
GetInput(action="/", digit_end_timeout=True)
    GetInput.digit_end_timeout: expected auto or a whole number of seconds from 2 to 10; got True
"""

BOOLEANS = r"""
Dial([N], redirect=1)
    Dial.redirect: expected true or false; got 1; did you mean True?
Dial([N], redirect=0)
    Dial.redirect: expected true or false; got 0; did you mean False?
Dial([N], redirect="true")
    Dial.redirect: expected true or false; got 'true'; did you mean True?
Dial([N], redirect="yes")
    Dial.redirect: expected true or false; got 'yes'; did you mean True?
Dial([N], redirect="")
    Dial.redirect: expected true or false; got ''
DTMF("1", async_="false")
    DTMF.async_: expected true or false; got 'false'; did you mean False?
Wait(beep=1)
    Wait.beep: expected true or false or parameters of a beep; got 1; did you mean True?
Wait(beep="yes")
    Wait.beep: expected true or false or parameters of a beep; got 'yes'; did you mean True?
"""

TEXTS = r"""
Dial([N], action="")
    Dial.action: expected a URL without white space; got ''
Dial([N], action=" ")
    Dial.action: expected a URL without white space; got ' '
Dial([N], action="https://example.com/a b")
    Dial.action: expected a URL without white space; got 'https://example.com/a b'; did you mean 'https://example.com/a%20b'?
Dial([N], action="https://example.com/\n")
    Dial.action: expected a URL without white space; got 'https://example.com/\n'; did you mean 'https://example.com/'?
Dial([N], action=b"https://example.com/")
    Dial.action: expected a URL without white space; got b'https://example.com/'
GetInput(action=None)
    GetInput.action: expected a URL without white space; got None
Dial([N], dial_music="a b")
    Dial.dial_music: expected real or a URL without white space; got 'a b'
Conference("Room 1", enter_sound="a b")
    Conference.enter_sound: expected '', beep:1, beep:2 or a URL without white space; got 'a b'
Dial([N], caller_name="")
    Dial.caller_name: expected 1 to 50 characters; got ''
Dial([N], caller_name="A caller whose name is longer than fifty characters")
    Dial.caller_name: expected 1 to 50 characters; got 'A caller whose name is longer than fifty characters'
Dial([N], caller_id="1\n2")
    Dial.caller_id: expected a phone number such as +15550100123, on one line; got '1\n2'
Dial([N], caller_id=15550100123)
    Dial.caller_id: expected a phone number such as +15550100123, on one line; got 15550100123; did you mean '15550100123'?
Number("1", send_digits="1W")
    Number.send_digits: expected keys 0-9, *, # and w (a wait of half a second); got '1W'
GetDigits(valid_digits="0-9")
    GetDigits.valid_digits: expected keys 0-9, * and #; got '0-9'
Speak("Hi", language="en_GB")
    Speak.language: expected a language such as en-GB; got 'en_GB'; did you mean 'en-GB'?
Number("")
    Number.number: expected a phone number such as +15550100123, on one line; got ''
Number(" \n")
    Number.number: expected a phone number such as +15550100123, on one line; got ' \n'
Number("1\n2")
    Number.number: expected a phone number such as +15550100123, on one line; got '1\n2'
Number(5)
    Number.number: expected a phone number such as +15550100123, on one line; got 5; did you mean '5'?
Number(None)
    Number.number: expected a phone number such as +15550100123, on one line; got None
Number(N)
    Number.number: expected a phone number such as +15550100123, on one line; got Number('+15550100123')
User("alice@example.com")
    User.uri: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got 'alice@example.com'; did you mean 'sip:alice@example.com'?
User("sip:")
    User.uri: expected a SIP URI such as sip:alice@phone.plivo.com, or the digits of a WhatsApp number; got 'sip:'
Play("a b")
    Play.url: expected a URL without white space; got 'a b'; a blank in a URL is %20, and words are spoken by <Speak>
DTMF("1,2")
    DTMF.tones: expected keys 0-9, *, #, w (a wait of half a second) and W (of one second); got '1,2'
DTMF("\u0661")
    DTMF.tones: expected keys 0-9, *, #, w (a wait of half a second) and W (of one second); got '١'
DTMF(12)
    DTMF.tones: expected keys 0-9, *, #, w (a wait of half a second) and W (of one second); got 12; did you mean '12'?
Conference("a\tb")
    Conference.name: expected the name of a room, on one line; got 'a\tb'
Stream("https://example.com")
    Stream.url: expected a URL that starts with wss:// or ws://; got 'https://example.com'; did you mean 'wss://example.com'?
Message("", src="+15550100111", dst="+15550100112")
    Message.text: expected text that is not blank; got ''
Message(" \n", src="+15550100111", dst="+15550100112")
    Message.text: expected text that is not blank; got ' \n'
ssml.Sub("", alias="a")
    Sub.text: expected text that is not blank; got ''
ssml.Phoneme("a", alphabet="ipa", ph="")
    Phoneme.ph: expected text that is not empty; got ''
ssml.Break(time="11s")
    Break.time: expected a time from 0 to 10 seconds, such as 1.5s or 300ms; got '11s'
ssml.Break(time=1)
    Break.time: expected a time from 0 to 10 seconds, such as 1.5s or 300ms; got 1
ssml.Prosody("Hi", rate="19%")
    Prosody.rate: expected x-slow, slow, medium, fast, x-fast or a percentage from 20% to 200%; got '19%'
ssml.Prosody("Hi", volume="6dB", pitch="5%")
    Prosody.volume: expected default, silent, x-soft, soft, medium, loud, x-loud or a change such as +6dB or -4.5dB; got '6dB'; did you mean '+6dB'?
    Prosody.pitch: expected default, x-low, low, medium, high, x-high or a change such as +5% or -10%; got '5%'; did you mean '+5%'?
"""

LISTS = r"""
Dial([N], digits_match="")
    Dial.digits_match: expected patterns of keys to match, separated by commas; got ''
Dial([N], digits_match=[])
    Dial.digits_match: expected patterns of keys to match, separated by commas; got []
Dial([N], digits_match=["1,2"])
    Dial.digits_match: expected patterns of keys to match, separated by commas; got ['1,2']
Dial([N], digits_match=["1", ""])
    Dial.digits_match: expected patterns of keys to match, separated by commas; got ['1', '']
Dial([N], digits_match=["1", " 2"])
    Dial.digits_match: expected patterns of keys to match, separated by commas; got ['1', ' 2']
Dial([N], digits_match=["1", 2])
    Dial.digits_match: expected patterns of keys to match, separated by commas; got ['1', 2]
Dial([N], digits_match={"1"})
    Dial.digits_match: expected patterns of keys to match, separated by commas; got {'1'}
Dial([N], digits_match=b"12")
    Dial.digits_match: expected patterns of keys to match, separated by commas; got b'12'
Dial([N], digits_match=12)
    Dial.digits_match: expected patterns of keys to match, separated by commas; got 12; did you mean '12'?
GetInput(action="/", hints=["yes, please"])
    GetInput.hints: expected phrases to expect, separated by commas, 10000 characters at most; got ['yes, please']
GetInput(action="/", hints=["a" * 99] * 101)
    GetInput.hints: expected phrases to expect, separated by commas, 10000 characters at most; got ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...
Message("Hi", src="+15550100111", dst=["+15550100112<+15550100113"])
    Message.dst: expected phone numbers, separated by '<'; got ['+15550100112<+15550100113']
Message("Hi", src="+15550100111", dst=[])
    Message.dst: expected phone numbers, separated by '<'; got []
MultiPartyCall("Room 1", role="Agent", status_callback_events=["mpc-state-changes", "nope"])
    MultiPartyCall.status_callback_events: expected events out of mpc-state-changes, participant-state-changes, participant-speak-events, participant-digit-input-events, add-participant-api-events, ...; got ['mpc-state-changes', 'nope']
MultiPartyCall("Room 1", role="Agent", status_callback_events="mpc-state-changes,,participant-state-changes")
    MultiPartyCall.status_callback_events: expected events out of mpc-state-changes, participant-state-changes, participant-speak-events, participant-digit-input-events, add-participant-api-events, ...; got 'mpc-state-changes,,participant-s...
"""

MAPPINGS = r"""
Dial([N], sip_headers={})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {}
Dial([N], sip_headers="")
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got ''
Dial([N], sip_headers={"a": "1,2"})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {'a': '1,2'}
Dial([N], sip_headers={"a": "1=2"})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {'a': '1=2'}
Dial([N], sip_headers={"a=b": "1"})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {'a=b': '1'}
Dial([N], sip_headers={"a": ""})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {'a': ''}
Dial([N], sip_headers={"a": " 1"})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {'a': ' 1'}
Dial([N], sip_headers={"a": 1})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {'a': 1}
Dial([N], sip_headers={1: "a"})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {1: 'a'}
Dial([N], sip_headers=[("a", "1")])
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got [('a', '1')]
Wait(beep={})
    Wait.beep: expected true or false or parameters of a beep; got {}
Wait(beep={"duration": "300"})
    Wait.beep: expected true or false or parameters of a beep; got {'duration': '300'}
Wait(beep={"duration": -1})
    Wait.beep: expected true or false or parameters of a beep; got {'duration': -1}
Wait(beep={"duration": True})
    Wait.beep: expected true or false or parameters of a beep; got {'duration': True}
Wait(beep={"length": 300})
    Wait.beep: expected true or false or parameters of a beep; got {'length': 300}
"""

CHARACTERS = r"""
Speak("a\0b")
    Speak.content[0]: expected characters that XML can hold; got '\x00' in 'a\x00b'
Speak("\x0b")
    Speak.content[0]: expected characters that XML can hold; got '\x0b' in '\x0b'
Speak("\ufffe")
    Speak.content[0]: expected characters that XML can hold; got '\ufffe' in '\ufffe'
Speak("\ud800")
    Speak.content[0]: expected characters that XML can hold; got '\ud800' in '\ud800'
Speak(["a", "\ud800"])
    Speak.content[1]: expected characters that XML can hold; got '\ud800' in '\ud800'
Number("1\x7f\x08")
    Number.number: expected characters that XML can hold; got '\x08' in '1\x7f\x08'
Dial([N], caller_name="\x1b[1m")
    Dial.caller_name: expected characters that XML can hold; got '\x1b' in '\x1b[1m'
Dial([N], action="/\ud800")
    Dial.action: expected characters that XML can hold; got '\ud800' in '/\ud800'
Dial([N], method="GET\0")
    Dial.method: expected characters that XML can hold; got '\x00' in 'GET\x00'
Dial([N], digits_match=["1", "\0"])
    Dial.digits_match: expected patterns of keys to match, separated by commas; got ['1', '\x00']
Dial([N], sip_headers={"a": "\0"})
    Dial.sip_headers: expected SIP headers, as a mapping or as 'name=value,name2=value2'; got {'a': '\x00'}
Hangup(extra={"newThing": "\0"})
    Hangup.extra['newThing']: expected characters that XML can hold; got '\x00' in '\x00'
"""

CHILDREN = r"""
Dial([Speak("Hi")])
    Dial.children[0]: expected Number or User; got Speak('Hi')
Dial([N, None])
    Dial.children[1]: expected Number or User; got None
Dial(["+15550100123"])
    Dial.children[0]: expected Number or User; got '+15550100123'
Dial("+15550100123")
    Dial.children: expected a list of Number or User; got '+15550100123'
Dial(N)
    Dial.children: expected a list of Number or User; got Number('+15550100123'); write Dial([Number(...)])
Dial(None)
    Dial.children: expected a list of Number or User; got None
Dial({N})
    Dial.children: expected a list of Number or User; got {Number('+15550100123')}
Dial([])
    Dial.children: expected at least one Number or User; got none
Dial(())
    Dial.children: expected at least one Number or User; got none
Dial([Comment("nobody")])
    Dial.children: expected at least one Number or User; got none
GetInput([Record()], action="/")
    GetInput.children[0]: expected Speak, Play or Wait; got Record()
Speak(5)
    Speak.content: expected a list of text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got 5
Speak(None)
    Speak.content: expected a list of text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got None
Speak([5])
    Speak.content[0]: expected text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got 5
Speak(["Hi", None])
    Speak.content[1]: expected text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got None
Speak(b"Hi")
    Speak.content[0]: expected text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got b'Hi'
Speak([N])
    Speak.content[0]: expected text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got Number('+15550100123')
Speak(ssml.Break())
    Speak.content: expected a list of text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got ssml.Break(); write Speak([Break(...)])
ssml.Emphasis([ssml.S("Hi")])
    Emphasis.content[0]: expected text, Break, Emphasis, Lang, Phoneme, Prosody, SayAs, Sub or W; got ssml.S('Hi')
ssml.P([ssml.P("Hi")])
    P.content[0]: expected text, Break, Emphasis, Lang, Phoneme, Prosody, S, SayAs, Sub or W; got ssml.P('Hi')
ssml.W([ssml.Lang("Hi", xml_lang="en-GB")], role="amazon:VB")
    W.content[0]: expected text, Break, Emphasis, Phoneme, Prosody, SayAs or Sub; got ssml.Lang('Hi', xml_lang='en-GB')
PreAnswer([GetInput(action="/")])
    PreAnswer.children[0]: expected Speak, Play, Wait, GetDigits, Redirect, Message or DTMF; got GetInput(action='/')
Response([N])
    Response.children[0]: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream; got Number('+15550100123')
Response(["Hi"])
    Response.children[0]: expected Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream; got 'Hi'
Response("Hi")
    Response.children: expected a list of Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream; got 'Hi'
Response(Speak("Hi"))
    Response.children: expected a list of Speak, Play, DTMF, GetDigits, GetInput, Dial, Redirect, Hangup, Wait, PreAnswer, Record, Conference, MultiPartyCall, Message or Stream; got Speak('Hi'); write Response([Speak(...)])
Response([UnknownElement("Hangup", {"reason": "busy"})])
    Response.children[0]: expected Hangup(reason='busy'), which is known; got UnknownElement('Hangup', {'reason': 'busy'})
"""

BETWEEN = r"""
User("sip:alice@example.com", sip_auth_username="alice")
    User: expected sip_auth_username and sip_auth_password together; got one without the other
User("sip:alice@example.com", sip_auth_password="a long secret")
    User: expected sip_auth_username and sip_auth_password together; got one without the other
User("sip:alice@example.com", sip_auth_username="alice", sip_auth_password="short")
    User.sip_auth_password: expected 8 to 128 characters; got '***'
Stream("wss://example.com", bidirectional=True, audio_track="both")
    Stream.audio_track: expected audio_track to be inbound where bidirectional is true; got 'both'
Stream("wss://example.com", extra_headers={"a": "1" * 511})
    Stream.extra_headers: expected at most 512 bytes; got more
ssml.Prosody("Hi")
    Prosody: expected volume, rate or pitch; got none of them
GetInput(action="/", hints=["a" * 101])
    GetInput.hints: expected at most 500 phrases of 100 characters at most; got more, or a longer one
GetInput(action="/", hints="a," * 500 + "a")
    GetInput.hints: expected at most 500 phrases of 100 characters at most; got more, or a longer one
"""

OTHERS = r"""
Hangup(extra={"reason": "busy"})
    Hangup.extra: expected no attribute that Hangup has; got 'reason'
Hangup(extra={"a b": "1"})
    Hangup.extra: expected the name of an attribute; got 'a b'
Hangup(extra={"": "1"})
    Hangup.extra: expected the name of an attribute; got ''
Hangup(extra={"a:b": "1"})
    Hangup.extra: expected the name of an attribute; got 'a:b'
Hangup(extra={"xmlns": "1"})
    Hangup.extra: expected the name of an attribute; got 'xmlns'
Hangup(extra={"xmlns:a": "1"})
    Hangup.extra: expected the name of an attribute; got 'xmlns:a'
Hangup(extra={"1a": "1"})
    Hangup.extra: expected the name of an attribute; got '1a'
Hangup(extra={1: "1"})
    Hangup.extra: expected the name of an attribute; got 1
Hangup(extra={"a": 1})
    Hangup.extra['a']: expected text; got 1
Hangup(extra=None)
    Hangup.extra: expected a mapping of names to texts; got None
Hangup(extra="a=1")
    Hangup.extra: expected a mapping of names to texts; got 'a=1'
Comment("a--b")
    Comment.text: expected text without '--', a '-' at its end and carriage returns; got 'a--b'
Comment("a-")
    Comment.text: expected text without '--', a '-' at its end and carriage returns; got 'a-'
Comment("a\r")
    Comment.text: expected text without '--', a '-' at its end and carriage returns; got 'a\r'
Comment("\0")
    Comment.text: expected characters that XML can hold; got '\x00' in '\x00'
Comment(5)
    Comment.text: expected text; got 5
UnknownElement("")
    UnknownElement.tag: expected the name of an element; got ''
UnknownElement("a b")
    UnknownElement.tag: expected the name of an element; got 'a b'
UnknownElement("a:b")
    UnknownElement.tag: expected the name of an element; got 'a:b'
UnknownElement("1")
    UnknownElement.tag: expected the name of an element; got '1'
UnknownElement(None)
    UnknownElement.tag: expected the name of an element; got None
UnknownElement("a", {"b c": "1"})
    UnknownElement.attributes: expected the name of an attribute; got 'b c'
UnknownElement("a", {"b": 1})
    UnknownElement.attributes['b']: expected text; got 1
UnknownElement("a", None)
    UnknownElement.attributes: expected a mapping of names to texts; got None
UnknownElement("a", {}, [N])
    UnknownElement.children[0]: expected text, Comment or UnknownElement; got Number('+15550100123')
UnknownElement("a", {}, [None])
    UnknownElement.children[0]: expected text, Comment or UnknownElement; got None
UnknownElement("a", {}, ["\0"])
    UnknownElement.children[0]: expected characters that XML can hold; got '\x00' in '\x00'
"""

MANY = r"""
Dial([Speak("Hi"), "b"], method="PUT", timeout=0, action="a b", extra={"method": "PUT"})
    Dial.children[0]: expected Number or User; got Speak('Hi')
    Dial.children[1]: expected Number or User; got 'b'
    Dial.action: expected a URL without white space; got 'a b'
    Dial.method: expected one of GET, POST; got 'PUT'
    Dial.timeout: expected a whole number of seconds, 1 or more; got 0
    Dial.extra: expected no attribute that Dial has; got 'method'
GetInput(["Hi"], action=None, execution_timeout="15", redirect=1, hints=[])
    GetInput.children[0]: expected Speak, Play or Wait; got 'Hi'
    GetInput.action: expected a URL without white space; got None
    GetInput.execution_timeout: expected a whole number of seconds from 5 to 60; got '15'; did you mean 15?
    GetInput.hints: expected phrases to expect, separated by commas, 10000 characters at most; got []
    GetInput.redirect: expected true or false; got 1; did you mean True?
UnknownElement("a b", {"c d": "1"}, [None])
    UnknownElement.tag: expected the name of an element; got 'a b'
    UnknownElement.attributes: expected the name of an attribute; got 'c d'
    UnknownElement.children[0]: expected text, Comment or UnknownElement; got None
"""


ARGUMENTS = r"""
Dial([N], timeOut="x", callerId=5)
    Dial.timeOut: expected a keyword of Dial; got 'timeOut'; did you mean 'timeout'?
    Dial.callerId: expected a keyword of Dial; got 'callerId'; write 'caller_id'
    Dial.timeOut: expected a whole number of seconds, 1 or more; got 'x'
    Dial.callerId: expected a phone number such as +15550100123, on one line; got 5; did you mean '5'?
Message("Hi", **{"from": "+15550100111", "to": "+15550100112"})
    Message.from: expected a keyword of Message; got 'from'; write 'src'
    Message.to: expected a keyword of Message; got 'to'; write 'dst'
Speak("Hi", voise="woman")
    Speak.voise: expected a keyword of Speak; got 'voise'; did you mean 'voice'?
    Speak.voise: expected WOMAN, MAN or a voice such as Polly.Amy; got 'woman'; did you mean 'WOMAN'?
Stream("wss://example.com/", track="inbound_track")
    Stream.track: expected a keyword of Stream; got 'track'; write 'audio_track'
Number(nummer="+15550100123")
    Number.nummer: expected a keyword of Number; got 'nummer'; did you mean 'number'?
Response(childs=[Number("+15550100123")])
    Response.childs: expected a keyword of Response; got 'childs'
Dial([N], timeOut=5)
    Dial.timeOut: expected a keyword of Dial; got 'timeOut'; did you mean 'timeout'?
Dial([N], callerId="1", timelimit=5, zzz=1)
    Dial.callerId: expected a keyword of Dial; got 'callerId'; write 'caller_id'
    Dial.timelimit: expected a keyword of Dial; got 'timelimit'; did you mean 'time_limit'?
    Dial.zzz: expected a keyword of Dial; got 'zzz'
Dial(child=[N])
    Dial.child: expected a keyword of Dial; got 'child'; did you mean 'children'?
DTMF("1", **{"async": True})
    DTMF.async: expected a keyword of DTMF; got 'async'; write 'async_'
ssml.SayAs("1", **{"interpret-as": "date"})
    SayAs.interpret-as: expected a keyword of SayAs; got 'interpret-as'; write 'interpret_as'
GetInput(action="/", input="dtmf", timeout=5, speechTimeout=3, speech_timeout=3)
    GetInput.input: expected a keyword of GetInput; got 'input'; write 'input_type'
    GetInput.timeout: expected a keyword of GetInput; got 'timeout'; write 'execution_timeout'
    GetInput.speechTimeout: expected a keyword of GetInput; got 'speechTimeout'; write 'speech_end_timeout'
    GetInput.speech_timeout: expected a keyword of GetInput; got 'speech_timeout'; write 'speech_end_timeout'
GetInput(action="/", keyterms=["yes"], bargeIn=True, action_on_empty_result=True)
    GetInput.keyterms: expected a keyword of GetInput; got 'keyterms'; write 'hints'
    GetInput.bargeIn: expected a keyword of GetInput; got 'bargeIn'; Plivo has nothing like it
    GetInput.action_on_empty_result: expected a keyword of GetInput; got 'action_on_empty_result'; leave it out: without input the next element runs
Hangup("busy")
    Hangup: expected no positional argument; got 1; give attributes by keyword
Number("1", "2")
    Number: expected one positional argument, number; got 2; give attributes by keyword
Number()
    Number.number: expected a phone number such as +15550100123, on one line; got none
Speak(loop=2)
    Speak.content: expected a list of text, Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub or W; got none
Message("Hi", dst="+15550100112")
    Message.src: expected a phone number such as +15550100123, on one line; got none
Dial(N, "https://example.com/", timeOut=5, method="PUT", extra={"method": "GET"})
    Dial: expected one positional argument, children; got 2; give attributes by keyword
    Dial.timeOut: expected a keyword of Dial; got 'timeOut'; did you mean 'timeout'?
    Dial.children: expected a list of Number or User; got Number('+15550100123'); write Dial([Number(...)])
    Dial.method: expected one of GET, POST; got 'PUT'
    Dial.extra: expected no attribute that Dial has; got 'method'
"""


@table(("expression", "problems"), WORDS)
def test_a_word_that_is_not_on_the_list_is_refused(expression: str, problems: list[str]) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), NUMBERS)
def test_a_number_out_of_its_range_or_of_another_type_is_refused(
    expression: str, problems: list[str]
) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), BOOLEANS)
def test_true_and_false_in_another_form_is_refused(expression: str, problems: list[str]) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), TEXTS)
def test_a_text_that_is_none_of_its_kind_is_refused(expression: str, problems: list[str]) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), LISTS)
def test_a_list_with_an_item_that_its_text_would_not_give_back_is_refused(
    expression: str, problems: list[str]
) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), MAPPINGS)
def test_a_mapping_with_a_pair_that_its_text_would_not_give_back_is_refused(
    expression: str, problems: list[str]
) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), CHARACTERS)
def test_a_character_that_xml_cannot_hold_is_refused(expression: str, problems: list[str]) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), CHILDREN)
def test_a_child_that_does_not_belong_there_is_refused(
    expression: str, problems: list[str]
) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), BETWEEN)
def test_what_must_hold_between_fields_is_refused(expression: str, problems: list[str]) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), OTHERS)
def test_what_is_not_known_but_no_xml_is_refused(expression: str, problems: list[str]) -> None:
    assert told(expression) == problems


@table(("expression", "problems"), MANY)
def test_everything_at_once_is_refused(expression: str, problems: list[str]) -> None:
    assert told(expression) == problems


def test_the_error_is_a_value_error_that_can_be_pickled() -> None:
    with pytest.raises(ValueError, match=r"Dial\.timeout") as caught:
        Dial([N], timeout=0)
    assert isinstance(caught.value, InvalidElementError)
    assert isinstance(caught.value, PlivoMLError)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert type(copied) is InvalidElementError
    assert copied.problems == caught.value.problems
    assert [(one.rule, one.line, one.column, one.path) for one in copied.problems] == [
        ("bad-value", None, None, "Dial.timeout")
    ]


@table(("expression", "problems"), ARGUMENTS)
def test_an_argument_that_is_wrong_missing_or_surplus_is_refused(
    expression: str, problems: list[str]
) -> None:
    assert told(expression, InvalidArgumentError) == problems


def test_the_error_on_an_argument_is_a_type_error_too() -> None:
    build: Any = Dial
    with pytest.raises(TypeError, match=r"^Dial\.timeOut: ") as caught:
        build([N], timeOut=5)
    assert isinstance(caught.value, InvalidArgumentError)
    assert isinstance(caught.value, InvalidElementError)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (type(copied), str(copied)) == (InvalidArgumentError, str(caught.value))
    assert [(one.rule, one.path, one.hint) for one in copied.problems] == [
        ("unknown-attribute", "Dial.timeOut", "did you mean 'timeout'?")
    ]


def test_wrong_values_alone_are_no_type_error() -> None:
    with pytest.raises(InvalidElementError) as caught:
        Dial([N], timeout=0)
    assert not isinstance(caught.value, TypeError)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_no_attribute_is_argumentsby_position(spec: ElementSpec) -> None:
    build: Any = spec.cls
    by_position = ["a"] if spec.content.field else []
    with pytest.raises(InvalidArgumentError) as caught:
        build(*by_position, *"bcdefghijk")
    takes = (
        f"one positional argument, {spec.content.field}"
        if by_position
        else "no positional argument"
    )
    assert str(caught.value).splitlines()[0] == (
        f"{spec.cls.__name__}: expected {takes}; got {10 + len(by_position)}; "
        "give attributes by keyword"
    )


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_every_argument_that_is_required_is_missed(spec: ElementSpec) -> None:
    build: Any = spec.cls
    required = [attribute.field for attribute in spec.attributes if attribute.required]
    if spec.content.required:
        required.insert(0, spec.content.field)
    if not required:
        build()
        return
    with pytest.raises(InvalidArgumentError) as caught:
        build()
    name = spec.cls.__name__
    missed = [one.path for one in caught.value.problems if one.message.endswith("; got none")]
    assert missed == [f"{name}.{field}" for field in required]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
def test_the_name_of_plivo_s_and_of_others_leads_to_the_keyword(spec: ElementSpec) -> None:
    build: Any = spec.cls
    for attribute in spec.attributes:
        rows = ATTRIBUTES.get(spec.tag, {})
        others = {name for name, row in rows.items() if row.instead == attribute.name}
        others = {attribute.name, *others} - set(spec.by_field)
        for name in others:
            with pytest.raises(InvalidArgumentError) as caught:
                build(**{name: "a"})
            (problem,) = [one for one in caught.value.problems if one.rule == "unknown-attribute"]
            assert problem.path == f"{spec.cls.__name__}.{name}"
            assert attribute.field in (problem.hint or "")


def test_a_field_argumentstwice_is_python_s_type_error_with_the_name_of_the_class() -> None:
    build: Any = Dial
    with pytest.raises(TypeError, match=r"^Dial\(\) got multiple values for argument 'children'$"):
        build([N], children=[N])


#: What stands where it should not, whatever is asked for.
STRAYS: st.SearchStrategy[Any] = XML_TEXT | st.sampled_from(
    [
        *(0, -1, True, None, 1.5, 10**30, "", " ", "true", "a" * 300, "\x00", "\u2028", "'\"\\"),
        *(b"x", b"x" * 300, [], {}, ["a,b"], ["b" * 150] * 3, {"c" * 200: "d" * 200}, {1: 2}),
        *(("x",), "\N{GRINNING FACE}" * 120, plivoml.Response()),
    ]
)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.tag)
@given(data=st.data())
@examples(30)
def test_what_is_shown_is_what_was_argumentsand_no_message_is_long(
    spec: ElementSpec, data: st.DataObject
) -> None:
    build: Any = spec.cls
    names = [*spec.by_field, *filter(None, [spec.content.field]), "timeOut", "nothing"]
    arguments: dict[str, Any] = data.draw(
        st.dictionaries(st.sampled_from(names), STRAYS, max_size=4)
    )
    # What is wrong of no single value: one is missing, or two do not go together.
    shown = {"none", "'***'", *(rule.got for rule in spec.rules), *map(repr, arguments)}
    try:
        build(**arguments)
    except InvalidElementError as error:
        problems = error.problems
    else:
        problems = ()
    for problem in problems:
        assert len(problem.message) <= 200
        assert len(problem.hint or "") <= 200
        got = problem.message.rpartition("; got ")[2]
        # Of a character that XML cannot hold, the text around it is shown.
        part = got.rpartition(" in ")[2].removesuffix("...")
        assert got in shown or any(part in repr(value) for value in arguments.values()), problem
