"""`plivoml rules`: the rules of check, by family."""

from __future__ import annotations

import argparse

from ..._lint import registry
from .. import CLEAN


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = "`plivoml explain RULE` says what to do about one, with an example."


def run(options: argparse.Namespace) -> int:
    """Print a line for each rule."""
    del options
    width = max(map(len, registry.RULES))
    for name, family in registry.FAMILIES.items():
        print(f"{name}:")
        for rule in family.rules:
            print(f"  {rule.name:<{width}}  {rule.severity:<7}  {rule.says}")
    return CLEAN
