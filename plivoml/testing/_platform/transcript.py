"""What happened in a call, a line each, with the simulated time."""

from __future__ import annotations

from .clock import Clock


class Transcript:
    """Collects lines; `str()` is the whole."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lines: list[str] = []

    def add(self, who: str, text: str) -> None:
        """Write down that somebody did something."""
        minutes, seconds = divmod(round(self._clock.now, 1), 60)
        first, *others = text.splitlines()
        self._lines.append(f"{int(minutes):02}:{seconds:04.1f}  {who:7} {first}")
        self._lines += [f"{'':17}{line}" for line in others]

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def since(self, line: int) -> list[str]:
        """Return the lines from one on, counted from 0."""
        return self._lines[line:]
