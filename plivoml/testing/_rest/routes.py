"""Which request is which operation of the API."""

from __future__ import annotations

import re

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

from .fields import Field, Given
from .state import State


Names: TypeAlias = Mapping[str, str]
"""The variable parts of a path."""

Body: TypeAlias = dict[str, Any]

Handler: TypeAlias = Callable[[State, Names, Given], Body | None]
"""Returns the body of an answer, or None; raises `Refusal`."""

_PART: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: how it is asked for, and what answers it."""

    operation: str
    method: str
    path: re.Pattern[str]
    status: int
    fields: Mapping[str, Field]
    when: str
    """What the field `status` has to say."""

    handler: Handler

    def match(self, method: str, path: str, status: object) -> Names | None:
        """Return the variable parts of the path if a request is of this kind."""
        found = self.path.fullmatch(path)
        if found is None or method != self.method or (self.when and status != self.when):
            return None
        return {name: unquote(part) for name, part in found.groupdict().items()}


class Routes:
    """The operations of one kind."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def add(
        self,
        operation: str,
        method: str,
        path: str,
        status: int,
        fields: Mapping[str, Field] | None = None,
        *,
        when: str = "",
    ) -> Callable[[Handler], Handler]:
        """
        Let a function answer an operation.

        Args:
            operation: The method of Plivo's Python SDK.
            method: GET, POST or DELETE.
            path: The path behind the account's, with names in braces.
            status: The HTTP status of success.
            fields: The fields that it has.
            when: What the field `status` has to say.
        """
        # Plivo's Node SDK leaves the last slash out where it asks for a live call.
        pattern = _PART.sub(r"(?P<\1>[^/]+)", path) + ("?" if when else "")

        def take(handler: Handler) -> Handler:
            route = Route(
                operation, method, re.compile(pattern), status, fields or {}, when, handler
            )
            self._routes.append(route)
            return handler

        return take

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes)
