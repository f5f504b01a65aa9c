"""
The kinds of value that an attribute or a text can hold.

An object of a kind below is one named type, and knows what errors call it.  A pattern of
a text is one that Python's `re` and XML Schema read alike, so that the two cannot disagree.

Each kind has the same methods:

* `load` turns the text on the wire into what an element stores, and `dump` turns that
  back into the text;
* `coerce` takes what a user gave and returns what is stored of it, or `WRONG`;
* `fast_check` writes a Python expression that is true only for what is right, and brings
  it into the form in which it is stored.  It may be false for something right: then
  `coerce` decides.
"""

from __future__ import annotations

import functools
import re

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

from . import digits
from .characters import WHITE_SPACE, plain_text, printable
from .mapping import FrozenMapping
from .record import Record


#: What `load` and `coerce` return for something that is no value of the type.
WRONG: Final = object()

# Engines of XML Schema agree on no other way to say any character.
_ANY: Final = r"([^ \t\r\n]|[ \t\r\n])"

#: The pattern of text that is not blank.
NOT_BLANK: Final = rf"[ \t\r\n]*[^ \t\r\n]{_ANY}*"

_BOOLEANS: Final = {"true": True, "false": False}


@functools.cache
def matcher(pattern: str) -> Callable[[str], object]:
    """Return a function that is true for text that is `pattern` from end to end."""
    # For Python a class takes no memory for each character, as alternatives do.
    python = pattern.replace(_ANY, r"[\s\S]")
    # XML Schema knows no groups that do not capture; for Python they are faster.
    return re.compile(python.replace("(", "(?:")).fullmatch


class Enumeration(Record):
    """One of a closed list of words."""

    name: str
    words: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        return _listed(self.words) if len(self.words) == 1 else f"one of {_listed(self.words)}"

    dump = str

    def coerce(self, given: object) -> object:
        text = plain_text(given)
        return text if text in self.words else WRONG

    load = coerce

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        names[self.name] = frozenset(self.words)
        return f"{v}.__class__ is str and {v} in {self.name}"


class Boolean(Record):
    """`True` or `False`, written `true` and `false`."""

    name: str = "Boolean"
    expected: str = "true or false"

    def load(self, text: str) -> object:
        return _BOOLEANS.get(text, WRONG)

    def dump(self, value: bool) -> str:
        return "true" if value else "false"

    def coerce(self, given: object) -> object:
        return given if isinstance(given, bool) else WRONG

    def fast_check(self, v: str, _: dict[str, object]) -> str:
        return f"{v}.__class__ is bool"


class Integer(Record):
    """A whole number in a range; it is written without a sign and leading zeros."""

    unit: str
    minimum: int = 0
    maximum: int = digits.LARGEST

    @property
    def name(self) -> str:
        name = f"{self.unit.capitalize() or 'Number'}From{self.minimum}"
        return name if self.maximum == digits.LARGEST else f"{name}To{self.maximum}"

    @property
    def expected(self) -> str:
        number = f"a whole number of {self.unit}" if self.unit else "a whole number"
        if self.maximum == digits.LARGEST:
            return f"{number}, {self.minimum} or more"
        return f"{number} from {self.minimum} to {self.maximum}"

    def load(self, text: str) -> object:
        # int() takes signs, blanks, underscores and the digits of every script, and its time
        # for a very long number.
        if not (text.isdigit() and text.isascii()) or text[0] == "0" != text:
            return WRONG
        number = int(text) if len(text) <= digits.MOST_DIGITS else self.maximum + 1
        return number if self.minimum <= number <= self.maximum else WRONG

    dump = str

    def coerce(self, given: object) -> object:
        if not isinstance(given, int) or isinstance(given, bool):
            return WRONG
        return int(given) if self.minimum <= given <= self.maximum else WRONG

    def fast_check(self, v: str, _: dict[str, object]) -> str:
        return f"{v}.__class__ is int and {self.minimum} <= {v} <= {self.maximum}"


_COUNT: Final = Integer("")


class Text(Record):
    """Text that is not empty, of a pattern where one is given."""

    name: str
    expected: str
    pattern: str | None = None
    shortest: int = 1
    longest: int | None = None
    is_words: bool = False
    """Whether it is words, of which every space counts."""
    is_one_line: bool = False
    """Whether the pattern takes no white space but spaces."""
    is_plain: bool = False
    """Whether the pattern takes nothing but printable ASCII that XML need not escape."""
    if_printable: str | None = None
    """An expression that is true only of printable text of the pattern, and costs less."""
    common: tuple[str, ...] = ()
    """What most people write, which is looked up before anything else is asked."""

    dump = str

    def coerce(self, given: object) -> object:
        text = plain_text(given)
        if text is None or len(text) < self.shortest:
            return WRONG
        if self.longest is not None and len(text) > self.longest:
            return WRONG
        if self.pattern is not None and not matcher(self.pattern)(text):
            return WRONG
        return text

    load = coerce

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        conditions: list[str] = []
        if self.is_words:
            conditions.append(printable(v, names))
        elif not self.is_plain:
            conditions.append(f"{v}.isprintable()")
        if self.if_printable is not None:
            conditions.append(self.if_printable.format(v=v))
        elif self.pattern is not None:
            names[self.name] = matcher(self.pattern)
            conditions.append(f"{self.name}({v})")
        if self.longest is not None:
            conditions.append(f"{self.shortest} <= len({v}) <= {self.longest}")
        elif self.pattern is None:
            conditions.append(f"len({v}) >= {self.shortest}")
        is_right = " and ".join(conditions)
        if self.common:
            names[f"Common{self.name}"] = frozenset(self.common)
            is_right = f"({v} in Common{self.name} or {is_right})"
        return f"{v}.__class__ is str and {is_right}"


