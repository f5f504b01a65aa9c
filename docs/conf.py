"""
The settings of the site that `make docs` builds.

The pages are read on the web site of a repository too, where Sphinx's directives would stand as
they are.  So no page has one: what the site needs beyond Markdown is made from it here.

* The links of an index are its table of contents; on the first page, those of lists and tables.
* A fence with `title="app.py"` behind its language has that caption.
* A paragraph that is nothing but a link to a Python file shows the file.
* A heading that begins with a hangup code can be found by the code.
* On a phone the cells of a table stand below each other, each with the title of its column.
"""  # noqa: INP001 - Sphinx reads this file; nobody imports it

from __future__ import annotations

import posixpath
import re
import sys

from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes  # type: ignore[import-untyped]  # its types are a package of their own
from sphinx.application import Sphinx


DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from plivoml import __version__  # noqa: E402 - found by the line above


project = "plivoml"
author = "the plivoml contributors"
version = release = __version__
html_title = f"plivoml {__version__}"

extensions = [
    "myst_parser",
    "sphinx_copybutton",
    "tools.site.accessible",
    "tools.site.markdown",
    "tools.site.names",
    "tools.site.pictures",
    "tools.site.playground",
]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
nitpicky = True
# Documents that are wrong are shown as they are.
suppress_warnings = ["misc.highlighting_failure"]
# No page needs them, and each would have to be looked after.
html_show_copyright = False
html_show_sourcelink = False

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["plivoml.css"]
pygments_dark_style = "lightbulb"
html_favicon = "_static/favicon.svg"

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+\.md)(?:#[^)\s]+)?\)")
LISTED = re.compile(r"^(?:\*|\||  ).*$", re.MULTILINE)
GROUP = re.compile(r"^## (.+)$", re.MULTILINE)
TITLED_FENCE = re.compile(r'^( *)```(\w+) title="([^"\n]+)"$', re.MULTILINE)
CODE = re.compile(r"^(### ([0-9]{4}) .+)$", re.MULTILINE)
FILE = re.compile(r"^\[`[^`\n]+\.py`\]\((\S+\.py)\)$", re.MULTILINE)


def setup(app: Sphinx) -> None:
    """Say what is done to a page before it is read."""
    app.connect("source-read", read)
    app.connect("doctree-resolved", label_cells)


def read(_: Sphinx, page: str, source: list[str]) -> None:
    """Turn the Markdown of a page into what Sphinx understands."""
    text = TITLED_FENCE.sub(r"\1```{code-block} \2\n\1:caption: \3\n", source[0])
    text = FILE.sub(r":::{literalinclude} \1\n:language: python\n:::", text)
    # The search leaves numbers out, but for those of the index.
    text = CODE.sub(r"\1\n\n:::{index} \2\n:::", text)
    if posixpath.basename(page) == "index":
        text = "\n\n".join([text, *contents(page, source[0])])
    source[0] = text


def contents(index: str, text: str) -> Iterator[str]:
    """Yield the tables of contents that the links of an index make."""
    folder = posixpath.dirname(index)
    if folder:
        linked = (page for page in pages(folder, text) if posixpath.dirname(page) == folder)
        yield table([*linked, *others(folder)], "")
        return
    _, *parts = GROUP.split(text)
    listed: set[str] = set()
    for title, part in zip(parts[::2], parts[1::2], strict=True):
        # What stands in a sentence has its place somewhere else.
        new = [page for page in pages(folder, lists(part)) if page not in listed]
        listed |= set(new)
        yield table(new, title)
    # A page that is new, until somebody gives it its place.
    yield table((page for page in others("") if page not in listed), "")


def lists(text: str) -> str:
    """Return the lists and the tables of a text."""
    return "\n".join(LISTED.findall(text))


def pages(folder: str, text: str) -> Iterator[str]:
    """Yield the pages to which a text leads."""
    for link in LINK.findall(text):
        page = posixpath.normpath(posixpath.join(folder, link)).removesuffix(".md")
        if not page.startswith(".."):
            yield page


def others(folder: str) -> Iterator[str]:
    """Yield every page of a folder, in the order of their names."""
    for path in sorted((DOCS / folder).glob("*.md")):
        if path.stem != "index":
            yield posixpath.join(folder, path.stem)


def table(of: Iterable[str], caption: str) -> str:
    """Return a table of contents that stands in the margin only."""
    entries = "\n".join(f"/{page}" for page in dict.fromkeys(of))
    named = f":caption: {caption}\n" if caption else ""
    return f":::{{toctree}}\n:hidden:\n{named}\n{entries}\n:::" if entries else ""


def label_cells(_: Sphinx, page: nodes.document, __: str) -> None:
    """Put the title of its column into each cell; the style sheet shows it on a phone alone."""
    for group in page.findall(nodes.tgroup):
        heads = [
            entry for head in group.findall(nodes.thead) for entry in head.findall(nodes.entry)
        ]
        for row in (row for body in group.findall(nodes.tbody) for row in body.findall(nodes.row)):
            cells = zip(heads, row.findall(nodes.entry), strict=True)
            # The first cell is the title of its row.
            for head, cell in list(cells)[1:]:
                paragraph = next(iter(cell.findall(nodes.paragraph)), None)
                if head.astext() and cell.astext() and paragraph is not None:
                    label = nodes.inline("", f"{head.astext()}: ", classes=["column"])
                    paragraph.insert(0, label)
