"""What an app of a framework raises, found where the framework leaves it."""

from __future__ import annotations

import logging
import threading

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

import pytest

from plivoml import CONTENT_TYPE, Response, Speak
from plivoml.testing import Call, FailedCallError

from .flows import ANSWER, flow


def page(event: str) -> bytes:
    if event == "Hangup":
        msg = "no such bill"
        raise LookupError(msg)
    return Response([Speak("Hello.")]).to_bytes()


def flask() -> Any:
    from flask import Flask, request

    app = Flask("bills")

    @app.post("/answer")
    @app.post("/hangup")
    def answer() -> tuple[bytes, dict[str, str]]:
        return page(request.form["Event"]), {"Content-Type": CONTENT_TYPE}

    return app


def django(hosts: Sequence[str] = ("*",)) -> Any:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.test.utils import override_settings
    from django.urls import path

    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(page(request.POST["Event"]), content_type=CONTENT_TYPE)

    if not settings.configured:
        settings.configure()
    ours = override_settings(
        ROOT_URLCONF=(path("answer", answer), path("hangup", answer)),
        ALLOWED_HOSTS=hosts,
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    )
    with ours:
        serve = get_wsgi_application()

    def app(environ: Any, start_response: Any) -> Any:
        with ours:
            return serve(environ, start_response)

    return app


def fastapi() -> Any:
    from fastapi import FastAPI, Request
    from fastapi.responses import Response as Reply

    app = FastAPI()

    async def answer(request: Request) -> Reply:
        event = parse_qs((await request.body()).decode())["Event"][0]
        return Reply(page(event), media_type=CONTENT_TYPE)

    app.add_route("/answer", answer, methods=["POST"])
    app.add_route("/hangup", answer, methods=["POST"])
    return app


def bottle() -> Any:
    bottle: Any = import_module("bottle")
    app = bottle.Bottle()

    def answer() -> bytes:
        bottle.response.content_type = CONTENT_TYPE
        return page(bottle.request.forms["Event"])

    app.route("/answer", "POST", answer)
    app.route("/hangup", "POST", answer)
    return app


@pytest.mark.parametrize("app_of", [flask, django, fastapi, bottle], ids=lambda one: one.__name__)
def test_a_callback_that_crashes_is_shown_with_its_line(app_of: Callable[[], Any]) -> None:
    hangup = ANSWER.replace("answer", "hangup")
    call = Call(app_of(), ANSWER, hangup_url=hangup)
    with pytest.raises(FailedCallError) as caught, call:
        call.answer()
    line = page.__code__.co_firstlineno + 3
    assert (
        caught.value.message
        == f"{hangup} answered 500 (LookupError: no such bill ({__file__}:{line}: raise LookupError(msg)))"
    )
    assert isinstance(call.replies[-1].exception, LookupError)


def test_what_is_logged_beside_a_reply_is_no_crash() -> None:
    def app(_: Any, start_response: Any) -> list[bytes]:
        logging.getLogger("bills").error("nothing raised")
        try:
            page("Hangup")
        except LookupError:
            logging.getLogger("bills").exception("a bill is missing")
        start_response("200 OK", [("Content-Type", CONTENT_TYPE)])
        return [b"<Response/>"]

    made_by = logging.getLogRecordFactory()
    with Call(app, ANSWER) as call:
        call.answer()
        assert [reply.exception for reply in call.replies] == [None, None]
    assert logging.getLogRecordFactory() is made_by


def test_calls_at_once_leave_logging_as_it_was() -> None:
    gate = threading.Barrier(2, timeout=10)

    def app(_: Any, start_response: Any) -> list[bytes]:
        gate.wait()
        start_response("200 OK", [("Content-Type", CONTENT_TYPE)])
        return [b"<Response/>"]

    made_by = logging.getLogRecordFactory()
    calls = [Call(app, ANSWER) for _ in range(2)]
    threads = [threading.Thread(target=call.answer) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [call.failure for call in calls] == [None, None]
    assert logging.getLogRecordFactory() is made_by


def test_an_error_without_a_place_has_none() -> None:
    def app(_: Any, start_response: Any) -> list[bytes]:
        logging.getLogger("bills").error("no bill", exc_info=LookupError("never raised"))
        start_response("503 Service Unavailable", [])
        return [b"later"]

    with Call(app, ANSWER) as call:
        call.answer()
        assert str(call.failure) == f"7011: {ANSWER} answered 503 (LookupError: never raised)"
        assert call.replies[0].body == b"later"


def test_the_replies_are_those_of_the_requests() -> None:
    with Call(flow(Speak("Hello.")), ANSWER) as call:
        call.answer()
        assert len(call.replies) == len(call.requests) == 2
        assert [reply.content_type for reply in call.replies] == [CONTENT_TYPE, ""]
