"""Programs that build with Plivo's Python SDK: the documents that their calls write."""

from __future__ import annotations

import ast
import re

from collections.abc import Iterator
from typing import Final

from ..expressions import Texts
from ..safety import Values
from .findings import Findings
from .statements import Document, Scope, scopes
from .values import Arguments


__all__ = ["Document", "Findings", "Scope", "is_meant", "scopes_of"]

# Letters are found sooner than the ends of words.
_MODULE: Final = re.compile(r"plivo(?<=\bplivo)\.?xml\b")


def is_meant(source: str) -> bool:
    """Whether a program may build with the SDK."""
    return _MODULE.search(source) is not None


def scopes_of(
    tree: ast.Module, texts: Texts, values: Values, findings: Findings, *, is_followed: bool
) -> Iterator[Scope]:
    """
    Yield what each part of a program builds with the SDK.

    Args:
        tree: The program.
        texts: Reads its texts.
        values: Follows its values.
        findings: Takes what the SDK refuses, and what it writes by itself.
        is_followed: Whether a name that stands for one value is that value.
    """
    yield from scopes(tree, Arguments(texts, values, findings, is_followed))
