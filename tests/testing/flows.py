"""Small flows for calls, and the table of behaviours that the tests prove."""

from __future__ import annotations

import io

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

from plivoml import Element, Response
from plivoml.callbacks import Callback, HangupRequest
from plivoml.testing import BEHAVIOURS, Call


ANSWER = "https://ivr.example.com/answer"
Handler: TypeAlias = Callable[[Any], object]
Page: TypeAlias = Response | str | Sequence[Element] | Callable[[Any], object]

T = TypeVar("T", bound=Callable[..., object])
C = TypeVar("C", bound=Callback)


def proves(subject: str, beginning: str) -> Callable[[T], T]:
    """Name the row of the table of behaviours, and with it its source, that a test proves."""
    rows = [b for b in BEHAVIOURS if b.subject == subject and b.what.startswith(beginning)]
    assert len(rows) == 1, (subject, beginning)
    return lambda test: test


def handler(page: Page) -> Callable[[Any], object]:
    """Make a handler of what it answers; the end of a call is answered with nothing."""

    def handle(callback: Callback) -> object:
        if isinstance(callback, HangupRequest):
            return None
        if callable(page):
            return page(callback)
        elements: Any = page
        return Response(elements) if isinstance(page, list) else page

    return handle


def flow(*answer: Element, **pages: Page) -> dict[str, Callable[[Any], object]]:
    """Make an app of its first document, and of others by the path that they have."""
    return {
        "/answer": handler(list(answer)),
        **{f"/{name}": handler(page) for name, page in pages.items()},
    }


def stdin(data: bytes) -> io.TextIOWrapper:
    """Return an input of these bytes, as on a machine that knows ASCII alone."""
    return io.TextIOWrapper(io.BytesIO(data), "ascii", "surrogateescape")


def call_to(*answer: Element, **pages: Page) -> Call:
    """Call such an app, and answer."""
    call = Call(flow(*answer, **pages), ANSWER)
    call.answer()
    return call


def sent(call: Call, kind: type[C]) -> list[C]:
    """Return the requests of one kind."""
    return call.sent(kind)
