"""What the API answers: bodies, and errors."""

from __future__ import annotations

import json

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


JSON: Final = "application/json"

#: What there may not be, as errors name it.
CALL, B_LEG, REQUEST = "call", "bleg", "request"
MESSAGE, RECORDING, STREAM = "message", "recording", "stream"
CONFERENCE, MEMBER, MULTIPARTY, PARTICIPANT = "conference", "member", "mpc", "participant"

#: What a 401 says, which is no JSON; seen on the real API.
_UNAUTHORIZED: Final = "Could not verify your access level for that URL."


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, as HTTP has it; no content type means no body."""

    status: int
    body: bytes = b""
    content_type: str = ""


class Refusal(Exception):  # noqa: N818 - an answer
    """Raised for a request that the API answers with an error."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(status, error)
        self.status = status
        self.error = error


@dataclass(frozen=True, slots=True)
class Sent:
    """A request to the API, as HTTP has it."""

    method: str
    target: str
    """The path, with the query."""

    headers: Mapping[str, str]
    """By their names in lower case."""

    body: bytes | Refusal
    """Or why it cannot be read."""


def not_found(what: str) -> Refusal:
    """Return the error for what there is not, such as a call that is over."""
    return Refusal(404, f"{what} not found")


def answer(status: int, body: Mapping[str, Any] | None) -> Answered:
    """Write an answer of JSON, or without a body."""
    if body is None:
        return Answered(status)
    return Answered(status, json.dumps(body).encode(), JSON)


UNAUTHORIZED: Final = Answered(401, _UNAUTHORIZED.encode(), "text/plain")
