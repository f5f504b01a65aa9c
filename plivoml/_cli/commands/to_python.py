"""`plivoml to-python`: documents as the Python that builds them."""

from __future__ import annotations

import argparse

from collections.abc import Iterator, Sequence
from pathlib import Path

from ... import _sources
from ..._convert import python
from ..._convert.python import Document
from ..._reading.parser import parse_fragment
from .. import FAILED
from ..documents import TOO_LONG, Failures, is_too_long, read
from ..terminal import printable


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = (
        "What this package does not know is kept: unknown attributes in `extra`, other elements "
        "as `UnknownElement`. Secrets are printed in full. A document that a program fills in "
        "becomes a function, with the program's own expressions for the values. One in which they "
        "stand for more than values (elements, attributes, names, conditions, loops), or are not "
        "seen, is named instead, and the exit status is 2, as it is where there is no document. A "
        "long expression of the program stays on one line."
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
    built: list[Document] = []
    for name in paths:
        with failures.told(name):
            if Path(name).suffix.lower() == ".py":
                built += _in_program(name, failures)
            else:
                element = parse_fragment(read(name), strict=False)
                built.append(Document(element, comment=printable(name) if len(paths) > 1 else ""))
    if built:
        print(python.module(built), end="")
    else:
        failures.tell_of_nothing(FAILED)
    return failures.status


def _in_program(name: str, failures: Failures) -> Iterator[Document]:
    program = read(name)
    if is_too_long(program):
        raise SyntaxError(TOO_LONG)
    for line, column, found in _sources.documents_in(program):
        if isinstance(found, _sources.Refusal):
            failures.tell(f"{name}:{line}:{column}", found.why)
        else:
            yield Document(found.element, found.blanks, f"{printable(name)}:{line}")
