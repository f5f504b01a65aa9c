"""
FastAPI.

    pip install fastapi uvicorn
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    uvicorn frameworks.fastapi_app:app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Response

from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.fastapi import answered, received

from . import calls


app = FastAPI()

EITHER = ["GET", "POST"]


@app.api_route("/answer", methods=EITHER)
async def answer(call: Annotated[AnswerRequest, received(AnswerRequest)]) -> Response:
    """Plivo has a call, and asks what to do with it."""
    return answered(calls.answer(call))


@app.api_route("/chosen", methods=EITHER)
async def chosen(told: Annotated[GetInputAction, received(GetInputAction)]) -> Response:
    """The caller has pressed a key or said a word."""
    return answered(calls.chosen(told))


@app.api_route("/dialled", methods=EITHER)
async def dialled(done: Annotated[DialAction, received(DialAction)]) -> Response:
    """The Dial is over."""
    return answered(calls.dialled(done))


@app.api_route("/dial-events", methods=EITHER)
async def dial_events(event: Annotated[DialCallback, received(DialCallback)]) -> Response:
    """Something has happened to a phone that rings; the reply is not read."""
    calls.dial_event(event)
    return answered()
