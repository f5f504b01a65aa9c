"""
From a request to the API to its answer: who asks, what for, and with what.

https://plivo.com/docs/voice/api/overview
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, cast
from urllib.parse import SplitResult, parse_qsl, urlsplit

from ..._model.diagnostic import not_known
from . import calls, conferences, messages, multiparty, owner, recordings, sounds, streams
from .fields import Given
from .replies import UNAUTHORIZED, Answered, Refusal, Sent, answer
from .request import ApiRequest
from .routes import Names, Route
from .state import State


_ROUTES: Final = [
    route
    for module in (calls, recordings, sounds, streams, conferences, multiparty, messages, owner)
    for route in module.ROUTES
]
_NOT_SIMULATED = 501
_ROOT: Final = "/v1/Account/"
_FORM: Final = "application/x-www-form-urlencoded"
_ASYNC: Final = {"message": "async api spawned"}
#: Whose `callback_url` is told of the recording, and so may go with a full answer.
_RECORDS: Final = ("calls.start_recording", "conferences.record")


class Service:
    """Answers the API for one account; any thread may ask."""

    def __init__(self, state: State, auth_token: str, *, tells_recording_ids: bool) -> None:
        self.state = state
        self.requests: list[ApiRequest] = []
        """What was asked, in order."""
        self.on_request: Callable[[ApiRequest], object] = lambda _: None
        self._refusals: dict[str, deque[Refusal]] = {}
        self._auth_token = auth_token
        self._tells_recording_ids = tells_recording_ids

    @staticmethod
    def operations() -> set[str]:
        """Return the names of all operations."""
        return {route.operation for route in _ROUTES}

    def refuse(self, operation: str, refusal: Refusal, times: int) -> None:
        """
        Answer the next requests of an operation with an error.

        Raises:
            ValueError: There is no such operation.
        """
        if operation not in self.operations():
            raise ValueError(not_known("an operation", operation, self.operations()))
        self._refusals.setdefault(operation, deque()).extend([refusal] * times)

    def ask(self, sent: Sent) -> Answered:
        """Answer a request; what it does is done once what goes on now has come to rest."""
        try:
            return self._answer(sent)
        except Exception as error:  # noqa: BLE001 - whoever asks is told, and so is the test
            told = f"plivoml.testing cannot answer that: {error!r}"
            answered = answer(500, {"api_id": self.state.account.new_id(), "error": told})
            self._note("", sent.method, sent.target, {}, answered, fails=True)
            return answered

    def _answer(self, sent: Sent) -> Answered:
        operation, fields, path = "", {}, sent.target
        api_id = self.state.account.new_id()
        try:
            parts = _parts(sent.target)
            is_ours = parts.path.startswith(_ROOT)
            name, _, path = parts.path.removeprefix(_ROOT).partition("/")
            if is_ours and not self._knows(name, sent.headers):
                self._note("", sent.method, path, {}, UNAUTHORIZED)
                return UNAUTHORIZED
            fields = {**dict(parse_qsl(parts.query)), **_fields(sent)}
            route, names = _route(sent.method, path if is_ours else parts.path, fields)
            operation = route.operation
            if self._refusals.get(operation):
                raise self._refusals[operation].popleft()
            given = Given(route.fields, fields, api_id)
            body = route.handler(self.state, names, given)
            if body is not None:
                body = self._told(operation, fields, body)
            status = route.status
        except Refusal as refusal:
            status, body = refusal.status, {"error": refusal.error}
        answered = answer(status, None if body is None else {"api_id": api_id, **body})
        fails = status == _NOT_SIMULATED
        self._note(operation, sent.method, path, fields, answered, fails=fails)
        return answered

    def _knows(self, name: str, headers: Mapping[str, str]) -> bool:
        kind, _, coded = headers.get("authorization", "").partition(" ")
        try:
            pair = base64.b64decode(coded, validate=True)
        except (binascii.Error, ValueError):
            return False
        wanted = f"{self.state.auth_id}:{self._auth_token}".encode()
        is_right = hmac.compare_digest(pair, wanted)
        return kind.lower() == "basic" and is_right and name == self.state.auth_id

    def _told(
        self, operation: str, fields: Mapping[str, Any], body: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what a request with a `callback_url` is answered: that it was taken."""
        is_full = operation in _RECORDS and self._tells_recording_ids
        return body if is_full or fields.get("callback_url") is None else _ASYNC

    def _note(
        self,
        operation: str,
        method: str,
        path: str,
        fields: Mapping[str, Any],
        answered: Answered,
        *,
        fails: bool = False,
    ) -> None:
        """Keep a request; one that only the double cannot answer fails the test."""
        is_json = answered.content_type == "application/json"
        request = ApiRequest(
            operation=operation,
            method=method,
            path=path,
            fields=fields,
            status=answered.status,
            answer=json.loads(answered.body) if is_json else {},
            seconds=self.state.account.clock.now,
        )
        self.requests.append(request)
        self.on_request(request)
        if fails:
            messaging = self.state.messaging
            reason = f"is answered {answered.status}: {request.error}"
            messaging.record(messaging.blame(f"{method} {path}", reason))


def _parts(target: str) -> SplitResult:
    """
    Take apart what a request is for.

    Raises:
        Refusal: It is no URL: a 400.
    """
    try:
        return urlsplit(target)
    except ValueError:
        msg = "the request is for no URL"
        raise Refusal(400, msg) from None


def _fields(sent: Sent) -> dict[str, Any]:
    """
    Read a body of JSON, or a form.

    Raises:
        Refusal: It is neither, or cannot be read: a 400.
    """
    if isinstance(sent.body, Refusal):
        raise sent.body
    text = sent.body.decode("utf-8", "replace")
    if not text.strip():
        return {}
    if sent.headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM:
        return dict(parse_qsl(text, keep_blank_values=True))
    try:
        body: Any = json.loads(text)
    except (RecursionError, ValueError):
        body = None
    if not isinstance(body, dict):
        msg = "the body is no object of JSON, and no form"
        raise Refusal(400, msg)
    return cast("dict[str, Any]", body)


def _route(method: str, path: str, fields: Mapping[str, Any]) -> tuple[Route, Names]:
    """
    Return the operation that is asked for.

    Raises:
        Refusal: It is not simulated: a 501.
    """
    for route in _ROUTES:
        names = route.match(method, path, fields.get("status"))
        if names is not None:
            return route, names
    msg = f"plivoml.testing does not simulate {method} {path or 'of the account'}"
    if path and not path.endswith("/"):
        msg += "; paths of the API end with a slash"
    raise Refusal(501, msg)
