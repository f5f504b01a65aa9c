"""Applications of WSGI, called in this process."""

from __future__ import annotations

import io
import sys
import time

from collections.abc import Callable, Iterable
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from ...callbacks import Callback
from ..errors import CallError
from .logged import exceptions
from .message import Body, Reply, Request, crashed, reply_of


class Wsgi:
    """Calls an application as a server does (PEP 3333)."""

    def __init__(
        self, app: Callable[[dict[str, Any], Any], Iterable[bytes]], seconds: float
    ) -> None:
        self._app = app
        self._seconds = seconds

    def send(self, request: Request, callback: Callback) -> Reply:
        """Call the application and collect what it returns."""
        del callback
        said: list[tuple[int, list[tuple[str, str]]]] = []
        body = Body()

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], object]:
            if exc_info is not None:
                raised.append(exc_info[1])
            said.append(_head(status, headers))
            return body.take

        try:
            with exceptions() as raised:
                chunks = self._app(_environ(request), start_response)
                end = time.monotonic() + self._seconds
                try:
                    # As handlers of Lambda return them, they are told of below.
                    for chunk in () if isinstance(cast("object", chunks), dict) else chunks:
                        body.take(chunk)
                        if time.monotonic() > end:
                            raise TimeoutError
                finally:
                    close = getattr(chunks, "close", None)
                    if close is not None:
                        close()
        except (ConnectionError, TimeoutError):
            raise
        except Exception as error:  # noqa: BLE001 - a server answers 500 to any of them
            return crashed(error)
        if not said:
            msg = (
                f"the app returned {type(chunks).__name__} and told no status: it is no WSGI "
                "application; a handler of AWS Lambda is given as plivoml.testing.Lambda(handler)"
            )
            raise CallError(msg)
        status, headers = said[-1]
        return reply_of(status, headers, body.whole(), raised)

    def open(self) -> None:
        """Do nothing: WSGI knows no start."""

    def close(self) -> None:
        """Do nothing: WSGI knows no end."""

    def connect(self, request: Request) -> None:
        """Open no socket: WSGI has none, but for a server that is asked over HTTP."""


def _head(status: Any, headers: Any) -> tuple[int, list[tuple[str, str]]]:
    """Read what an app begins its reply with, or raise in the app, as a server does."""
    if not isinstance(status, str) or not status[:3].isdigit() or status[3:4].strip():
        msg = f"a status is a text such as '200 OK'; got {status!r}"
        raise ValueError(msg)
    if not isinstance(headers, list | tuple) or not all(
        map(_is_header, cast("list[Any]", headers))
    ):
        msg = f"headers are a list of pairs of texts; got {headers!r}"
        raise ValueError(msg)
    return int(status[:3]), cast("list[tuple[str, str]]", headers)


def _is_header(given: Any) -> bool:
    match given:
        case (str(), str()):
            return True
        case _:
            return False


def _environ(request: Request) -> dict[str, Any]:
    parts = request.parts
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path or "/").decode("latin-1"),
        "QUERY_STRING": parts.query,
        # As it was written: what gunicorn tells, and what most others do.
        "RAW_URI": target,
        "REQUEST_URI": target,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = value
    return environ
