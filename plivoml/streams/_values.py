"""How a value of each type stands in a message and as plain data, read and written."""

import contextlib
import json
import math

from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

from .._model.digits import EXPECTED, LARGEST, MOST_DIGITS
from .._model.mapping import NOTHING, FrozenMapping
from ._refusal import shown
from .format import FORMATS, KNOWN_PAIRS, Format


__all__ = ["NOTHING", "Kind", "compact", "decoded", "frozen", "kind_of", "plain"]

_NESTED: tuple[type, ...] = (Mapping, list, tuple)
_LEVELS = 20  # of objects and lists in each other, where nothing is known of them


class Kind(NamedTuple):
    """A type as it stands in a message."""

    taken: str | None
    """Which JSON needs no reading, as an expression about `v0`."""

    read: Callable[..., Any]
    """Gives the value, or raises ValueError; takes what stands under each key."""

    write: Callable[[Any], tuple[Any, ...]]
    """Gives what stands under each key."""

    expected: str
    """What an error says was expected."""

    load: Callable[[Any], Any]
    """Reads what `plain` gives or takes a value as it is, or raises ValueError."""

    schema: Mapping[str, Any]
    """What JSON Schema says of it."""


def kind_of(declared: Any, *, as_text: bool) -> Kind:
    """Give how a value of a field's type is read and written."""
    return _NUMBER_AS_TEXT if as_text else _KINDS[declared]


def frozen(value: Any, levels: int = _LEVELS) -> Any:
    """Give JSON that cannot be changed; raise ValueError where it is too deep, or none."""
    if not isinstance(value, _NESTED):
        return _scalar(value)
    if not levels:
        msg = f"expected at most {_LEVELS} objects and lists in each other; got more"
        raise ValueError(msg)
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value).items()
        return FrozenMapping({_key(key): frozen(inner, levels - 1) for key, inner in items})
    return tuple(frozen(inner, levels - 1) for inner in cast("list[Any]", value))


def _key(name: object) -> str:
    if isinstance(name, str):
        return name
    msg = f"expected text as the key of an object; got {type(name).__name__}"
    raise ValueError(msg)


def _scalar(value: Any) -> Any:
    if isinstance(value, str | bool | None):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, int):
        with contextlib.suppress(ValueError):  # of more digits than Python writes
            str(value)
            return value
    msg = f"expected JSON; got {shown(value)}"
    raise ValueError(msg)


def plain(value: Any) -> Any:
    """Give what JSON has for a value: base64 for sound, the content type for a format."""
    match value:
        case bytes():
            return b2a_base64(value, newline=False).decode("ascii")
        case Format():
            return value.content_type
        case Mapping():
            items = cast("Mapping[str, Any]", value).items()
            return {key: plain(inner) for key, inner in items}
        case tuple():
            return [plain(inner) for inner in cast("Any", value)]
        case _:
            return value


def compact(value: Any) -> str:
    """Give JSON without spaces."""
    return json.dumps(value, separators=(",", ":"), default=dict)


def _finite(text: str) -> float:
    value = float(text)
    if math.isfinite(value):
        return value
    raise ValueError(text)


def _no_constant(text: str) -> float:
    raise ValueError(text)


# JSON by the book: no NaN, no infinity.
_raw_decode = json.JSONDecoder(parse_float=_finite, parse_constant=_no_constant).raw_decode


def decoded(text: str) -> tuple[Any, int]:
    """Give the JSON that a text begins with, and where it ends: at -1 if there is none."""
    try:
        return _raw_decode(text)
    except (ValueError, RecursionError):
        return None, -1


def _only(kind: type, value: Any) -> Any:
    if type(value) is kind:
        return value
    raise ValueError


def _read_text(value: Any) -> str:
    if type(value) is str:
        return value
    if type(value) is int:
        return str(value)
    raise ValueError


