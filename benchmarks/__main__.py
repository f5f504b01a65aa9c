"""Run everything, say which bars hold, and keep the figures if asked to."""

from __future__ import annotations

import argparse
import sys

from . import (
    builds,
    callbacks,
    checking,
    editing,
    figures,
    folders,
    growth,
    hostile,
    memory,
    programs,
    reads,
    shapes,
    signatures,
    starts,
    streams,
    testing,
    worst,
)


PARTS = {
    "builds": builds,
    "reads": reads,
    "growth": growth,
    "starts": starts,
    "memory": memory,
    "checking": checking,
    "folders": folders,
    "editing": editing,
    "programs": programs,
    "shapes": shapes,
    "worst": worst,
    "hostile": hostile,
    "testing": testing,
    "callbacks": callbacks,
    "signatures": signatures,
    "streams": streams,
}


def main() -> int:
    """Return 1 if a figure is over its bar."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument(
        "--record", action="store_true", help="keep the figures and put them into the docs"
    )
    options = parser.parse_args()
    if not set(options.parts) <= set(PARTS):
        parser.error(f"choose from {', '.join(PARTS)}")
    if options.record and options.parts:
        parser.error("what is recorded is everything")
    found: list[figures.Figure] = []
    for part in options.parts or PARTS:
        print(f"{part} ...", file=sys.stderr)
        found += PARTS[part].figures()
    print("\n".join(figures.table(found)))
    if options.record:
        figures.record(found)
    return any(figure.is_over for figure in found)


if __name__ == "__main__":
    sys.exit(main())
