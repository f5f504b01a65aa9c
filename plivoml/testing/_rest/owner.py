"""The account itself, which logins and health checks ask for."""

from __future__ import annotations

from typing import Final

from .fields import Given
from .routes import Body, Names, Routes
from .state import State


ROUTES: Final = Routes()


@ROUTES.add("account.get", "GET", "", 200)
def get(state: State, _: Names, __: Given) -> Body:
    """Return the account."""
    return {
        "account_type": "standard",
        "address": "",
        "auth_id": state.auth_id,
        "auto_recharge": False,
        "billing_mode": "prepaid",
        "cash_credits": "0.00000",
        "city": "",
        "name": "Example Account",
        "resource_uri": state.resource(),
        "state": "",
        "timezone": "UTC",
    }
