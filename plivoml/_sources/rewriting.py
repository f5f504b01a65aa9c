"""
Edits of a document as edits of the file that it stands in.

The document is put together of texts of the file, with values in it that nobody has written.  What
cannot be written where it belongs is not edited at all.
"""

from __future__ import annotations

import collections
import functools

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol, TypeAlias

from .._reading.positions import Lines
from ..errors import Edit, Fix
from .parts import HOLE, Block, Chars, Hole, Part, Skeleton
from .recognition import NO_TAGS


class Writing(Protocol):
    """How text is written at a place of a file."""

    def read(self, source: str, start: int, end: int) -> Iterator[Part]:
        """Yield what is written from `start` to `end`."""
        ...

    def end_of(self, source: str, offset: int) -> int:
        """Return where the character ends whose writing begins at `offset`."""
        ...

    def spelled(self, text: str) -> str | None:
        """Write `text`, so that it is read as it is; `None` where that cannot be."""
        ...


#: Returns how text is written at an offset of a file, if there can be some.
WritingAt: TypeAlias = Callable[[int], Writing | None]


class Plain:
    """Text as it is."""

    def read(self, source: str, start: int, end: int) -> Iterator[Part]:
        yield Chars(source[start:end], range(start, end))

    def end_of(self, source: str, offset: int) -> int:
        del source
        return offset + 1

    def spelled(self, text: str) -> str | None:
        return text


_PLAIN: Final = Plain()


def plain(_: int) -> Writing:
    """Return how text is written where nothing stands for anything else."""
    return _PLAIN


class File:
    """
    The file that a document stands in.

    Args:
        parts: The document, with what is conditional or repeated.
        lines: Those of the file.
        writing_at: How text is written in it.
    """

    def __init__(self, parts: Iterable[Part], lines: Lines, writing_at: WritingAt) -> None:
        self._parts = parts
        self.lines = lines
        self.writing_at = writing_at

    @functools.cached_property
    def runs(self) -> Mapping[int, int]:
        """By their places: texts and values between the same two tags of blocks have one number."""
        found: dict[int, int] = {}
        run = 0
        for part in self._parts:
            if isinstance(part, Block):
                run += 1
            else:
                offsets = part.offsets if isinstance(part, Chars) else (part.offset,)
                found |= dict.fromkeys(offsets, run)
        return found

    @functools.cached_property
    def has_tags_in_comments(self) -> bool:
        """Whether what is in a comment, or the like, may be another text in each branch."""
        texts = (
            part.text if isinstance(part, Chars) else HOLE if isinstance(part, Block) else ""
            for part in self._parts
        )
        return any(HOLE in found[0] for found in NO_TAGS.finditer("".join(texts)))


