"""Clients of the REST API as people write them by hand."""

from __future__ import annotations

from typing import Any

import httpx
import plivo  # type: ignore[import-untyped]

from plivoml.testing import Account


ANSWER = "https://ivr.example.com/answer"
CALL = {"from": "+15550100100", "to": "+15550100200", "answer_url": ANSWER}


def ask(
    account: Account, method: str, path: str, body: Any = None, **how: Any
) -> tuple[int, dict[str, Any]]:
    """Ask the API for something behind the path of the account; return status and body."""
    how.setdefault("auth", (account.auth_id, account.auth_token))
    url = f"{account.url}/v1/Account/{account.auth_id}/{path}"
    with httpx.Client(verify=False) as client:  # no certificates need be loaded for that
        reply = client.request(method, url, json=body, **how)
    return reply.status_code, reply.json() if reply.content else {}


def told(account: Account, method: str, path: str, body: Any = None) -> dict[str, Any]:
    """Ask for something that succeeds; return the body."""
    status, answer = ask(account, method, path, body)
    assert status in (200, 201, 202, 204), (status, answer)
    return answer


def refused(account: Account, method: str, path: str, body: Any = None) -> tuple[int, str]:
    """Ask for something that is refused; return the status and the sentence."""
    status, answer = ask(account, method, path, body)
    return status, answer["error"]


def place(account: Account, **fields: Any) -> str:
    """Have a call made; return its UUID."""
    uuid: str = told(account, "POST", "Call/", {**CALL, **fields})["request_uuid"]
    return uuid


def sdk(account: Account) -> Any:
    """Return a client of Plivo's SDK."""
    return plivo.RestClient(account.auth_id, account.auth_token)
