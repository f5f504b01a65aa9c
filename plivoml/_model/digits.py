"""Ranges of whole numbers as patterns, which is how an XML Schema checks them here."""

from __future__ import annotations

from collections.abc import Iterator


def decimals(low: int, high: int) -> Iterator[str]:
    """Yield the patterns whose union is the decimal numbers from `low` to `high`."""
    if low == 0:
        yield "0"
        low = 1
    shortest, longest = len(str(low)), len(str(high))
    # Lengths of which every number belongs are one pattern; the rest go one by one.
    first = shortest if low == 10 ** (shortest - 1) else shortest + 1
    last = longest if high == 10**longest - 1 else longest - 1
    if low > high:
        return
    if shortest == longest and first > last:
        yield from _same_length(str(low), str(high))
        return
    if first > shortest:
        yield from _same_length(str(low), "9" * shortest)
    if first <= last:
        yield "[1-9]" + _digits(first - 1, last - 1)
    if last < longest:
        yield from _same_length(str(10 ** (longest - 1)), str(high))


def _same_length(low: str, high: str) -> Iterator[str]:
    rest = len(low) - 1
    if not rest:
        yield low if low == high else f"[{low}-{high}]"
    elif low[0] == high[0]:
        yield from (low[0] + tail for tail in _same_length(low[1:], high[1:]))
    else:
        first, last = int(low[0]), int(high[0])
        if low[1:] != "0" * rest:
            yield from (low[0] + tail for tail in _same_length(low[1:], "9" * rest))
            first += 1
        if high[1:] != "9" * rest:
            yield from (high[0] + tail for tail in _same_length("0" * rest, high[1:]))
            last -= 1
        if first <= last:
            digit = str(first) if first == last else f"[{first}-{last}]"
            yield digit + _digits(rest, rest)


def _digits(fewest: int, most: int) -> str:
    if fewest < most:
        return f"[0-9]{{{fewest},{most}}}"
    return "[0-9]" * most if most < 2 else f"[0-9]{{{most}}}"  # noqa: PLR2004
