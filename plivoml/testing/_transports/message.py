"""A request and a reply, as HTTP has them."""

from __future__ import annotations

import html
import io
import re
import sysconfig
import traceback

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ..._model.plain import without_secrets
from ...errors import InvalidElementError


#: The content type that Plivo wants of a document.
XML: Final = "application/xml"
#: How a URL begins that an app may have.
SCHEMES: Final = ("http://", "https://")
#: How one begins that a stream may have.
OF_STREAMS: Final = ("ws://", "wss://")

_SUCCESS, _REFUSAL = 2, 400  # a class of statuses, and the first that refuses
# In bytes: how much of a reply is read, as no document has more, and what a piece of it counts at
# least, since it is framed.
_LONGEST: Final = 10 * 1024 * 1024
_LEAST: Final = 100
_SHOWN: Final = 200  # characters of what an app says when it refuses
_READ: Final = 20_000  # and bytes in which they are looked for
#: Scheme, user and host.
_ORIGIN: Final = re.compile(r"\A([a-z]+://)((?:[^/?#]*@)?)([^/?#]*)", re.IGNORECASE)
#: What of a page of HTML nobody reads.
_UNREAD: Final = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
#: Where libraries are, and this one.
_INSTALLED: Final = (
    *(sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib")),
    str(Path(__file__).parents[2]),
    "<frozen ",  # what Python has in itself, such as os
    "<plivoml ",  # the constructor of an element
)


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
    """What came back for a request, after all tries and redirects."""

    status: int | None
    """The HTTP status; None where no reply came."""

    url: str = ""
    """The URL that answered."""

    content_type: str = ""
    location: str = ""
    """Where a redirect leads."""

    # What is in them is shown by nothing but themselves.
    body: bytes = field(default=b"", repr=False)
    exception: BaseException | None = field(default=None, repr=False)
    """What the app raised or logged, where it runs in this process and answered 4xx or 5xx."""

    detail: str = ""
    """What went wrong, in words."""

    @property
    def problem(self) -> str | None:
        """Why there is nothing to use, or None."""
        if self.status is None:
            return self.detail
        if self.status // 100 == _SUCCESS:
            return None
        return f"answered {self.status}" + (f" ({self.detail})" if self.detail else "")


class Body:
    """The body of a reply as it comes."""

    def __init__(self) -> None:
        self._written = io.BytesIO()
        self._room = _LONGEST

    def take(self, piece: bytes) -> None:
        """
        Add a piece.

        Raises:
            ConnectionResetError: Too much has come.
        """
        self._room -= max(len(piece), _LEAST)
        self.check()
        self._written.write(piece)

    def check(self) -> None:
        """Raise what `take` raises, once it has."""
        if self._room < 0:
            msg = f"no more than {_LONGEST:,} bytes of one are read"
            raise ConnectionResetError(msg)

    def whole(self) -> bytes:
        """Return all of it, or raise what `take` raises."""
        self.check()
        return self._written.getvalue()


def no_client_takes(url: str, schemes: tuple[str, ...] = SCHEMES) -> str | None:
    """Say why no client can ask for a URL, alike however an app is reached; None if one can."""
    if not url.lower().startswith(schemes):
        return f"is neither {' nor '.join(schemes)}"
    if not (url.isascii() and url.isprintable()) or " " in url:
        return "cannot be asked for: a URL writes other characters as in %C3%BC"
    try:
        parts = urlsplit(url)
        found = parts.hostname and parts.port != 0
    except ValueError as error:
        return f"cannot be asked for: {error}"
    return None if found else "cannot be asked for: it names no host"


def same_case(url: str) -> str:
    """Return a URL with its scheme and its host in lower case, since theirs says nothing."""
    return _ORIGIN.sub(lambda found: found[1].lower() + found[2] + found[3].lower(), url, count=1)


def crashed(error: BaseException, status: int = 500, body: bytes = b"") -> Reply:
    """Return the reply of a server whose application raises."""
    return Reply(
        status=status,
        body=body,
        exception=error,
        detail=f"{type(error).__name__}: {_words_of(error)}{without_secrets(_place_of(error))}",
    )


def reply_of(
    status: int,
    headers: list[tuple[str, str]],
    body: bytes,
    raised: Sequence[BaseException] = (),
) -> Reply:
    """
    Return a reply with the headers that matter.

    Args:
        status: The HTTP status.
        headers: Names and values.
        body: The whole body.
        raised: What the application raised or logged meanwhile, the last of it last.
    """
    if raised and status >= _REFUSAL:
        return crashed(raised[-1], status, body)
    named = {name.lower(): value for name, value in headers}
    return Reply(
        status=status,
        content_type=named.get("content-type", ""),
        location=named.get("location", ""),
        body=body,
        detail=_excerpt(body) if status >= _REFUSAL else "",
    )


def _excerpt(body: bytes) -> str:
    """Return what an app says when it refuses, without the tags of HTML."""
    # A name may stand in a tag, or be put together where tags are left out.
    text = without_secrets(body[:_READ].decode("utf-8", "replace"))
    if text.lstrip().startswith("<"):
        text = without_secrets(html.unescape(_UNREAD.sub(" ", text)))
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


def _words_of(error: BaseException) -> str:
    try:
        words = str(getattr(error, "message", error))
        # Those of elements hide what is secret, and name it.
        return words if isinstance(error, InvalidElementError) else without_secrets(words)
    except Exception:  # noqa: BLE001 - the class is somebody's own
        return "<its text cannot be told>"


def _place_of(error: BaseException) -> str:
    """
    Return the last line of the app itself; libraries are where it was led.

    Where a library raises again what it has caught, that line is in what it has caught.
    """
    at: BaseException | None = error
    while at is not None:
        frames = traceback.extract_tb(at.__traceback__)
        own = [frame for frame in frames if not frame.filename.startswith(_INSTALLED)]
        if own:
            return f" ({own[-1].filename}:{own[-1].lineno}: {own[-1].line})"
        at = at.__cause__ or at.__context__
    return ""
