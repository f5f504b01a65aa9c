"""
Text in parts, each of which knows where in a file it comes from.

A document inside a program or a template is not one piece of the file: escapes stand for
characters, literals are joined, and values come in later.
"""

from __future__ import annotations

import bisect
import itertools
import re

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

import attrs


#: Stands for a value where parts are looked at as one text.  No document can hold it.
HOLE: Final = "\uffff"

_LINE_END: Final = re.compile("\r\n|\r|\n")


@attrs.frozen
class Chars:
    """Text, with the place in the file of each of its characters."""

    text: str
    places: Sequence[int]

    def __getitem__(self, cut: slice) -> Chars:
        return Chars(self.text[cut], self.places[cut])


@attrs.frozen(eq=False)
class Hole:
    """A value that comes in when the program runs."""

    place: int
    shown: str
    """What stands there instead."""

    value: object = None
    """What is pasted there, as its language has it; `None` where that is not seen."""


@attrs.frozen(eq=False)
class Block:
    """A tag of a template that makes what follows conditional or repeats it."""

    place: int
    kind: str
    """`if`, `elif`, `else`, `loop` or `end`."""


Part: TypeAlias = Chars | Hole | Block


def whole(text: str) -> Chars:
    """Return a file as one part."""
    return Chars(text, range(len(text)))


def joined(parts: Iterable[Part]) -> list[Part]:
    """Run neighbouring texts together."""
    found: list[Part] = []
    for is_text, run in itertools.groupby(parts, lambda part: isinstance(part, Chars)):
        if not is_text:
            found.extend(run)
            continue
        texts = [part for part in run if isinstance(part, Chars)]
        if len(texts) > 1:
            places = itertools.chain.from_iterable(part.places for part in texts)
            texts = [Chars("".join(part.text for part in texts), [*places])]
        found.extend(part for part in texts if part.text)
    return found


@attrs.frozen
class Skeleton:
    """Parts as one text, with `HOLE` for each value, and what the values are."""

    text: str
    places: Sequence[int]
    holes: dict[int, Hole]


def skeleton(parts: Iterable[Part]) -> Skeleton:
    """Return *parts*, among which are no blocks any more, as one text."""
    texts: list[str] = []
    places: list[int] = []
    holes: dict[int, Hole] = {}
    for part in parts:
        if isinstance(part, Chars):
            # What stands in the file itself is as wrong.
            texts.append(part.text.replace(HOLE, "\ufffe"))
            places += part.places
        else:
            assert isinstance(part, Hole)
            holes[len(places)] = part
            texts.append(HOLE)
            places.append(part.place)
    return Skeleton("".join(texts), places, holes)


class Lines:
    """The lines of a text; columns are counted in code points."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def position(self, place: int) -> tuple[int, int]:
        """Return the line and the column of a place, both counted from 1."""
        line = bisect.bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1

    def place(self, line: int, column: int) -> int:
        """Return the place of a line and a column, both counted from 1."""
        return self._starts[line - 1] + column - 1

    def place_of_byte(self, line: int, byte: int) -> int:
        """Return the place of a byte of a line in UTF-8, counted from 0, as `ast` has it."""
        start = self._starts[line - 1]
        head = self._text[start : start + byte]
        return start + byte if head.isascii() else start + len(head.encode()[:byte].decode())
