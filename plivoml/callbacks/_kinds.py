"""How a value of each type is read from text and written back."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from ._enums import OpenEnum


__all__ = ["UNREADABLE", "Kind", "Zone", "kind_of"]

Zone: TypeAlias = Literal["UTC", "account", "offset"]
"""UTC; the zone that the account chose in the console; or as written in the text."""

UNREADABLE = (ValueError, ArithmeticError, KeyError)
"""What `Kind.read` raises for text that it cannot read."""


class Kind(NamedTuple):
    """A type as it stands in a form."""

    read: Callable[[str], Any] | None
    """Reads text that is not empty; None where text stays as it is."""

    write: Callable[[Any], str]
    expected: str
    """What an error says was expected."""


def _read_int(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    # Some pages print whole numbers as 345100.00000, and -1 stands for one not known yet.
    whole, _, fraction = text.partition(".")
    digits = whole.removeprefix("-")
    if digits.isdigit() and text.isascii() and not fraction.strip("0"):
        return int(whole)
    raise ValueError(text)


def _read_decimal(text: str) -> Decimal:
    value = Decimal(text)
    # Decimal also takes underscores, spaces around, and the digits of every script.
    if value.is_finite() and not text.strip("0123456789.+-eE"):
        return value
    raise ValueError(text)


_BOOLEANS = {
    spelled: value
    for text, value in (("true", True), ("false", False))
    for spelled in (text, text.title(), text.upper())
}


def _write_bool(value: bool) -> str:
    return "true" if value else "false"


def _read_utc(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _write_utc(value: datetime) -> str:
    if value.tzinfo:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return value.isoformat(" ", "microseconds")


def _write_local(value: datetime) -> str:
    return value.isoformat(" ")


_TIME = "a time such as 2026-02-03 04:05:06"
_KINDS = {
    str: Kind(None, str, "text"),
    int: Kind(_read_int, str, "a whole number"),
    bool: Kind(_BOOLEANS.__getitem__, _write_bool, "true or false"),
    Decimal: Kind(_read_decimal, str, "a decimal number"),
}
_TIMES: dict[Zone, Kind] = {
    "UTC": Kind(_read_utc, _write_utc, _TIME),
    "account": Kind(datetime.fromisoformat, _write_local, _TIME),
    "offset": Kind(datetime.fromisoformat, _write_local, _TIME),
}


class _Members(dict[str, OpenEnum]):
    """The members of an enumeration by their text; unknown ones are made, not kept."""

    def __init__(self, enum: type[OpenEnum]) -> None:
        super().__init__((member.value, member) for member in enum)
        self._enum = enum

    def __missing__(self, text: str) -> OpenEnum:
        return self._enum(text)


def kind_of(declared: Any, zone: Zone) -> Kind:
    """Give how a value of a field's type, `X | None`, is read and written."""
    value_type = get_args(declared)[0]
    if value_type is datetime:
        return _TIMES[zone]
    if value_type not in _KINDS:
        return Kind(_Members(value_type).__getitem__, str, "text")
    return _KINDS[value_type]
