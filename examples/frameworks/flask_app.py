"""
Flask.

    pip install flask
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    flask --app frameworks.flask_app run --port 8000

serves the reception of calls.py; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

from flask import Flask

from plivoml import Response
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.flask import received

from . import calls


app = Flask(__name__)

EITHER = ["GET", "POST"]


@app.route("/answer", methods=EITHER)
@received(AnswerRequest)
def answer(call: AnswerRequest) -> Response:
    """Plivo has a call, and asks what to do with it."""
    return calls.answer(call)


@app.route("/chosen", methods=EITHER)
@received(GetInputAction)
def chosen(told: GetInputAction) -> Response:
    """The caller has pressed a key or said a word."""
    return calls.chosen(told)


@app.route("/dialled", methods=EITHER)
@received(DialAction)
def dialled(done: DialAction) -> Response:
    """The Dial is over."""
    return calls.dialled(done)


@app.route("/dial-events", methods=EITHER)
@received(DialCallback)
def dial_events(event: DialCallback) -> None:
    """Something has happened to a phone that rings; the reply is not read."""
    calls.dial_event(event)
