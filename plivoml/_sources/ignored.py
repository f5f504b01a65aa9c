"""On which lines of a program comments turn rules off."""

from __future__ import annotations

import bisect
import itertools

from collections.abc import Callable, Iterable


def ignoring(about: Iterable[tuple[int, int, Iterable[str]]]) -> Callable[[int, str], bool]:
    """
    Return what says whether a rule is turned off on a line.

    Args:
        about: From which line to which each comment turns which rules off; the lines of one may
            be among those of another.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for first, last, rules in about:
        for rule in rules:
            spans.setdefault(rule, []).append((first, last))
    starts = {rule: sorted(first for first, _ in several) for rule, several in spans.items()}
    # Up to which line each, or one before it, goes.
    reach = {
        rule: [*itertools.accumulate((last for _, last in sorted(several)), max)]
        for rule, several in spans.items()
    }

    def is_ignored(line: int, rule: str) -> bool:
        before = bisect.bisect_right(starts.get(rule, ()), line)
        return before > 0 and line <= reach[rule][before - 1]

    return is_ignored
