"""Documents in the fenced blocks of a page in Markdown."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from .parts import Chars, whole


# What stands before a fence: signs of quotes, and of items of lists.
_FENCE: Final = re.compile(
    r"(?P<before>(?:[ \t]*+(?:>|(?:[-+*]|\d{1,9}+[.)])(?=[ \t])))*+[ \t]*+)"
    r"(?P<fence>`{3,}+|~{3,}+)[ \t]*+(?P<language>[\w+.-]*+)[^\n`]*+\n"
)
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTE: Final = re.compile(r"[ \t]*+>")

#: What a block of a document, or of a template of one, is said to be; of a program in Python.
DOCUMENTS: Final = frozenset(
    ("", "xml", "html", "jinja", "jinja2", "django", "twig", "liquid", "handlebars", "erb", "php")
)
PROGRAMS: Final = frozenset(("py", "python", "python3"))


def blocks(text: str) -> Iterator[tuple[str, Chars, bool]]:
    """Yield each block's language, what is in it without the margin, and whether it is quoted."""
    page = whole(text)
    fence: re.Match[str] | None = None
    quotes = margin = 0
    offsets: list[int] = []
    for line in _LINE.finditer(text):
        inside = None if fence is None else _inside(text, *line.span(), quotes, margin)
        if fence is None or inside is None:
            # A block that nothing closes ends with its quote, or else with the page.
            fence, offsets = _FENCE.fullmatch(text, *line.span()), []
            before = fence["before"] if fence else ""
            quotes = before.count(">")
            # A blank belongs to the sign of a quote.
            margin = max(len(before.rpartition(">")[2]), quotes > 0)
        elif _closes(text[inside : line.end()].strip(" \t\r\n"), fence["fence"]):
            chars = Chars("".join(text[at] for at in offsets), offsets)
            yield fence["language"].lower(), chars, quotes > 0
            fence = None
        else:
            offsets += page.offsets[inside : line.end()]


def _inside(text: str, start: int, end: int, quotes: int, margin: int) -> int | None:
    """Return where a line of a block begins behind its margin; `None` where its quote has ended."""
    for _ in range(quotes):
        sign = _QUOTE.match(text, start, end)
        if sign is None:
            return None
        start = sign.end()
    rest = text[start:end]
    return start + min(margin, len(rest) - len(rest.lstrip(" \t")))


def _closes(line: str, fence: str) -> bool:
    return line.startswith(fence) and not line.strip("`~")
