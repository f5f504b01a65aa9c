"""
The command `plivoml`.

Each command is a module of this package, named after it, with two functions: `add` gives
a parser its arguments, and `run` does the work and returns the exit status.  Only the
module of the command that was asked for is loaded.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from collections.abc import Sequence
from types import ModuleType
from typing import Final

from .. import __version__


#: The exit status: nothing to say, problems found, and a wrong call or an unreadable file.
CLEAN, PROBLEMS, FAILED = 0, 1, 2

# As a shell says it of a command that a signal ended.
_INTERRUPTED: Final = 130

#: What each command does; the command `to-python` is the module `to_python`.
COMMANDS: Final = {
    "check": "say what is wrong, or may go wrong, in documents",
    "schema": "say where the XML Schema for Plivo's documents is, or print it",
    "rules": "list the rules of check",
    "explain": "explain a rule of check, or a hangup code",
    "decode": "read a request of Plivo's, given as its body or its query",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _run(given)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has seen enough.  Python would complain
        # once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS


def _run(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        "plivoml",
        description="Work with Plivo's call XML.",
        epilog="`plivoml COMMAND --help` says more of a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"plivoml {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    wanted = next((word for word in given if not word.startswith("-")), "")
    for name, does in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if name == wanted:
            module = _module(name)
            module.add(command)
            command.set_defaults(run=module.run)
    options = parser.parse_args(given)
    status: int = options.run(options)
    sys.stdout.flush()
    return status


def _module(command: str) -> ModuleType:
    return importlib.import_module(f".{command.replace('-', '_')}", __name__)
