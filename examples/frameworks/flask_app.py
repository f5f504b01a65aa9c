"""
Flask.

    pip install flask
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    flask --app examples.frameworks.flask_app run --port 8000

serves the reception of calls.py; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from flask import Flask, request
from flask import Response as Reply

from examples.frameworks import calls
from examples.frameworks.pages import URL, form_of, read
from plivoml import CONTENT_TYPE, Response
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.errors import InvalidCallbackError, InvalidSignatureError
from plivoml.signatures import verify


app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 100_000

EITHER = ["GET", "POST"]


@app.before_request
def is_from_plivo() -> None:
    """Check, before anything else is done, that Plivo sent the request."""
    dialled = URL + request.full_path.removesuffix("?")
    token = os.environ["PLIVO_AUTH_TOKEN"]
    verify(request.method, dialled, request.headers, request.get_data(), token)


@app.errorhandler(InvalidSignatureError)
def forged(error: InvalidSignatureError) -> Reply:
    """Send strangers away."""
    return Reply(str(error), 403, mimetype="text/plain")


@app.errorhandler(InvalidCallbackError)
def garbage(error: InvalidCallbackError) -> Reply:
    """Say what cannot be read."""
    return Reply(str(error), 400, mimetype="text/plain")


@app.route("/answer", methods=EITHER)
def answer() -> Reply:
    """Plivo has a call, and asks what to do with it."""
    return document(calls.answer(read(AnswerRequest, form())))


@app.route("/chosen", methods=EITHER)
def chosen() -> Reply:
    """The caller has pressed a key or said a word."""
    return document(calls.chosen(read(GetInputAction, form())))


@app.route("/dialled", methods=EITHER)
def dialled() -> Reply:
    """The Dial is over."""
    return document(calls.dialled(read(DialAction, form())))


@app.route("/dial-events", methods=EITHER)
def dial_events() -> str:
    """Something has happened to a phone that rings; the reply is not read."""
    calls.dial_event(read(DialCallback, form()))
    return ""


def form() -> str:
    """Return what was signed."""
    return form_of(request.query_string, request.get_data())


def document(answer: Response) -> Reply:
    """Send a document."""
    return Reply(answer.to_bytes(), content_type=CONTENT_TYPE)
