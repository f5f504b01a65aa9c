"""The double of the REST API."""

from __future__ import annotations

import base64
import json

from contextlib import suppress

from plivoml import GetDigits, Response, Speak
from plivoml.testing import Account, CallError
from tests.fuzz.target import target
from tests.support.simulator import ask


AUTH = base64.b64encode(b"MA00EXAMPLE00INVENT0:secret").decode()
CALL = b'{"from": "+15550100100", "to": "+15550100200", "answer_url": "https://ivr.example.com/answer"}'
TYPES = {"J": "application/json", "F": "application/x-www-form-urlencoded"}


def answer(_: object) -> Response:
    """Wait for a key."""
    return Response([GetDigits([Speak("Press 1.")], action="/answer")])


@target("rest")
def rest(data: bytes) -> bool:
    """
    Whatever the API is asked has an answer, and none of its own making fails.

    An input is a request for each line: method, kind of body (J or F), path and body, with
    `CALL` for the id of a call that is there.
    """
    account = Account({"/answer": answer}, seed=1)
    headers = {"authorization": f"Basic {AUTH}", "content-type": TYPES["J"]}
    root = f"/v1/Account/{account.auth_id}/"
    _, placed = ask(account, "POST", f"{root}Call/", headers, CALL)
    uuid = json.loads(placed)["request_uuid"].encode()
    is_taken = False
    with suppress(CallError):
        for call in account.calls:
            call.answer()
    for line in data.split(b"\n")[:6]:
        method, kind, path, body = (line.replace(b"CALL", uuid).split(b" ", 3) + [b""] * 3)[:4]
        asked = {**headers, "content-type": TYPES.get(kind.decode("latin-1"), "text/plain")}
        verb, where = method.decode("latin-1"), path.decode("utf-8", "replace")
        status, told = ask(account, verb, root + where, asked, body)
        assert status in {200, 201, 202, 204, 400, 401, 404, 405, 409, 422, 501}, told
        assert not told or json.loads(told)["api_id"]
        is_taken |= status < 300
        with suppress(CallError):
            assert isinstance(account.calls, list)
    with suppress(CallError):
        assert len([call.replies for call in account.calls]) > 0
    assert len(account.requests) == 1 + len(data.split(b"\n")[:6])
    return is_taken
