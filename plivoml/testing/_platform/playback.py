"""What a server has sent and the caller has not heard yet."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Playback:
    """A queue of sound, with checkpoints in it."""

    waiting: int = 0
    """The bytes that are still to be heard."""

    _queue: deque[bytes | str] = field(default_factory=deque[bytes | str])

    def add(self, audio: bytes) -> None:
        """Queue sound."""
        self._queue.append(audio)
        self.waiting += len(audio)

    def mark(self, name: str) -> None:
        """Queue a checkpoint."""
        self._queue.append(name)

    def clear(self) -> tuple[int, list[str]]:
        """Throw everything away; return the bytes and the checkpoints that went with it."""
        size, self.waiting = self.waiting, 0
        names = [one for one in self._queue if isinstance(one, str)]
        self._queue.clear()
        return size, names

    def play(self, size: int) -> tuple[bytes, list[str]]:
        """Let so many bytes be heard; return them, and the checkpoints that were passed."""
        heard: list[bytes] = []
        passed: list[str] = []
        while self._queue:
            first = self._queue[0]
            if isinstance(first, str):
                passed.append(first)
            elif len(first) <= size:
                heard.append(first)
                size -= len(first)
            else:
                if size:
                    heard.append(first[:size])
                    self._queue[0] = first[size:]
                break
            self._queue.popleft()
        sound = b"".join(heard)
        self.waiting -= len(sound)
        return sound, passed
