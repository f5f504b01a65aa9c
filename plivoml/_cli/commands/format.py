"""`plivoml format`: documents laid out for people."""

from __future__ import annotations

import argparse

from collections.abc import Sequence

from ..._convert.layout import laid_out
from .. import CLEAN, PROBLEMS
from ..documents import STANDARD_INPUT, Failures, diff, documents_at, once, put_out, read, write


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
    is_asked = options.check or options.diff
    status = CLEAN
    names = [*once(found for path in paths for found in documents_at(path, failures))]
    if not names:
        failures.tell_of_nothing(CLEAN)
    for name in names:
        is_changed, shown = False, b""
        with failures.told(name):
            is_changed, shown = _outcome(name, options)
        # That the output is full, or closed, is no fault of the file.
        if shown:
            put_out(shown)
        elif is_changed:
            print(name)
        if is_changed and is_asked:
            status = PROBLEMS
    return failures.status or status


def _outcome(name: str, options: argparse.Namespace) -> tuple[bool, bytes]:
    """Lay a document out; return whether that changes it, and what to show of it."""
    before = read(name)
    after = laid_out(before)
    is_changed = before != after
    if options.diff:
        return is_changed, diff(name, before, after)
    if name == STANDARD_INPUT and not options.check:
        return is_changed, after
    if is_changed and not options.check:
        write(name, after, before)
    return is_changed, b""
