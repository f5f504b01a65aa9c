"""What both type checkers accept, with the types that they see."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, assert_never

import attrs

from django.http import HttpRequest
from typing_extensions import assert_type

import plivoml

from plivoml import asgi as asgi_module
from plivoml import django, flask, wsgi
from plivoml import (
    Comment,
    Conference,
    DTMF,
    Dial,
    Element,
    GetDigits,
    GetInput,
    Hangup,
    InvalidDocumentError,
    InvalidElementError,
    Message,
    MultiPartyCall,
    Number,
    Play,
    PreAnswer,
    Problem,
    Record,
    Redirect,
    Response,
    Speak,
    Stream,
    UnknownElement,
    User,
    Wait,
    callbacks,
    check,
    parse,
    parse_fragment,
    ssml,
    streams,
)
from plivoml.callbacks import Callback, DialAction, DialStatus, Form
from plivoml.signatures import Headers, Tokens, verify
from plivoml.testing import Call, SocketApp


class Callee(StrEnum):
    SALES = "+15550100111"


# Every element, with children of every kind that it takes, given as a list of one kind.
numbers: list[Number] = [Number(text) for text in ("+15550100111", Callee.SALES)]
dial = Dial(numbers, action="https://example.com/dial_status/", method="GET", timeout=20)
users: tuple[User, ...] = (User("sip:alice@example.com", sip_headers={"Test": "1"}),)
Dial([*numbers, *users, Comment("all of them"), UnknownElement("Robot")])
Dial(children=users, redirect=False, dial_music="real", sip_headers="Test=1")
Dial(action="https://example.com/", children=numbers, extra={"newThing": "x"})
answer = Response(
    [
        PreAnswer([Speak("One moment."), Play("https://example.com/a.mp3"), Wait(length=2)]),
        Speak(["Hello ", ssml.Emphasis(["you ", ssml.Break(time="1s")]), "."], voice="Polly.Amy"),
        Play("https://example.com/a.mp3", loop=0),
        DTMF("1w2W#", async_=False),
        GetDigits([Speak("Press one."), Play("https://example.com/b.mp3"), Wait()], num_digits=1),
        GetInput(
            [Speak("Say it.")], action="/said/", hints=["yes", "no"], digit_end_timeout="auto"
        ),
        dial,
        Record(max_length=120, finish_on_key="none", file_format="wav"),
        Conference("Room 1", enter_sound="", exit_sound="beep:2", max_members=20),
        MultiPartyCall("Room 1", role="Agent", status_callback_events=["mpc-state-changes"]),
        Stream("wss://example.com/", bidirectional=True, extra_headers={"a": "1"}),
        Message("Hello", src="+15550100111", dst=["+15550100112", "+15550100113"], type="sms"),
        Wait(length=3, silence=True, min_silence=500),
        Wait(beep={"duration": 300}),
        Comment("nothing comes after this"),
        UnknownElement("Robot", {"mood": "good"}, ["Beep ", Comment("quietly"), "."]),
        Redirect("https://example.com/next/"),
        Hangup(reason="busy", schedule=5),
    ]
)
ssml.P([ssml.S([ssml.W(["read"], role="amazon:VBD"), ssml.SayAs("12", interpret_as="date")])])
ssml.Lang(["Bonjour ", ssml.Sub("M.", alias="Monsieur")], xml_lang="fr-FR")
ssml.Prosody(ssml_words := ["slowly"], rate="20%", volume="+6dB", pitch="x-low")
ssml.Phoneme("pecan", alphabet="ipa", ph="pɪˈkɑːn")
Speak(content=ssml_words)
Speak("None is absent.", voice=None, language=None, loop=None)
Response()
Response(())
GetDigits()

# What is read has the type that was declared.
assert_type(dial.children, Sequence[Number | User | Comment | UnknownElement])
assert_type(dial.timeout, int | None)
assert_type(dial.method, Literal["GET", "POST"] | None)
assert_type(dial.redirect, bool | None)
assert_type(dial.sip_headers, Mapping[str, str] | str | None)
assert_type(dial.extra, Mapping[str, str])
assert_type(numbers[0].number, str)
assert_type(GetInput(action="/").digit_end_timeout, Literal["auto"] | int | None)
assert_type(GetInput(action="/").hints, Sequence[str] | str | None)
assert_type(dial.tag, str)
assert_type(str(dial), str)
assert_type(answer.to_xml(indent="    ", declaration=False), str)
assert_type(answer.to_bytes(), bytes)

# A tree grows and is walked.
assert_type(answer.then(Hangup(), Comment("done")), Response)
assert_type(dial.then(Number("+15550100114"), User("sip:bob@example.com")), Dial)
assert_type(GetDigits().then(Speak("Go on."), Wait()), GetDigits)
assert_type(GetInput(action="/").then(Play("https://example.com/a.mp3")), GetInput)
assert_type(PreAnswer().then(Speak("Hello."), DTMF("1"), Redirect("/")), PreAnswer)
assert_type(answer.walk(), Iterator[Element])
assert_type(answer.find(Dial), Iterator[Dial])
assert_type(next(answer.find(ssml.Emphasis)).level, Literal["strong", "moderate", "reduced"] | None)
assert_type(attrs.evolve(dial, timeout=3), Dial)

# Reading.
assert_type(parse("<Response/>"), Response)
assert_type(parse(b"<Response/>", strict=True), Response)
assert_type(parse("<Response/>", strict=False), Response | UnknownElement)
assert_type(parse_fragment("<Number>15550100111</Number>"), Element)
assert_type(check("<Response/>"), list[Problem])
assert_type(check(answer), list[Problem])
content_type: str = plivoml.CONTENT_TYPE


def first_number(response: Response) -> str | None:
    match response:
        case Response([Dial([Number(number), *_], timeout=timeout)]):
            assert_type(number, str)
            assert_type(timeout, int | None)
            return number
        case _:
            return None


def problems_of(text: str) -> Sequence[Problem]:
    try:
        parse(text)
    except (InvalidDocumentError, InvalidElementError) as error:
        return error.problems
    except ValueError:
        return ()
    return ()


# What Plivo sends.
done = DialAction.from_form({"DialStatus": "busy"})
assert_type(done, DialAction)
assert_type(done.dial_status, DialStatus | None)
assert_type(done.dial_ring_status, bool | None)
assert_type(done.dial_b_leg_uuid, str | None)
assert_type(done.total_cost, Decimal | None)
assert_type(done.idempotency_key, str | None)
assert_type(callbacks.parse("DialStatus=busy"), Callback)
DialAction.from_form([("DialStatus", "busy"), ("DialBLegUUID", "")])
DialAction.from_form(b"DialStatus=busy")
DialAction(dial_status=DialStatus.BUSY)


def checked(headers: Headers, form: Form, token: Tokens) -> DialAction:
    verify("POST", "https://example.com/dialled", headers, form, token)
    return DialAction.from_form(form)


checked({"X-Plivo-Signature-V3": "a"}, {"DialStatus": ["busy"]}, ["old", "new"])
checked([(b"x-plivo-signature-v3", b"a")], b"DialStatus=busy", "token")

# What goes over the socket of a stream.
sound = streams.Format.of("audio/x-mulaw;rate=8000")
assert_type(sound, streams.Format)
assert_type(sound.encoding, Literal["audio/x-mulaw", "audio/x-l16"])
assert_type(sound.chunks(b""), Iterator[bytes])
assert_type(streams.MULAW_8000.silence, bytes)
assert_type(streams.PlayAudio(b"", format=sound).to_json(), str)
streams.PlayAudio(audio=b"", format=streams.Format("audio/x-l16", 16000), stream_id="s")
streams.Checkpoint("greeting", stream_id="s")
streams.ClearAudio()
streams.SendDTMF("1234#")
streams.Start(call_id="c", stream_id="s", format=sound, extra_headers={"a": "1"})
streams.Media(audio=b"", track="inbound", extra={"new": [1]})


def heard(frame: streams.Frame) -> str:
    message = streams.parse(frame)
    assert_type(message.event, str)
    assert_type(message.raw, str | None)
    match message:
        case streams.Start(call_id=call, stream_id=stream, format=of_stream):
            assert_type(call, str)
            assert_type(stream, str)
            assert_type(of_stream, streams.Format | None)
            assert_type(message.extra_headers, Mapping[str, str])
            return call
        case streams.Media(audio=samples, track="inbound"):
            assert_type(message, streams.Media)
            assert_type(samples, bytes)
            assert_type(message.timestamp, int | None)
        case streams.Media():
            pass
        case streams.DTMF(digit=digit):
            assert_type(digit, str)
        case streams.PlayedStream(name=mark):
            assert_type(mark, str)
        case streams.ClearedAudio() | streams.Stop():
            assert_type(message.stream_id, str | None)
        case streams.PlayFailed(reason=reason) | streams.ErrorMessage(reason=reason):
            assert_type(reason, str | None)
        case streams.UnknownMessage(event=event):
            assert_type(event, str)
        case _:
            assert_never(message)
    return ""


def said(frame: str | bytes) -> bytes:
    message = streams.parse_outgoing(frame)
    assert_type(message, streams.Outgoing)
    match message:
        case streams.PlayAudio(samples, format=of_message):
            assert_type(samples, bytes)
            assert_type(of_message, streams.Format)
            return samples
        case streams.Checkpoint(name, stream_id=stream):
            assert_type(name, str)
            assert_type(stream, str)
        case streams.ClearAudio(stream_id=maybe):
            assert_type(maybe, str | None)
        case streams.SendDTMF(digits):
            assert_type(digits, str)
        case _:
            assert_never(message)
    return b""


incoming: list[streams.Incoming] = [streams.Stop(), streams.UnknownMessage(event="new")]
outgoing: list[streams.Outgoing] = [streams.ClearAudio(), streams.SendDTMF("1")]


async def agent(connection: Any) -> None:
    """Have the socket of a stream."""


async def asgi(scope: Any, receive: Any, send: Any) -> None:
    """Have it as an application does."""


ends: dict[str, SocketApp] = {"wss://a.example.com": agent, "wss://b.example.com": asgi}
call = Call({}, "https://ivr.example.com/answer", sockets=ends)
assert_type(call.stream.wait_for(streams.Checkpoint), streams.Checkpoint)
assert_type(call.stream.wait_for("clearAudio"), streams.Incoming | streams.Outgoing)
call.stream.speak(Path("words.wav"))
call.stream.speak(seconds=1.5)


def dialled(done: callbacks.DialAction) -> Response | None:
    """Be told by WSGI or Flask."""
    return Response([Hangup()]) if done.dial_status == "busy" else None


async def dialled_later(done: callbacks.DialAction) -> Response:
    """Be told by ASGI."""
    return Response([Speak(str(done.dial_status))])


def dialled_to(request: HttpRequest, done: callbacks.DialAction, tenant: str) -> Response | None:
    """Be told by Django, with a part of the URL."""
    return dialled(done) if request.path == tenant else None


page: wsgi.Application = wsgi.received(callbacks.DialAction)(dialled)
signed: wsgi.Application = wsgi.SignatureMiddleware(page, auth_token=["new", "old"])
later: asgi_module.Application = asgi_module.received(callbacks.DialAction)(dialled_later)
asgi_module.SignatureMiddleware(asgi_module.received(callbacks.DialAction)(dialled))
flask.received(callbacks.DialAction, main_account=True)(dialled)()
django.received(callbacks.DialAction)(dialled_to)(HttpRequest(), "tenant")
