"""How large whole numbers may be, and their ranges as the patterns that a schema has of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final


#: The most digits that a whole number may have, wherever it comes from: engines of XML Schema
#: differ on more, and nothing that Plivo counts gets near this.
MOST_DIGITS: Final = 18

#: The largest whole number.
LARGEST: Final = 10**MOST_DIGITS - 1

#: What is expected where only that counts.
EXPECTED: Final = f"a whole number of at most {MOST_DIGITS} digits"


def decimals(low: int, high: int) -> Iterator[str]:
    """Yield the patterns whose union is the decimal numbers from `low` to `high`."""
    if low == 0:
        yield "0"
        low = 1
    while low <= high:
        shortest, longest = len(str(low)), len(str(high + 1)) - 1
        if low == 10 ** (shortest - 1) and shortest <= longest:
            # Lengths of which every number belongs are one pattern.
            yield "[1-9]" + _digits(shortest - 1, longest - 1)
            low = 10**longest
            continue
        free = 0
        while low % 10 ** (free + 1) == 0 and low + 10 ** (free + 1) <= high + 1:
            free += 1
        # So many digits at the end may be any, with so many different ones before them.
        head, first = divmod(low // 10**free, 10)
        count = min(10 - first, (high + 1 - low) // 10**free)
        digit = str(first) if count == 1 else f"[{first}-{first + count - 1}]"
        yield f"{head or ''}{digit}{_digits(free, free)}"
        low += count * 10**free


def _digits(fewest: int, most: int) -> str:
    if fewest < most:
        return f"[0-9]{{{fewest},{most}}}"
    return "[0-9]" * most if most < 2 else f"[0-9]{{{most}}}"  # noqa: PLR2004
