"""
The fields of a request to the API: what is read, and what is refused with a 400.

SDKs send JSON types where clients that are written by hand send text; both are taken.
"""

from __future__ import annotations

import re

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn, TypeAlias, cast

from .._platform.exchange import A_NUMBER, NUMBER
from .._transports import OF_STREAMS, SCHEMES, no_client_takes
from .replies import Refusal


Read: TypeAlias = Callable[[Any], object]
"""Takes what was sent; raises `ValueError` with what was expected."""

_BOOLEANS: Final = {"true": True, "false": False}
_BAD_URL: Final = "Must be a valid url"
_HEADER_LIST: Final = ("=", ",")
_COMPARISON: Final = "__"  # as in end_time__gt
_WHOLE: Final = re.compile("[0-9]{1,100}")
_MOST_DIGITS: Final = 9  # of what no page of Plivo's bounds; 30 years of seconds


@dataclass(frozen=True, slots=True)
class Field:
    """One field, by how it is read."""

    read: Read
    is_required: bool = False
    default: object = None


def required(read: Read) -> Field:
    """Return a field without which a request is refused."""
    return Field(read, is_required=True)


def optional(read: Read, default: object = None) -> Field:
    """Return a field that may be left out."""
    return Field(read, default=default)


def _nothing(_: Any) -> NoReturn:
    raise LookupError


#: A field with which a request is answered 501.
NOT_SIMULATED: Final = Field(_nothing)


def text(value: Any) -> str:
    """Read text; numbers are written as such."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        msg = "text"
        raise ValueError(msg)
    return str(value)


def boolean(value: Any) -> bool:
    """Read true or false, as JSON or as text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _BOOLEANS:
        return _BOOLEANS[value.lower()]
    msg = "true or false"
    raise ValueError(msg)


def number(least: int = 0, most: int | None = None) -> Read:
    """Return what reads an integer in a range; where Plivo bounds none, time has to have an end."""
    wanted = f"an integer of {least} or more" if most is None else f"an integer, {least} to {most}"

    def read(value: Any) -> int:
        digits = "" if isinstance(value, bool | float) else str(value)
        if not _WHOLE.fullmatch(digits):
            raise ValueError(wanted)
        given = int(digits)
        if given < least or (most is not None and given > most):
            raise ValueError(wanted)
        if given >= 10**_MOST_DIGITS:
            msg = f"an integer of at most {_MOST_DIGITS} digits"
            raise ValueError(msg)
        return given

    return read


def one_of(*values: str) -> Read:
    """Return what reads one of some values, in any case."""

    def read(value: Any) -> str:
        given = str(value).lower() if isinstance(value, bool) else value
        for one in values:
            if isinstance(given, str) and given.lower() == one.lower():
                return one
        raise ValueError(" or ".join(values))

    return read


method: Final = one_of("GET", "POST")


def url(value: Any) -> str:
    """Read an absolute URL of the application."""
    return _url(value, SCHEMES)


def socket_url(value: Any) -> str:
    """Read the URL of a WebSocket."""
    return _url(value, OF_STREAMS)


def _url(value: Any, schemes: tuple[str, ...]) -> str:
    if not isinstance(value, str) or no_client_takes(value, schemes):
        raise ValueError(_BAD_URL)
    return value


def end_of_call(value: Any) -> str:
    """Read who calls, or is called."""
    if not NUMBER.fullmatch(given := text(value)):
        raise ValueError(A_NUMBER)
    return given


def several(separator: str, most: int, read_one: Callable[[Any], str] = text) -> Read:
    """Return what reads one or more values, joined with a separator or in a list."""

    def read(value: Any) -> tuple[str, ...]:
        given: Sequence[object] = (
            cast("list[object]", value) if isinstance(value, list) else text(value).split(separator)
        )
        items = tuple(text(item).strip() for item in given)
        if not items or len(items) > most or not all(items):
            msg = f"1 to {most} destinations"
            raise ValueError(msg)
        return tuple(map(read_one, items))

    return read


def header_list(value: Any) -> str:
    """Read names and values: `k=v,k2=v2`."""
    given = text(value)
    equals, comma = _HEADER_LIST
    if not all(equals in pair for pair in given.split(comma)):
        msg = "k=v,k2=v2"
        raise ValueError(msg)
    return given


class Given:
    """What a request has in its fields, read."""

    def __init__(self, fields: Mapping[str, Field], sent: Mapping[str, Any], api_id: str) -> None:
        """
        Read the fields that an operation has; others pass, since SDKs send some.

        Raises:
            Refusal: One is missing or wrong (a 400), or not simulated (a 501).
        """
        self.api_id = api_id
        """The name of the request, which its answer tells."""
        self._values: dict[str, Any] = {}
        for name in sent:
            if _COMPARISON in name:
                _read(name, NOT_SIMULATED, sent[name])
        for name, field in fields.items():
            value = sent.get(name)
            if value is not None:
                self._values[name] = _read(name, field, value)
            elif field.is_required:
                msg = f"{name} parameter is missing"
                raise Refusal(400, msg)
            else:
                self._values[name] = field.default

    def __getitem__(self, name: str) -> Any:
        return self._values[name]


def _read(name: str, field: Field, value: object) -> object:
    try:
        return field.read(value)
    except LookupError:
        msg = f"plivoml.testing does not simulate {name} here"
        raise Refusal(501, msg) from None
    except ValueError as error:
        wanted = str(error)
        reason = wanted if wanted == _BAD_URL else f"expected {wanted}"
        msg = f"{name}: {reason}; got {value!r}"
        raise Refusal(400, msg) from None
