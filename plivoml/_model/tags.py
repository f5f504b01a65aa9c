"""What a document is made of, as it is written: tags, texts and comments, each with its place."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from . import tokens
from .mapping import NOTHING
from .nodes import Comment
from .record import Record


@attrs.define(eq=False)
class Opened:
    """An element, as far as its tag and the tags around it tell."""

    name: str
    parent: Opened | None
    number: int
    """It is the n-th of its name in its parent."""
    counts: dict[str, int] = attrs.field(factory=lambda: {}, init=False)
    """How many elements of each name it holds."""
    ignored: frozenset[str] = attrs.field(default=frozenset(), init=False)
    """The rules that a comment before it turns off, for it and for what is in it."""

    @property
    def path(self) -> str:
        """Its path, as problems have it: with a number among several of its name."""
        one, path = self, ""
        while one.parent is not None:
            index = f"[{one.number}]" if one.parent.counts[one.name] > 1 else ""
            path = f"/{one.name}{index}{path}"
            one = one.parent
        return f"/{one.name}{path}"

    def counted(self, name: str) -> int:
        """Count one more element of a name in it, and return how many that makes."""
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def ignores(self, rule: str) -> bool:
        """Whether a comment turns a rule off here."""
        return rule in self.ignored or (self.parent is not None and self.parent.ignores(rule))


@attrs.define(eq=False)
class TextRun:
    text: str
    offset: int


@attrs.define(eq=False)
class Tag(Opened):
    """A tag as it stands in the document."""

    attributes: dict[str, str]
    offset: int
    """In characters of the document."""
    content: list[Tag | TextRun | Comment] = attrs.field(factory=lambda: [])
    closed: bool = False
    end: int = -1
    """Where the tag at its end is; its own place where it is an empty tag."""
    meant: Mapping[str, str] = attrs.field(default=NOTHING, init=False)
    """The name that stands for an attribute, where that is not its own."""
    offsets: dict[str, int] | None = None
    """Where its attributes are, once somebody has asked."""
    source: str = ""
    """The document, where the tag is in one."""

    def place(self, attribute: str | None = None) -> Place:
        """Return its place, or that of an attribute of it."""
        if attribute is None:
            return Place(self.offset, self.path, self)
        if self.offsets is None:
            found = tokens.attributes_of(self.source, self.offset)
            self.offsets = {one.name: one.offset for one in found}
        name = self.meant.get(attribute, attribute)
        offset = self.offsets.get(name, self.offset)
        return Place(offset, f"{self.path}/@{name}", self, name)


class Place(Record):
    """Where in a document something is."""

    offset: int
    """In characters of the document."""
    path: str
    tag: Tag | None = None
    attribute: str | None = None
    """The name in XML."""