class ListOf(Record):
    """
    Several texts, joined on the wire; stored as a tuple.

    Text whose parts would not come back (a space beside the separator, nothing between
    two) is stored as it is; there is something between two if the words are a closed list.
    """

    name: str
    noun: str
    separator: str = ","
    words: tuple[str, ...] = ()
    longest: int | None = None

    @property
    def expected(self) -> str:
        separator = {",": "commas", "<": "'<'"}[self.separator]
        limit = f", {self.longest} characters at most" if self.longest else ""
        words = f" out of {', '.join(self.words)}" if self.words else ""
        return f"{self.noun}{words}, separated by {separator}{limit}"

    def load(self, text: str) -> object:
        plain = plain_text(text)
        if plain is None or (self.longest is not None and len(plain) > self.longest):
            return WRONG
        items = tuple(plain.split(self.separator))
        if self.words and not {item.strip(" ") for item in items} <= set(self.words):
            return WRONG
        if all(map(_is_bare, items)):
            return items
        return plain if plain.strip(WHITE_SPACE) else WRONG

    def dump(self, value: str | tuple[str, ...]) -> str:
        return value if isinstance(value, str) else self.separator.join(value)

    def coerce(self, given: object) -> object:
        if isinstance(given, str):
            return self.load(given)
        if isinstance(given, bytes) or not isinstance(given, Sequence):
            return WRONG
        items = tuple(cast("Sequence[str]", given))
        try:
            stored = self.load(self.separator.join(items))
        except TypeError:
            return WRONG
        # An item that holds the separator does not come back as it was.
        return stored if stored == items else WRONG

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        coerced = _coerced(self, v, names)
        if self.words or self.longest:
            return coerced
        # Most lists of this kind hold one item, given as text, such as a phone number.
        is_item = (
            f"{self.separator!r} not in {v} and {v}.isprintable() and {v} and {v}.strip() == {v}"
        )
        return f"{v}.__class__ is str and {is_item} and ({v} := ({v},)) or {coerced}"


class MappingOf(Record):
    """
    Names and values in the form `name=value,name2=value2`; stored as a mapping.

    Text in another form is stored as the text that it is, unless the names are a closed
    list; the values of those are whole numbers.
    """

    name: str
    expected: str
    names: tuple[str, ...] = ()

    def load(self, text: str) -> object:
        if plain_text(text) is None or not text.strip(WHITE_SPACE):
            return WRONG
        pairs: list[list[Any]] = [part.split("=") for part in text.split(",")]
        if not all(len(pair) == 2 and all(map(_is_bare, pair)) for pair in pairs):  # noqa: PLR2004
            return WRONG if self.names else text
        if self.names:
            pairs = [[name, _COUNT.load(value)] for name, value in pairs]
            if any(name not in self.names or value is WRONG for name, value in pairs):
                return WRONG
        # A name that stands twice is legal text, but no mapping.
        stored = dict(pairs)
        return text if len(stored) < len(pairs) else FrozenMapping(stored)

    def dump(self, value: str | Mapping[str, str | int]) -> str:
        return value if isinstance(value, str) else pairs_text(value)

    def coerce(self, given: object) -> object:
        if isinstance(given, str):
            return self.load(str.__str__(given))
        if not isinstance(given, Mapping):
            return WRONG
        of_value = _COUNT.coerce if self.names else plain_text
        pairs: dict[Any, Any] = {
            plain_text(name): of_value(value)
            for name, value in cast("Mapping[object, object]", given).items()
        }
        # Nor does a name or a value that holds a separator, or is no text.
        stored = self.load(pairs_text(pairs))
        return stored if stored == pairs else WRONG

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        return _coerced(self, v, names)


def pairs_text(pairs: Mapping[str, str | int]) -> str:
    """Write names and values as one text."""
    return ",".join(f"{name}={value}" for name, value in pairs.items())


class Union(Record):
    """A value of any of several types."""

    name: str
    members: tuple[Value, ...]

    @property
    def expected(self) -> str:
        return " or ".join(
            _listed(member.words) if isinstance(member, Enumeration) else member.expected
            for member in self.members
        )

    def load(self, text: str) -> object:
        loaded = (member.load(text) for member in self.members)
        return next((value for value in loaded if value is not WRONG), WRONG)

    def dump(self, value: Any) -> str:
        if isinstance(value, str):  # whosever it is, it is written as it stands
            return value
        owner = next(member for member in self.members if member.coerce(value) is not WRONG)
        return owner.dump(value)

    def coerce(self, given: object) -> object:
        coerced = (member.coerce(given) for member in self.members)
        return next((value for value in coerced if value is not WRONG), WRONG)

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        return " or ".join(f"({member.fast_check(v, names)})" for member in self.members)


Value: TypeAlias = Enumeration | Boolean | Integer | Text | ListOf | MappingOf | Union


def members_of(value: Value) -> tuple[Value, ...]:
    """Return the types of a union, or the one that `value` is."""
    return value.members if isinstance(value, Union) else (value,)


def is_text(value: Value) -> bool:
    """Whether a constructor takes a value as the text that it is on the wire."""
    return not any(isinstance(member, Boolean | Integer) for member in members_of(value))


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(word or repr(word) for word in words)


def _coerced(value: ListOf | MappingOf, v: str, names: dict[str, object]) -> str:
    coerce = f"coerce_{value.name}"
    names |= {coerce: value.coerce, "WRONG": WRONG}
    # What is wrong is told of as it was given.
    return f"(stored := {coerce}({v})) is not WRONG and ({v} := stored) is stored"


def _is_bare(item: str) -> bool:
    """Whether an item comes back from a list as it was."""
    return bool(item) and item == item.strip(WHITE_SPACE)
