"""Requests that are none of HTTP, or only almost: https://www.rfc-editor.org/rfc/rfc9112"""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import struct
import time

from typing import Any

import pytest

from plivoml import Response, Speak
from plivoml.testing import Account, FailedCallError, served
from tests.support import simulator

from .api import CALL


FIELDS = json.dumps(CALL).encode()
CHUNKED = "Transfer-Encoding: chunked\r\n"
NO_LENGTH = (400, "expected one Content-Length, a number of bytes")
NO_SIZE = (400, "expected the size of a chunk, a hexadecimal number")
CUT = (400, "the body ends before it is whole")
TOO_LONG = (413, "expected a body of at most 1000000 bytes")
LATE = (408, "the request does not come")
NO_URL = (400, "the request is for no URL")

#: Headers and bodies of requests that cannot be read, and what they are answered.
WRONG_BODIES = [
    ("Content-Length: abc\r\n", FIELDS, NO_LENGTH),
    ("Content-Length: -1\r\n", FIELDS, NO_LENGTH),
    ("Content-Length: +5\r\n", FIELDS, NO_LENGTH),
    ("Content-Length: \xb2\r\n", FIELDS, NO_LENGTH),
    (f"Content-Length: {'9' * 5000}\r\n", FIELDS, NO_LENGTH),
    ("Content-Length: 3\r\nContent-Length: 4\r\n", FIELDS, NO_LENGTH),
    ("Content-Length: 3, 4\r\n", FIELDS, NO_LENGTH),
    (f"Content-Length: {len(FIELDS) + 1}\r\n", FIELDS, CUT),
    ("Content-Length: 1000001\r\n", b" " * 1_000_001, TOO_LONG),
    (CHUNKED, b"", NO_SIZE),
    (CHUNKED, b"zz\r\n" + FIELDS, NO_SIZE),
    (CHUNKED, b"-5\r\n" + FIELDS, NO_SIZE),
    (CHUNKED, b"1_0\r\n" + FIELDS, NO_SIZE),
    (CHUNKED, b"F" * 16 + b"\r\n" + FIELDS, NO_SIZE),
    (CHUNKED, b"2\r\n{}\r\n", NO_SIZE),
    (CHUNKED, b"2\r\n{}0\r\n\r\n", (400, "expected a line end after a chunk")),
    (CHUNKED, b"ffff\r\n{}", CUT),
    (CHUNKED, b"2\r\n{}\r\n0\r\nX-After: it\r\n", CUT),
    (
        CHUNKED,
        b"7a120\r\n" + b" " * 500_000 + b"\r\n7a121\r\n" + b" " * 500_001 + b"\r\n0\r\n\r\n",
        TOO_LONG,
    ),
]

#: Texts that are no request, and the status that they are answered with.
NO_REQUESTS = [
    ("\x16\x03\x01\x02\x00\x01\x00\r\n", 400),
    ("GET / HTTX\r\n\r\n", 400),
    ("GET / HTTP/9.9\r\n\r\n", 505),
    ("GET / HTTP/0.9\r\n\r\n", 505),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("GET / HTTP/1.10\r\n\r\n", 400),
    ("POST /\r\n\r\n", 400),
    ("\r\n", 400),
    ("   \r\n\r\n", 400),
    ("G(T / HTTP/1.1\r\n\r\n", 400),
    ("GET / HTT", 400),
    ("GET / HTTP/1.1\r\n", 400),
    ("GET / HTTP/1.1\r\nX: a", 400),
    ("GET / HTTP/1.1\r\n folded: a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nX: a\0b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nX: a\rY: b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nX : a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n: a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nno header\r\n\r\n", 400),
    (f"GET /{'a' * 70_000} HTTP/1.1\r\n\r\n", 414),
    (f"GET / HTTP/1.1\r\nX: {'a' * 70_000}\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\n" + "X: a\r\n" * 1_000_000 + "\r\n", 431),
]


def connected(base: str) -> socket.socket:
    """Return a connection to a server."""
    host, port = base.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def say(base: str, sent: bytes, *, ends: bool = True) -> tuple[int, str, bytes]:
    """Send bytes; return the status, the content type and the body of the answer."""
    with connected(base) as connection:
        connection.sendall(sent)
        if ends:
            connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ") for line in lines)
    return int(first.split()[1]), headers.get("Content-Type", ""), body


def ask(
    account: Account, line: str, headers: str = "", body: bytes = b"", **how: Any
) -> tuple[int, str]:
    """Ask the API in the words of HTTP; return the status and the sentence of an error."""
    pair = base64.b64encode(f"{account.auth_id}:{account.auth_token}".encode()).decode()
    line = line.replace("~", f"/v1/Account/{account.auth_id}")
    head = f"{line} HTTP/1.1\r\nAuthorization: Basic {pair}\r\n{headers}\r\n"
    status, kind, answer = say(account.url, head.encode("latin-1") + body, **how)
    assert kind == "application/json"
    return status, json.loads(answer).get("error", "") if answer else ""


def test_a_body_that_cannot_be_read_is_refused_with_the_reason() -> None:
    with Account({}) as account:
        for headers, body, expected in WRONG_BODIES:
            assert ask(account, "POST ~/Call/", headers, body) == expected, headers
        assert [(one.status, one.error) for one in account.requests] == [
            expected for _, _, expected in WRONG_BODIES
        ]
        assert account.calls == []


