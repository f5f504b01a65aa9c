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
    places = [(0, 0), (len(lines), 0), (len(lines) - 1, len(lines[-1]) // 2)]
    places += [(line % len(lines), line * 7 % 60) for line in data[-4:]]
    told = [answers(suffix, text, *place) for suffix in (".xml", ".py") for place in places]
    return any(told) or NEEDS
