"""What a call is made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ...callbacks import Direction
from .exchange import check_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Who calls whom, what the platform asks of the app, and what a test takes for an error."""

    url: str
    auth_token: str | None
    from_: str
    to: str
    direction: Direction
    method: str
    fallback_url: str | None
    fallback_method: str
    hangup_url: str | None
    hangup_method: str
    ring_url: str | None
    ring_method: str
    strict: bool
    ignore: Collection[str]
    limit: int
    time_limit: int

    def __post_init__(self) -> None:
        check_url(self.url)
        if not self.direction.is_known:
            msg = f"direction: expected inbound or outbound; got {str(self.direction)!r}"
            raise ValueError(msg)
