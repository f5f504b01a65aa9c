"""`plivoml graph`: the flow of documents as a picture."""

from __future__ import annotations

import argparse

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from ..._convert.graph import Graph, graph
from ..._model.nodes import Element
from ..._reading.parser import parse
from ..documents import Failures, documents_at, read


_FORMATS: Final[dict[str, Callable[[Graph], str]]] = {
    "mermaid": Graph.to_mermaid,
    "dot": Graph.to_dot,
    "svg": Graph.to_svg,
}


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = (
        "The URL of a Redirect or an action leads to the document whose name its path ends with: "
        "https://example.com/sales/menu.xml leads to menu.xml, or to sales/menu.xml."
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a document, a folder, or - for the input"
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="mermaid", help="what to print (default: mermaid)"
    )


def run(options: argparse.Namespace) -> int:
    """Print the picture."""
    paths: Sequence[str] = options.paths
    failures = Failures()
    documents: dict[str, Element] = {}
    for inner, name in _named(paths, failures):
        with failures.told(name):
            documents[inner.with_suffix("").as_posix()] = parse(read(name), strict=False)
    if documents:
        print(_FORMATS[options.format](graph(documents)))
    return failures.status


def _named(paths: Sequence[str], failures: Failures) -> Iterator[tuple[Path, str]]:
    """Yield the files, each after what it is called in its folder."""
    for path in dict.fromkeys(paths):
        for name in documents_at(path, failures):
            yield Path(name).relative_to(path) if name != path else Path(Path(name).name), name
