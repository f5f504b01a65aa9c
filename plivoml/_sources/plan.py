"""
What may stand where a document has values that are not known.

A value stands for any value that its place may have.  So a document is checked several
times, each time with other values in it, and only what is wrong each time is wrong.
"""

from __future__ import annotations

import bisect
import collections
import enum
import itertools
import re

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.parsers import expat

import attrs

from .._model import spec as _spec
from .._model import unknown
from .._model.characters import WHITE_SPACE
from .._model.nodes import DEEPEST
from .._model.spec import ElementSpec
from .._model.tags import Opened
from .._model.tokens import Token, ignored_by, tokens
from .._model.values import Text, Value
from ..elements.vocabulary import by_tag
from . import candidates
from .parts import HOLE, Hole, Skeleton
from .tags import InTag, attributes_around, contexts, count_tags


#: As many times a document is checked at most.
MOST_ROUNDS: Final = 12

# As many values are tried in a document; one that Plivo takes has hardly room for more.
_MOST_HOLES: Final = 1_500

# A document in which nothing else is seen than its root.
_TAGS_OF_ROOT: Final = 2

# Text where elements belong.
_TEXT: Final = ("+15550100123",)

_ANYTHING: Final = ("x", "one two")


@attrs.define(eq=False)
class Around(Opened):
    """An element that holes stand in."""

    index: int
    """How many elements begin before it."""


class Where(enum.Enum):
    """What holes stand for."""

    VALUE = "a value that is declared"
    PART = "a part of a value"
    WORDS = "any text"
    ELEMENTS = "elements"
    NOTHING = "nothing that is in the document"
    NAME = "a part of a name"


@attrs.frozen(eq=False)
class Group:
    """Holes that together with the text between them are one value."""

    offsets: tuple[int, ...]
    """Where in the text the holes are."""

    text: str
    options: Sequence[tuple[str, ...]]
    where: Where
    around: Around | None = None
    """The element that has the value; `None` for what is neither text nor attribute."""

    attribute: str | None = None
    value: Value | None = None
    """What is declared of it."""

    words: str = ""
    """The text as it is read, which is no XML any more."""


class Plan:
    """
    Where in a document the holes are, and what can stand there.

    Attributes:
        groups: The holes.
        text: The document, with holes in it.
        holes: What stands in it for values, by their places in the text.
        loose: Where tags begin that may have attributes which are not seen.
        unnamed: Where tags begin whose names are not seen.
        in_tags: The holes that stand in tags and not in quotes.
    """

    def __init__(self, skeleton: Skeleton) -> None:
        self.loose: set[int] = set()
        self.unnamed: set[int] = set()
        self.in_tags: list[tuple[Hole, InTag]] = []
        self._skeleton = self._without_holes_in_tags(skeleton)
        self.text = self._skeleton.text
        self.holes = self._skeleton.holes
        self.groups = [*_Groups(self._skeleton).found()] if self.holes else []

    @property
    def is_hopeless(self) -> bool:
        """Whether nothing can be said: too much is tried, no tag is seen, or no end of one."""
        is_open = any(context is InTag.REST for _, context in self.in_tags)
        is_too_much = len(self.holes) > _MOST_HOLES
        return is_open or is_too_much or (bool(self.holes) and not count_tags(self.text))

    def unjudged(self) -> Iterator[tuple[int, str]]:
        """Yield the holes behind which something is that cannot be judged, and what that is."""
        for hole, context in self.in_tags:
            if context in (InTag.REST, InTag.ELEMENT):
                yield hole.offset, f"{hole.shown!r}, which stands for {context.value}"
        if len(self.holes) > _MOST_HOLES:
            hole = [*self.holes.values()][_MOST_HOLES]
            yield hole.offset, f"{hole.shown!r}, behind more values than are tried in a document"
        top = [group for group in self.groups if group.where is Where.ELEMENTS]
        tags = count_tags(self.text)
        if not tags and self.holes:
            hole = next(iter(self.holes.values()))
            yield hole.offset, f"{hole.shown!r}, which stands for all of it"
        elif top and tags <= _TAGS_OF_ROOT:
            hole = self.holes[top[0].offsets[0]]
            yield hole.offset, f"{hole.shown!r}, which stands for all its elements"

    @property
    def end(self) -> int:
        """Where in the file the document ends."""
        return self._skeleton.offsets[-1] + 1 if self._skeleton.offsets else 0

    @property
    def reach(self) -> frozenset[int]:
        """Every place in the file that the document stands at."""
        return frozenset((*self._skeleton.offsets, self.end))

    def rounds(self) -> Iterator[Skeleton]:
        """Yield the document with values in it, as often as there are different ones."""
        most = max((len(group.options) for group in self.groups), default=1)
        names = (len(group.options) for group in self.groups if group.where is Where.NAME)
        for number in range(max(min(most, MOST_ROUNDS), *names, 0)):
            values: dict[int, str] = {}
            for group in self.groups:
                given = group.options[number % len(group.options)]
                values.update(zip(group.offsets, given, strict=True))
            yield self.filled(values)

    def shown(self, group: Group) -> str:
        """Return the text of a group as it stands in the file."""
        shown = tuple(self.holes[at].shown for at in group.offsets)
        return candidates.filled(group.text, shown)

    def pieces(self, group: Group) -> list[str | Hole]:
        """Return the text of a group as it is read, with the holes in it."""
        first, *rest = group.words.split(HOLE)
        pieces: list[str | Hole] = [first]
        for at, text in zip(group.offsets, rest, strict=True):
            pieces += (self.holes[at], text)
        return [piece for piece in pieces if piece]

    def given(self, group: Group, number: int) -> str:
        """Return the text of a group as the n-th round has it."""
        given = group.options[number % len(group.options)]
        return candidates.filled(group.text, given)

    def filled(self, values: Mapping[int, str]) -> Skeleton:
        """Return the document with a value for each hole."""
        return Skeleton(*_changed(self._skeleton, values), {})

    def _without_holes_in_tags(self, skeleton: Skeleton) -> Skeleton:
        """Put quotes around values that bring their own, and take attributes away."""
        text = skeleton.text
        changes: dict[int, str] = {}
        around = attributes_around(text)
        for hole, context in contexts(text):
            self.in_tags.append((skeleton.holes[hole], context))
            tag = text.rindex("<", 0, hole)
            if context is InTag.UNQUOTED:
                changes[hole] = f'"{HOLE}"'
            elif context is InTag.ATTRIBUTES:
                changes[hole] = " "
                self.loose.add(skeleton.offsets[tag])
            elif context is InTag.NAME:
                changes |= dict.fromkeys(range(*around(hole)), " ")
                self.loose.add(skeleton.offsets[tag])
            elif context is InTag.ELEMENT:
                self.unnamed.add(skeleton.offsets[tag])
        if not changes:
            return skeleton
        text, offsets = _changed(skeleton, changes)
        kept = (hole for at, hole in skeleton.holes.items() if HOLE in changes.get(at, HOLE))
        places = (found.start() for found in re.finditer(HOLE, text))
        return Skeleton(text, offsets, dict(zip(places, kept, strict=True)))


