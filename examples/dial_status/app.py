"""
Connect a caller with somebody, and report how it went.

Plivo asks `/dial/` what to do with a call.  When the Dial in the answer is over, it tells
`/dial_status/` how it ended, and asks what comes next.

    PUBLIC_URL=https://voice.example.com python -m examples.dial_status.app

serves both on port 8000.  Before you trust a request in production, check that Plivo sent
it: docs/signatures.md says how.
"""

from __future__ import annotations

import os

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from wsgiref.simple_server import make_server

from plivoml import CONTENT_TYPE, Dial, Hangup, Number, Response, Speak
from plivoml.callbacks import DialAction, DialStatus


if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_BODY = 100_000

APOLOGIES = {
    DialStatus.BUSY: "The line is busy. Please call again later.",
    DialStatus.NO_ANSWER: "Nobody answers. Please call again later.",
    DialStatus.TIMEOUT: "Nobody answered in time. Please call again later.",
    DialStatus.FAILED: "The call could not be connected. We are sorry.",
}


def connect(action: str) -> Response:
    """Ring somebody; what *action* answers takes the call over."""
    somebody = Number("+15550100123")
    return Response(
        [
            Speak("Connecting your call.."),
            Dial([somebody], action=action, method="GET", redirect=True),
        ]
    )


def after(status: DialStatus) -> Response:
    """
    Say what comes next.

    Samples around the web answer with words here, "Dial status reported" or "OK".  Plivo
    takes the answer of an action URL for the next document, finds that it is none, and
    ends the call with code 8012.
    """
    apology = APOLOGIES.get(status)
    return Response([Speak(apology) if apology else Hangup()])


def dial_status_app(public_url: str, report: Callable[[str], object] = print) -> WSGIApplication:
    """Make the application that Plivo reaches at *public_url*."""

    def dial(_: str | bytes) -> Response:
        return connect(f"{public_url}/dial_status/")

    def dial_status(form: str | bytes) -> Response:
        done = DialAction.from_form(form)
        if done.dial_status is None:
            msg = "expected the parameters of a Dial; got no DialStatus"
            raise ValueError(msg)
        legs = f"ALeg Uuid : {done.dial_a_leg_uuid}, BLeg Uuid : {done.dial_b_leg_uuid}"
        report(f"Status : {done.dial_status}, {legs}")
        return after(done.dial_status)

    pages = {"/dial/": dial, "/dial_status/": dial_status}

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = pages.get(environ.get("PATH_INFO", ""))
        if page is None:
            return reply(start_response, "404 Not Found", "expected /dial/ or /dial_status/")
        try:
            document = page(parameters(environ))
        except ValueError as error:  # as is every error of plivoml
            return reply(start_response, "400 Bad Request", str(error))
        return reply(start_response, "200 OK", document)

    return app


def parameters(environ: WSGIEnvironment) -> str | bytes:
    """Return what Plivo sent: by GET it is in the query, by POST in the body."""
    if environ["REQUEST_METHOD"] == "GET":
        return str(environ.get("QUERY_STRING", ""))
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not 0 <= length <= LONGEST_BODY:
        msg = f"expected a body of at most {LONGEST_BODY} bytes; got {length}"
        raise ValueError(msg)
    body: bytes = environ["wsgi.input"].read(length)
    return body


def reply(start_response: StartResponse, status: str, content: Response | str) -> list[bytes]:
    """Send a document, or a line for a person."""
    if isinstance(content, Response):
        kind, body = CONTENT_TYPE, content.to_bytes()
    else:
        kind, body = "text/plain; charset=utf-8", f"{content}\n".encode()
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


if __name__ == "__main__":
    url = os.environ.get("PUBLIC_URL", "https://example.com")
    with make_server("127.0.0.1", 8000, dial_status_app(url)) as server:
        print(f"Serving {url} on port 8000")
        server.serve_forever()
