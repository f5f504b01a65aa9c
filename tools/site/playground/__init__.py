"""
The playground: an extension of Sphinx that puts plivoml and a CPython for browsers into the site.

A page has it where the comment `<!-- the playground stands here -->` is, and each example of a rule
has a link that opens it there.  The CPython is the npm package `pyodide`.  Where that cannot be had, the page says why, and the rest of the site is built.
"""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib

from importlib.metadata import distribution
from pathlib import Path

from docutils import nodes  # type: ignore[import-untyped]  # its types are a package of their own
from sphinx.application import Sphinx

from plivoml._lint.registry import RULES
from tools import npm


HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
MARK = "<!-- the playground stands here -->"
FOLDER = "_static/playground"

#: What the browser is sent besides the CPython itself.
OWN = ("playground.js", "playground.css", "worker.js", "workbench.py")
PYODIDE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
)
#: How the playground reads what is in a block.
KIND_OF = {"xml": "xml", "python": "python"}
DEPENDENCIES = ("attrs", "elementpath", "typing-extensions", "xmlschema")


def setup(app: Sphinx) -> dict[str, bool]:
    """Say when what is done."""
    app.connect("builder-inited", prepare)
    app.connect("source-read", place)
    app.connect("doctree-resolved", offer)
    app.connect("build-finished", install)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def prepare(app: Sphinx) -> None:
    """Have what the page needs, or know why it cannot be had."""
    app.env.playground_lacks = ""
    try:
        app.env.playground_python = npm.package("pyodide", version())
    except npm.MissingError as missing:
        app.env.playground_lacks = str(missing)


def version() -> str:
    """Return the version of Pyodide on which the tests run first."""
    found = re.search(r"^PYODIDES := (\S+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def place(app: Sphinx, _: str, source: list[str]) -> None:
    """Put the form into the page that has a place for it."""
    if MARK not in source[0]:
        return
    lacks = app.env.playground_lacks
    if lacks:
        form = f'<p class="playground-lacks">It is not in this copy of the site: {html.escape(lacks)}.</p>'
    else:
        form = (HERE / "form.html").read_text("utf-8")
    source[0] = source[0].replace(MARK, f"```{{raw}} html\n{form}\n```")


def offer(app: Sphinx, tree: nodes.document, page: str) -> None:
    """Put a link to the playground below each example of a rule."""
    if app.env.playground_lacks or app.builder.format != "html" or not page.startswith("rules/"):
        return
    for block in list(tree.findall(nodes.literal_block)):
        kind = KIND_OF.get(block["language"])
        rule = RULES.get(block.parent["ids"][0])
        # What is told to whoever asks for it alone would not be seen there.
        if kind is not None and rule is not None and rule.is_default:
            address = f"../playground.html#{kind}:{packed(block.astext())}"
            link = nodes.reference("", "Open in the playground", refuri=address, internal=True)
            # The text of the link is the same everywhere; what it opens stands above it.
            block.parent.insert(
                block.parent.index(block) + 1,
                nodes.paragraph("", "", link, classes=["playground-offer"]),
            )


def packed(text: str) -> str:
    """Return a text as it stands in the fragment of a link: deflated, and in the Base64 of URLs."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflate.compress(text.encode()) + deflate.flush()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def install(app: Sphinx, failure: Exception | None) -> None:
    """Put the files of the playground beside the pages."""
    if failure or app.env.playground_lacks or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in OWN:
        shutil.copy(HERE / name, folder)
    for name in PYODIDE:
        shutil.copy(app.env.playground_python / name, folder)
    archives = [wheel(folder), dependencies(folder)]
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    whole = sum(size for name, size in sizes.items() if name not in ("files.json", *OWN))
    (folder / "files.json").write_text(
        json.dumps({"archives": [path.name for path in archives], "bytes": whole}), "utf-8"
    )


def wheel(folder: Path) -> Path:
    """Build the wheel of this checkout."""
    with tempfile.TemporaryDirectory() as built:
        subprocess.run(  # noqa: S603  # hatchling, with what stands here
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        (found,) = Path(built).iterdir()
        # A browser may keep a file by its name: one name for every build.
        return Path(shutil.copy(found, folder / "plivoml.zip"))


def dependencies(folder: Path) -> Path:
    """Pack what plivoml needs, as this environment has it: none of it is compiled."""
    archive = folder / "dependencies.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in DEPENDENCIES:
            found = distribution(name)
            for file in found.files or ():
                if file.suffix != ".pyc" and ".." not in file.parts:
                    packed.write(str(found.locate_file(file)), file.as_posix())
    return archive
