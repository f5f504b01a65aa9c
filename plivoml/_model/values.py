"""
The kinds of value that an attribute or a text can hold.

An object of a kind below is one named type.  It knows what errors call it, and it knows
its text on the wire as a pattern that Python's `re` and XML Schema read alike, so that
the two cannot disagree.

An element keeps each value in one form.  Numbers and booleans are kept as they are; all
else is kept as the text that it is on the wire, lists and mappings too, which are shown
as such when somebody looks.  Each kind has the same methods:

* `load` turns the text on the wire into what is kept, and `dump` turns that, or what is
  shown of it, into the text;
* `coerce` takes what a user gave and returns what is kept of it, or `WRONG`;
* `quick` writes a Python expression that is true only for what is right, and brings it
  into the form in which it is kept.  It may be false for something right: then `coerce`
  decides.

`ListOf` and `MappingOf` have `show` as well, which makes of what is kept what a user sees.
"""

from __future__ import annotations

import functools
import re

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

import attrs

from . import digits
from .mapping import FrozenMapping


#: What `load` and `coerce` return for something that is no value of the type.
WRONG: Final = object()

#: The white space of XML.  `str.strip()` alone would take NBSP and more.
WHITE_SPACE: Final = " \t\r\n"

#: Patterns that several types share.
NO_WHITE_SPACE: Final = r"[^ \t\r\n]+"
NOT_BLANK: Final = r"[ \t\r\n]*[^ \t\r\n]([^ \t\r\n]|[ \t\r\n])*"
ONE_LINE: Final = r"[^ \t\r\n]([^\t\r\n]*[^ \t\r\n])?"

# Characters that no XML 1.0 document may hold, escaped or not.
_NOT_XML: Final = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

# Engines differ on how long a number may be.  Nothing that Plivo counts gets near this.
_LARGEST: Final = 10**18 - 1
_MOST_DIGITS: Final = 18

# What lets a pattern take characters that it does not name.
_OPEN: Final = r"\[\^|\\|(?<!\[)[.]"

# A pattern that is one class of characters, each of them named.
_ALPHABET: Final = r"\[[^]^\\]+\][+]"

# So many texts of a type are remembered, and none that is longer.
_MOST_REMEMBERED: Final = 100
_LONGEST_REMEMBERED: Final = 100

_PLAIN: Final = bytes(range(0x20, 0x7F))

# Cheaper ways to say that printable text (which holds no white space but blanks) is
# what a pattern wants.
_SHORT_CUTS: Final = {
    NO_WHITE_SPACE: "{v} and ' ' not in {v}",
    NOT_BLANK: "{v} and {v}[0] != ' '",
    ONE_LINE: "{v} and {v}.strip() == {v}",
}


def printable(v: str, names: dict[str, object]) -> str:
    """Write an expression that is true if *v*, which may be long, is printable."""
    # To take all plain characters away is faster than to ask of each what it is.
    names["PLAIN"] = _PLAIN
    is_short = f"len({v}) < 100 or not {v}.isascii()"
    return f"({v}.isprintable() if {is_short} else not {v}.encode().translate(None, PLAIN))"


def bad_character(text: str) -> str | None:
    """Return the first character of *text* that XML cannot hold."""
    # Nearly all text is printable, and printable text is always good.
    if text.isprintable():
        return None
    # Compiled here, once: it takes long enough to be felt in an import.
    found = re.search(_NOT_XML, text)
    return found[0] if found else None


@functools.cache
def matcher(pattern: str) -> Callable[[str], object]:
    """Return a function that is true for text that is *pattern* from end to end."""
    # XML Schema knows no groups that do not capture; for Python they are faster.
    return re.compile(pattern.replace("(", "(?:")).fullmatch


def plain_text(given: object) -> str | None:
    """Return *given* as an exact `str` where it is text that XML can hold."""
    if type(given) is str and given.isprintable():
        return given
    if not isinstance(given, str) or bad_character(given) is not None:
        return None
    # A subclass, such as a member of StrEnum, counts as the text that it holds.
    return given if type(given) is str else str.__str__(given)


@attrs.frozen
class Enumeration:
    """One of a closed list of words."""

    name: str
    words: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        return _listed(self.words) if len(self.words) == 1 else f"one of {_listed(self.words)}"

    def load(self, text: str) -> object:
        return text if text in self.words else WRONG

    def dump(self, value: str) -> str:
        return value

    def coerce(self, given: object) -> object:
        text = plain_text(given)
        return WRONG if text is None else self.load(text)

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        names[self.name] = frozenset(self.words)
        return f"{v}.__class__ is str and {v} in {self.name}"


@attrs.frozen
class Boolean:
    """`True` or `False`, written `true` and `false`."""

    name: str = "Boolean"
    expected: str = "true or false"

    def load(self, text: str) -> object:
        if text == "true":
            return True
        return False if text == "false" else WRONG

    def dump(self, value: bool) -> str:
        return "true" if value else "false"

    def coerce(self, given: object) -> object:
        return given if isinstance(given, bool) else WRONG

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        del names
        return f"{v}.__class__ is bool"


