"""A signature covers the URL as Plivo was told it, however HTTP and a server tell of it."""

from __future__ import annotations

from typing import Any

import pytest

from plivoml import Hangup, Response, asgi, wsgi
from plivoml.callbacks import AnswerRequest
from plivoml.testing import App, Call


TOKEN = "an-invented-token"
SETTINGS = {"PUBLIC_URL": "https://voice.example.com", "PLIVO_AUTH_TOKEN": TOKEN}
PATHS = ["", "/", "?a=b|c", "/?a=b", "/a%2Fb", "/a|b", "/a%7Cb", "/%61", "/%zz", "//a/../b"]


@wsgi.received(AnswerRequest)
def of_wsgi(_: AnswerRequest) -> Response:
    return Response([Hangup()])


@asgi.received(AnswerRequest)
async def of_asgi(_: AnswerRequest) -> Response:
    return Response([Hangup()])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("app", [of_wsgi, of_asgi])
def test_a_path_counts_as_it_is_written(
    app: App, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    with Call(app, SETTINGS["PUBLIC_URL"] + path, auth_token=TOKEN) as call:
        call.begin()
    with Call(app, SETTINGS["PUBLIC_URL"] + path, auth_token="another", strict=False) as call:
        call.begin()
    assert "answered 403" in str(call.failure)


@pytest.mark.parametrize(("path", "is_right"), [("", True), ("/a%7Cb", True), ("/a%2Fb", False)])
def test_a_server_that_does_not_tell_how_a_path_is_written_is_guessed_at(
    path: str, monkeypatch: pytest.MonkeyPatch, *, is_right: bool
) -> None:
    def app(environ: dict[str, Any], start: Any) -> Any:
        del environ["RAW_URI"], environ["REQUEST_URI"]
        return of_wsgi(environ, start)

    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    with Call(app, SETTINGS["PUBLIC_URL"] + path, auth_token=TOKEN, strict=False) as call:
        call.begin()
    assert (call.failure is None) is is_right
