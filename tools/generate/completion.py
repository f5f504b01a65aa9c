"""What completes `plivoml` in shells, written by shtab from its parser."""

from __future__ import annotations

import argparse

from typing import Any, Final

import shtab

from plivoml import _cli
from plivoml._cli.commands.completion import SHELLS, script


# What stands for files where an argument is explained.
_FILES: Final = ("PATH", "FILE", "DIR")


def files() -> dict[str, str]:
    """Return the script for each shell by its path."""
    parser = _cli.parser_of(_cli.COMMANDS)
    _mark_files(parser)
    return {
        f"plivoml/_cli/completions/{script(shell).name}": shtab.complete(parser, shell).rstrip()
        + "\n"
        for shell in SHELLS
    }


def _mark_files(parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if action.metavar in _FILES:
            marked: Any = action
            marked.complete = shtab.FILE
        if isinstance(action, argparse._SubParsersAction):
            commands: dict[str, argparse.ArgumentParser] = vars(action)["choices"]
            for command in commands.values():
                _mark_files(command)