@attrs.frozen
class Integer:
    """A whole number in a range; it is written without a sign and leading zeros."""

    unit: str
    minimum: int = 0
    maximum: int = _LARGEST

    @property
    def name(self) -> str:
        name = f"{self.unit.capitalize() or 'Number'}From{self.minimum}"
        return name if self.maximum == _LARGEST else f"{name}To{self.maximum}"

    @property
    def expected(self) -> str:
        number = f"a whole number of {self.unit}" if self.unit else "a whole number"
        if self.maximum == _LARGEST:
            return f"{number}, {self.minimum} or more"
        return f"{number} from {self.minimum} to {self.maximum}"

    @property
    def pattern(self) -> str:
        return "|".join(digits.decimals(self.minimum, self.maximum))

    def load(self, text: str) -> object:
        # int() takes signs, blanks, underscores and the digits of every script.
        if not (text.isdigit() and text.isascii()) or text[0] == "0" != text:
            return WRONG
        # Python takes its time for very long ones, which are out of range anyway.
        number = int(text) if len(text) <= _MOST_DIGITS else self.maximum + 1
        return number if self.minimum <= number <= self.maximum else WRONG

    def dump(self, value: int) -> str:
        return str(value)

    def coerce(self, given: object) -> object:
        if not isinstance(given, int) or isinstance(given, bool):
            return WRONG
        return int(given) if self.minimum <= given <= self.maximum else WRONG

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        del names
        return f"{v}.__class__ is int and {self.minimum} <= {v} <= {self.maximum}"


@attrs.frozen
class Text:
    """Text that is not empty, of a pattern where one is given."""

    name: str
    expected: str
    pattern: str | None = None
    shortest: int = 1
    longest: int | None = None
    recurs: bool = False
    """Whether the same few stand in most documents, so that it pays to remember them."""

    @property
    def is_closed(self) -> bool:
        """
        Whether the pattern names the characters that may stand.

        Its ranges are of letters or digits, so that each of them is plain.
        """
        return self.pattern is not None and not re.search(_OPEN, self.pattern)

    @property
    def alphabet(self) -> str:
        """The characters that may stand, where the pattern says nothing else."""
        if self.pattern is None or not re.fullmatch(_ALPHABET, self.pattern):
            return ""
        return "".join(filter(matcher(self.pattern), map(chr, _PLAIN)))

    @property
    def is_one_line(self) -> bool:
        """Whether the pattern takes no white space but blanks."""
        return self.is_closed or self.pattern in {NO_WHITE_SPACE, ONE_LINE}

    def load(self, text: str) -> object:
        return self.coerce(text)

    def dump(self, value: str) -> str:
        return value

    def coerce(self, given: object) -> object:
        text = plain_text(given)
        if text is None or len(text) < self.shortest:
            return WRONG
        if self.longest is not None and len(text) > self.longest:
            return WRONG
        if self.pattern is not None and not matcher(self.pattern)(text):
            return WRONG
        return text

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        conditions = [f"{v}.__class__ is str"]
        if self.recurs:
            names[self.name] = functools.lru_cache(_MOST_REMEMBERED)(self._is_right)
            conditions.append(f"len({v}) <= {_LONGEST_REMEMBERED} and {self.name}({v})")
        elif self.alphabet:
            names[self.name] = self.alphabet
            conditions.append(f"{v} and not {v}.strip({self.name})")
        elif self.pattern == NOT_BLANK:
            conditions += (printable(v, names), _SHORT_CUTS[self.pattern].format(v=v))
        else:
            if not self.is_closed:
                conditions.append(f"{v}.isprintable()")
            if self.pattern in _SHORT_CUTS:
                conditions.append(_SHORT_CUTS[self.pattern].format(v=v))
            elif self.pattern is not None:
                names[self.name] = matcher(self.pattern)
                conditions.append(f"{self.name}({v})")
        if self.longest is not None:
            conditions.append(f"{self.shortest} <= len({v}) <= {self.longest}")
        elif self.pattern is None:
            conditions.append(f"len({v}) >= {self.shortest}")
        return " and ".join(conditions)

    def _is_right(self, text: str) -> bool:
        return self.coerce(text) is not WRONG


