"""What goes back to whoever asked: a document, nothing, or a line that says what is wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple

from .. import CONTENT_TYPE
from ..elements.response import Response
from ..errors import InvalidCallbackError, InvalidSignatureError
from .request import TooLongError, UnreadableError


_TEXT = "text/plain; charset=utf-8"

_STATUS: dict[type[Exception], HTTPStatus] = {
    InvalidSignatureError: HTTPStatus.FORBIDDEN,
    InvalidCallbackError: HTTPStatus.BAD_REQUEST,
    TooLongError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnreadableError: HTTPStatus.BAD_REQUEST,
}

#: What is said against a request; everything else is the application's own fault.
REFUSED = tuple(_STATUS)


class Reply(NamedTuple):
    """A reply as HTTP has it."""

    status: HTTPStatus
    content_type: str
    body: bytes


def document(answer: Response | None) -> Reply:
    """Send a document; without one, an empty page, as callbacks are answered."""
    if answer is None:
        return Reply(HTTPStatus.OK, _TEXT, b"")
    return Reply(HTTPStatus.OK, CONTENT_TYPE, answer.to_bytes())


def refusal(error: Exception) -> Reply:
    """
    Say what is wrong: 403 to a stranger, 400 to Plivo, 413 to who sends too much.

    The reason of a signature names headers and no values; what a callback lacks is told to
    nobody but those whose signature was right.
    """
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    return Reply(status, _TEXT, str(error).encode("utf-8", "replace"))
