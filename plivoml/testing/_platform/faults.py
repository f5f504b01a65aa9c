"""What an application does wrong while something runs that ends for none of it."""

from __future__ import annotations

from dataclasses import replace

from .exchange import Exchange


class Faults:
    """Tells each fault once, with the place of the element that ran when it began."""

    def __init__(self, exchange: Exchange, url: str) -> None:
        self.reasons: list[str] = []
        """What is wrong for certain."""
        self._told: set[str] = set()
        self._exchange = exchange
        self._failure = exchange.blame(url, "")

    @property
    def document(self) -> int:
        """The number of the document that has the element."""
        return self._failure.document or 0

    def blame(self, reason: str) -> None:
        """Take note of a fault, for which the test fails."""
        if self._tell(reason, is_doubt=False):
            self.reasons.append(reason)

    def doubt(self, reason: str) -> None:
        """Take note of a risk, for which the test fails with `strict="warnings"` alone."""
        self._tell(reason, is_doubt=True)

    def _tell(self, reason: str, *, is_doubt: bool) -> bool:
        is_new = reason not in self._told
        if is_new:
            self._told.add(reason)
            self._exchange.note(f"{self._failure.url} {reason}")
            self._exchange.record(replace(self._failure, reason=reason), is_doubt=is_doubt)
        return is_new
