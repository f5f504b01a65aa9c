"""
A document as tags, texts and comments with their places, before anyone asks what they mean.

What is no XML, or XML that the gate refuses, is noted here too.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import NoReturn
from xml.parsers import expat

from .._model import diagnostic
from .._model.characters import WHITE_SPACE
from .._model.diagnostic import Diagnostic
from .._model.nodes import DEEPEST, Comment
from .._model.tags import Place, Tag, TextRun
from .._model.tokens import ignored_by
from . import gate, syntax
from .builder import Event
from .positions import data_of, read


class _RefusedError(Exception):
    """Nothing after this is read."""


class Scanner:
    """Tags, texts and comments with their places; what makes the text no XML for us."""

    def __init__(self, source: str | bytes, seen: Iterable[Event] = ()) -> None:
        self.tags: list[Tag] = []
        self.refusals: list[tuple[Place, Diagnostic]] = []
        self.lines = read(source)
        self._data, encoding = data_of(source, self.lines)
        # How far they are counted: a parser speaks of bytes, of which a mark is no text.
        self._byte = len(BOM_UTF8) if self.lines.mark else 0
        self._character = 0
        self._is_counted = len(self._data) - self._byte == len(self.lines.text)
        self._open: list[Tag] = []
        self._ignored: frozenset[str] = frozenset()
        # A comment may turn rules off, and bytes of UTF-16 are none of these.
        if seen and "<!--" not in self.lines.text and not self.lines.encoding.startswith("utf-16"):
            for event in seen:
                self._end(event) if isinstance(event, int) else self._start(*event)
            return
        if too_long := gate.wrong_size(source):
            self._add(0, too_long)
            return
        if other := syntax.other_than_xml(self.lines.text):
            self._add(*other)
            return
        if encoding and (place := self.lines.text.find("\0", 0, 2)) >= 0:
            # Expat would take it for UTF-16.
            self._add(place, syntax.NUL)
            return
        self._parser = expat.ParserCreate(encoding)
        self._parser.StartElementHandler = self._opens
        self._parser.EndElementHandler = lambda _: self._end(self._parser.CurrentByteIndex)
        self._parser.CharacterDataHandler = self._characters
        self._parser.CommentHandler = self._comment
        gate.guard(self._parser, self._refuse, is_decoded=encoding is not None)
        try:
            self._parser.Parse(self._data, True)  # noqa: FBT003
        except _RefusedError:
            pass
        except expat.ExpatError as error:
            code = expat.errors.messages[error.code]
            place = self._at(self._parser.ErrorByteIndex)
            opened = self._open[-1] if self._open else None
            self._add(*syntax.explain(self.lines, place, code, opened))

    def _at(self, byte: int) -> int:
        """Return the character that begins at a byte, which is at or behind the last one."""
        part = self._data[self._byte : byte]
        # Where each character is one byte, nothing has to be decoded.
        self._character += len(part if self._is_counted else part.decode("utf-8", "replace"))
        self._byte = byte
        return self._character

    def _opens(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == DEEPEST:
            self._refuse(diagnostic.too_deep(DEEPEST))
        if not self._open:
            gate.drop_schemas(attributes)
        if wrong := gate.wrong_names(name, attributes):
            self._refuse(wrong)
        self._start(name, attributes, self._parser.CurrentByteIndex)

    def _start(self, name: str, attributes: dict[str, str], byte: int) -> None:
        offset = self._at(byte)
        parent = self._open[-1] if self._open else None
        number = parent.counted(name) if parent else 1
        tag = Tag(name, parent, number, attributes, offset, source=self.lines.text)
        if parent:
            parent.content.append(tag)
        tag.ignored, self._ignored = self._ignored, frozenset()
        self._open.append(tag)
        self.tags.append(tag)

    def _end(self, byte: int) -> None:
        tag = self._open.pop()
        tag.closed, tag.end = True, self._at(byte)
        self._ignored = frozenset()

    def _characters(self, text: str) -> None:
        self._open[-1].content.append(TextRun(text, self._at(self._parser.CurrentByteIndex)))
        if text.strip(WHITE_SPACE):
            self._ignored = frozenset()

    def _comment(self, text: str) -> None:
        self._ignored |= ignored_by(text)
        if self._open:
            self._open[-1].content.append(Comment(text))

    def _refuse(self, wrong: Diagnostic) -> NoReturn:
        offset = self._at(self._parser.CurrentByteIndex)
        if wrong is gate.DOCTYPE:  # expat is past it by now
            offset = self.lines.text.rfind("<!DOCTYPE", 0, offset)
        self._add(offset, wrong)
        raise _RefusedError

    def _add(self, offset: int, wrong: Diagnostic) -> None:
        self.refusals.append((Place(offset, self._open[-1].path if self._open else "/"), wrong))
