"""`plivoml format`: documents laid out for people."""

from __future__ import annotations

import argparse
import sys

from collections.abc import Sequence

from ..._convert.layout import laid_out
from .. import CLEAN, PROBLEMS
from ..documents import STANDARD_INPUT, Failures, diff, documents_at, put_out, read, write


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = (
        "Only white space between tags and in them moves; what is said or sent stays as it is. "
        "With --check or --diff nothing is written, and the exit status is 1 if something would "
        "be. It is 2 if a file cannot be read or written; it is then as it was."
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a document, a folder (its *.xml are laid out), or - for the input",
    )
    parser.add_argument("--check", action="store_true", help="name the files that would change")
    parser.add_argument("--diff", action="store_true", help="show what would change")


def run(options: argparse.Namespace) -> int:
    """Lay documents out."""
    paths: Sequence[str] = options.paths
    failures = Failures()
    is_changed = False
    for name in (found for path in paths for found in documents_at(path, failures)):
        with failures.told(name):
            before = read(name)
            after = laid_out(before)
            if options.check or options.diff:
                if before != after:
                    is_changed = True
                    shown = diff(name, before, after) if options.diff else f"{name}\n"
                    sys.stdout.write(shown)
            elif name == STANDARD_INPUT:
                put_out(after)
            elif before != after:
                write(name, after, before)
                print(name)
    return failures.status or (PROBLEMS if is_changed else CLEAN)