def _changed(skeleton: Skeleton, changes: Mapping[int, str]) -> tuple[str, list[int]]:
    """Return the text with others in the places of some characters, and its offsets."""
    text, offsets = skeleton.text, skeleton.offsets
    texts: list[str] = []
    found: list[int] = []
    end = 0
    for at in sorted(changes):
        texts += (text[end:at], changes[at])
        found += (*offsets[end:at], *itertools.repeat(offsets[at], len(changes[at])))
        end = at + 1
    return "".join([*texts, text[end:]]), [*found, *offsets[end:]]


class _Groups:
    """Goes through a document and knows in which element it is."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._text = skeleton.text
        self._values = skeleton.holes
        self._places = sorted(skeleton.holes)
        self._around: list[Around] = []
        self._open: collections.Counter[str] = collections.Counter()
        self._count = 0
        self._ignored: frozenset[str] = frozenset()
        # The elements whose names are not seen: where the holes in these are.
        self._unnamed: dict[Around, list[int]] = {}

    def found(self) -> Iterator[Group]:
        every = [*tokens(self._text)]
        for index, token in enumerate(every):
            match token.kind:
                case "start" | "empty":
                    yield from self._tag(token)
                case "end":
                    self._ignored = frozenset()
                    self._end(token)
                case "text" if self._around:
                    yield from self._content(token, every[index - 1 : index + 2])
                case "text":
                    holes = self._holes(token.start, token.end)
                    yield from (Group((hole,), HOLE, [("",)], Where.NOTHING) for hole in holes)
                case _:
                    if token.kind == "comment":
                        self._ignored |= ignored_by(self._text[token.start + 4 : token.end - 3])
                    where, value = self._in(token)
                    for hole in self._holes(token.start, token.end):
                        yield Group((hole,), HOLE, [("x",)], where, value=value)
        for element, inside in self._unnamed.items():
            parent = element.parent.name if element.parent else ""
            names = candidates.names(element.name, _judged_as(parent))
            options = [name * (len(inside) // len(name)) for name in names]
            yield Group(tuple(inside), HOLE * len(inside), options, Where.NAME)

    def _tag(self, tag: Token) -> Iterator[Group]:
        # Nothing is told of what is deeper than a document may be.
        parent = self._around[:DEEPEST][-1] if self._around else None
        number = parent.counted(tag.name) if parent else 1
        element = Around(tag.name, parent, number, self._count)
        element.ignored, self._ignored = self._ignored, frozenset()
        self._count += 1
        if HOLE in tag.name:
            self._unnamed[element] = [*self._holes(tag.start, tag.start + len(f"<{tag.name}"))]
        spec = _judged_as(tag.name)
        for attribute in tag.attributes:
            value = unknown.value_of(attribute.name, spec) if spec else None
            offset = attribute.start, attribute.end
            yield from self._value(*offset, value, element, attribute.name)
        if tag.kind == "start":
            self._around.append(element)
            self._open[tag.name] += 1

    def _end(self, tag: Token) -> None:
        if self._open[tag.name]:
            while (element := self._around.pop()).name != tag.name:
                self._open[element.name] -= 1
            self._open[tag.name] -= 1
            if element in self._unnamed:
                self._unnamed[element] += self._holes(tag.start, tag.end)

    def _in(self, token: Token) -> tuple[Where, Value | None]:
        """Say what holes in a comment, a CDATA section or an instruction stand for."""
        if token.kind == "instruction":
            return Where.NOTHING, None
        spec = _judged_as(self._around[-1].name) if self._around else None
        if token.kind == "cdata" and spec and spec.content.value:
            return Where.PART, spec.content.value
        return Where.WORDS, None

    def _content(self, token: Token, beside: Sequence[Token]) -> Iterator[Group]:
        element = self._around[-1]
        spec = _judged_as(element.name)
        is_alone = [near.kind for near in beside] == ["start", "text", "end"]
        if spec is None or spec.content.holds == "words and elements":
            known = () if spec else ("",)
            yield from self._value(token.start, token.end, None, element, also=known)
        elif spec.content.value is not None:
            value = spec.content.value
            yield from self._value(token.start, token.end, value, element, is_whole=is_alone)
        elif holes := self._holes(token.start, token.end):
            if all(self._values[at].is_text for at in holes):
                text = self._text[token.start : token.end]
                yield Group(holes, text, [_TEXT * len(holes)], Where.ELEMENTS)
                return
            nothing = [] if is_alone and spec.content.required else [("",)]
            options = [*nothing, *((child,) for child in candidates.children(spec))]
            for hole in holes:
                yield Group((hole,), HOLE, options, Where.ELEMENTS)

    def _value(
        self,
        start: int,
        end: int,
        value: Value | None,
        element: Around,
        attribute: str | None = None,
        *,
        also: Sequence[str] = (),
        is_whole: bool = True,
    ) -> Iterator[Group]:
        holes = self._holes(start, end)
        if not holes:
            return
        text = self._text[start:end]
        words = _read(text, value, is_quoted=attribute is not None)
        options: Sequence[tuple[str, ...]] = [
            (given,) * len(holes) for given in (*_ANYTHING, *also)
        ]
        if value is not None:
            options = candidates.fillings(value, words) or options
        where = Where.WORDS if value is None else Where.VALUE if is_whole else Where.PART
        yield Group(holes, text, options, where, element, attribute, value, words)

    def _holes(self, start: int, end: int) -> tuple[int, ...]:
        first = bisect.bisect_left(self._places, start)
        return tuple(self._places[first : bisect.bisect_left(self._places, end)])


def _read(text: str, value: Value | None, *, is_quoted: bool) -> str:
    """Return a text that is written in XML as it is read, with white space where it counts."""
    text = re.sub("\r\n?", "\n", text)
    # In quotes there is no other white space than a blank, and speech is shown on one line.
    if is_quoted or value is None:
        text = re.sub("[\t\n]", " ", text)
    words = re.sub("&[^&;]*;", _character, text)
    is_words = isinstance(value, Text) and value.is_words
    return words if is_quoted or is_words else words.strip(WHITE_SPACE)


def _character(reference: re.Match[str]) -> str:
    """Return what a reference stands for; HTML has other characters for some numbers."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = found.append
    try:
        parser.Parse(f"<x>{reference[0]}</x>", True)  # noqa: FBT003
    # There is none, or half a character in it.
    except (expat.ExpatError, UnicodeEncodeError):
        return reference[0]
    return "".join(found)


def spec_of(tag: str) -> ElementSpec | None:
    """Return what a tag declares, if it is one of Plivo's."""
    cls = by_tag.get(tag)
    return None if cls is None else _spec.spec_of(cls)


def _judged_as(tag: str) -> ElementSpec | None:
    """Return what a tag declares, if it is one of Plivo's, or meant for one."""
    cls = unknown.judged_as(tag)
    return None if cls is None else _spec.spec_of(cls)