def _read_number(value: Any) -> int:
    number: Any = None
    if type(value) is int or (type(value) is float and value.is_integer()):
        number = int(value)
    elif type(value) is str:
        digits = value.removeprefix("-")
        if digits.isdigit() and digits.isascii() and len(digits) <= MOST_DIGITS:
            number = int(value)
    if number is None or not -LARGEST <= number <= LARGEST:
        raise ValueError
    return cast("int", number)


def _read_audio(value: Any) -> bytes:
    if type(value) is str:
        return a2b_base64(value, strict_mode=True)
    raise ValueError


def _write_audio(value: bytes) -> tuple[str]:
    return (b2a_base64(value, newline=False).decode("ascii"),)


def _read_texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_read_text, _only(list, value)))


def _read_format(encoding: Any, sample_rate: Any) -> Format:
    for known in FORMATS:
        if known.encoding == encoding and known.sample_rate == _read_number(sample_rate):
            return known
    raise ValueError


def _write_format(value: Format) -> tuple[str, int]:
    return value.encoding, value.sample_rate


def _read_headers(value: Any) -> Mapping[str, str]:
    if type(value) is str:
        return _headers_in(value)
    return _as_headers(_only(dict, value))


# Each message of a stream repeats the headers.
@lru_cache(maxsize=64)
def _headers_in(text: str) -> Mapping[str, str]:
    """Read `key=value` between semicolons or commas, or the text of a JSON object."""
    if text.startswith("{"):
        found, end = decoded(text)
        if end == len(text):
            return _as_headers(found)
    pieces = text.split(";" if ";" in text else ",")
    pairs = (piece.partition("=") for piece in pieces if piece.strip())
    return FrozenMapping({key.strip(): value.strip() for key, _, value in pairs})


def _as_headers(found: dict[str, Any]) -> Mapping[str, str]:
    return FrozenMapping(
        {
            key: value if type(value) is str else compact(frozen(value))
            for key, value in found.items()
        }
    )


def _write_headers(value: Mapping[str, str]) -> tuple[str]:
    text = ";".join(f"{key}={one}" for key, one in value.items())
    return (text if _headers_in(text) == value else compact(value),)


def _as_it_is(value: Any) -> tuple[Any]:
    return (value,)


def _write_as_text(value: int) -> tuple[str]:
    return (str(value),)


def _load_audio(given: Any) -> bytes:
    return given if type(given) is bytes else _read_audio(given)


def _load_texts(given: Any) -> tuple[str, ...]:
    return _read_texts([*given] if type(given) is tuple else given)


def _load_headers(given: Any) -> Mapping[str, str]:
    return _read_headers(dict(cast("Any", given)) if isinstance(given, Mapping) else given)


def _load_format(given: Any) -> Format:
    return given if type(given) is Format else Format.of(_only(str, given))


_COUNT = {"type": "integer"}
_NUMBER_AS_TEXT = Kind(None, _read_number, _write_as_text, EXPECTED, _read_number, _COUNT)
_KINDS: dict[Any, Kind] = {
    str: Kind("type(v0) is str", _read_text, _as_it_is, "text", _read_text, {"type": "string"}),
    int: Kind(
        f"type(v0) is int and -{LARGEST} <= v0 <= {LARGEST}",
        _read_number,
        _as_it_is,
        EXPECTED,
        _read_number,
        _COUNT,
    ),
    bytes: Kind(
        None,
        _read_audio,
        _write_audio,
        "base64",
        _load_audio,
        {"type": "string", "contentEncoding": "base64"},
    ),
    tuple[str, ...]: Kind(
        None,
        _read_texts,
        _as_it_is,
        "a list of texts",
        _load_texts,
        {"type": "array", "items": {"type": "string"}},
    ),
    Mapping[str, str]: Kind(
        None,
        _read_headers,
        _write_headers,
        "key=value;key=value",
        _load_headers,
        {"type": "object", "additionalProperties": {"type": "string"}},
    ),
    Format: Kind(
        None,
        _read_format,
        _write_format,
        KNOWN_PAIRS,
        _load_format,
        {"type": "string", "enum": [known.content_type for known in FORMATS]},
    ),
}
