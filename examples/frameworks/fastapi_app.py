"""
FastAPI.

    pip install fastapi uvicorn
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    uvicorn examples.frameworks.fastapi_app:app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os

from typing import Annotated, TypeAlias

from fastapi import Depends, FastAPI, Request
from fastapi import Response as Reply
from fastapi.responses import PlainTextResponse

from examples.frameworks import calls
from examples.frameworks.pages import URL, form_of, read
from plivoml import CONTENT_TYPE, Response
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.errors import InvalidCallbackError, InvalidSignatureError
from plivoml.signatures import verify


app = FastAPI()

EITHER = ["GET", "POST"]


async def signed(request: Request) -> str:
    """Return what Plivo signed."""
    body = await request.body()
    query: bytes = request.scope["query_string"]
    dialled = URL + request.url.path + (f"?{query.decode('latin-1')}" if query else "")
    verify(request.method, dialled, request.headers, body, os.environ["PLIVO_AUTH_TOKEN"])
    return form_of(query, body)


Signed: TypeAlias = Annotated[str, Depends(signed)]


@app.exception_handler(InvalidSignatureError)
async def forged(_: Request, error: Exception) -> Reply:
    """Send strangers away."""
    return PlainTextResponse(str(error), 403)


@app.exception_handler(InvalidCallbackError)
async def garbage(_: Request, error: Exception) -> Reply:
    """Say what cannot be read."""
    return PlainTextResponse(str(error), 400)


@app.api_route("/answer", methods=EITHER)
async def answer(form: Signed) -> Reply:
    """Plivo has a call, and asks what to do with it."""
    return document(calls.answer(read(AnswerRequest, form)))


@app.api_route("/chosen", methods=EITHER)
async def chosen(form: Signed) -> Reply:
    """The caller has pressed a key or said a word."""
    return document(calls.chosen(read(GetInputAction, form)))


@app.api_route("/dialled", methods=EITHER)
async def dialled(form: Signed) -> Reply:
    """The Dial is over."""
    return document(calls.dialled(read(DialAction, form)))


@app.api_route("/dial-events", methods=EITHER)
async def dial_events(form: Signed) -> Reply:
    """Something has happened to a phone that rings; the reply is not read."""
    calls.dial_event(read(DialCallback, form))
    return Reply()


def document(answer: Response) -> Reply:
    """Send a document."""
    return Reply(answer.to_bytes(), media_type=CONTENT_TYPE)
