"""The clients that people use ask the double from inside their apps, blocking or not."""

from __future__ import annotations

import base64
import contextlib

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import httpx
import pytest
import requests

from plivoml import CONTENT_TYPE, GetDigits, Response, Speak
from plivoml.callbacks import AnswerRequest, HangupRequest
from plivoml.testing import Account, served

from .api import ANSWER, sdk


MENU = Response([Speak("Hello."), GetDigits(action="/menu")])


def url(account: Account, call_uuid: str) -> str:
    return f"{account.url}/v1/Account/{account.auth_id}/Call/{call_uuid}/"


async def by_aiohttp(account: Account, call_uuid: str) -> int:
    pair = f"{account.auth_id}:{account.auth_token}".encode()
    headers = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.delete(url(account, call_uuid)) as reply,
    ):
        return reply.status


async def by_httpx(account: Account, call_uuid: str) -> int:
    auth = (account.auth_id, account.auth_token)
    async with httpx.AsyncClient(auth=auth) as client:
        return (await client.delete(url(account, call_uuid))).status_code


async def by_requests(account: Account, call_uuid: str) -> int:
    """Block the loop of the app, as many do."""
    auth = (account.auth_id, account.auth_token)
    reply = requests.delete(url(account, call_uuid), auth=auth, timeout=10)  # noqa: ASYNC210
    return reply.status_code


async def by_the_sdk(account: Account, call_uuid: str) -> int:
    """Block it too."""
    assert sdk(account).calls.delete(call_uuid) is None
    return 204


Hangup = Callable[[Account, str], Awaitable[int]]


@pytest.mark.parametrize("over_http", [False, True])
@pytest.mark.parametrize("hang_up", [by_aiohttp, by_httpx, by_requests, by_the_sdk])
def test_a_handler_ends_its_call(hang_up: Hangup, *, over_http: bool) -> None:
    statuses: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        form = (await receive())["body"]
        request = AnswerRequest.from_form(form)
        if request.event == "StartApp":
            statuses.append(await hang_up(account, request.call_uuid or ""))
        headers = [(b"content-type", CONTENT_TYPE.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": MENU.to_bytes()})

    with contextlib.ExitStack() as stack:
        target = stack.enter_context(served(app)) if over_http else app
        account = stack.enter_context(Account(target))
        call = account.call(ANSWER)
        call.answer()
        assert statuses == [204]
        assert (call.hangup_cause.code, call.hangup_source) == (4000, "API Request")
        assert len(call.sent(HangupRequest)) == 1
