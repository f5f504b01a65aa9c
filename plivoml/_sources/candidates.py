"""Values to try where a template has a value that is not known."""

from __future__ import annotations

import functools
import itertools
import re
import string

from collections.abc import Iterator, Sequence
from typing import Final

from .._model.nodes import Element
from .._model.spec import ElementSpec, spec_of, value_of
from .._model.types import PhoneNumber
from .._model.values import (
    WRONG,
    Boolean,
    Enumeration,
    Integer,
    ListOf,
    MappingOf,
    Text,
    Union,
    Value,
    members_of,
)
from .parts import HOLE


# Between them, they are a value or a part of a value of every kind of text.
_TEXTS: Final = (
    "https://example.com/x",
    "+15550100123",
    "wss://example.com/x",
    "sip:x@example.com",
    "Polly.Amy",
    "en-GB",
    "1",
    "50",
    "1s",
    "x",
    "+1dB",
    "50%",
    "+5%",
    "+",
    "",
)


_PHONE_NUMBER: Final = value_of(PhoneNumber)
_E164: Final = "+15550100123"

_LARGE: Final = 86_400

# Behind what is seen of a number, they make a value of it.
_UNITS: Final = ("s", "ms", "dB", "%")


def whole_values(value: Value) -> list[str]:
    """Return some texts that stand for a value of a kind."""
    return [text for text in _known(value) if value.load(text) is not WRONG]


# A program writes the same around its values again and again.
@functools.lru_cache(maxsize=1000)
def fillings(value: Value, text: str) -> list[tuple[str, ...]]:
    """Return what may stand for each hole in `text`, so that it is a value of a kind."""
    count = text.count(HOLE)
    if count == 1 and text == HOLE:
        return [(found,) for found in whole_values(value)]
    tried: dict[tuple[str, ...], None] = {}
    around = text.split(HOLE)
    texts = (member for member in members_of(value) if isinstance(member, Text))
    for known in (*whole_values(value), *itertools.chain(*(one.common for one in texts))):
        # `{x}T` may be GET and POST.
        if found := _between(around, known):
            tried[found] = None
    if isinstance(value, ListOf) and value.words:
        items = [item.strip(" ") for item in text.split(value.separator)]
        shifts = (value.words[at:] + value.words[:at] for at in range(len(value.words)))
        tried.update((_in_list(items, words), None) for words in shifts)
        tried = {given: None for given in tried if len(given) == count}
    for first, rest in itertools.product((*_TEXTS, *_UNITS), ("x", "1", "")):
        tried[first, *(rest for _ in range(count - 1))] = None
    for every in (*_TEXTS, *_UNITS):
        tried[(every,) * count] = None
    right = [given for given in tried if value.load(filled(text, given)) is not WRONG]
    if right:
        return right
    # What is seen may be a beginning or an end of what nobody has thought of.
    tried = {(piece,): None for piece in _across(around, value)} if count == 1 else {}
    for piece, other in itertools.product(_pieces(value), ("", "x")[:count]):
        others = (other,) * (count - 1)
        tried |= {(piece, *others): None, (*others, piece): None}
    return [given for given in tried if value.load(filled(text, given)) is not WRONG][:1]


def filled(text: str, given: tuple[str, ...]) -> str:
    """Put values where the holes are."""
    return "".join(
        f"{before}{value}"
        for before, value in itertools.zip_longest(text.split(HOLE), given, fillvalue="")
    )


def _between(parts: Sequence[str], known: str) -> tuple[str, ...]:
    """
    Return what a text has between parts that it consists of, or nothing if it does not.

    A regular expression would try every way to share the text out, and there may be many holes.
    """
    first, *inner, last = parts
    at = len(known) - len(last)
    if not (known.startswith(first) and known.endswith(last) and len(first) <= at):
        return ()
    found: list[str] = []
    for part in reversed(inner):
        begin = known.rfind(part, len(first), at)
        if begin < 0:
            return ()
        found.append(known[begin + len(part) : at])
        at = begin
    return (known[len(first) : at], *reversed(found))


def _in_list(items: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Return what a list has for the holes in its items, none of which is there twice."""
    unused = [word for word in words if word not in items]
    found: list[str] = []
    for around in (item.split(HOLE) for item in items if HOLE in item):
        word = next((word for word in unused if _between(around, word)), None)
        if word is None:
            return ()
        unused.remove(word)
        found += _between(around, word)
    return tuple(found)


def _across(around: Sequence[str], value: Value) -> Iterator[str]:
    """Yield what begins in one item of a closed list and ends in another."""
    before, after = around
    for member in members_of(value):
        match member:
            case ListOf(words=words, separator=separator):
                pass
            case MappingOf(names=names):
                numbers = ("1", *re.findall("[0-9]+", f"{before},{after}"))
                words = tuple(f"{name}={number}" for name in names for number in numbers)
                separator = ","
            case _:
                continue
        begun = before.rpartition(separator)[2].strip(" ")
        ended = after.partition(separator)[0].strip(" ")
        rests = (word.removeprefix(begun) for word in words if word.startswith(begun))
        begins = (word.removesuffix(ended) for word in words if word.endswith(ended))
        yield from map(separator.join, itertools.product(rests, begins))


@functools.lru_cache(maxsize=1000)
def _pieces(value: Value) -> list[str]:
    """Return everything that the values of a kind which are known have in them, and digits."""
    known = (*whole_values(value), *(f"20.0{unit}" for unit in _UNITS), *string.digits)
    pieces = (
        text[start:end]
        for text in known
        for start, end in itertools.combinations(range(len(text) + 1), 2)
    )
    return [*dict.fromkeys(pieces)]


@functools.lru_cache(maxsize=1000)
def names(text: str, parent: ElementSpec | None) -> list[tuple[str, ...]]:
    """Return what may stand for each hole in the name of an element, by what it is in."""
    kinds = parent.content.elements if parent else ()
    found = (_between(text.split(HOLE), spec_of(kind).tag) for kind in kinds)
    return [one for one in found if one] or [("x",) * text.count(HOLE)]


def children(spec: ElementSpec) -> list[str]:
    """Return elements that can stand in a container."""
    return [text for kind in spec.content.elements for text in _small(kind)]


def _small(cls: type[Element]) -> list[str]:
    """Return the smallest elements of a class, where text is all that it needs."""
    spec = spec_of(cls)
    if any(attribute.required for attribute in spec.attributes):
        return []
    texts = ["x"] if spec.content.holds == "words and elements" else []
    if spec.content.value is not None:
        texts = whole_values(spec.content.value)
    return [f"<{spec.tag}>{text}</{spec.tag}>" for text in texts]


def _known(value: Value) -> Iterator[str]:
    match value:
        case Union(members=members):
            for member in members:
                yield from _known(member)
        case Enumeration(words=words) | ListOf(words=words) if words:
            yield from words
        case MappingOf(names=names) if names:
            yield from (f"{name}=1" for name in names)
        case Boolean():
            yield from ("true", "false")
        case MappingOf():
            yield from ("Name=1", *_TEXTS)
        case Integer(minimum=minimum, maximum=maximum):
            # A rule may have a word against small numbers, or against large ones.
            yield from map(str, (minimum, minimum + 1, min(maximum, _LARGE)))
        case _ if value == _PHONE_NUMBER:
            # What nobody has a word against comes first: a document that is right is judged once.
            yield from sorted(_TEXTS, key=_E164.__ne__)
        case _:
            yield from _TEXTS
