"""
Tells Sphinx where the reference tells of each public name of Python.

So they are in `objects.inv`, and the Sphinx of another project links to `plivoml.Dial.timeout`; the
search finds them by their names; and the attributes of an element stand in the contents of its page.
"""

from __future__ import annotations

import re

from functools import cache
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config

from tools.generate.names import Name, names


_ANCHOR: Final = re.compile(r'<a id="([^"]+)">')
# Behind what makes the contents of a page of its sections.
_LATER: Final = 900


def setup(app: Sphinx) -> dict[str, Any]:
    """Say when names are told of."""
    app.connect("config-inited", _without_an_index_of_modules)
    app.connect("doctree-read", _tell, priority=_LATER)
    return {"parallel_read_safe": True}


def _without_an_index_of_modules(_: Sphinx, config: Config) -> None:
    # The page on Python is that, with a word on each.
    config["html_domain_indices"] = False


@cache
def _by_page() -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for name in names():
        found.setdefault(name.place.page.removesuffix(".md"), []).append(name)
    return found


def _tell(app: Sphinx, tree: nodes.document) -> None:
    page = app.env.docname
    # Links of Markdown lead to headings, and from here on to anchors too.
    slugs = app.env.metadata[page].setdefault("myst_slugs", {})
    for raw in tree.findall(nodes.raw):
        for anchor in _ANCHOR.findall(raw.astext()):
            slugs.setdefault(anchor, (raw.line, anchor, anchor))
    told = _by_page().get(page, [])
    domain = app.env.domains.python_domain
    for name in told:
        _, place, _ = slugs[name.place.anchor]
        if name.kind == "module":
            domain.note_module(name.path, place, "", "", deprecated=False)
        domain.note_object(name.path, name.kind, place, location=tree)
    if page.startswith("reference/elements/"):
        _list(app, page, [name for name in told if name.kind == "attribute"])


def _list(app: Sphinx, page: str, attributes: list[Name]) -> None:
    """Put the attributes of an element below their heading in the contents of the page."""
    for reference in app.env.tocs[page].findall(nodes.reference):
        if reference.get("anchorname") == "#attributes":
            entries = nodes.bullet_list()
            for name in attributes:
                text = nodes.literal("", name.path.rpartition(".")[2])
                given = {"refuri": page, "anchorname": f"#{name.place.anchor}"}
                link = nodes.reference("", "", text, internal=True, **given)
                entries += nodes.list_item("", addnodes.compact_paragraph("", "", link))
            reference.parent.parent.append(entries)
