"""What both type checkers refuse: exactly the lines that are marked."""

from typing import Any

import attrs

from plivoml import asgi, django, flask, wsgi
from plivoml import (
    Comment,
    Conference,
    DTMF,
    Dial,
    GetDigits,
    GetInput,
    Hangup,
    Message,
    MultiPartyCall,
    Number,
    Play,
    PreAnswer,
    Record,
    Redirect,
    Response,
    Speak,
    Stream,
    UnknownElement,
    User,
    Wait,
    parse,
    ssml,
    streams,
)
from plivoml import Spaek as Spaek  # wrong
from plivoml import Break as Break  # wrong
from plivoml.callbacks import DialAction, DialStatus, GetDigitsAction
from plivoml.callbacks import DialActoin as DialActoin  # wrong
from plivoml.testing import Call


number = Number("+15550100111")
dial = Dial([number])
anything: Any = object()

# A child that does not belong there, in every element that holds others.
Response([number])  # wrong
Response([User("sip:alice@example.com")])  # wrong
Response([ssml.Break()])  # wrong
Response([Response()])  # wrong
Response(["Hello"])  # wrong
Response(Speak("Hello"))  # wrong
Response("Hello")  # wrong
Dial([Speak("Hello")])  # wrong
Dial([dial])  # wrong
Dial(["+15550100111"])  # wrong
Dial("+15550100111")  # wrong
Dial(number)  # wrong
Dial(number, number)  # wrong
GetDigits([dial])  # wrong
GetDigits([Record()])  # wrong
GetInput([dial], action="/")  # wrong
GetInput([GetDigits()], action="/")  # wrong
PreAnswer([dial])  # wrong
PreAnswer([GetInput(action="/")])  # wrong
Speak([Play("https://example.com/a.mp3")])  # wrong
Speak([5])  # wrong
Speak(5)  # wrong
Speak(None)  # wrong
ssml.Emphasis([ssml.P("Hello")])  # wrong
ssml.Emphasis([ssml.S("Hello")])  # wrong
ssml.Lang([Speak("Hello")], xml_lang="fr-FR")  # wrong
ssml.P([ssml.P("Hello")])  # wrong
ssml.Prosody([number], rate="fast")  # wrong
ssml.S([ssml.S("Hello")])  # wrong
ssml.W([ssml.W("read", role="amazon:VB")], role="amazon:VB")  # wrong
ssml.W([ssml.Lang("read", xml_lang="fr-FR")], role="amazon:VB")  # wrong
UnknownElement("Robot", {}, [number])  # wrong

# The same where a tree grows.
Response().then(number)  # wrong
dial.then(Speak("Hello"))  # wrong
GetDigits().then(dial)  # wrong
GetInput(action="/").then(dial)  # wrong
PreAnswer().then(dial)  # wrong
number.then(number)  # wrong

# A text that is none.
Number(5)  # wrong
User(None)  # wrong
Play(url=None)  # wrong
DTMF(12)  # wrong
Redirect(b"https://example.com/")  # wrong
Conference(1)  # wrong
Stream(5)  # wrong
Message(5, src="+15550100111", dst="+15550100112")  # wrong
ssml.SayAs(12, interpret_as="digits")  # wrong
ssml.Sub(["M."], alias="Monsieur")  # wrong
ssml.Phoneme(None, alphabet="ipa", ph="a")  # wrong
Comment(5)  # wrong

# What is missing.
Dial()  # wrong
Number()  # wrong
Speak()  # wrong
GetInput([Speak("Hello")])  # wrong
MultiPartyCall("Room 1")  # wrong
Message("Hello", src="+15550100111")  # wrong
Message("Hello", dst="+15550100111")  # wrong
ssml.Lang("Bonjour")  # wrong
ssml.SayAs("12")  # wrong
ssml.Sub("M.")  # wrong
ssml.W("read")  # wrong
ssml.Phoneme("pecan", alphabet="ipa")  # wrong

