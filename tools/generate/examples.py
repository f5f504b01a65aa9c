"""An example of each element, for the reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plivoml._model.nodes import Element
from plivoml.elements.input import GetDigits, GetInput
from plivoml.elements.media import DTMF, Play
from plivoml.elements.messaging import Message
from plivoml.elements.recording import Record
from plivoml.elements.response import PreAnswer, Response
from plivoml.elements.rooms import Conference, MultiPartyCall
from plivoml.elements.routing import Dial, Hangup, Number, Redirect, User, Wait
from plivoml.elements.speech import Speak
from plivoml.elements.ssml import Break, Emphasis, Lang, P, Phoneme, Prosody, S, SayAs, Sub, W
from plivoml.elements.streaming import Stream


_URL: Final = "https://example.com"

EXAMPLES: Final[Sequence[Element]] = (
    Response([Speak("Goodbye."), Hangup()]),
    Speak(["It is ", Emphasis("really", level="strong"), " you!"], voice="Polly.Amy"),
    Break(time="300ms"),
    Emphasis("really", level="strong"),
    Lang("Bon voyage", xml_lang="fr-FR"),
    P("All lines are busy. Please stay on the line."),
    Phoneme("pecan", alphabet="ipa", ph="pɪˈkɑːn"),
    Prosody("as quietly as this", volume="-6dB", rate="80%"),
    S("All lines are busy."),
    SayAs("20261120", interpret_as="date"),
    Sub("SIP", alias="session initiation protocol"),
    W("read", role="amazon:VBD"),
    Play(f"{_URL}/welcome.mp3", loop=2),
    DTMF("1ww2#", async_=False),
    GetDigits(
        [Speak("Enter your PIN.")],
        action=f"{_URL}/pin",
        num_digits=4,
        finish_on_key="none",
        log=False,
    ),
    GetInput(
        [Speak("Say sales, or press 1.")],
        action=f"{_URL}/menu",
        input_type="dtmf speech",
        num_digits=1,
        hints=["sales", "support"],
    ),
    Number("+15550100123", send_digits="ww204#"),
    User("sip:alice@phone.plivo.com", sip_headers={"Customer": "4711"}, send_digits="1"),
    Dial(
        [Number("+15550100123"), User("sip:alice@phone.plivo.com")],
        action=f"{_URL}/dial_status",
        timeout=20,
        redirect=False,
    ),
    Redirect(f"{_URL}/menu?again=1&lang=en", method="GET"),
    Hangup(reason="busy"),
    Wait(length=10, beep={"duration": 300, "threshold": 256}),
    PreAnswer([Play(f"{_URL}/ringing.mp3"), Wait(length=2)]),
    Record(
        action=f"{_URL}/message",
        max_length=120,
        finish_on_key="#",
        transcription_type="auto",
        transcription_url=f"{_URL}/transcription",
    ),
    Conference("weekly", start_conference_on_enter=False, enter_sound="beep:1"),
    MultiPartyCall(
        "support-4711",
        role="Agent",
        status_callback_url=f"{_URL}/events",
        status_callback_events=["mpc-state-changes", "participant-state-changes"],
    ),
    Stream(
        "wss://example.com/stream",
        bidirectional=True,
        keep_call_alive=True,
        content_type="audio/x-mulaw;rate=8000",
        status_callback_url="https://example.com/stream_status/",
        extra_headers={"caller": "4711"},
    ),
    Message(
        "We are on our way.",
        src="+15550100199",
        dst=["+15550100123", "+15550100124"],
        callback_url=f"{_URL}/delivery",
    ),
)


def example_of(cls: type[Element]) -> Element:
    """Return the example of a class."""
    return next(example for example in EXAMPLES if type(example) is cls)
