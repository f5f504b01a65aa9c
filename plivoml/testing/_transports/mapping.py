"""Handlers by URL: functions from a typed callback to a Response."""

from __future__ import annotations

import asyncio
import inspect

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, cast

from ..._model.nodes import Element
from ..._web.form import split
from ...callbacks import Callback
from .loop import Pace
from .message import XML, Reply, Request, crashed, same_case


class Handlers:
    """Calls the handler whose key is the URL without its query, or its path."""

    def __init__(
        self, handlers: Mapping[str, Callable[[Any], object]], seconds: float, loop: Pace
    ) -> None:
        self._handlers = handlers
        self._seconds = seconds
        self._loop = loop

    def send(self, request: Request, callback: Callback) -> Reply:
        """Call the handler with what it would have read from the form."""
        # A URL without a path is asked for as `/`.
        url, path = request.parts._replace(query="").geturl(), request.parts.path or "/"
        handler = self._handlers.get(url) or self._handlers.get(path)
        if handler is None:
            others = (one for key, one in self._handlers.items() if same_case(key) == url)
            handler = next(others, None)
        if handler is None:
            return Reply(status=404, detail=f"no handler for {url} or {path}")
        try:
            return _reply(self._called(handler, request, callback))
        except (ConnectionError, TimeoutError):
            raise
        # What the app waits for may be cancelled, which is no error of Python's.
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - a server answers 500
            return crashed(error)

    def open(self) -> None:
        """Do nothing: functions need no start."""

    def close(self) -> None:
        """Do nothing: functions need no end."""

    def connect(self, request: Request) -> None:
        """Open no socket: a function that takes a callback has none."""

    def _called(
        self, handler: Callable[[Any], object], request: Request, callback: Callback
    ) -> object:
        # By POST the query has the parameters of the app's own URL, which land in `extra`.
        form = (*split(request.parts.query), *split(request.body.decode()))
        answer = handler(type(callback).from_form(form))
        if inspect.iscoroutine(answer):
            return self._loop.wait_for(cast("Coroutine[Any, Any, object]", answer), self._seconds)
        return answer


def _reply(answer: object) -> Reply:
    if answer is None:
        return Reply(status=200)
    if isinstance(answer, Element):
        return Reply(status=200, content_type=XML, body=answer.to_bytes())
    if isinstance(answer, str):
        return Reply(status=200, content_type=XML, body=answer.encode())
    if isinstance(answer, bytes):
        return Reply(status=200, content_type=XML, body=answer)
    msg = f"expected a Response, its text, or None of the handler; got {answer!r}"
    raise TypeError(msg)