# An attribute by position, or one that is none of the element.
Dial([number], "https://example.com/")  # wrong
Hangup("busy")  # wrong
Record("https://example.com/")  # wrong
Dial([number], timeOut=5)  # wrong
Dial([number], tiemout=5)  # wrong
Dial([number], callerId="+15550100111")  # wrong
GetInput(action="/", timeout=5)  # wrong
Speak("Hello", xml_lang="fr-FR")  # wrong
ssml.P("Hello", level="strong")  # wrong
Response(extra={"newThing": 5})  # wrong

# A word that is not on a closed list, for every such list.
Dial([number], method="nope")  # wrong
Dial([number], method="get")  # wrong
Dial([number], callback_method="nope")  # wrong
Dial([number], confirm_key="nope")  # wrong
Dial([number], call_type="nope")  # wrong
Number("+15550100111", send_digits_mode="nope")  # wrong
Redirect("/", method="nope")  # wrong
Hangup(reason="nope")  # wrong
GetDigits(method="nope")  # wrong
GetDigits(finish_on_key="nope")  # wrong
GetInput(action="/", method="nope")  # wrong
GetInput(action="/", input_type="nope")  # wrong
GetInput(action="/", digit_end_timeout="nope")  # wrong
GetInput(action="/", speech_end_timeout="nope")  # wrong
GetInput(action="/", finish_on_key="nope")  # wrong
GetInput(action="/", speech_model="nope")  # wrong
GetInput(action="/", interim_speech_results_callback_method="nope")  # wrong
Record(method="nope")  # wrong
Record(file_format="nope")  # wrong
Record(finish_on_key="nope")  # wrong
Record(record_channel_type="nope")  # wrong
Record(transcription_type="nope")  # wrong
Record(transcription_method="nope")  # wrong
Record(transcription_report_type="nope")  # wrong
Record(callback_method="nope")  # wrong
Conference("Room 1", record_file_format="nope")  # wrong
Conference("Room 1", method="nope")  # wrong
Conference("Room 1", callback_method="nope")  # wrong
Conference("Room 1", transcription_type="nope")  # wrong
Conference("Room 1", transcription_method="nope")  # wrong
MultiPartyCall("Room 1", role="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", wait_music_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", agent_hold_music_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", customer_hold_music_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", record_file_format="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", recording_callback_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", start_recording_audio_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", stop_recording_audio_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", status_callback_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", status_callback_events=["nope"])  # wrong
MultiPartyCall("Room 1", role="Agent", enter_sound_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", exit_sound_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", on_exit_action_method="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", ai_agent_stream_content_type="nope")  # wrong
MultiPartyCall("Room 1", role="Agent", ai_agent_stream_status_callback_method="nope")  # wrong
Stream("wss://example.com/", audio_track="nope")  # wrong
Stream("wss://example.com/", status_callback_method="nope")  # wrong
Stream("wss://example.com/", content_type="nope")  # wrong
Message("Hello", src="+15550100111", dst="+15550100112", type="nope")  # wrong
Message("Hello", src="+15550100111", dst="+15550100112", callback_method="nope")  # wrong
ssml.Break(strength="nope")  # wrong
ssml.Emphasis("Hello", level="nope")  # wrong
ssml.Lang("Bonjour", xml_lang="nope")  # wrong
ssml.Phoneme("pecan", alphabet="nope", ph="a")  # wrong
ssml.SayAs("12", interpret_as="nope")  # wrong
ssml.SayAs("12", interpret_as="date", format="nope")  # wrong
ssml.W("read", role="nope")  # wrong

# A value of another type.
Dial([number], method="PUT")  # wrong
Dial([number], timeout="5")  # wrong
Dial([number], timeout=2.5)  # wrong
Dial([number], redirect="true")  # wrong
Dial([number], redirect=1)  # wrong
Dial([number], action=5)  # wrong
Dial([number], sip_headers=["a=1"])  # wrong
Dial([number], digits_match=[1, 2])  # wrong
GetInput(action=None)  # wrong
Wait(length="5")  # wrong
Wait(beep=["duration"])  # wrong
Wait(beep={"length": 5})  # wrong
Speak("Hello", loop=1.5)  # wrong
Speak("Hello", voice=5)  # wrong
Conference("Room 1", max_members="20")  # wrong
Stream("wss://example.com/", extra_headers={"a": 1})  # wrong

# An element does not change.
dial.timeout = 3  # wrong
dial.children = []  # wrong
number.number = "+15550100112"  # wrong
dial.anything = 3  # wrong
del dial.timeout  # wrong: pyright
attrs.evolve(dial, timeout="abc")  # wrong: mypy
attrs.evolve(dial, tiemout=3)  # wrong: mypy

# What is read is not more than it is.
timeout: int = Dial([number]).timeout  # wrong
lenient: Response = parse("<Response/>", strict=False)  # wrong
parse(5)  # wrong
parse("<Response/>", False)  # wrong
found: Number = next(Response().find(Dial))  # wrong
Response().find("Dial")  # wrong
dial.to_xml("    ")  # wrong
dial.tiemout  # wrong

# What Plivo sends.
done = DialAction.from_form({"DialStatus": "busy"})
DialAction("busy")  # wrong
DialAction(dial_status="busy")  # wrong
DialAction(dial_ring_status="true")  # wrong
DialAction.from_form(5)  # wrong
status: DialStatus = done.dial_status  # wrong
done.dial_status = DialStatus.BUSY  # wrong
done.dial_statuss  # wrong

# What goes over the socket of a stream.
sound = streams.MULAW_8000
streams.PlayAudio(b"")  # wrong
streams.PlayAudio(format=sound)  # wrong
streams.PlayAudio(b"", sound)  # wrong
streams.PlayAudio("/w==", format=sound)  # wrong
streams.PlayAudio(b"", format="audio/x-mulaw;rate=8000")  # wrong
streams.PlayAudio(b"", format=sound, streamId="s")  # wrong
streams.Checkpoint("greeting")  # wrong
streams.Checkpoint("greeting", "s")  # wrong
streams.Checkpoint(stream_id="s")  # wrong
streams.ClearAudio("s")  # wrong
streams.SendDTMF(1234)  # wrong
streams.SendDTMF("1").extra  # wrong
streams.Format("audio/x-l16", 44100)  # wrong
streams.Format("audio/x-wav", 8000)  # wrong
streams.Format("audio/x-l16")  # wrong
streams.Format.of(8000)  # wrong
sound.sample_rate = 16000  # wrong
streams.parse(5)  # wrong
streams.parse("{}").audio  # wrong
streams.Media()  # wrong
streams.Media(b"")  # wrong
streams.Media(audio=b"", chunk="1")  # wrong
streams.Media(audio=b"", raw="{}")  # wrong
streams.Media(audio=b"").audio = b""  # wrong
streams.Start(call_id="c")  # wrong
streams.Start(call_id="c", stream_id="s", format="audio/x-mulaw;rate=8000")  # wrong
track: str = streams.Media(audio=b"").track  # wrong
sent: streams.Outgoing = streams.parse("{}")  # wrong
received: streams.Incoming = streams.SendDTMF("1")  # wrong

call = Call({}, "https://ivr.example.com/answer")
call.stream.speak("hello")  # wrong
call.stream.speak(1.5)  # wrong
call.stream.wait_for(5)  # wrong
mark: streams.PlayAudio = call.stream.wait_for(streams.Checkpoint)  # wrong
call.stream.is_open = False  # wrong
Call({}, "https://ivr.example.com/answer", sockets={"wss://a.example.com": 5})  # wrong


def pressed(told: GetDigitsAction) -> Response:
    """Be told something else than what is received below."""
    return Response([Speak(told.digits or "nothing")])


wsgi.received(DialAction)(pressed)  # wrong
asgi.received(DialAction)(pressed)  # wrong
flask.received(DialAction)(pressed)  # wrong
django.received(GetDigitsAction)(pressed)  # wrong
wsgi.received(5)  # wrong
wsgi.answered("<Response/>")  # wrong
django.answered(Speak("hello"))  # wrong
wsgi.SignatureMiddleware(pressed)  # wrong
asgi.SignatureMiddleware(asgi.answered(), auth_token=5)  # wrong

# What may be anything is let through.
streams.PlayAudio(anything, format=anything)
Dial(anything, timeout=anything)
Response([anything])
