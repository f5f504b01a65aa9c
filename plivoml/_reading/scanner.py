"""
A document as tags, texts and comments with their places, before anyone asks what they mean.

Here is the gate as well: what is no XML, or XML of a kind that this package does not read.
"""

from __future__ import annotations

import re

from typing import Final, NoReturn
from xml.parsers import expat

from .._model import diagnostic
from .._model.coercion import DEEPEST
from .._model.diagnostic import Diagnostic
from .._model.nodes import Comment
from .._model.rule_names import RuleName
from .._model.values import WHITE_SPACE
from . import syntax, tokens
from .parser import ENCODINGS, LARGEST
from .positions import data_of
from .tags import Place, Tag, TextRun


_SCHEMA_NAMESPACE: Final = "http://www.w3.org/2001/XMLSchema-instance"
_IGNORE: Final = re.compile(r"\s*plivoml:\s*ignore\s(.*)", re.DOTALL)
_RULE: Final = re.compile("[a-z0-9-]+")


class _RefusedError(Exception):
    """Nothing after this is read."""


class Scanner:
    """Tags, texts and comments with their places; what makes the text no XML for us."""

    def __init__(self, source: str | bytes) -> None:
        self.root: Tag | None = None
        self.tags: list[Tag] = []
        self.refusals: list[tuple[Place, Diagnostic]] = []
        self.data, self._encoding = data_of(source)
        # The document with a character for each byte, as offsets count them.
        self._text = self.data.decode("latin-1")
        self._open: list[Tag] = []
        self._ignored: frozenset[str] = frozenset()
        if len(self.data) > LARGEST:
            # Files are read no further than that, so nobody knows by how much.
            message = f"expected at most {LARGEST // 1024 // 1024} MB; got more"
            self._add(0, Diagnostic(message, rule=RuleName.REFUSED_XML))
            return
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
        if attribute is None:
            return Place(tag.offset, tag.path, tag)
        if tag.offsets is None:
            tag.offsets = tokens.attribute_offsets(self._text, tag.offset)
        offset = tag.offsets.get(attribute.encode().decode("latin-1"), tag.offset)
        return Place(offset, f"{tag.path}/@{attribute}", tag, attribute)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) == DEEPEST:
            self._refuse(diagnostic.too_deep(DEEPEST))
        self._check_namespaces(name, attributes)
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
        self._open.pop().closed = True
        self._ignored = frozenset()

    def _characters(self, text: str) -> None:
        self._open[-1].content.append(TextRun(text, self._parser.CurrentByteIndex))
        if text.strip(WHITE_SPACE):
            self._ignored = frozenset()

    def _comment(self, text: str) -> None:
        if found := _IGNORE.match(text):
            self._ignored |= {*_RULE.findall(found[1])}
        if self._open:
            self._open[-1].content.append(Comment(text))

    def _instruction(self, target: str, data: str) -> None:
        del data
        if ":" in target:
            self._refuse(_refusal("no namespaces", target))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        del standalone
        if version != "1.0":
            self._refuse(_refusal("XML 1.0", version))
        if self._encoding is None and encoding and encoding.lower() not in ENCODINGS:
            self._refuse(_refusal("an encoding that every parser reads, such as UTF-8", encoding))

    def _doctype(self, *_: object) -> NoReturn:
        # Expat is past it by now.
        offset = self.data.rfind(b"<!DOCTYPE", 0, self._parser.CurrentByteIndex + 1)
        self._refuse(_refusal("no document type declaration", "<!DOCTYPE"), offset)

    def _check_namespaces(self, tag: str, attributes: dict[str, str]) -> None:
        """Refuse namespaces; take the location of a schema, which is for editors, away."""
        if not self._open and attributes.get("xmlns:xsi") == _SCHEMA_NAMESPACE:
            attributes.pop("xmlns:xsi")
            attributes.pop("xsi:noNamespaceSchemaLocation", None)
        for name in (tag, *attributes):
            prefix, _, local = name.partition(":")
            is_xml = prefix == "xml" and local and ":" not in local and name is not tag
            if prefix == "xmlns" or (prefix != name and not is_xml):
                self._refuse(_refusal("no namespaces", name))

    def _refuse(self, wrong: Diagnostic, offset: int | None = None) -> NoReturn:
        self._add(self._parser.CurrentByteIndex if offset is None else offset, wrong)
        raise _RefusedError

    def _add(self, offset: int, wrong: Diagnostic) -> None:
        self.refusals.append((Place(offset, self._open[-1].path if self._open else "/"), wrong))

    def _not_well_formed(self, error: expat.ExpatError) -> None:
        code = expat.errors.messages[error.code]
        tag = self._open[-1].name if self._open else None
        self._add(*syntax.explain(self.data, self._parser.ErrorByteIndex, code, tag))


def _refusal(expected: str, got: str) -> Diagnostic:
    return Diagnostic(
        f"expected {expected}; got {diagnostic.shown(got)}", rule=RuleName.REFUSED_XML
    )
