"""What the language server says of a file while somebody writes it."""

from __future__ import annotations

from tests.fuzz.grown import document_of
from tests.fuzz.target import target
from tests.support.language_server import NEEDS, answers


@target("documents")
def language_server(data: bytes) -> bool:
    """Each question of an editor has an answer, wherever it is asked."""
    text = document_of(data).decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    chance = sum(data)
    line = (0, chance // 2, len(lines) - 1, len(lines))[chance // 2 % 4] % (len(lines) + 1)
    character = (0, chance * 7 % 60, len(lines[line % len(lines)]) // 2)[chance // 8 % 3]
    return answers((".xml", ".py")[chance % 2], text, line, character) or NEEDS
