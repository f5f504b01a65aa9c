"""What an editor says, for as long as it can be told where each message ends."""

from __future__ import annotations

import re
import sys

from typing import BinaryIO, Final


# A message of more than 100 MB is none; no header is longer than this.
_LONGEST_LINE: Final = 8192
_LENGTH: Final = re.compile(rb"(?i:content-length):[ \t]*([0-9]{1,8})[ \t]*\r?\n")
_OTHER: Final = re.compile(rb"(?!(?i:content-length))[A-Za-z0-9-]+:[^\r\n]*\r?\n|\r?\n")


class Frames:
    """
    The messages of an editor, each behind its headers.

    A line that is no header is the end: what follows may be anything, and would be passed over
    without a word.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        """Return the next line of headers, or nothing at the end."""
        line = self._stream.readline(_LONGEST_LINE)
        if length := _LENGTH.fullmatch(line):
            # As the library reads it; a name is the same in capitals.
            return b"Content-Length: %s\r\n" % length[1]
        if line and not _OTHER.fullmatch(line):
            shown = repr(line[:60]).removeprefix("b")
            told = f"plivoml: expected Content-Length and a number; got {shown}\n"
            sys.stderr.write(told)
            return b""
        return line

    def read(self, size: int) -> bytes:
        """Return what comes next, and less than asked for at the end."""
        return self._stream.read(size)


class Answers:
    """What an editor hears; the library closes it at the end, and its owner still writes to it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        """Write a part of a message."""
        self._stream.write(data)

    def flush(self) -> None:
        """Let the editor hear it."""
        self._stream.flush()

    def close(self) -> None:
        """Leave it open."""
