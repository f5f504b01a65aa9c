"""
Watch the app at work: `make demo`, or `python -m examples.dial_status.demo`.

The app is served on this machine, and this program plays Plivo's part over HTTP: it asks
for the first document, finds the Dial in it, and reports each way in which that may end,
by GET and by POST.  What comes back is checked and shown.
"""

from __future__ import annotations

import os
import sys
import threading

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, Literal, NamedTuple, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from examples.dial_status.app import dial_status_app
from plivoml import CONTENT_TYPE, Dial, Response, check, parse
from plivoml.callbacks import DialAction, DialStatus


CALLER: Final = "52bb0058-902d-11e4-9681-2d7d49a323a0"
CALLED: Final = "54f84290-902d-11e4-96df-2d7d49a323a0"

OUTCOMES: Final = (
    (DialStatus.COMPLETED, True, "NORMAL_CLEARING", CALLED),
    (DialStatus.BUSY, True, "USER_BUSY", ""),
    (DialStatus.FAILED, False, "UNALLOCATED_NUMBER", ""),
    (DialStatus.TIMEOUT, True, "PROGRESS_TIMEOUT", ""),
    (DialStatus.NO_ANSWER, True, "NO_ANSWER", ""),
    (DialStatus.CANCEL, True, "ORIGINATOR_CANCEL", ""),
)

SHOWN: Final = ("dial_status", "dial_ring_status", "dial_hangup_cause")

BOLD, YELLOW, GREEN = 1, 33, 32  # what a terminal calls them

Form = list[tuple[str, str]]
T = TypeVar("T")


class Reply(NamedTuple):
    """What comes back over HTTP."""

    status: int
    kind: str
    body: bytes


class QuietHandler(WSGIRequestHandler):
    """Serves without a line on the screen for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextmanager
def served(printed: list[str]) -> Generator[str]:
    """Serve the app on a free port of this machine, and collect the lines that it prints."""
    with WSGIServer(("127.0.0.1", 0), QuietHandler) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        server.set_app(dial_status_app(url, printed.append))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield url
        finally:
            server.shutdown()
            thread.join()


def ask(method: str, url: str, form: Form) -> Reply:
    """Send a request as Plivo does: the form in the query by GET, in the body by POST."""
    text = urlencode(form)
    if method == "GET":
        request = Request(f"{url}?{text}", method=method)  # noqa: S310 - our own http URL
    else:
        request = Request(url, text.encode(), method=method)  # noqa: S310 - as above
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as reply:
            return Reply(reply.status, reply.headers["Content-Type"], reply.read())
    except HTTPError as error:
        with error:
            return Reply(error.code, error.headers["Content-Type"], error.read())


def document_at(
    url: str, form: Form, answers: Literal["calls", "callbacks"] = "callbacks"
) -> Response:
    """Ask for a document by GET and by POST; both have to give the same, a valid one."""
    by_get, by_post = (ask(method, url, form) for method in ("GET", "POST"))
    expect(by_get.status, 200)
    expect(by_get.kind, CONTENT_TYPE)
    # Here it is this computer that asks, and Plivo need not reach it.
    expect(check(by_get.body, ignore=["unreachable-host"], answers=answers), [])
    expect(by_post, by_get)
    return parse(by_get.body)


def expect(got: T, wanted: T) -> None:
    """Stop at the first thing that is not as it should be."""
    if got != wanted:
        sys.exit(f"The demo failed: expected {wanted!r}; got {got!r}")


def show(label: str, text: str, colour: int = 0) -> None:
    """Show one thing, its further lines below the first; in colour on a terminal."""
    first, *others = text.splitlines()
    if colour and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        first, *others = (f"\033[{colour}m{line}\033[0m" for line in (first, *others))
    print(f"  {label:10}{first}")
    for line in others:
        print(f"  {'':10}{line}")


def show_document(document: Response) -> None:
    """Show a document as people like to read it."""
    show("answer", document.to_xml(indent="    ", declaration=False), GREEN)


def main() -> None:
    """Go through a call as Plivo does."""
    printed: list[str] = []
    with served(printed) as url:
        show("app", f"{url}, from examples/dial_status/app.py")
        print()

        show("asked", "GET and POST /dial/", BOLD)
        call: Form = [("CallUUID", CALLER), ("Event", "StartApp")]
        document = document_at(f"{url}/dial/", call, answers="calls")
        show_document(document)
        (dial,) = document.find(Dial)
        expect((dial.action, dial.method), (f"{url}/dial_status/", "GET"))

        for status, rang, cause, called in OUTCOMES:
            sent = DialAction(
                dial_status=status,
                dial_ring_status=rang,
                dial_hangup_cause=cause,
                dial_a_leg_uuid=CALLER,
                dial_b_leg_uuid=called,
            )
            print()
            show("asked", f"GET and POST /dial_status/, with DialStatus={status}", BOLD)
            document = document_at(dial.action or "", sent.to_form())
            done = DialAction.from_form(sent.to_form())
            expect(done, sent)
            show("read", ", ".join(f"{name}={getattr(done, name)!r}" for name in SHOWN))
            line = f"Status : {status}, ALeg Uuid : {CALLER}, BLeg Uuid : {called}"
            expect(printed, [line, line])
            show("printed", printed.pop(), YELLOW)
            printed.clear()
            show_document(document)

        print()
        show("asked", "POST /dial_status/, with DialRingStatus=perhaps", BOLD)
        refusal = ask("POST", f"{url}/dial_status/", [("DialRingStatus", "perhaps")])
        expect((refusal.status, printed), (400, []))
        show("answer", f"400 {refusal.body.decode()}", GREEN)

    print("\nEvery document is valid, and GET and POST get the same.")


if __name__ == "__main__":
    main()
