"""How a message is refused."""

from collections.abc import Mapping
from typing import Any, NoReturn

from .._model.digits import LARGEST, MOST_DIGITS
from .._model.plain import without_secrets
from ..errors import InvalidMessageError


__all__ = ["refuse", "shown"]

_MOST = 40  # characters of a value that an error repeats


def refuse(message: str, *problems: str) -> NoReturn:
    """Raise the error that says what is wrong with a message."""
    raise InvalidMessageError(message, problems) from None


def shown(value: Any) -> str:
    """Give a value for an error, and not all of a long one."""
    match value:
        case None:
            return "nothing"
        case Mapping():
            return "an object"
        case list():
            return "a list"
        case int() if not -LARGEST <= value <= LARGEST:
            return f"a number of more than {MOST_DIGITS} digits"
        case str() | int() | float():
            text = repr(value)
            return without_secrets(text if len(text) <= _MOST else f"{text[:_MOST]}...")
        case _:
            return type(value).__name__
