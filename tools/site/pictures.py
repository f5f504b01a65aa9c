"""
Pictures of what the pages show: an extension of Sphinx.

* Below a transcript of a call stands the call as a sequence diagram.
* A fence of Mermaid, as `plivoml graph` prints it, is drawn as `plivoml graph --format svg` does.
* Below a paragraph that is nothing but a link to a program with `PAGES` stands the map of its flow.
* In the place of the comment `<!-- the house is drawn here -->` stands the house.

Each is a part of its page, in the colours of the theme.
"""

from __future__ import annotations

import importlib
import logging
import posixpath
import re
import sys

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from plivoml import Graph
from plivoml.testing import Call
from plivoml.testing.flow_map import walk
from tools.house import House

from . import drawn_house, mermaid, sequence


ROOT = Path(__file__).parent.parent.parent
HOUSE = "<!-- the house is drawn here -->"
FENCE = re.compile(r"^```(mermaid|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = re.compile(r"^\[`[^`\n]+\.py`\]\((\S+\.py)\)$", re.MULTILINE)
STYLE = re.compile(r"<style>.*?</style>\n?", re.DOTALL)
HOST = "https://voice.example.com"
MOST_CALLS = 300


def setup(app: Sphinx) -> dict[str, bool]:
    """Say what is done to a page before it is read."""
    app.connect("source-read", draw)
    app.add_css_file("pictures.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def draw(_: Sphinx, page: str, source: list[str]) -> None:
    """Put the pictures into a page."""

    def fence(found: re.Match[str]) -> str:
        language, text = found.groups()
        if language == "mermaid":
            graph = mermaid.read(text)
            return figure(graph.to_svg(), f"The flow {titles(graph)}")
        if not sequence.is_transcript(text):
            return found[0]
        return f"{found[0]}\n\n{figure(sequence.svg(text), 'The call above as a sequence diagram')}"

    def program(found: re.Match[str]) -> str:
        graph = flow(posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), found[1])))
        if graph is None:
            return found[0]
        return f"{found[0]}\n\n{figure(graph.to_svg(), f'The flow {titles(graph)}')}"

    text = PROGRAM.sub(program, FENCE.sub(fence, source[0]))
    if HOUSE in text:
        picture = drawn_house.svg(House(ROOT / "plivoml"))
        text = text.replace(HOUSE, figure(picture, "The rooms of plivoml, floor by floor"))
    source[0] = text


def figure(svg: str, says: str) -> str:
    """Return what shows a picture; one that is wider than the page can be scrolled, by keys too."""
    drawn = STYLE.sub("", svg)
    return (
        f'```{{raw}} html\n<div class="picture" role="group" aria-label="{says}">\n'
        f"{drawn}\n</div>\n```"
    )


def titles(graph: Graph) -> str:
    """Say what is drawn."""
    documents = [step.title for step in graph.steps if step.kind == "document"]
    return f"of {len(documents)} documents" if len(documents) > 1 else "of a document"


def flow(path: str) -> Graph | None:
    """Return the map of the flow of a program, if it has one to be called."""
    pages = pages_of(path)
    if not pages:
        return None
    # They tell whoever runs them what happens; nobody does here.
    logging.getLogger("examples").setLevel(logging.WARNING)
    # What begins a call is the first page of a program.
    call = Call(pages, f"{HOST}{next(iter(pages))}", strict=False)
    graph = walk(call, MOST_CALLS).graph()
    return graph if len(graph.steps) > 1 else None


def pages_of(path: str) -> Mapping[str, Any]:
    """Return what a program serves, by the paths of its URLs."""
    if not path.startswith("examples/scenarios/"):
        return {}
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    pages: Mapping[str, Any] = getattr(module, "PAGES", {})
    return pages
