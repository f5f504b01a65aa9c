"""What an app says when it refuses, and where it was when it raised."""

from __future__ import annotations

import json
import logging

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from plivoml.callbacks import GetDigitsAction
from plivoml.testing import Call, CallError, served

from .apps import TOKEN, wsgi
from .flows import ANSWER, flow, handler
from .test_crashes import django


def refusing(status: str, body: bytes, *, kind: str = "text/plain") -> Any:
    def app(_: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response(status, [("Content-Type", kind)])
        return [body]

    return app


def told(app: Any, **settings: Any) -> str:
    """Return what the failure of a call to an app says."""
    call = Call(app, ANSWER, **settings)
    call.begin()
    return str(call.failure)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"the signature does not match\nat all", " (the signature does not match at all)"),
        (b"", ""),
        (
            b"<!doctype html><title>Bad</title><style>p {}</style><h1>Bad &amp; Wrong</h1><p>CSRF",
            " (Bad & Wrong CSRF)",
        ),
        (b"x" * 300, f" ({'x' * 200}...)"),
        (b"\xff", " (\ufffd)"),
    ],
)
def test_what_an_app_says_when_it_refuses_is_shown(body: bytes, words: str) -> None:
    app = refusing("403 Forbidden", body)
    assert told(app) == f"7011: {ANSWER} answered 403{words}"
    with served(app) as base:
        assert told(base) == f"7011: {ANSWER} answered 403{words}"


def test_a_form_that_cannot_be_read_is_told() -> None:
    def app(_: Any, start_response: Any) -> list[bytes]:
        try:
            GetDigitsAction.from_form("SessionStart=soon")
        except ValueError as error:
            start_response("400 Bad Request", [])
            return [str(error).encode()]
        raise AssertionError

    assert told(app).startswith(
        f"7011: {ANSWER} answered 400 (GetDigitsAction: SessionStart: expected "
    )


def test_who_signs_with_another_token_is_told_so() -> None:
    app = wsgi(flow())
    assert told(app, auth_token="wrong") == f"7011: {ANSWER} answered 403"
    call = Call(app, ANSWER, auth_token=TOKEN)
    call.begin()
    assert call.failure is None


def test_a_host_that_django_does_not_allow_is_named() -> None:
    app = django(["other.example.com"])
    assert told(app).startswith(
        f"7011: {ANSWER} answered 400 (DisallowedHost: Invalid HTTP_HOST header: "
        "'ivr.example.com'. You may need to add 'ivr.example.com' to ALLOWED_HOSTS."
    )


def test_a_server_that_is_not_there_is_named_by_its_own_address() -> None:
    with served(refusing("200 OK", b"")) as base:
        pass
    assert told(base) == (
        f"7011: {ANSWER} cannot be reached: nobody listens at {base}: is the app running?"
    )


def line_of(function: Callable[..., Any], text: str) -> str:
    """Return the place of a line of a function, as messages have it."""
    path, first = function.__code__.co_filename, function.__code__.co_firstlineno
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - one line is looked for
        lines = file.read().splitlines()
    number = next(n for n in range(first, len(lines)) if text in lines[n]) + 1
    return f"{path}:{number}: {lines[number - 1].strip()}"


def misreads(_: object) -> object:
    return json.loads("{")


def test_the_line_is_the_last_one_of_the_application() -> None:
    place = line_of(misreads, "json.loads")
    error = "JSONDecodeError: Expecting property name enclosed in double quotes"
    said = told({"/answer": misreads})
    assert said.startswith(f"7011: {ANSWER} answered 500 ({error}")
    assert said.endswith(f" ({place}))")


def test_the_line_is_that_of_what_a_library_has_caught() -> None:
    def app(_: dict[str, Any], start_response: Any) -> list[bytes]:
        wrapped = LookupError("no such bill")
        try:
            misreads(None)
        except ValueError as error:
            wrapped.__cause__ = error
        logging.getLogger("library").error("raised again", exc_info=wrapped)
        start_response("500 Internal Server Error", [])
        return []

    place = line_of(misreads, "json.loads")
    assert told(app) == f"7011: {ANSWER} answered 500 (LookupError: no such bill ({place}))"


def test_an_error_of_a_verb_is_told_without_the_transcript() -> None:
    def answer(_: object) -> object:
        call.press("1")
        raise AssertionError

    call = Call({"/answer": answer}, ANSWER)
    call.begin()
    assert isinstance(call.replies[0].exception, CallError)
    assert "caller  calls" not in str(call.failure)


def test_an_app_that_logs_and_refuses_is_told_by_what_it_logged() -> None:
    def app(_: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            misreads(None)
        except ValueError:
            logging.getLogger("bills").exception("no bill")
        start_response("404 Not Found", [])
        return [b"no such bill"]

    call = Call(app, ANSWER)
    call.begin()
    assert "answered 404 (JSONDecodeError: Expecting" in str(call.failure)
    assert isinstance(call.replies[0].exception, ValueError)


def test_a_handler_of_another_page_is_not_found() -> None:
    said = told({"/other": handler("")})
    assert said == f"7011: {ANSWER} answered 404 (no handler for {ANSWER} or /answer)"
