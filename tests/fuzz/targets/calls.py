"""Simulated calls to whatever an app answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from plivoml.testing import Call, CallError
from tests.fuzz.grown import document_of
from tests.fuzz.target import target


@target("documents")
def call(data: bytes) -> bool:
    """A call goes on, or fails as an app fails; a runaway is stopped."""
    document = document_of(data)
    asked = 0

    def answer(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        nonlocal asked
        asked += environ["REQUEST_METHOD"] in {"GET", "POST"}
        start("200 OK", [("Content-Type", "application/xml")])
        return [document]

    caller = Call(answer, "https://example.com/answer", strict=False, limit=5, seed=1)
    with suppress(CallError):
        caller.begin()
        caller.press("1#")
        caller.hang_up()
    assert len(caller.replies) >= asked > 0
    assert caller.transcript()
    return caller.failure is None
