"""
Text in parts, each of which knows where in a file it comes from.

A document inside a program or a template is not one piece of the file: escapes stand for
characters, literals are joined, and values come in later.
"""

from __future__ import annotations

import itertools
import re

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import attrs


#: Stands for a value where parts are looked at as one text.  No document can hold it.
HOLE: Final = "\uffff"


@attrs.frozen
class Chars:
    """Text, with the offset in the file of each of its characters."""

    text: str
    offsets: Sequence[int]

    def __getitem__(self, cut: slice) -> Chars:
        return Chars(self.text[cut], self.offsets[cut])


@attrs.frozen(eq=False)
class Hole:
    """A value that comes in when the program runs."""

    offset: int
    shown: str
    """What stands there instead."""

    value: object = None
    """What is pasted there, as its language has it; `None` where that is not seen."""

    is_text: bool = False
    """Whether it is sure to hold no elements."""


@attrs.frozen(eq=False)
class Block:
    """A tag of a template that makes what follows conditional or repeats it."""

    offset: int
    kind: str
    """`if`, `elif`, `else`, `loop` or `end`."""


# `{{ user.number|e }}`, `${AGENT_NUMBER}`, `%(number)s`
_NAME: Final = re.compile(r"[^\w)\]]*([A-Za-z_][\w.]*)(?:\|[^{}]*)?(?:\)s|\W*)")
_WORD_END: Final = re.compile(r"[._]|(?<=[a-z])(?=[A-Z])")

Part: TypeAlias = Chars | Hole | Block


def is_called_a_number(code: str) -> bool:
    """Whether the code for a value says by the last word of a name that it is a phone number."""
    found = _NAME.fullmatch(code)
    return found is not None and _WORD_END.split(found[1])[-1].lower() in ("number", "phone")


def whole(text: str) -> Chars:
    """Return a file as one part."""
    return Chars(text, range(len(text)))


def at(text: str, offset: int) -> Chars:
    """Return a text all of which stands for one place."""
    return Chars(text, [offset] * len(text))


def first_offset(parts: Sequence[Part]) -> int:
    """Return where parts begin."""
    first = parts[0]
    return first.offsets[0] if isinstance(first, Chars) else first.offset


def without_margin(parts: list[Part]) -> list[Part]:
    """Take away white space before a declaration: where the text goes, it may be stripped."""
    first = parts[0]
    if isinstance(first, Chars) and (text := first.text.lstrip()).startswith("<?xml"):
        return [first[len(first.text) - len(text) :], *parts[1:]]
    return parts


def joined(parts: Iterable[Part]) -> list[Part]:
    """Run neighbouring texts together."""
    found: list[Part] = []
    for is_text, run in itertools.groupby(parts, lambda part: isinstance(part, Chars)):
        if not is_text:
            found.extend(run)
            continue
        texts = [part for part in run if isinstance(part, Chars)]
        if len(texts) > 1:
            offsets = itertools.chain.from_iterable(part.offsets for part in texts)
            texts = [Chars("".join(part.text for part in texts), [*offsets])]
        found.extend(part for part in texts if part.text)
    return found


def escaped(chars: Chars, references: Mapping[str, str]) -> Chars:
    """Write what stands for some of the characters of a text in place of them."""
    if references.keys().isdisjoint(chars.text):
        return chars
    written = [references.get(one, one) for one in chars.text]
    offsets = (
        offset for one, offset in zip(written, chars.offsets, strict=True) for _ in range(len(one))
    )
    return Chars("".join(written), [*offsets])


def in_texts(parts: Iterable[Part], change: Callable[[Chars], Iterable[Part]]) -> list[Part]:
    """Put what `change` gives in the places of the texts among `parts`."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Chars):
            found += change(part)
        else:
            found.append(part)
    return joined(found)


def substituted(
    parts: Iterable[Part],
    pattern: re.Pattern[str],
    fill: Callable[[re.Match[str], int], Sequence[Part]] = lambda _, __: (),
) -> list[Part]:
    """Put what `fill` gives where `pattern` stands in the texts among `parts`."""

    def pieces(part: Chars) -> Iterator[Part]:
        end = 0
        for found in pattern.finditer(part.text):
            if found.start() > end:
                yield part[end : found.start()]
            yield from fill(found, part.offsets[found.start()])
            end = found.end()
        yield part[end:]

    return in_texts(parts, pieces)


def words_of(parts: Iterable[Part]) -> str:
    """Return parts as one text, in which what is conditional or repeated stands once."""
    return skeleton(parts).text


@attrs.frozen
class Skeleton:
    """Parts as one text, with `HOLE` for each value, and what the values are."""

    text: str
    offsets: Sequence[int]
    holes: dict[int, Hole]


def skeleton(parts: Iterable[Part]) -> Skeleton:
    """Return `parts` as one text, in which what is conditional or repeated stands once."""
    texts: list[str] = []
    offsets: list[int] = []
    holes: dict[int, Hole] = {}
    for part in parts:
        if isinstance(part, Chars):
            # What stands in the file itself is as wrong.
            texts.append(part.text.replace(HOLE, "\ufffe"))
            offsets += part.offsets
        elif isinstance(part, Hole):
            holes[len(offsets)] = part
            texts.append(HOLE)
            offsets.append(part.offset)
    return Skeleton("".join(texts), offsets, holes)
