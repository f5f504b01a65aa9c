"""Which attributes are secret, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final


#: Each says which attributes are secret, as far as elements are declared.
secret_names: Final[list[Callable[[], frozenset[str]]]] = []

# The fields that hold attributes by their XML name.
_BY_NAME: Final = frozenset({"attributes", "extra"})


def masked(field: str, value: Any) -> Any:
    """Hide secrets among attributes by their XML name, whatever element has them."""
    if field not in _BY_NAME:
        return value
    secret = {name for names in secret_names for name in names()}.intersection(value)
    return {**value, **dict.fromkeys(secret, "***")} if secret else value
