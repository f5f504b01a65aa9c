"""`plivoml rules`: the rules of check, by family."""

from __future__ import annotations

import argparse
import json

from typing import Any

from ..._lint import registry
from ..._lint.rule import Rule
from .. import CLEAN


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = "`plivoml explain RULE` says what to do about one, with an example."
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what to print (default: text)"
    )


def run(options: argparse.Namespace) -> int:
    """Print a line, or an object, for each rule."""
    if options.format == "json":
        told = [
            _as_dict(rule, name) for name, one in registry.FAMILIES.items() for rule in one.rules
        ]
        print(json.dumps(told, indent=2))
        return CLEAN
    width = max(map(len, registry.RULES))
    for name, family in registry.FAMILIES.items():
        print(f"{name}:")
        for rule in family.rules:
            print(f"  {rule.name:<{width}}  {rule.severity:<7}  {rule.says}")
    return CLEAN


def _as_dict(rule: Rule, family: str) -> dict[str, Any]:
    return {
        "name": rule.name.value,
        "family": family,
        "severity": rule.severity,
        "is_default": rule.is_default,
        "says": rule.says,
        "hangup_codes": list(rule.hangup_codes),
        "docs": rule.docs,
        "wrong": rule.wrong,
        "right": rule.right,
    }
