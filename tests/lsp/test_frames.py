"""Messages of an editor in their frames, and bytes that are none."""

from __future__ import annotations

import json

from typing import Any

import pytest

from tests.support.editor import answered


def frame(body: bytes, length: bytes | None = None) -> bytes:
    return b"Content-Length: %s\r\n\r\n%s" % (length or b"%d" % len(body), body)


def call(method: str, number: int) -> bytes:
    params: Any = {"capabilities": {}} if method == "initialize" else None
    message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    return json.dumps(message).encode()


START = frame(call("initialize", 1))
SHUTDOWN = call("shutdown", 2)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (frame(SHUTDOWN, b"abc"), r"'Content-Length: abc\r\n'"),
        (frame(SHUTDOWN, b"-3"), r"'Content-Length: -3\r\n'"),
        (frame(SHUTDOWN, b"123456789"), r"'Content-Length: 123456789\r\n'"),
        (frame(SHUTDOWN, b"9" * 5000), f"'Content-Length: {'9' * 44}'"),
        (b"content-length: 5;\r\n\r\n" + SHUTDOWN, r"'content-length: 5;\r\n'"),
        (SHUTDOWN, repr(SHUTDOWN.decode()[:60])),
        (b"a" * 100_000, f"'{'a' * 60}'"),
        (frame(SHUTDOWN, b"10"), "': "),
    ],
)
def test_where_no_message_can_begin_the_server_says_so_and_ends(
    wrong: bytes, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    was_shut_down, output = answered(START + wrong + frame(SHUTDOWN))
    assert not was_shut_down
    assert b'"id": 1' in output
    assert b'"id": 2' not in output
    error = capfd.readouterr().err.splitlines()[-1]
    assert error.startswith(f"plivoml: expected Content-Length and a number; got {told}")


@pytest.mark.parametrize(
    "name", [b"content-length: ", b"CONTENT-LENGTH:", b"Content-length:\t ", b"Content-Length:  "]
)
def test_the_name_of_a_header_is_the_same_in_capitals(name: bytes) -> None:
    head = b"content-type: application/vscode-jsonrpc; charset=utf-8\r\n"
    said = head + frame(SHUTDOWN).replace(b"Content-Length: ", name)
    was_shut_down, output = answered(START + said)
    assert was_shut_down
    assert b'"id": 2' in output
