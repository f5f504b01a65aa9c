"""Which callback a body is."""

from collections.abc import Collection
from datetime import tzinfo
from functools import cache
from itertools import islice

from .._web.form import pairs_of
from .._web.types import Form
from ..errors import InvalidCallbackError
from ._base import Callback, shown


_NAMED = 5  # parameters that an error names


def parse(form: Form, *, timezone: tzinfo | None = None) -> Callback:
    """
    Find out which callback a form is, and read it.

    The URL says more than the body: where a URL serves one kind of request, use the class.
    Some bodies cannot be told apart at all, such as those of answer and fallback requests.

    Args:
        form: see `Callback.from_form`.
        timezone: see `Callback.from_form`.

    Raises:
        InvalidCallbackError: no class, or more than one, fits the body; or a value cannot
            be read.
    """
    problems: list[str] = []
    pairs = pairs_of(form, problems)
    if problems:
        raise InvalidCallbackError(Callback.__name__, problems)
    last = dict(pairs)
    evidence = {*last, *(f"{name}={value}" for name, value in last.items())}
    found = [cls for cls in classes() if cls._SIGNS and cls._SIGNS.fit(evidence)]
    if not found and "CallUUID" in last:
        found = [cls for cls in classes() if cls._MAY_BE_BARE]
    if len(found) == 1:
        return found[0].from_form(pairs, timezone=timezone)
    raise InvalidCallbackError(Callback.__name__, [_why(found, last)])


@cache
def classes() -> tuple[type[Callback], ...]:
    """Give every class that reads a request."""
    from . import (
        call,
        conference,
        dial,
        masking,
        messaging,
        multiparty,
        recording,
        streaming,
        verify,
    )
    from . import input as input_  # a family, not the builtin

    families = (
        call,
        conference,
        dial,
        input_,
        masking,
        messaging,
        multiparty,
        recording,
        streaming,
        verify,
    )
    public = (vars(family)[name] for family in families for name in family.__all__)
    found = [cls for cls in public if issubclass(cls, Callback)]
    return tuple(sorted(found, key=lambda cls: cls.__name__))


def _why(found: list[type[Callback]], names: Collection[str]) -> str:
    if found:
        either = " or ".join(cls.__name__ for cls in found)
        return f"expected parameters that tell {either} apart; got none: use the class of the URL"
    if not names:
        return "expected parameters of a callback; got none"
    some = ", ".join(shown(name) for name in islice(names, _NAMED))
    return f"expected parameters that belong to one callback; got {some}"
