"""Documents in the fenced blocks of a page in Markdown."""

from __future__ import annotations

import re

from collections.abc import Iterator
from typing import Final

from .parts import Chars, whole


# A block that nothing closes goes on to the end of the page, so no other is looked for in it.
_FENCE: Final = re.compile(
    r"^(?P<indent>[ \t]*+)(?P<fence>`{3,}+|~{3,}+)[ \t]*+(?P<language>[\w+.-]*+)[^\n`]*+\n"
    r"(?P<text>.*?)(?:(?P<end>^[ \t]*+(?P=fence)[`~]*+[ \t]*+\r?$)|\Z)",
    re.MULTILINE | re.DOTALL,
)

#: What a block of a document, or of a template of one, is said to be; of a program in Python.
DOCUMENTS: Final = frozenset(
    ("", "xml", "html", "jinja", "jinja2", "django", "twig", "liquid", "handlebars", "erb", "php")
)
PROGRAMS: Final = frozenset(("py", "python", "python3"))


def blocks(text: str) -> Iterator[tuple[str, Chars]]:
    """Yield the language of each block, and what is in it, without the margin."""
    page = whole(text)
    for found in _FENCE.finditer(text):
        if found["end"] is None:
            break
        margin = len(found["indent"])
        offsets: list[int] = []
        start = found.start("text")
        for line in found["text"].splitlines(keepends=True):
            cut = min(margin, len(line) - len(line.lstrip(" \t")))
            offsets += page.offsets[start + cut : start + len(line)]
            start += len(line)
        yield found["language"].lower(), Chars("".join(text[at] for at in offsets), offsets)