@attrs.frozen
class ListOf:
    """
    Several texts, joined on the wire; shown as a tuple.

    Text whose parts are not plain (a blank beside the separator, nothing between two)
    is shown as the text that it is, unless the words are a closed list.
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

    @property
    def pattern(self) -> str:
        if not self.words:
            return NOT_BLANK
        word = "|".join(self.words)
        return f"({word})({self.separator}({word}))*"

    @functools.cached_property
    def text(self) -> Text:
        """What it is on the wire."""
        recurs = bool(self.words)
        return Text(self.name, self.expected, self.pattern, longest=self.longest, recurs=recurs)

    def load(self, text: str) -> object:
        return self.text.load(text)

    def dump(self, value: str | tuple[str, ...]) -> str:
        return value if isinstance(value, str) else self.separator.join(value)

    def show(self, kept: str) -> str | tuple[str, ...]:
        items = tuple(kept.split(self.separator))
        return items if all(map(_is_plain, items)) else kept

    def join(self, given: object) -> object:
        """Return several texts as the one that is kept, and anything else as it is."""
        if isinstance(given, str | bytes) or not isinstance(given, list | tuple | Sequence):
            return given
        items = cast("Sequence[str]", given)
        try:
            kept = self.separator.join(items)
        except TypeError:
            return items
        # An item that holds the separator does not come back as it was.
        return kept if self.show(kept) == tuple(items) else items

    def coerce(self, given: object) -> object:
        return self.text.coerce(self.join(given))

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        return _joined(self, v, names)


@attrs.frozen
class MappingOf:
    """
    Names and values in the form `name=value,name2=value2`; shown as a mapping.

    Text in another form is shown as the text that it is, unless the names are a closed
    list; the values of those are whole numbers.
    """

    name: str
    expected: str
    names: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        if not self.names:
            return NOT_BLANK
        pair = f"({'|'.join(self.names)})=({Integer('').pattern})"
        return f"{pair}(,{pair})*"

    @functools.cached_property
    def text(self) -> Text:
        """What it is on the wire."""
        return Text(self.name, self.expected, self.pattern)

    def load(self, text: str) -> object:
        return self.text.load(text)

    def dump(self, value: str | Mapping[str, str | int]) -> str:
        if isinstance(value, str):
            return value
        return ",".join(f"{name}={text}" for name, text in value.items())

    def show(self, kept: str) -> str | FrozenMapping[str | int]:
        pairs = [part.split("=") for part in kept.split(",")]
        plain = all(len(pair) == 2 and all(map(_is_plain, pair)) for pair in pairs)  # noqa: PLR2004
        # A name that stands twice is legal text, but no mapping.
        if not plain or len({name for name, _ in pairs}) < len(pairs):
            return kept
        return FrozenMapping({name: int(v) if self.names else v for name, v in pairs})

    def join(self, given: object) -> object:
        """Return a mapping as the text that is kept, and anything else as it is."""
        if not isinstance(given, Mapping):
            return given
        pairs = cast("Mapping[Any, object]", given)
        texts: dict[str, str | int] = {}
        for name, value in pairs.items():
            item = Integer("").coerce(value) if self.names else plain_text(value)
            if plain_text(name) is None or not isinstance(item, str | int):
                return pairs
            texts[str.__str__(name)] = item
        kept = self.dump(texts)
        shown: object = self.show(kept)
        # What a separator inside a name or a value broke does not come back as it was.
        return kept if shown == texts else pairs

    def coerce(self, given: object) -> object:
        return self.text.coerce(self.join(given))

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        return _joined(self, v, names)


@attrs.frozen
class Union:
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
        for member in self.members:
            if (value := member.load(text)) is not WRONG:
                return value
        return WRONG

    def dump(self, value: Any) -> str:
        owner = next(member for member in self.members if member.coerce(value) is not WRONG)
        return owner.dump(value)

    def coerce(self, given: object) -> object:
        coerced = (member.coerce(given) for member in self.members)
        return next((value for value in coerced if value is not WRONG), WRONG)

    def fast_check(self, v: str, names: dict[str, object]) -> str:
        return " or ".join(f"({member.fast_check(v, names)})" for member in self.members)


Value: TypeAlias = Enumeration | Boolean | Integer | Text | ListOf | MappingOf | Union


def is_text(value: Value) -> bool:
    """Whether a value is kept as the text that it is on the wire."""
    if isinstance(value, Union):
        return all(map(is_text, value.members))
    return isinstance(value, Text | Enumeration | ListOf | MappingOf)


def has_pairs(value: Value) -> bool:
    """Whether a value may be shown as a mapping."""
    if isinstance(value, Union):
        return any(map(has_pairs, value.members))
    return isinstance(value, MappingOf)


def view_of(value: Value) -> Callable[[Any], object] | None:
    """Return what makes of what is kept what users see, where that is something else."""
    if isinstance(value, Union):
        return next(filter(None, map(view_of, value.members)), None)
    if not isinstance(value, ListOf | MappingOf):
        return None
    show = value.show
    return lambda kept: show(kept) if isinstance(kept, str) else kept


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(word or repr(word) for word in words)


def _joined(value: ListOf | MappingOf, v: str, names: dict[str, object]) -> str:
    join = f"join_{value.name}"
    names[join] = value.join
    is_text = f"(kept := {v}).__class__ is str or (kept := {join}({v})).__class__ is str"
    # What is wrong is told of as it was given.
    return f"({is_text}) and {value.text.fast_check('kept', names)} and ({v} := kept) is kept"


def _is_plain(item: str) -> bool:
    return bool(item) and item == item.strip(WHITE_SPACE)
