"""
A document as tags, texts and comments with their places, before anyone asks what they mean.

What is no XML, or XML that the gate refuses, is noted here too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn
from xml.parsers import expat

from .._model import diagnostic
from .._model.characters import WHITE_SPACE
from .._model.diagnostic import Diagnostic
from .._model.nodes import DEEPEST, Comment
from .._model.tags import Place, Tag, TextRun
from ..errors import Problem
from . import gate, syntax, tokens
from .comments import ignored_by
from .positions import data_of, line_of, located


class _RefusedError(Exception):
    """Nothing after this is read."""


class Scanner:
    """Tags, texts and comments with their places; what makes the text no XML for us."""

    def __init__(self, source: str | bytes) -> None:
        self.root: Tag | None = None
        self.tags: list[Tag] = []
        self.refusals: list[tuple[Place, Diagnostic]] = []
        self._source = source
        self.data, self._encoding = data_of(source)
        self._text = ""
        self._open: list[Tag] = []
        self._ignored: frozenset[str] = frozenset()
        if too_long := gate.wrong_size(source):
            self._add(0, too_long)
            return
        if other := syntax.other_than_xml(self.data):
            self._add(*other)
            return
        if self._encoding and (place := self.data.find(b"\0", 0, 2)) >= 0:
            # Expat would take it for UTF-16.
            self._add(place, syntax.NUL)
            return
        # The document with a character for each byte, as offsets count them.
        self._text = self.data.decode("latin-1")
        self._parser = expat.ParserCreate(self._encoding)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.CommentHandler = self._comment
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        try:
            self._parser.Parse(self.data, True)  # noqa: FBT003
        except _RefusedError:
            pass
        except expat.ExpatError as error:
            self._not_well_formed(error)

    def place(self, tag: Tag, attribute: str | None = None) -> Place:
        """Return the place of a tag, or of the name of an attribute in it."""
        if attribute is not None and tag.offsets is None:
            tag.offsets = tokens.attribute_offsets(self._text, tag.offset)
        return tag.place(attribute)

    def located(self, found: Iterable[tuple[Place, Diagnostic]]) -> tuple[Problem, ...]:
        """Return what is wrong with the document, and what to write instead, in its order."""
        return located(self._source, self.data, self._text, found)

    def line(self, index: int) -> int:
        """Return the line of the n-th tag, counted from 1."""
        return line_of(self.data, self.tags[index].offset)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == DEEPEST:
            self._refuse(diagnostic.too_deep(DEEPEST))
        if not self._open:
            gate.drop_schemas(attributes)
        self._refuse_if(gate.wrong_names(name, attributes))
        offset = self._parser.CurrentByteIndex
        if not self._open:
            tag = self.root = Tag(name, None, 1, attributes, offset)
        else:
            parent = self._open[-1]
            tag = Tag(name, parent, parent.counted(name), attributes, offset)
            parent.content.append(tag)
        tag.ignored, self._ignored = self._ignored, frozenset()
        self._open.append(tag)
        self.tags.append(tag)

    def _end(self, name: str) -> None:
        del name
        tag = self._open.pop()
        tag.closed, tag.end = True, self._parser.CurrentByteIndex
        self._ignored = frozenset()

    def _characters(self, text: str) -> None:
        self._open[-1].content.append(TextRun(text, self._parser.CurrentByteIndex))
        if text.strip(WHITE_SPACE):
            self._ignored = frozenset()

    def _comment(self, text: str) -> None:
        self._ignored |= ignored_by(text)
        if self._open:
            self._open[-1].content.append(Comment(text))

    def _instruction(self, target: str, data: str) -> None:
        del data
        self._refuse_if(gate.wrong_instruction(target))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        del standalone
        declared = encoding if self._encoding is None else None
        self._refuse_if(gate.wrong_declaration(version, declared))

    def _doctype(self, *_: object) -> NoReturn:
        # Expat is past it by now.
        offset = self.data.rfind(b"<!DOCTYPE", 0, self._parser.CurrentByteIndex)
        self._refuse(gate.DOCTYPE, offset)

    def _refuse_if(self, wrong: Diagnostic | None) -> None:
        if wrong:
            self._refuse(wrong)

    def _refuse(self, wrong: Diagnostic, offset: int | None = None) -> NoReturn:
        self._add(self._parser.CurrentByteIndex if offset is None else offset, wrong)
        raise _RefusedError

    def _add(self, offset: int, wrong: Diagnostic) -> None:
        self.refusals.append((Place(offset, self._open[-1].path if self._open else "/"), wrong))

    def _not_well_formed(self, error: expat.ExpatError) -> None:
        code = expat.errors.messages[error.code]
        tag = self._open[-1] if self._open else None
        self._add(*syntax.explain(self.data, self._parser.ErrorByteIndex, code, tag))
