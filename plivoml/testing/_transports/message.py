"""A request and a reply, as HTTP has them."""

from __future__ import annotations

import traceback

from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit


#: The content type that Plivo wants of a document.
XML: Final = "application/xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent to the app; its URL is the public one, without a fragment."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def parts(self) -> SplitResult:
        """The URL in its parts."""
        return urlsplit(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What comes back."""

    status: int
    kind: str = ""
    """The `Content-Type`."""

    location: str = ""
    """Where a redirect leads."""

    body: bytes = b""
    detail: str = ""
    """What went wrong inside the app, where it runs in this process."""


def crashed(error: Exception) -> Reply:
    """Return the reply of a server whose application raises."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename}:{last.lineno}"
    return Reply(status=500, detail=f"{type(error).__name__}: {error} ({place})")


def reply_of(status: int, headers: list[tuple[str, str]], body: bytes) -> Reply:
    """Return a reply with the headers that matter."""
    named = {name.lower(): value for name, value in headers}
    return Reply(
        status=status,
        kind=named.get("content-type", ""),
        location=named.get("location", ""),
        body=body,
    )
