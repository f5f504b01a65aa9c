"""The names of all parameters that requests are known to have."""

from functools import cache

from ._base import plan_of
from ._parse import classes


@cache
def known_names() -> frozenset[str]:
    """Give every name that a class of request declares."""
    return frozenset(name for cls in classes() for name in plan_of(cls).readers)
