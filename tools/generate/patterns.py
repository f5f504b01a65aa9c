"""The patterns of values, which is how an XML Schema checks them here."""

from __future__ import annotations

from collections.abc import Iterator

from plivoml._model.values import NOT_BLANK, Integer, ListOf, MappingOf


def pattern_of(value: Integer | ListOf | MappingOf) -> str:
    """Return the pattern of the texts of a type that has not one of its own."""
    match value:
        case Integer(minimum=low, maximum=high):
            return "|".join(decimals(low, high))
        case ListOf(words=words, separator=separator) if words:
            word = "|".join(words)
            return f"[ ]*({word})([ ]*{separator}[ ]*({word}))*[ ]*"
        case MappingOf(names=names) if names:
            pair = f"({'|'.join(names)})=({pattern_of(Integer(''))})"
            return f"{pair}(,{pair})*"
        case _:
            return NOT_BLANK


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
