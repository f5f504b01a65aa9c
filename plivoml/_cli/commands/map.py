"""`plivoml map`: every way through the flow of an app on this machine."""

from __future__ import annotations

import argparse
import json
import sys

from typing import TYPE_CHECKING, TextIO

from .. import CLEAN, FAILED, PROBLEMS, count
from .call import add_target, call_of, public


if TYPE_CHECKING:
    from ...testing.flow_map import FlowMap

_FORMATS = ("text", "mermaid", "dot", "svg", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    add_target(parser)
    parser.add_argument("--format", choices=_FORMATS, default="text")
    parser.add_argument(
        "--limit", type=count, default=200, metavar="CALLS", help="the most calls to make (200)"
    )
    parser.add_argument(
        "--press",
        metavar="KEYS",
        action="append",
        default=[],
        help="try these keys too where several are asked for, such as a PIN; may be repeated",
    )
    parser.add_argument(
        "--say",
        metavar="WORDS",
        action="append",
        default=[],
        help="try these words too where speech is asked for; may be repeated",
    )
    parser.add_argument(
        "--start",
        metavar="URL",
        action="append",
        default=[],
        help="a further answer URL; a path counts from the first; may be repeated",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="draw nothing; what was not tried is a finding too",
    )


def run(options: argparse.Namespace) -> int:
    """Print the map, and then what is wrong with the flow."""
    from ...testing.flow_map import walk
    from ...testing.moves import Tries

    try:
        found = walk(
            call_of(options),
            options.limit,
            tries=Tries(
                tuple(options.press),
                tuple(options.say),
                tuple(public(options, url) for url in options.start),
            ),
        )
    except (OSError, ValueError) as error:
        print(f"plivoml: {error}", file=sys.stderr)
        return FAILED
    is_json = options.format == "json"  # and has in it what is wrong
    if is_json or not options.check:
        print(_drawn(found, options.format))
    if not is_json:
        is_text = options.check or options.format == "text"
        _tell(found, sys.stdout if is_text else sys.stderr)
    if not found.is_complete:
        print(f"plivoml: stopped after {found.calls} calls: --limit has more", file=sys.stderr)
    # A gate is not to be green over what it has not seen.
    is_wrong = found.findings or not found.is_complete or (options.check and found.untried)
    return PROBLEMS if is_wrong else CLEAN


def _drawn(found: FlowMap, form: str) -> str:
    graph = found.graph()
    match form:
        case "mermaid":
            return graph.to_mermaid()
        case "dot":
            return graph.to_dot()
        case "svg":
            return graph.to_svg()
        case "json":
            return json.dumps(found.as_dict(), indent=2)
        case _:
            return str(found)


def _tell(found: FlowMap, file: TextIO) -> None:
    for title, lines in (
        ("Errors", found.invalid),
        ("Loops", found.loops),
        ("Dead ends", found.dead_ends),
        ("Not tried", found.untried),
    ):
        if lines:
            print(f"\n{title}:", file=file)
            for line in lines:
                print(f"  {line}", file=file)
