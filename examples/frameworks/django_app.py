"""
Django, in one file.

    pip install django
    export PUBLIC_URL=https://voice.example.com PLIVO_AUTH_TOKEN=...
    python -m examples.frameworks.django_app runserver 8000

serves the reception of calls.py; point Plivo to PUBLIC_URL/answer.
"""

from __future__ import annotations

import os
import sys

from collections.abc import Callable
from typing import TypeAlias

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from examples.frameworks import calls
from examples.frameworks.pages import URL, Kind, form_of, read
from plivoml import CONTENT_TYPE, Response
from plivoml.callbacks import AnswerRequest, DialAction, DialCallback, GetInputAction
from plivoml.errors import InvalidCallbackError, InvalidSignatureError
from plivoml.signatures import verify


View: TypeAlias = Callable[[HttpRequest], HttpResponse]

TEXT = "text/plain; charset=utf-8"

# In a project these are in its settings.
SETTINGS = {
    "ROOT_URLCONF": __name__,
    "ALLOWED_HOSTS": ["*"],
    "MIDDLEWARE": ["django.middleware.csrf.CsrfViewMiddleware"],
}
if not settings.configured:
    settings.configure(**SETTINGS)


def view(kind: type[Kind], turn: Callable[[Kind], Response | None]) -> View:
    """Make a view of a turn of the call."""

    # Plivo has no CSRF token; it signs instead.
    @csrf_exempt
    def asked(request: HttpRequest) -> HttpResponse:
        dialled = URL + request.get_full_path()
        token = os.environ["PLIVO_AUTH_TOKEN"]
        try:
            verify(request.method or "", dialled, request.headers, request.body, token)
            document = turn(read(kind, form_of(request.META["QUERY_STRING"], request.body)))
        except InvalidSignatureError as error:
            return HttpResponse(str(error), status=403, content_type=TEXT)
        except InvalidCallbackError as error:
            return HttpResponse(str(error), status=400, content_type=TEXT)
        if document is None:
            return HttpResponse()
        return HttpResponse(document.to_bytes(), content_type=CONTENT_TYPE)

    return asked


urlpatterns = [
    path("answer", view(AnswerRequest, calls.answer)),
    path("chosen", view(GetInputAction, calls.chosen)),
    path("dialled", view(DialAction, calls.dialled)),
    path("dial-events", view(DialCallback, calls.dial_event)),
]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
