"""
The command `plivoml`.

    plivoml check FILE...

prints a line for each problem and exits with 0 where there is none, with 1 where there
is one, and with 2 where a file cannot be read.
"""

from __future__ import annotations

import argparse
import sys

from collections.abc import Sequence
from pathlib import Path

from .. import __version__


CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        "plivoml", description="Work with Plivo's call XML.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"plivoml {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="check documents",
        description="Check documents. The exit status is 0 without problems, 1 with some, "
        "and 2 if a file cannot be read.",
    )
    check.add_argument("files", nargs="+", metavar="FILE", help="a document, or - for the input")
    check.set_defaults(run=_check)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def _check(options: argparse.Namespace) -> int:
    from .._check import check

    files: Sequence[str] = options.files
    status = CLEAN
    for name in files:
        try:
            source = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            print(f"plivoml: {name}: {error.strerror}", file=sys.stderr)
            status = UNREADABLE
            continue
        for problem in check(source):
            print(f"{name}:{problem}")
            status = max(status, PROBLEMS)
    return status
