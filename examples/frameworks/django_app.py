"""
Django, in one file.

    pip install django
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m frameworks.django_app runserver 8000

serves the reception of calls.py; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpRequest
from django.urls import path

from plivoml import Response
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.django import received

from . import calls


# In a project these are in its settings.
SETTINGS = {
    "ROOT_URLCONF": __name__,
    "ALLOWED_HOSTS": ["*"],
    "MIDDLEWARE": ["django.middleware.csrf.CsrfViewMiddleware"],
}
if not settings.configured:
    settings.configure(**SETTINGS)


@received(AnswerRequest)
def answer(_: HttpRequest, call: AnswerRequest) -> Response:
    """Plivo has a call, and asks what to do with it."""
    return calls.answer(call)


@received(GetInputAction)
def chosen(_: HttpRequest, told: GetInputAction) -> Response:
    """The caller has pressed a key or said a word."""
    return calls.chosen(told)


@received(DialAction)
def dialled(_: HttpRequest, done: DialAction) -> Response:
    """The Dial is over."""
    return calls.dialled(done)


@received(DialCallback)
def dial_events(_: HttpRequest, event: DialCallback) -> None:
    """Something has happened to a phone that rings; the reply is not read."""
    calls.dial_event(event)


urlpatterns = [
    path("answer", answer),
    path("chosen", chosen),
    path("dialled", dialled),
    path("dial-events", dial_events),
]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
