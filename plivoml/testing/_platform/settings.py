"""What a call is made of."""

from __future__ import annotations

import re

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from ..._model.diagnostic import shown
from ...callbacks import Direction
from .arguments import LONGEST
from .choices import Choices, check_choices
from .exchange import Strict, check_method, check_number, check_url
from .parameters import Parameters


_METHODS: Final = ("method", "fallback_method", "hangup_method", "ring_method")
_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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
    strict: Strict
    ignore: Collection[str]
    allow: Collection[str] = ()
    limit: int
    time_limit: int
    uuid: str | None
    parameters: Parameters = field(default_factory=lambda: Parameters({}))
    choices: Choices = field(default_factory=Choices)

    def __post_init__(self) -> None:
        check_url(self.url)
        for name in _METHODS:
            check_method(name, getattr(self, name))
        check_number("from_", self.from_)
        check_number("to", self.to)
        for name in ("limit", "time_limit"):
            if not 0 <= (number := getattr(self, name)) <= LONGEST:
                msg = f"{name}: expected a whole number from 0 to {LONGEST:,}; got {shown(number)}"
                raise ValueError(msg)
        check_choices(self.choices)
        if not self.direction.is_known:
            msg = f"direction: expected inbound or outbound; got {str(self.direction)!r}"
            raise ValueError(msg)
        if self.uuid is not None and not _UUID.fullmatch(self.uuid):
            msg = f"uuid: expected a UUID in lower case; got {self.uuid!r}"
            raise ValueError(msg)
