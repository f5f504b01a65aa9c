"""`plivoml lsp`: a language server for editors."""

from __future__ import annotations

import argparse
import gc
import sys

from typing import Final

from .. import CLEAN, FAILED, PROBLEMS


# In objects that are made and kept.  A program of a thousand lines is more than ten thousand nodes:
# each time that one was read, the collector of garbage would go through all that the server has.
_BETWEEN_COLLECTIONS: Final = 100_000


def add(parser: argparse.ArgumentParser) -> None:
    """Give the parser its arguments."""
    parser.epilog = (
        "An editor starts it, and speaks with it over its input and its output. It needs "
        "`pip install 'plivoml[lsp]'`."
    )
    # Many editors say so to every server.
    parser.add_argument(
        "--stdio",
        action="store_true",
        help="speak over the input and the output, as it always does",
    )


def run(options: argparse.Namespace) -> int:
    """Answer an editor."""
    del options
    try:
        from ..._lsp.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("lsprotocol", "pygls"):
            raise
        message = "plivoml: lsp needs the library pygls: pip install 'plivoml[lsp]'"
        print(message, file=sys.stderr)
        return FAILED
    before = gc.get_threshold()
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    try:
        was_shut_down = serve(sys.stdin.buffer, sys.stdout.buffer)
    finally:
        gc.set_threshold(*before)
    # The protocol asks for 1 where an editor goes without a word.
    return CLEAN if was_shut_down else PROBLEMS
