"""How a value of each type stands in a form, and how as plain data."""

import contextlib

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from .._model.digits import EXPECTED, LARGEST
from ._enums import OpenEnum


__all__ = ["UNREADABLE", "Kind", "Zone", "kind_of", "plain"]

Zone: TypeAlias = Literal["UTC", "account", "offset"]
"""UTC; the zone that the account chose in the console; or as written in the text."""

UNREADABLE = (ValueError, ArithmeticError, KeyError)
"""What `Kind.read` and `Kind.load` raise for what they cannot read."""


class Kind(NamedTuple):
    """A type as it stands in a form, and as it stands in JSON."""

    read: Callable[[str], Any] | None
    """Reads text that is not empty; None where text stays as it is."""

    write: Callable[[Any], str]
    expected: str
    """What an error says was expected."""

    load: Callable[[Any], Any]
    """Reads what `plain` gives, or takes a value as it is."""

    schema: Mapping[str, Any]
    """What JSON Schema says of it."""

    sent: Mapping[str, Any] | None = None
    """What JSON Schema says of it in a form, where that is not the same."""


def plain(value: Any) -> str | int:
    """Give what JSON has for a value: itself or, for money, times and words, text."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int) else _write_text(value)


def _write_text(value: Any) -> str:
    # A member of somebody's enumeration of texts is the text, which its own __str__ may not tell.
    return str.__str__(value) if isinstance(value, str) else str(value)


def _bounded(number: int) -> int:
    if -LARGEST <= number <= LARGEST:
        return number
    raise ValueError(number)


def _read_int(text: str) -> int:
    if text.isdigit() and text.isascii():
        return _bounded(int(text))
    # Some pages print whole numbers as 345100.00000, and -1 stands for one not known yet.
    whole, _, fraction = text.partition(".")
    digits = whole.removeprefix("-")
    if digits.isdigit() and text.isascii() and not fraction.strip("0"):
        return _bounded(int(whole))
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
        # At an end of the calendar there may be no such time; its offset says what is meant.
        with contextlib.suppress(OverflowError):
            value = value.astimezone(UTC).replace(tzinfo=None)
    return value.isoformat(" ", "microseconds")


def _write_local(value: datetime) -> str:
    return value.isoformat(" ")


def _load_int(given: Any) -> int:
    if type(given) is int:
        return _bounded(given)
    raise ValueError(given)


def _load_bool(given: Any) -> bool:
    if type(given) is bool:
        return given
    raise ValueError(given)


def _load_text(given: Any) -> str:
    if isinstance(given, str):
        return str.__str__(given)
    raise ValueError(given)


def _load_decimal(given: Any) -> Decimal:
    # Not of a float: 0.0055 would become 0.0054999...
    if isinstance(given, Decimal) or type(given) is int:
        given = str(given)
    return _read_decimal(_load_text(given))


def _load_time(given: Any) -> datetime:
    return given if isinstance(given, datetime) else datetime.fromisoformat(_load_text(given))


_SENT = {"type": "string", "examples": ["2026-02-03 04:05:06"]}
_TIME = f"a time such as {_SENT['examples'][0]}"
_KINDS = {
    str: Kind(None, _write_text, "text", _load_text, {"type": "string"}),
    int: Kind(_read_int, str, EXPECTED, _load_int, {"type": "integer"}),
    bool: Kind(
        _BOOLEANS.__getitem__, _write_bool, "true or false", _load_bool, {"type": "boolean"}
    ),
    Decimal: Kind(
        _read_decimal,
        str,
        "a decimal number",
        _load_decimal,
        {"type": "string", "format": "decimal"},
    ),
}
_MOMENT = {"type": "string", "format": "date-time"}
_TIMES: dict[Zone, Kind] = {
    "UTC": Kind(_read_utc, _write_utc, _TIME, _load_time, _MOMENT, _SENT),
    # Where nobody has said which zone it is, there is no offset.
    "account": Kind(
        datetime.fromisoformat, _write_local, _TIME, _load_time, {"type": "string"}, _SENT
    ),
    "offset": Kind(datetime.fromisoformat, _write_local, _TIME, _load_time, _MOMENT, _SENT),
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
        members = _Members(value_type)
        known = {"type": "string", "examples": [*members]}

        def load(given: Any) -> Any:
            return members[_load_text(given)]

        return Kind(members.__getitem__, _write_text, "text", load, known)
    return _KINDS[value_type]