def test_a_body_is_read_however_it_is_framed() -> None:
    chunks = b"%x;a=b \r\n%s\r\n%x\r\n%s\r\n0\r\nX-After: it\r\n\r\n"
    for headers, body in (
        (f"Content-Length: {len(FIELDS)}\r\n", FIELDS),
        (f"Content-Length: {len(FIELDS)}, {len(FIELDS)}\r\n", FIELDS),
        ("Transfer-Encoding: Chunked\r\n", chunks % (5, FIELDS[:5], len(FIELDS) - 5, FIELDS[5:])),
    ):
        with Account({}, strict=False) as account:
            assert ask(account, "POST ~/Call/", headers, body) == (201, "")


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulator.API_HANDLER, "timeout", 0.05)
    with Account({}) as account:
        for headers, body in (("Content-Length: 5\r\n", b"{"), (CHUNKED, b"5\r\n{")):
            assert ask(account, "POST ~/Call/", headers, body, ends=False) == LATE


@pytest.mark.parametrize("head", ["", "\r\n", "GE", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nX: a"])
def test_a_head_that_does_not_come_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    monkeypatch.setattr(simulator.API_HANDLER, "timeout", 0.05)
    with Account({}) as account:
        status, kind, body = say(account.url, head.encode(), ends=False)
        assert (status, json.loads(body)["error"]) == LATE
        assert kind == "application/json"


def test_a_request_that_comes_byte_by_byte_is_waited_for_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(simulator.API_HANDLER, "timeout", 0.2)
    with Account({}) as account, connected(account.url) as connection:
        connection.settimeout(0.02)
        answer, since = b"", time.monotonic()
        while not answer:
            assert time.monotonic() < since + 20
            connection.sendall(b"a")
            with contextlib.suppress(TimeoutError):
                answer = connection.recv(65_536)
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_who_waits_to_be_told_to_send_a_body_is_told() -> None:
    with Account({}) as account, connected(account.url) as connection:
        connection.sendall(
            b"POST /v1/Account/ HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
        )
        assert connection.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"{}")
        assert connection.recv(65_536).startswith(b"HTTP/1.1 401 ")


def test_the_first_of_several_requests_is_answered_and_empty_lines_before_it_are_none() -> None:
    with Account({}) as account:
        head = f"GET /v1/Account/{account.auth_id}/Call/ HTTP/1.1\r\n\r\n"
        status, kind, _ = say(account.url, f"\r\n\n{head * 100_000}".encode())
        assert (status, kind) == (401, "text/plain")
        assert [one.status for one in account.requests] == [401]


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET / HT", b"GET /v1/Account/ HTTP/1.1\r\n\r\n"])
def test_who_goes_away_is_answered_nothing_and_nothing_is_said(
    sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with Account({}) as account, served(hello) as base:
        for url in (account.url, base):
            with connected(url) as connection:
                connection.sendall(sent)
                # It is reset.
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    assert capfd.readouterr() == ("", "")


def test_what_is_no_request_is_refused_as_the_api_refuses() -> None:
    with Account({}) as account:
        for text, status in NO_REQUESTS:
            answered, kind, body = say(account.url, text.encode())
            assert (answered, kind, [*json.loads(body)]) == (status, "application/json", ["error"])
        assert account.requests == []


@pytest.mark.parametrize("target", ["http://[x/v1/", "x://[", "http://a]/"])
def test_a_request_for_no_url_is_refused(target: str) -> None:
    with Account({}) as account:
        assert ask(account, f"GET {target}") == NO_URL
        assert [(one.path, one.error) for one in account.requests] == [(target, NO_URL[1])]


@pytest.mark.parametrize(
    ("line", "headers", "expected"),
    [
        ("OPTIONS ~/Call/", "", "plivoml.testing does not simulate OPTIONS Call/"),
        ("BREW ~/Call/", "", "plivoml.testing does not simulate BREW Call/"),
        ("HEAD ~/Call/", "", ""),
        (
            "POST ~/Call/",
            "Transfer-Encoding: gzip, chunked\r\n",
            "expected the transfer coding chunked; got gzip, chunked",
        ),
    ],
)
def test_methods_and_codings_that_are_not_simulated_fail_the_test(
    line: str, headers: str, expected: str
) -> None:
    def ask_for_it() -> None:
        with Account({}) as account:
            assert ask(account, line, headers) == (501, expected)

    with pytest.raises(FailedCallError, match="is answered 501"):
        ask_for_it()


def hello(_: object, start_response: Any) -> list[bytes]:
    """Answer each request with a document."""
    start_response("200 OK", [("Content-Type", "application/xml")])
    return [Response([Speak("Hello")]).to_bytes()]


def test_a_served_app_is_asked_for_what_makes_sense_alone() -> None:
    post = "POST /answer HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    with served(hello) as base:
        assert say(base, f"{post}Content-Length: 0\r\n\r\n".encode())[0] == 200
        for headers, body, (status, _) in WRONG_BODIES:
            assert say(base, f"{post}{headers}\r\n".encode("latin-1") + body)[0] == status, headers
        assert say(base, b"GET / HTTP/1.1\r\n\r\n")[0] == 400
        assert say(base, b"GET / HTTP/1.1\r\nHost: [x\r\n\r\n")[0] == 400
