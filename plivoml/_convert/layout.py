"""
Documents laid out for people, on the text itself.

A document that is read and written again loses what the reader has no use for.  Here only
the white space between tags and in them moves: comments, processing instructions, CDATA
sections, references, quotes and the order of attributes stay as they are, and so does all
that Plivo would say or send.
"""

from __future__ import annotations

import re

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from .._model.characters import WHITE_SPACE
from .._model.spec import by_tag, spec_of
from .._model.tokens import Token, tokens
from .._reading import diagnosis
from .._reading.builder import build
from ..errors import InvalidDocumentError


_STEP: Final = "    "

# A tag that would be longer has a line for each attribute.
_WIDTH: Final = 100

_BYTE_ORDER_MARK: Final = "\ufeff"
_LINE_END: Final = re.compile(r"\r\n?|\n")
# Where a text has several, the first of these is put between its lines.
_LINE_ENDS: Final = ("\n", "\r\n", "\r")
_DECLARED_ENCODING: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']+)"""
)


@attrs.define(eq=False)
class _Node:
    """An element from tag to tag, or another token."""

    opening: Token
    closing: Token
    content: list[_Node] = attrs.field(factory=lambda: [])

    @property
    def is_element(self) -> bool:
        return self.opening.kind in ("start", "empty")


def laid_out(source: bytes) -> bytes:
    """
    Return the document with an element on each line, in its encoding.

    Speech and texts that are words stay as they are, and so does what this package does
    not know.  A blank line between elements stays, and several become one.

    Raises:
        InvalidDocumentError: If the text is not XML that this package reads.
    """
    if build(source) is None:
        found = diagnosis.Diagnosis(source, None)
        if found.scanner.refusals:
            raise InvalidDocumentError(found.problems)
    encoding = _encoding(source)
    return _Layout(source.decode(encoding)).text().encode(encoding)


def _encoding(source: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if source.startswith(mark):
            return encoding
    if b"\0" in source[:2]:
        return "utf-16-le" if source[1:2] == b"\0" else "utf-16-be"
    declared = _DECLARED_ENCODING.match(source)
    return declared[1].decode() if declared else "utf-8"


class _Layout:
    def __init__(self, source: str) -> None:
        self._source = source.removeprefix(_BYTE_ORDER_MARK)
        self._mark = source[: len(source) - len(self._source)]
        # One that the text has afterwards too, so that it is the same the next time.
        self._line = min(_LINE_END.findall(source), key=_LINE_ENDS.index, default="\n")

    def text(self) -> str:
        lines = "".join(self._lines(_tree(self._source), ""))
        return self._mark + lines.removeprefix(self._line) + self._line

    def _lines(self, nodes: Sequence[_Node], indent: str) -> Iterator[str]:
        """Put each node on a line; the white space between them says how far apart they were."""
        gap = ""
        is_first = True
        for node in nodes:
            if node.opening.kind == "text":
                gap = self._source[node.opening.start : node.opening.end]
                continue
            breaks = len(_LINE_END.findall(gap))
            if node.opening.kind == "comment" and not breaks and not is_first:
                yield " "
            else:
                is_apart = breaks > 1 and not is_first
                yield self._line * (2 if is_apart else 1) + indent
            yield self._node(node, indent)
            gap = ""
            is_first = False

    def _node(self, node: _Node, indent: str) -> str:
        source = self._source
        cls = by_tag.get(node.opening.name) if node.is_element else None
        if cls is None:
            return source[node.opening.start : node.closing.end]
        opening = self._tag(node.opening, indent)
        if node.opening.kind == "empty":
            return opening
        inside = source[node.opening.end : node.closing.start]
        content = spec_of(cls).content
        if content.holds == "elements":
            if self._has_only_blanks(node):
                inside = "".join(self._lines(node.content, indent + _STEP))
                inside += self._line + indent if inside else ""
        elif content.holds != "words and elements" and not content.is_words and _is_text(node):
            inside = inside.strip(WHITE_SPACE)
        return f"{opening}{inside}</{node.closing.name}>"

    def _has_only_blanks(self, node: _Node) -> bool:
        """Whether nothing but white space stands between the elements."""
        kinds = ("text", "cdata")
        texts = [inner.opening for inner in node.content if inner.opening.kind in kinds]
        return not any(self._source[token.start : token.end].strip(WHITE_SPACE) for token in texts)

    def _tag(self, tag: Token, indent: str) -> str:
        end = "/>" if tag.kind == "empty" else ">"
        given = [
            f"{attribute.name}={self._source[attribute.start - 1 : attribute.end + 1]}"
            for attribute in tag.attributes
        ]
        flat = " ".join([f"<{tag.name}", *given]) + end
        if not given or (len(indent) + len(flat) <= _WIDTH and not _LINE_END.search(flat)):
            return flat
        line = self._line + indent
        return f"<{tag.name}{''.join(f'{line}{_STEP}{text}' for text in given)}{line}{end}"


def _is_text(node: _Node) -> bool:
    return all(inner.opening.kind == "text" for inner in node.content)


def _tree(source: str) -> list[_Node]:
    """Put tokens into each other; the tags of `source` are known to match."""
    top: list[_Node] = []
    around: list[_Node] = []
    for token in tokens(source):
        if token.kind == "end":
            around.pop().closing = token
            continue
        node = _Node(token, token)
        (around[-1].content if around else top).append(node)
        if token.kind == "start":
            around.append(node)
    return top
