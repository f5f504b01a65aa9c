"""What stands between the command and a terminal, which does what some characters say."""

from __future__ import annotations

import os
import re

from typing import IO, Any, Final, TextIO


#: That a line is to go away, where it is all that is written.
ERASE: Final = "\r\x1b[K"

# Line ends, and what this command says to a terminal; of what looks like it, no more than colours.
_OURS: Final = re.compile(r"(\n|\x1b\[(?:[01;]|[39][0-7])*+m|\A\r\x1b\[K\Z)")


def knows_codes(stream: TextIO) -> bool:
    """Whether a stream is a terminal that knows more than text."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Terminal:
    """A stream to a terminal, to which nothing else is said; all else is as the stream has it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write `text` with a sign for what would do something."""
        pieces = _OURS.split(text)
        pieces[::2] = map(printable, pieces[::2])
        self._stream.write("".join(pieces))
        return len(text)


def printable(text: str) -> str:
    """Return text with a sign in place of what would do something to a terminal."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character == "\t" else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )
