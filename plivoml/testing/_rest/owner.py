"""The account itself, which logins and health checks ask for."""

from __future__ import annotations

from typing import Final

from .desk import Desk
from .fields import Given
from .routes import Body, Names, Routes


ROUTES: Final = Routes()


@ROUTES.add("account.get", "GET", "", 200)
def get(desk: Desk, _: Names, __: Given) -> Body:
    """Return the account."""
    return {
        "account_type": "standard",
        "address": "",
        "auth_id": desk.auth_id,
        "auto_recharge": False,
        "billing_mode": "prepaid",
        "cash_credits": "0.00000",
        "city": "",
        "name": "Example Account",
        "resource_uri": desk.resource(),
        "state": "",
        "timezone": "UTC",
    }
