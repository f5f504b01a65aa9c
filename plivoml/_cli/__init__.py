"""
The command `plivoml`.

Each command is a module of this package, named after it, with two functions: `add` gives
a parser its arguments, and `run` does the work and returns the exit status.  Only the
module of the command that was asked for is loaded.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import io
import os
import sys

from collections.abc import Container, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final, TextIO, cast

from .. import __version__


if TYPE_CHECKING:
    from _typeshed import SupportsWrite

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
    "format": "lay documents out for people",
    "to-python": "print the Python that builds documents",
    "graph": "draw the flow of documents",
    "call": "call an app on this machine, and be its caller",
    "map": "find every way through the flow of an app on this machine",
    "lsp": "tell an editor what is wrong in documents, and what may be written in them",
    "decode": "read a request of Plivo's, given as its body or its query",
    "completion": "print what completes this command in a shell",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    _make_streams_safe()
    out, err = _safe(sys.stdout), _safe(sys.stderr)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                return _run(given)
            finally:
                # What cannot be written is told here, and not by Python at its end.
                out.flush()
                err.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has seen enough.
        _give_up_output()
        return PROBLEMS
    except OSError as error:
        # The disk is full, for one.
        with contextlib.suppress(OSError):
            print(f"plivoml: {error.strerror or error}", file=sys.stderr)
        _give_up_output()
        return FAILED
    finally:
        if arguments is None:
            # The process ends: to look for garbage first would take as long as a check.
            gc.freeze()


def _give_up_output() -> None:
    """Keep Python from complaining once more when it flushes at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _make_streams_safe() -> None:
    """Let no stream that is closed, or that knows few characters, be a traceback."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - stays open
            setattr(sys, name, nothing)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file has one encoding wherever it is written; a terminal has its own.
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _safe(stream: TextIO) -> TextIO:
    """Return what to write to instead of `stream`, where a person looks on."""
    if not stream.isatty():
        return stream
    from .terminal import Terminal

    return cast("TextIO", Terminal(stream))


def _run(given: Sequence[str]) -> int:
    wanted = next((word for word in given if not word.startswith("-")), "")
    parser = parser_of([wanted])
    if not given:
        parser.print_help()
        return CLEAN
    options = parser.parse_args(given)
    status: int = options.run(options)
    return status


def count(text: str) -> int:
    """Read how many of something there are to be."""
    if not (text.isascii() and text.isdigit() and int(text)):
        msg = f"expected 1 or more; got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


class _Parser(argparse.ArgumentParser):
    """A parser whose help is a failure where it cannot be written; others keep that to themselves."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        (file or sys.stderr).write(message)


def parser_of(wanted: Container[str]) -> argparse.ArgumentParser:
    """Return the parser of the command, with the arguments of the commands that are wanted."""
    parser = _Parser(
        "plivoml",
        description="Work with Plivo's call XML.",
        epilog="`plivoml COMMAND --help` says more of a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"plivoml {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, does in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=does,
            description=f"{does[0].upper()}{does[1:]}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if name in wanted:
            module = _module(name)
            module.add(command)
            command.set_defaults(run=module.run)
    return parser


def _module(command: str) -> ModuleType:
    return importlib.import_module(f".commands.{command.replace('-', '_')}", __name__)
