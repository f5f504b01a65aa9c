"""`plivoml schema`: the XML Schema for Plivo's documents."""

from __future__ import annotations

import argparse
import sys

from ..._lint.xsd import schema_path
from .. import CLEAN, FAILED


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.add_argument("--text", action="store_true", help="print the schema, not its path")
    parser.add_argument(
        "--typed",
        action="store_true",
        help="the flavour for programs that make classes of it, with numbers and booleans",
    )
    parser.add_argument(
        "--allow",
        nargs="*",
        metavar="NAME",
        help="print the schema with names such as Dial.newThing and NewElement; without any, "
        "with those that [tool.plivoml] allows",
    )


def run(options: argparse.Namespace) -> int:
    """Print the path of the schema, or its text."""
    path = schema_path(typed=options.typed)
    if options.allow is None:
        print(path.read_text("utf-8") if options.text else path, end="" if options.text else "\n")
        return CLEAN
    # Only this reads settings and loads elements.
    from ..._lint.allowed import with_names
    from ..._lint.project import project_settings

    try:
        names = options.allow or project_settings().get("allow", ())
        print(with_names(path.read_text("utf-8"), names), end="")
    except ValueError as error:
        print(f"plivoml: {error}", file=sys.stderr)
        return FAILED
    return CLEAN
