"""Texts that a program puts together statement by statement: `xml = ...`, then `xml += ...`."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, cast

import attrs

from ..budget import Budget
from ..parts import Part, joined, words_of
from ..spelling import hole
from .syntax import Tree
from .texts import Texts


if TYPE_CHECKING:
    from tree_sitter import Node


# As much of a statement says what it does.
_HEAD: Final = 200
_SETS: Final = re.compile(
    r"[^(){}=;]*?(?P<name>[$@]?\w++)(?:\s*+:[^=;(){}]*+)?\s*+"
    r"(?P<sign>:=|\+=|\.=|<<|=)(?![=>~-])\s*+"
)
_APPENDS: Final = re.compile(
    r"(?P<name>[$@]?\w++)\s*+\.\s*+(?:append|Append|AppendLine|push_str|WriteString)\s*+\("
)
# What adds to a text, wherever it stands: a sign, a method or a function that writes into it.
_ADDED: Final = re.compile(
    r"(?P<name>[$@]?\w++)\s*+(?:\+=|\.=|<<|\.\s*+(?i:append|push|write|insert)\w*+\s*+\()"
    r"|\b(?:Fprint\w*+|writ\w++!)\s*+\(\s*+&?(?:mut\s++)?(?P<into>\w++)"
)
_BEGINS: Final = re.compile(r"\s*+(?:<\?xml|<(?i:Response))")


@attrs.define
class Grown:
    """A text that grows."""

    parts: list[Part]
    nodes: list[Node]
    """The expressions that it is put together from."""

    @property
    def whole(self) -> list[Part]:
        """All of it, where more than one expression is in it."""
        return joined(self.parts) if len(self.nodes) > 1 else []


def growing(block: Node, tree: Tree, texts: Texts, budget: Budget) -> Iterator[Grown]:
    """Yield the texts that grow among the statements of a block."""
    by_name: dict[str, Grown] = {}
    for statement in block.named_children:
        start, end = tree.start(statement), tree.end(statement)
        end = start + len(tree.source[start:end].rstrip("; \r\n"))
        head = tree.source[start : min(end, start + _HEAD)]
        name, node = "", cast("Node | None", None)
        if found := _SETS.match(head):
            name, node = found["name"], tree.between(start + found.end(), end)
            if found["sign"] in ("=", ":=") and name in by_name:
                yield by_name.pop(name)
        elif found := _APPENDS.match(head):
            name, node = found["name"], tree.between(start, end)
        budget.charge(end - start if by_name else 0)
        inside = _ADDED.finditer(tree.source, start, end) if by_name else ()
        for one in ({one["name"] or one["into"] for one in inside} - {name}) & by_name.keys():
            # What is added on a condition, or several times, may be any elements.
            by_name[one].parts.append(hole(tree.source, start, end))
        if node is None:
            continue
        text = texts.of(node)
        if name in by_name:
            by_name[name].parts += [hole(tree.source, start, end)] if text is None else text
            by_name[name].nodes.append(node)
        elif text is not None and _BEGINS.match(words_of(text)):
            by_name[name] = Grown(text, [node])
    yield from by_name.values()
