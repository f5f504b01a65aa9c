"""
An outbound campaign: it calls a list of numbers, records, hands over, and writes afterwards: Flask.

    pip install flask httpx plivo
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_ID=... PLIVO_AUTH_TOKEN=...
    python outbound_campaign.py

serves it on port 8000; POST {"numbers": ["+15550100301"]} to /campaign begins.  What Plivo is
asked goes through `Api`, by Plivo's SDK or by httpx.
"""

from __future__ import annotations

import logging
import os

from collections.abc import Callable
from typing import Any, Protocol

import httpx
import plivo  # type: ignore[import-untyped]

from flask import Blueprint, Flask, current_app, request

from plivoml import Dial, GetDigits, Number, Response, Speak, Wait
from plivoml.callbacks import (
    AnswerRequest,
    CallStatus,
    GetDigitsAction,
    HangupRequest,
    RecordingApiCallback,
    TransferRequest,
)
from plivoml.flask import received


LOG = logging.getLogger(__name__)

#: Where Plivo reaches the pages: it follows whole addresses only.
URL = os.environ.get("PUBLIC_URL", "https://voice.example.com").rstrip("/")

NUMBER = "+15550100100"
AGENT = "+15550100404"
LONGEST = 3600  # seconds of a recording; without it, Plivo stops after a minute
THANKS = "Thank you for your time. Reply STOP to hear no more of us."


class Api(Protocol):
    """What the campaign asks of Plivo."""

    def call(self, to: str) -> None:
        """Ring somebody."""

    def record(self, call_uuid: str) -> None:
        """Record a call to its end."""

    def transfer(self, call_uuid: str, url: str) -> None:
        """Let a call ask another URL."""

    def text(self, to: str, words: str) -> None:
        """Send a text message."""


class Sdk:
    """Plivo's SDK; it takes PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN from the environment."""

    def __init__(self) -> None:
        self._client: Any = plivo.RestClient()

    def call(self, to: str) -> None:
        """Ring somebody."""
        urls = {"answer_url": f"{URL}/answer", "hangup_url": f"{URL}/ended"}
        self._client.calls.create(from_=NUMBER, to_=to, **urls)

    def record(self, call_uuid: str) -> None:
        """Record a call to its end."""
        self._client.calls.start_recording(
            call_uuid, time_limit=LONGEST, callback_url=f"{URL}/recorded"
        )

    def transfer(self, call_uuid: str, url: str) -> None:
        """Let a call ask another URL."""
        self._client.calls.transfer(call_uuid, legs="aleg", aleg_url=url)

    def text(self, to: str, words: str) -> None:
        """Send a text message."""
        self._client.messages.create(src=NUMBER, dst=to, text=words)


class Http:
    """The same by HTTP; PLIVO_API_URL is where the API is, if it is not Plivo's."""

    def call(self, to: str) -> None:
        """Ring somebody."""
        urls = {"answer_url": f"{URL}/answer", "hangup_url": f"{URL}/ended"}
        self._post("Call/", {"from": NUMBER, "to": to, **urls})

    def record(self, call_uuid: str) -> None:
        """Record a call to its end."""
        told = {"time_limit": LONGEST, "callback_url": f"{URL}/recorded"}
        self._post(f"Call/{call_uuid}/Record/", told)

    def transfer(self, call_uuid: str, url: str) -> None:
        """Let a call ask another URL."""
        self._post(f"Call/{call_uuid}/", {"legs": "aleg", "aleg_url": url})

    def text(self, to: str, words: str) -> None:
        """Send a text message."""
        self._post("Message/", {"src": NUMBER, "dst": to, "text": words})

    def _post(self, path: str, fields: dict[str, Any]) -> None:
        auth = os.environ["PLIVO_AUTH_ID"], os.environ["PLIVO_AUTH_TOKEN"]
        base = os.environ.get("PLIVO_API_URL", "https://api.plivo.com")
        url = f"{base}/v1/Account/{auth[0]}/{path}"
        httpx.post(url, json=fields, auth=auth).raise_for_status()


# What Plivo is answered.


def answer(_: AnswerRequest) -> Response:
    """Say what it is about, and offer a person."""
    offer = Speak("Your table is ready. Press 1 to talk to us. This call is recorded.")
    return Response([GetDigits([offer], action=f"{URL}/chosen", num_digits=1), Speak("Goodbye.")])


def chosen(pressed: GetDigitsAction) -> Response:
    """Hold the line until the transfer comes, or say goodbye."""
    if pressed.digits == "1":
        return Response([Speak("One moment, please."), Wait(length=10)])
    return Response([Speak("Goodbye.")])


def agent(_: TransferRequest) -> Response:
    """Ring a person."""
    return Response([Dial([Number(AGENT)], timeout=30), Speak("Nobody is free. We call again.")])


def ended(call: HangupRequest) -> None:
    """Note how it went."""
    LOG.info("%s", call.as_log())


def recorded(recording: RecordingApiCallback) -> None:
    """Note that there is a recording."""
    LOG.info("%s", recording.as_log())


PAGES: dict[str, Callable[..., Response | None]] = {
    "/answer": answer,
    "/chosen": chosen,
    "/agent": agent,
    "/ended": ended,
    "/recorded": recorded,
}


views = Blueprint("campaign", __name__)


def create_app(kind: Callable[[], Api]) -> Flask:
    """Make the application, with what asks Plivo."""
    app = Flask(__name__)
    app.extensions["api"] = kind
    app.register_blueprint(views)
    return app


def api() -> Api:
    """Return what asks Plivo."""
    made: Api = current_app.extensions["api"]()
    return made


@views.post("/campaign")
def campaign() -> str:
    """Ring everybody."""
    for number in request.get_json()["numbers"]:
        api().call(number)
    return ""


@views.post("/answer")
@received(AnswerRequest)
def to_answer(call: AnswerRequest) -> Response:
    """Record, and say what it is about."""
    api().record(call.call_uuid or "")
    return answer(call)


@views.post("/chosen")
@received(GetDigitsAction)
def to_chosen(pressed: GetDigitsAction) -> Response:
    """Hand over to a person, if that is wanted."""
    if pressed.digits == "1":
        api().transfer(pressed.call_uuid or "", f"{URL}/agent")
    return chosen(pressed)


@views.post("/agent")
@received(TransferRequest)
def to_agent(call: TransferRequest) -> Response:
    """Ring a person."""
    return agent(call)


@views.post("/ended")
@received(HangupRequest)
def to_ended(call: HangupRequest) -> None:
    """Write to those who were there."""
    if call.call_status == CallStatus.COMPLETED:
        api().text(f"+{call.to}", THANKS)
    ended(call)


@views.post("/recorded")
@received(RecordingApiCallback)
def to_recorded(recording: RecordingApiCallback) -> None:
    """Note that there is a recording."""
    recorded(recording)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    create_app(Sdk).run(port=int(os.environ.get("PORT", "8000")))
