"""`plivoml map`: every way through the flow of an app on this machine."""

from __future__ import annotations

import argparse
import sys

from .. import CLEAN, FAILED, PROBLEMS
from .call import add_target, call_of


_FORMATS = ("text", "mermaid", "dot", "svg")


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    add_target(parser)
    parser.add_argument("--format", choices=_FORMATS, default="text")
    parser.add_argument(
        "--limit", type=int, default=200, metavar="CALLS", help="the most calls to make (200)"
    )


def run(options: argparse.Namespace) -> int:
    """Print the map, and then what is wrong with the flow."""
    from ...testing.flow_map import walk

    try:
        found = walk(call_of(options), options.limit)
    except (OSError, ValueError) as error:
        print(f"plivoml: {error}", file=sys.stderr)
        return FAILED
    graph = found.graph()
    draw = {"mermaid": graph.to_mermaid, "dot": graph.to_dot, "svg": graph.to_svg}
    print(draw[options.format]() if options.format in draw else found)
    # What is wrong goes elsewhere where the output is a picture.
    told = sys.stdout if options.format == "text" else sys.stderr
    if not found.is_complete:
        print(f"plivoml: stopped after {found.calls} calls: --limit has more", file=sys.stderr)
    for title, lines in (
        ("Errors", found.invalid),
        ("Loops", found.loops),
        ("Dead ends", found.dead_ends),
    ):
        if lines:
            print(f"\n{title}:", file=told)
            for line in lines:
                print(f"  {line}", file=told)
    return PROBLEMS if found.findings or not found.is_complete else CLEAN
