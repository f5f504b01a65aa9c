"""A request as WSGI and ASGI tell of it, in the parts that Plivo signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from .types import Headers


#: Plivo's requests are far smaller.
LONGEST_BODY = 100_000

_IN_A_PATH = "/:@!$&'()*+,;=~"

#: Where servers tell the path as it was written; gunicorn, and Werkzeug, mod_wsgi and uWSGI.
_WRITTEN = ("RAW_URI", "REQUEST_URI")


class TooLongError(Exception):
    """Raised for a body that is longer than those of Plivo ever are."""

    def __init__(self) -> None:
        super().__init__(f"body: expected at most {LONGEST_BODY} bytes; got more")


def told_length(text: str) -> int | None:
    """Return the length of a body as a header tells it; `None` where that is no number."""
    # Python reads no number of thousands of digits.
    is_number = text.isascii() and text.isdecimal()
    return int(text.lstrip("0")[:20] or 0) if is_number else None


class UnreadableError(Exception):
    """Raised for a body that is not in the coding that the request says."""

    def __init__(self) -> None:
        super().__init__("body: expected the coding that the request names; got another")


def made_before(form: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    """
    Return a form that somebody has made of a body before; what is no text in it is a file.

    Raises:
        TooLongError: It is longer than Plivo's are.
    """
    pairs = list(form)
    texts = (text for pair in pairs for text in pair if isinstance(text, str))
    if sum(len(text.encode("utf-8", "replace")) for text in texts) > LONGEST_BODY:
        raise TooLongError
    return pairs


class Request(NamedTuple):
    """What was asked, but for the body."""

    method: str
    path: str
    """From the root of the host, with its escapes."""

    query: str
    headers: Headers
    is_handshake: bool
    """Whether a WebSocket is to be opened."""


def of_wsgi(environ: Mapping[str, Any], path: str | None = None) -> Request:
    """Read the `environ` of WSGI, which has bytes as Latin-1; or the path as text, if given."""
    if path is None:
        whole = _bytes(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))
    else:
        whole = path.encode("utf-8", "surrogateescape")
    written = (_bytes(environ.get(name, "")).partition(b"?")[0] for name in _WRITTEN)
    upgrade = environ.get("HTTP_UPGRADE", "").lower()
    return Request(
        environ["REQUEST_METHOD"],
        _path(whole, written),
        _text(_bytes(environ.get("QUERY_STRING", ""))),
        environ,
        is_handshake=environ["REQUEST_METHOD"] == "GET" and upgrade == "websocket",
    )


def of_asgi(scope: Mapping[str, Any]) -> Request:
    """Read the `scope` of ASGI, of a request or of a WebSocket."""
    whole = scope["path"].encode("utf-8", "surrogateescape")
    is_handshake = scope["type"] == "websocket"
    return Request(
        "GET" if is_handshake else scope["method"],
        _path(whole, [scope.get("raw_path") or b""]),
        _text(scope.get("query_string", b"")),
        scope["headers"],
        is_handshake,
    )


def _path(whole: bytes, written: Iterable[bytes]) -> str:
    """Return the path as it was written, where a server tells one that is the same path."""
    # Where escapes are no UTF-8, some servers tell of U+FFFD and others of the bytes.
    told = _text(whole)
    for spelling in written:
        if spelling and _text(unquote_to_bytes(spelling)) == told:
            return _text(spelling)
    return quote(whole, _IN_A_PATH)


def _bytes(text: str) -> bytes:
    return text.encode("latin-1", "replace")


def _text(text: bytes) -> str:
    return text.decode("utf-8", "replace")
