"""What the callbacks are declared to be."""

from __future__ import annotations

from plivoml.callbacks import Callback, _enums
from plivoml.callbacks._base import plan_of
from plivoml.callbacks._parse import classes
from plivoml.callbacks._standard import CallCallback, CallRequest, LegCallback


__all__ = [
    "ENUMERATIONS",
    "CallCallback",
    "CallRequest",
    "LegCallback",
    "classes",
    "identity_of",
    "plan_of",
]

#: The names of the enumerations that every family shares.
ENUMERATIONS = _enums.__all__


def identity_of(cls: type[Callback]) -> tuple[str, ...]:
    """Return the fields by which a callback is known when it comes twice."""
    return cls._IDENTITY
