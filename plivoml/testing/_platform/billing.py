"""What is charged: by the minute, https://plivo.com/docs/voice/api/calls, and nothing here."""

from __future__ import annotations

from decimal import Decimal
from typing import Final


#: What everything costs, as requests write it.
PRICE: Final = Decimal("0.00000")

_MINUTE: Final = 60


def billed(seconds: int) -> int:
    """Return the seconds that are charged: each minute that has begun counts in full."""
    return -(-seconds // _MINUTE) * _MINUTE
