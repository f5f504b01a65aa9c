"""`plivoml check`: what is wrong, or may go wrong, in documents."""

from __future__ import annotations

import argparse
import sys

from collections.abc import Sequence
from pathlib import Path

from . import CLEAN, FAILED, PROBLEMS


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.add_argument("files", nargs="+", metavar="PATH", help="a document, or - for the input")


def run(options: argparse.Namespace) -> int:
    """Check the files."""
    from .._check import check

    files: Sequence[str] = options.files
    status = CLEAN
    for name in files:
        try:
            source = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            print(f"plivoml: {name}: {error.strerror}", file=sys.stderr)
            status = FAILED
            continue
        for problem in check(source):
            print(f"{name}:{problem}")
            status = max(status, PROBLEMS)
    return status
