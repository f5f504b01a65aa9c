"""The documents that stand in a program."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from ..budget import Budget
from ..parts import Part, first_offset, without_margin, words_of
from ..recognition import has_elements
from ..templates import is_document
from ..templates.languages import split
from . import builders, kinds
from .statements import growing
from .syntax import Tree
from .table import Language
from .texts import Texts, arguments


# What a document cannot do without, or what stands above a text.
_CANDIDATE: Final = re.compile(r"(?i:<Response)|<\?xml|<<[~-]?['\"A-Z]")


class Program:
    """
    A program that is read and never run.

    Attributes:
        writing_at: Returns how text is written at an offset, if that was read.
    """

    def __init__(self, tree: Tree, language: Language, budget: Budget) -> None:
        self._tree = tree
        self._budget = budget
        self._texts = Texts(tree, language, budget)
        self.writing_at = self._texts.writing_at
        self._has_sdk = language.name in builders.SPOKEN

    def documents(self) -> Iterator[tuple[int | None, list[Part]]]:
        """
        Yield the documents, the tags of templates told from the text, and where each begins.

        What is built on a condition is in none that can be seen as a whole.
        """
        for parts in self.written():
            yield first_offset(parts), parts
        if self._has_sdk:
            yield from builders.built(self._tree, self._texts, self._budget)

    def written(self) -> Iterator[list[Part]]:
        """Yield the documents that stand in literals, the tags of templates told from the text."""
        waiting = [self._tree.root]
        is_worth_it = self._tree.reaching(_CANDIDATE)
        done: set[int] = set()
        while waiting:
            node = waiting.pop()
            if node.id in done:
                continue
            if self._texts.is_text(node):
                text = self._texts.of(node)
                if text is not None and is_document(text):
                    yield split(without_margin(text))
                    continue
            elif node.type in kinds.BLOCKS:
                for grown in growing(node, self._tree, self._texts, self._budget):
                    if is_document(grown.whole):
                        done.update(one.id for one in grown.nodes)
                        yield split(without_margin(grown.whole))
            elif node.type == "object_creation_expression":
                # A tree begins with an element that is given to one, and goes on elsewhere.
                given = ((one, self._texts.of(one)) for one in arguments(node))
                done.update(one.id for one, text in given if text and not _has_elements(text))
            waiting += filter(is_worth_it, reversed(self._texts.terms(node)))


def _has_elements(parts: list[Part]) -> bool:
    return has_elements(words_of(parts))
