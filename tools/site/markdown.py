"""
Puts each page beside its HTML as the Markdown that it is written in, and a list of them into `llms.txt`.

Who reads a site by a program gets the text without the frame; the form of the list is that of
https://llmstxt.org.  Links lead from one such page to another as they do in the sources.
"""

from __future__ import annotations

import posixpath
import re

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx


_LINK: Final = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+\.md)")
_SECTION: Final = re.compile(r"^## (.+)$", re.MULTILINE)
_TITLE: Final = re.compile(r"^# (.+)$", re.MULTILINE)
# What is no sentence of a page: its title and other headings, what is hidden, code, lists and tables.
_OTHER: Final = re.compile(r"^(?:#|<!--|```|\* |[|:]|\d+\.)")
_SENTENCE: Final = re.compile(r".+?[.:](?= [A-Z`]|$)")


def setup(app: Sphinx) -> dict[str, Any]:
    """Say when the Markdown is written."""
    app.connect("html-page-context", _alternate)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True}


def _alternate(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Tell in the head of a page where its Markdown is."""
    if page in app.env.found_docs:
        link = f'<link rel="alternate" type="text/markdown" href="{posixpath.basename(page)}.md">'
        context["metatags"] = f"{context.get('metatags', '')}{link}"


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        docs, site = Path(app.srcdir), Path(app.outdir)
        for page in app.env.found_docs:
            text = (docs / f"{page}.md").read_text("utf-8")
            (site / f"{page}.md").write_text(text, "utf-8")
        (site / "llms.txt").write_text(llms(docs), "utf-8")


def llms(docs: Path) -> str:
    """Return the list of all pages of a folder, each with its first sentence."""
    return "\n".join(_listed(docs))


def _listed(docs: Path) -> Iterator[str]:
    front, *parts = _SECTION.split((docs / "index.md").read_text("utf-8"))
    yield f"{_title(front)}\n\n> {_first(front)}\n"
    listed = {"index.md"}
    for title, part in zip(parts[::2], parts[1::2], strict=True):
        pages = [page for linked in _LINK.findall(part) for page in _with_its_folder(docs, linked)]
        new = [page for page in dict.fromkeys(pages) if page not in listed]
        listed |= set(new)
        if new:
            yield f"## {title}\n"
            yield from (_entry(docs, page) for page in new)
            yield ""
    others = (page.relative_to(docs).as_posix() for page in sorted(docs.rglob("*.md")))
    left = [page for page in others if page not in listed]
    if left:
        yield "## Optional\n"
        yield from (_entry(docs, page) for page in left)
        yield ""


def _with_its_folder(docs: Path, page: str) -> list[str]:
    """Return a page, and behind an index the pages that it leads to beside it."""
    folder, name = posixpath.split(page)
    if name != "index.md":
        return [page]
    linked = _LINK.findall((docs / page).read_text("utf-8"))
    return [page, *(f"{folder}/{one}" for one in linked if "/" not in one)]


def _entry(docs: Path, page: str) -> str:
    text = (docs / page).read_text("utf-8")
    first = _first(text)
    return f"- [{_title(text).removeprefix('# ')}]({page}){f': {first}' if first else ''}"


def _title(text: str) -> str:
    found = _TITLE.search(text)
    return found[0] if found else "#"


def _first(text: str) -> str:
    """Return the first sentence of a page, without its links."""
    for paragraph in re.split(r"\n{2,}", text):
        if paragraph and not _OTHER.match(paragraph):
            plain = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", " ".join(paragraph.split()))
            found = _SENTENCE.match(plain)
            return found[0].rstrip(":") if found else plain
    return ""
