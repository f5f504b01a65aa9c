"""`plivoml schema`: the XML Schema for Plivo's documents."""

from __future__ import annotations

import argparse

from ..._lint.xsd import schema_path
from .. import CLEAN


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.add_argument("--text", action="store_true", help="print the schema, not its path")


def run(options: argparse.Namespace) -> int:
    """Print the path of the schema, or its text."""
    path = schema_path()
    print(path.read_text("utf-8") if options.text else path, end="" if options.text else "\n")
    return CLEAN
