"""What public modules show."""

from __future__ import annotations

from types import ModuleType


def names_of(module: ModuleType) -> list[str]:
    """Return `__all__` of a face: made at run time, and so not known to type checkers."""
    names: list[str] = vars(module)["__all__"]
    return names
