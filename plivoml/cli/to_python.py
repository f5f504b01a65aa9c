"""`plivoml to-python`: documents as the Python that builds them."""

from __future__ import annotations

import argparse

from collections.abc import Iterator, Sequence
from pathlib import Path

from .. import _python, sources
from .._element import Element
from .._read import parse_fragment
from ._documents import Failures, read


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = (
        "What this package does not know is kept: unknown attributes in `extra`, other elements "
        "as `UnknownElement`. Secrets are printed in full. Of a program, the documents are "
        "converted that are whole; one with values that the program fills in is named instead, "
        "and the exit status is 2."
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="FILE",
        help="a document, a program (.py) with documents in it, or - for the input",
    )


def run(options: argparse.Namespace) -> int:
    """Print a program that builds the documents."""
    paths: Sequence[str] = options.paths
    failures = Failures()
    built: list[tuple[str, Element]] = []
    for name in paths:
        with failures.told(name):
            for place, source in _documents(name):
                if source is None:
                    failures.tell(place, "values are filled in here")
                    continue
                comment = place if len(paths) > 1 or place != name else ""
                built.append((comment, parse_fragment(source, strict=False)))
    if built:
        print(_python.module(built), end="")
    return failures.status


def _documents(name: str) -> Iterator[tuple[str, str | bytes | None]]:
    """Yield the documents in a file, each with its place; `None` for one that has gaps."""
    source = read(name)
    if Path(name).suffix != ".py":
        yield name, source
        return
    for line, document in sources.documents_in(source):
        yield f"{name}:{line}", document
