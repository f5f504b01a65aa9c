"""
Where things stand in a document, and where something is wrong with it.

A place is a byte of the document; people are told a line and a column, which are only
worked out for what is told.
"""

from __future__ import annotations

import re

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from .._model import spec
from .._model.diagnostic import Complaint
from .._model.nodes import Comment, Element
from .._problem import Problem


_BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LATIN: Final = re.compile(rb"""<\?xml[^>]*encoding=["'](?i:iso-8859-1)["']""")
_LINE_END: Final = re.compile("\r\n|\r|\n")
_TAG_NAME: Final = re.compile(rb"<[^ \t\r\n/>]+")
_ATTRIBUTE: Final = re.compile(
    rb"""[ \t\r\n]+([^ \t\r\n=]+)[ \t\r\n]*=[ \t\r\n]*(?:"[^"]*"|'[^']*')"""
)


@attrs.define(eq=False)
class TextRun:
    text: str
    place: int


@attrs.define(eq=False)
class Tag:
    """A tag as it stands in the document."""

    name: str
    attributes: dict[str, str]
    place: int
    parent: Tag | None
    number: int
    """It is the n-th of its name in its parent."""
    content: list[Tag | TextRun | Comment] = attrs.field(factory=list["Tag | TextRun | Comment"])
    counts: dict[str, int] = attrs.field(factory=dict[str, int])
    closed: bool = False
    ignored: frozenset[str] = frozenset()
    """The rules that a comment before it turns off, for it and for what is in it."""
    places: dict[str, int] | None = None
    """Where the names of its attributes stand, once somebody has asked."""

    def ignores(self, rule: str) -> bool:
        """Whether a comment turns a rule off here."""
        return rule in self.ignored or (self.parent is not None and self.parent.ignores(rule))

    @property
    def path(self) -> str:
        if self.parent is None:
            return f"/{self.name}"
        index = f"[{self.number}]" if self.parent.counts[self.name] > 1 else ""
        return f"{self.parent.path}/{self.name}{index}"


@attrs.frozen
class Finding:
    """A complaint and its place in a document."""

    place: int
    path: str
    complaint: Complaint
    cls: type[Element] | None = None
    tag: Tag | None = None
    attribute: str | None = None


def find(
    data: bytes,
    tag: Tag,
    complaint: Complaint,
    cls: type[Element] | None,
    attribute: str | None,
) -> Finding:
    """Give a complaint on a tag, or on an attribute of it, its place."""
    path, place = tag.path, tag.place
    if attribute is not None:
        path += f"/@{attribute}"
        place = _place_of(data, tag, attribute)
    return Finding(place, path, complaint, cls, tag, attribute)


def _place_of(data: bytes, tag: Tag, attribute: str) -> int:
    """Find the name of an attribute in the text of its tag, which is searched once."""
    if tag.places is None:
        tag.places = dict(_places_in(data, tag))
    return tag.places.get(attribute, tag.place)


def _places_in(data: bytes, tag: Tag) -> Iterator[tuple[str, int]]:
    name = _TAG_NAME.match(data, tag.place)
    place = name.end() if name else tag.place
    while found := _ATTRIBUTE.match(data, place):
        yield found[1].decode("utf-8", "replace"), found.start(1)
        place = found.end()


def data_of(source: str | bytes) -> tuple[bytes, str | None]:
    """Return *source* as bytes, and their encoding unless they say it themselves."""
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass"), "utf-8"
    if source[:2] in _BYTE_ORDER_MARKS or b"\0" in source[:2]:
        # Places are found by searching for ASCII, which UTF-16 is not.
        encoding = "utf-16"
        if b"\0" in source[:2]:
            encoding = "utf-16-le" if source[1:2] == b"\0" else "utf-16-be"
        try:
            return source.decode(encoding).encode(), "utf-8"
        except UnicodeDecodeError:
            pass
    return source, None


def placed(data: bytes, findings: Sequence[Finding]) -> tuple[Problem, ...]:
    """Turn places into lines and columns, and findings into problems, in their order."""
    problems: list[Problem] = []
    start = _start(data)
    line, column = 1, 1
    for finding in sorted(findings, key=lambda finding: finding.place):
        *ended, last = _split(data, start, finding.place)
        line += len(ended)
        column = len(last) + (1 if ended else column)
        start = max(start, finding.place)
        docs = spec.docs_of(finding.cls) if finding.cls else None
        problem = finding.complaint.at(finding.path, line, column)
        problems.append(problem if problem.docs else attrs.evolve(problem, docs=docs))
    return tuple(problems)


def lines(source: str | bytes) -> list[str]:
    """Return the lines of a document, as the places of its problems count them."""
    data, _ = data_of(source)
    return _split(data, _start(data), len(data))


def _start(data: bytes) -> int:
    return 3 if data.startswith(_BYTE_ORDER_MARKS[0]) else 0


def _split(data: bytes, start: int, end: int) -> list[str]:
    encoding = "latin-1" if _LATIN.match(data) else "utf-8"
    return _LINE_END.split(data[start:end].decode(encoding, "replace"))