class Rewriting:
    """
    A document, with values filled in, and the file that it stands in.

    Args:
        filled: The document.
        file: The file.
        holes: What the values stand for.
    """

    def __init__(self, filled: Skeleton, file: File, holes: Iterable[Hole]) -> None:
        self.filled = filled
        # A sign of a text that is a format means something else there.
        self._signs = {hole.shown[:1] for hole in holes} & {"%"}
        self._file = file

    @functools.cached_property
    def lines(self) -> Lines:
        """The lines of the document."""
        return Lines(self.filled.text)

    @functools.cached_property
    def _times(self) -> Mapping[int, int]:
        return collections.Counter(self.filled.offsets)

    def fix(self, fix: Fix) -> Fix | None:
        """Return a fix of the document as one of the file."""
        spans = [
            (
                self.lines.offset(edit.line, edit.column),
                self.lines.offset(edit.end_line, edit.end_column),
            )
            for edit in fix.edits
        ]
        run = self._run(min(spans)[0], max(spans)[1]) if any(a == b for a, b in spans) else None
        edits = [
            self._edit(*span, edit.text, run) for span, edit in zip(spans, fix.edits, strict=True)
        ]
        kept = tuple(edit for edit in edits if edit is not None)
        return fix.replace(edits=kept) if len(kept) == len(edits) else None

    def _run(self, first: int, last: int) -> int | None:
        """Return between which tags of blocks something stands that more is put around, if it does."""
        around = (first, last) if first < last else (max(first - 1, 0), last + 1)
        runs = {self._file.runs[at] for at in self.filled.offsets[slice(*around)]}
        return runs.pop() if len(runs) == 1 else None

    def position(self, line: int, column: int) -> tuple[int, int]:
        """Return the line and the column in the file of a place of the document."""
        return self._file.lines.position(self.filled.offsets[self.lines.offset(line, column)])

    def _edit(self, start: int, end: int, text: str, run: int | None) -> Edit | None:
        index, span = self._gap(start, run) if start == end else (start, self._span(start, end))
        if span is None or not self._signs.isdisjoint(text) or self._is_taken(start, text):
            return None
        writing = self._file.writing_at(self.filled.offsets[index])
        spelled = None if writing is None else writing.spelled(text)
        if spelled is None:
            return None
        # A quote before three of its kind is the first of these.
        source, (first, end) = self._file.lines.text, span
        last = spelled[-1:] or source[first - 1 : first]
        is_longer = last in ("'", '"') and source.startswith(3 * last, end)
        return None if is_longer else self._file.lines.edit(*span, spelled)

    def _is_taken(self, start: int, name: str) -> bool:
        """Whether an attribute that gets a name may have it in another branch of its tag."""
        written = self.filled.text
        tag, end = written.rfind("<", 0, start), written.find(">", start)
        if not (name.isidentifier() and written[start - 1 : start].isspace() and 0 <= tag < end):
            return False
        offsets = self.filled.offsets[tag : end + 1]
        is_in_one = len({self._file.runs[at] for at in offsets}) == 1
        return not is_in_one and self._file.lines.text.find(name, offsets[0], offsets[-1]) >= 0

    def _gap(self, at: int, run: int | None) -> tuple[int, tuple[int, int] | None]:
        """Return the character that something is put before, or else behind, and that place."""
        # A margin that is taken away stands behind the character before.
        for index in reversed(range(max(at - 1, 0), min(at + 1, len(self.filled.offsets)))):
            offset, end = self.filled.offsets[index], self._end(index)
            if end is not None and self._file.runs[offset] == run:
                return index, (end, end) if index < at else (offset, offset)
        return at, None

    def _span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where characters are written that stand in the file one after the other."""
        source, offsets = self._file.lines.text, self.filled.offsets
        at = first = offsets[start]
        for index in range(start, end):
            offset, to = offsets[index], self._end(index)
            # A margin may have been taken away.
            is_next = at <= offset and not source[at:offset].strip(" \t")
            if to is None or not is_next:
                return None
            at = to
        # Without the line end before it, a margin would be none.
        is_margin = self.filled.text[end - 1] == "\n" and at not in offsets[end : end + 1]
        return None if is_margin and end < len(offsets) else (first, at)

    def _end(self, index: int) -> int | None:
        """Return where the writing of a character ends; `None` where it is not written as one."""
        offset, source = self.filled.offsets[index], self._file.lines.text
        writing = self._file.writing_at(offset)
        # What is read twice is not changed in one place.
        if writing is None or self._times[offset] > 1:
            return None
        end = writing.end_of(source, offset)
        parts = [*writing.read(source, offset, end)]
        is_written = all(isinstance(part, Chars) for part in parts)
        text = "".join(part.text for part in parts if isinstance(part, Chars))
        return end if is_written and text == self.filled.text[index] else None


def moved(fix: Fix | None, inner: Lines, offsets: Sequence[int], file: Lines) -> Fix | None:
    """Return a fix of a part of a file as one of the file; it stands there but for a margin."""
    if fix is None:
        return None
    edits: list[Edit] = []
    for edit in fix.edits:
        start = inner.offset(edit.line, edit.column)
        end = inner.offset(edit.end_line, edit.end_column)
        to = offsets[end - 1] + 1 if end else offsets[0]
        edits.append(file.edit(offsets[start] if start < end else to, to, edit.text))
    return fix.replace(edits=tuple(edits))
