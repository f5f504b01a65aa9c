"""
Starlette.

    pip install starlette uvicorn
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    uvicorn frameworks.starlette_app:app

serves the reception of calls.py on port 8000; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route

from plivoml.asgi import received
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction

from . import calls


app = Starlette(
    routes=[
        Route("/answer", received(AnswerRequest)(calls.answer), methods=["GET", "POST"]),
        Route("/chosen", received(GetInputAction)(calls.chosen), methods=["GET", "POST"]),
        Route("/dialled", received(DialAction)(calls.dialled), methods=["GET", "POST"]),
        Route("/dial-events", received(DialCallback)(calls.dial_event), methods=["GET", "POST"]),
    ]
)
