"""`plivoml completion`: what completes the command in a shell."""

from __future__ import annotations

import argparse

from pathlib import Path
from typing import Final

from .. import CLEAN


SHELLS: Final = ("bash", "zsh", "tcsh")

_EPILOG: Final = """\
In ~/.bashrc:   eval "$(plivoml completion bash)"
In ~/.zshrc:    eval "$(plivoml completion zsh)", after compinit
In ~/.tcshrc:   eval "`plivoml completion tcsh`"
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = _EPILOG
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    print(script(options.shell).read_text("utf-8"), end="")
    return CLEAN


def script(shell: str) -> Path:
    """Return where the script for a shell is."""
    return Path(__file__).parents[1] / "completions" / f"plivoml.{shell}"
