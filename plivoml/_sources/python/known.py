"""What is known of a value, and which functions of others give values that are known."""

from __future__ import annotations

import enum
import re
import sys

from collections.abc import Mapping, Sequence
from typing import Final

import attrs


class Holds(enum.Flag):
    """What a value may hold, of all that XML has a meaning for."""

    NOTHING = 0
    ANYTHING = enum.auto()
    """Nothing is known of it."""
    AMPERSANDS = enum.auto()
    """An `&` that begins no reference."""
    REFERENCES = enum.auto()
    """It is XML already, and would be escaped once more."""
    TAGS = enum.auto()
    QUOTES = enum.auto()


@attrs.frozen
class Known:
    """What is known of a value; its type where that is sure."""

    holds: Holds
    type: str | None = None


UNKNOWN: Final = Known(Holds.ANYTHING)
HARMLESS: Final = Known(Holds.NOTHING)
ESCAPED: Final = Known(Holds.REFERENCES)
#: A value of which nothing is known but that it is made of itself.
ITSELF: Final = Known(Holds.NOTHING)

#: Types of which XML misreads no value.
TYPES: Final = {
    **{f"builtins.{name}": name for name in ("int", "float", "bool")},
    **{f"datetime.{name}": name for name in ("date", "datetime")},
    "decimal.Decimal": "Decimal",
    "uuid.UUID": "UUID",
}
#: Functions that give such values, with the type where there is one.
_GIVING: Final = {
    **TYPES,
    **{f"builtins.{name}": "int" for name in ("hash", "id", "len", "ord")},
    **{f"builtins.{name}": None for name in ("abs", "hex", "round", "sum")},
    **{f"random.{name}": "int" for name in ("randint", "randrange")},
    **{f"datetime.datetime.{name}": None for name in ("isoformat", "now", "timestamp")},
    **{f"urllib.parse.{name}": None for name in ("quote", "quote_plus")},
    "time.time": None,
    "uuid.uuid4": None,
}
#: And modules of which every function does.
_NUMERIC: Final = frozenset({"datetime", "decimal", "fractions", "math", "statistics", "uuid"})

#: What of the standard library turns text into XML.
_ESCAPING: Final = frozenset(
    {"html.escape", "xml.sax.saxutils.escape", "xml.sax.saxutils.quoteattr"}
)
#: How others say that they do, and how they say that they do nothing else.
_SAYS_SO: Final = re.compile(r".*(?<!un)escape.*|quoteattr", re.IGNORECASE)
_SAYS_NO_MORE: Final = re.compile(
    r"_*(?:(?:html|xml|conditional)_?)?escape(?:d?_?(?:html|xml))?|quoteattr", re.IGNORECASE
)
#: What is only the beginning of a URL.
_BASE: Final = re.compile(
    r"(?:.*_)?(?:(?:base|root|public|server|site|app|api|ws|external)_?(?:url|uri)|url_root"
    r"|host|hostname|domain|origin|netloc)",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(r"&(?:#?\w+;)?")


def either(several: Sequence[Known]) -> Known:
    """Return what is known of a value that is one of several, or made of them all."""
    if len(several) == 1 and several[0] is not ITSELF:
        return several[0]
    holds = Holds.NOTHING
    types: set[str | None] = set()
    for known in several:
        holds |= known.holds
        types |= set() if known is ITSELF else {known.type}
    return Known(holds, types.pop() if len(types) == 1 else None)


def of_text(text: str) -> Known:
    """Return what is known of a text that stands in the program."""
    found = {*_REFERENCE.findall(text)}
    holds = Holds.AMPERSANDS if "&" in found else Holds.NOTHING
    holds |= Holds.REFERENCES if found - {"&"} else Holds.NOTHING
    holds |= Holds.TAGS if "<" in text else Holds.NOTHING
    holds |= Holds.NOTHING if {*"\"'"}.isdisjoint(text) else Holds.QUOTES
    return Known(holds, "str")


def is_base(name: str) -> bool:
    """Whether a name says that it is the beginning of a URL, which has no query."""
    return _BASE.fullmatch(name) is not None


def cut(known: Known) -> Known:
    """Return what is known of a part of a text: the half of a reference is none."""
    is_cut = Holds.REFERENCES in known.holds
    return Known(known.holds | Holds.ANYTHING if is_cut else known.holds)


def given(name: str, table: Mapping[str, str | None] = _GIVING) -> Known:
    """
    Return what a function gives.

    Args:
        name: Its name, with the module that it is in; `?` is one that is not known.
        table: The functions that are known.
    """
    if name in table:
        return Known(Holds.NOTHING, table[name])
    if _is_standard(name):
        is_numeric = table is _GIVING and name.partition(".")[0] in _NUMERIC
        return HARMLESS if is_numeric else UNKNOWN
    # Of what is not seen, the name alone says what it is.
    types = {whole.rpartition(".")[2]: type_ for whole, type_ in table.items()}
    last = name.rpartition(".")[2]
    return Known(Holds.NOTHING, types[last]) if last in types else UNKNOWN


def escapes(name: str, *, alone: bool = False) -> bool:
    """Whether a function turns text into XML, and does nothing else if `alone`."""
    if _is_standard(name):
        return name in _ESCAPING
    pattern = _SAYS_NO_MORE if alone else _SAYS_SO
    return pattern.fullmatch(name.rpartition(".")[2]) is not None


def _is_standard(name: str) -> bool:
    return name.partition(".")[0] in sys.stdlib_module_names
