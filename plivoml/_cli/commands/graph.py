"""`plivoml graph`: the flow of documents as a picture."""

from __future__ import annotations

import argparse
import collections

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ..._convert.graph import Graph, graph
from ..._model.nodes import Element
from ..._reading.parser import parse
from .. import FAILED
from ..documents import Failures, documents_at, once, read


_FORMATS: Final[dict[str, Callable[[Graph], str]]] = {
    "mermaid": Graph.to_mermaid,
    "dot": Graph.to_dot,
    "svg": Graph.to_svg,
}


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = (
        "The URL of a Redirect or an action leads to the document whose name its path ends with: "
        "https://example.com/sales/menu.xml leads to menu.xml, or to sales/menu.xml. Two of one name "
        "are called by the paths that lead to them. Without a document, the exit status is 2."
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a document, a folder, or - for the input"
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="mermaid", help="what to print (default: mermaid)"
    )


def run(options: argparse.Namespace) -> int:
    """Print the picture."""
    failures = Failures()
    documents: dict[str, Element] = {}
    called = _called(options.paths, failures)
    titles = collections.Counter(called.values())
    for name, title in called.items():
        with failures.told(name):
            alone = title if titles[title] == 1 else Path(name).as_posix()
            documents[alone] = parse(read(name), strict=False)
    if documents:
        print(_FORMATS[options.format](graph(documents)))
    else:
        failures.tell_of_nothing(FAILED)
    return failures.status


def _called(paths: Sequence[str], failures: Failures) -> dict[str, str]:
    """Return what each file is called in its folder."""
    found: dict[str, str] = {}
    for path in paths:
        for name in documents_at(path, failures):
            inner = Path(name).relative_to(path) if name != path else Path(Path(name).name)
            found.setdefault(name, (inner.parent / inner.stem).as_posix())
    return {name: found[name] for name in once(found)}
