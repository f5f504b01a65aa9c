"""A line that tells how far a long run is, on a terminal only."""

from __future__ import annotations

import time

from typing import Final, TextIO

from .terminal import ERASE, knows_codes


_PATIENCE: Final = 1.0
_STEP: Final = 0.1
_CELLS: Final = 24


class Progress:
    """The line; it is not there until a run turns out to be long."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._done = 0
        self._stream = stream if knows_codes(stream) else None
        self._next = time.monotonic() + _PATIENCE
        self._is_shown = False

    def step(self) -> None:
        """Count one more file."""
        self._done += 1
        if self._stream is None or time.monotonic() < self._next:
            return
        filled = _CELLS * self._done // self._total
        bar = f"{'#' * filled}{'.' * (_CELLS - filled)}"
        self._stream.write(ERASE)
        self._stream.write(f"[{bar}] {self._done} of {self._total}")
        self._stream.flush()
        self._is_shown = True
        self._next = time.monotonic() + _STEP

    def clear(self) -> None:
        """Take the line away, so that something else can be printed."""
        if self._stream is not None and self._is_shown:
            self._stream.write(ERASE)
            self._stream.flush()
            self._is_shown = False
