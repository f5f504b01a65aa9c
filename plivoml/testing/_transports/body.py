"""The body of a request as HTTP frames it: by its length, or in chunks."""

from __future__ import annotations

import re

from email.message import Message
from io import BufferedIOBase
from typing import Final


_LENGTH: Final = re.compile(rb"[0-9]{1,18}")
_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?\r?\n", re.DOTALL)
_MOST_BYTES: Final = 1_000_000
_CUT: Final = "the body ends before it is whole"
_PIECE: Final = 65_536  # bytes that are read at once, and the longest line


class WrongRequestError(Exception):
    """Raised for what is no request, or does not come; it has the status of an answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


def body_of(headers: Message, stream: BufferedIOBase) -> bytes:
    """
    Read the body of a request.

    Args:
        headers: What came before it.
        stream: Where it comes from; what is too long is read to its end, and not kept.

    Raises:
        WrongRequestError: It is framed in a wrong way (400), too long (413), or in a coding other
            than chunks (501).
    """
    codings = [one.strip().lower() for one in _values(headers, "Transfer-Encoding")]
    if not codings:
        return _of_length(_values(headers, "Content-Length"), stream)
    if codings != ["chunked"]:
        msg = f"expected the transfer coding chunked; got {', '.join(codings)}"
        raise WrongRequestError(501, msg)
    return _in_chunks(stream)


def _values(headers: Message, name: str) -> list[str]:
    return [one for value in headers.get_all(name, ()) for one in str(value).split(",")]


def _of_length(lengths: list[str], stream: BufferedIOBase) -> bytes:
    different = {one.strip() for one in lengths} or {"0"}
    length = different.pop()
    if different or not _LENGTH.fullmatch(length.encode()):
        raise WrongRequestError(400, "expected one Content-Length, a number of bytes")
    body = _Body()
    body.take(int(length), stream)
    return body.whole()


def _in_chunks(stream: BufferedIOBase) -> bytes:
    body = _Body()
    while size := _size(stream):
        body.take(size, stream)
        if stream.readline(_PIECE).strip():
            raise WrongRequestError(400, "expected a line end after a chunk")
    while (line := stream.readline(_PIECE)).strip():
        """What follows the last chunk are headers, which nobody asks for."""
    if not line:
        raise WrongRequestError(400, _CUT)
    return body.whole()


def _size(stream: BufferedIOBase) -> int:
    found = _SIZE.fullmatch(stream.readline(_PIECE))
    if found is None:
        raise WrongRequestError(400, "expected the size of a chunk, a hexadecimal number")
    return int(found[1], 16)


class _Body:
    """What has come of a body, as far as it is kept."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def take(self, size: int, stream: BufferedIOBase) -> None:
        while size:
            piece = stream.read(min(size, _PIECE))
            if not piece:
                raise WrongRequestError(400, _CUT)
            size -= len(piece)
            self._length += len(piece)
            if self._length <= _MOST_BYTES:
                self._pieces.append(piece)

    def whole(self) -> bytes:
        if self._length > _MOST_BYTES:
            raise WrongRequestError(413, f"expected a body of at most {_MOST_BYTES} bytes")
        return b"".join(self._pieces)
