"""The syntax tree of a program, in characters rather than in bytes."""

from __future__ import annotations

import bisect
import functools
import importlib
import itertools
import re

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ..budget import SpentError
from .table import Language


if TYPE_CHECKING:
    import tree_sitter

    from tree_sitter import Node, Parser


_MISSING: Final = (
    "documents in {} are read by packages that are not installed: pip install 'plivoml[languages]'"
)


# A step is a hundred tokens or rules of a grammar; code of the densest kind has one in ten bytes.
_LEAST_STEPS: Final = 100
_BYTES_OF_STEP: Final = 8

# What a grammar goes through is read in pieces, and again where it goes back: one that is looked
# for the end of a comment from each place in it reads the rest of the program from each of them.
_PIECE: Final = 4096
_LEAST_READS: Final = 100
_READS_OF_PIECE: Final = 50

# A grammar takes an escape with a single u alone; the others may as well stand behind it, where
# they are text and as long.
_SEVERAL_U: Final = re.compile(r"\\(u+)(u[0-9a-fA-F]{4})")


class Tree:
    """
    A program and its syntax tree.

    Attributes:
        source: The program.
        root: The whole of it.

    Raises:
        ModuleNotFoundError: If what reads its language is not installed.
        SpentError: If it takes more work than a program of its length should.
    """

    def __init__(self, source: str, language: Language) -> None:
        self.source = source
        single = _SEVERAL_U.sub(r"\\\2\1", source) if language.has_several_u else source
        data = single.encode("utf-8", "surrogatepass")
        parser = _parser(language)
        # The grammar of Kotlin looks for white space behind an @ for ever.
        self.root = _parsed(parser, data + b"\n").root_node
        self._grammar = parser.language
        self._is_ascii = len(data) == len(source)

    @functools.cached_property
    def _starts(self) -> list[int]:
        """Where each character begins, in bytes."""
        sizes = (len(one.encode("utf-8", "surrogatepass")) for one in self.source)
        return [0, *itertools.accumulate(sizes)]

    def _byte(self, offset: int) -> int:
        """Return where a character begins, in bytes."""
        return offset if self._is_ascii else self._starts[offset]

    def _offset(self, byte: int) -> int:
        return byte if self._is_ascii else bisect.bisect_left(self._starts, byte)

    def start(self, node: Node) -> int:
        """Return where `node` begins, in characters."""
        return self._offset(node.start_byte)

    def end(self, node: Node) -> int:
        """Return where `node` ends, in characters."""
        return self._offset(node.end_byte)

    def reaching(self, pattern: re.Pattern[str]) -> Callable[[Node], bool]:
        """Return what says whether a match of `pattern` begins in a node."""
        starts = [self._byte(found.start()) for found in pattern.finditer(self.source)]

        def is_reached(node: Node) -> bool:
            at = bisect.bisect_left(starts, node.start_byte)
            return at < len(starts) and starts[at] < node.end_byte

        return is_reached

    def is_first_on_line(self, node: Node) -> bool:
        """Whether nothing stands before `node` on its line."""
        start = self.start(node)
        return not self.source[self.source.rfind("\n", 0, start) + 1 : start].strip()

    def all(self, kind: str) -> list[Node]:
        """Return the nodes of a kind, in their order; none where the language has no such kind."""
        from tree_sitter import Query, QueryCursor

        assert self._grammar is not None
        if self._grammar.id_for_node_kind(kind, True) is None:  # noqa: FBT003 - takes no keywords
            return []
        query = Query(self._grammar, f"({kind}) @found")
        return QueryCursor(query).captures(self.root).get("found", [])

    def between(self, start: int, end: int) -> Node:
        """Return the smallest node that reaches from `start` to `end`."""
        return (
            self.root.named_descendant_for_byte_range(self._byte(start), self._byte(end))
            or self.root
        )

    def code(self, node: Node) -> str:
        """Return `node` as it is written."""
        return self.source[self.start(node) : self.end(node)]


def _parsed(parser: Parser, data: bytes) -> tree_sitter.Tree:
    """Parse a program, in as many steps and with as much reading as its length is worth."""
    steps, reads = itertools.count(), itertools.count()
    most_steps = _LEAST_STEPS + len(data) // _BYTES_OF_STEP
    most_reads = _LEAST_READS + len(data) // _PIECE * _READS_OF_PIECE
    is_spent = False

    def is_too_much(_: int, __: object) -> bool:
        return is_spent or next(steps) >= most_steps

    def read(start: int, _: object) -> bytes:
        nonlocal is_spent
        is_spent = is_spent or next(reads) >= most_reads
        # Nothing can be raised here, and what has come to its end is soon asked about.
        return b"" if is_spent else data[start : start + _PIECE]

    try:
        tree = parser.parse(read, progress_callback=is_too_much)
    except ValueError:
        parser.reset()
        raise SpentError from None
    if is_spent:
        raise SpentError
    return tree


@functools.cache
def _parser(language: Language) -> Parser:
    try:
        import tree_sitter  # an extra

        grammar = importlib.import_module(language.package)
    except ModuleNotFoundError:
        raise ModuleNotFoundError(_MISSING.format(language.name)) from None
    found: object = getattr(grammar, language.grammar)()
    return tree_sitter.Parser(tree_sitter.Language(found))
