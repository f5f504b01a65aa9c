"""What a test sees of a request to the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRequest:
    """A request that an app made to the API, and what it was answered."""

    operation: str
    """The method of Plivo's Python SDK that makes such a request, such as `calls.create`; empty
    for what is not simulated."""

    method: str
    """GET, POST or DELETE."""

    path: str
    """The path behind the account's, such as `Call/{call_uuid}/Record/`."""

    fields: Mapping[str, Any]
    """The fields of the query and of the body, as they were sent."""

    status: int
    """The HTTP status of the answer."""

    answer: Mapping[str, Any]
    """The answer; empty where it has no body, or none of JSON."""

    seconds: float
    """When it was made, in simulated seconds."""

    @property
    def error(self) -> str:
        """What is wrong with it, in the words of the answer; empty where nothing is."""
        return str(self.answer.get("error", ""))

    def __str__(self) -> str:
        name = self.operation or "not simulated"
        said = self.error or self.answer.get("message") or ""
        return f"{self.method} {self.path or '(account)'}  {name}: {self.status} {said}".rstrip()
