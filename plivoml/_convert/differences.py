"""How a text becomes another one, line by line, as `diff -u` writes it, and as pytest does."""

from __future__ import annotations

import difflib

from collections.abc import Iterator, Sequence
from typing import Final


# In lines.  What is compared at once takes more than linear time.
_WINDOW: Final = 500

_AROUND: Final = 3

# In lines.  Within so many, one is looked for that is like another.
_FEW: Final = 20


def unified(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """
    Yield the lines of the difference of two texts, in linear time.

    What has moved by hundreds of lines is taken for another text.

    Args:
        name: The name of both.
        old: The lines of the first, each with its end.
        new: Those of the second.
    """
    for number, group in enumerate(_Matcher(None, old, new).get_grouped_opcodes(_AROUND)):
        if not number:
            yield from (f"--- {name}\n", f"+++ {name}\n")
        (_, start, _, new_start, _), (_, _, end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@\n"
        for tag, first, last, new_first, new_last in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[first:last])
            else:
                yield from (f"-{line}" for line in old[first:last])
                yield from (f"+{line}" for line in new[new_first:new_last])


def compared(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """
    Yield the lines of two texts, with marks for what differs, also in a line, in linear time.

    Args:
        old: The lines of the first, without their ends.
        new: Those of the second.
    """
    for tag, first, last, new_first, new_last in _Matcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from (f"  {line}" for line in old[first:last])
            continue
        for at in range(0, max(last - first, new_last - new_first), _FEW):
            yield from difflib.ndiff(
                old[first + at : min(first + at + _FEW, last)],
                new[new_first + at : min(new_first + at + _FEW, new_last)],
            )


def _range(start: int, end: int) -> str:
    """Return the first of some lines, counted from 1, and how many there are unless that is one."""
    size = end - start
    return f"{start + 1}" if size == 1 else f"{start + bool(size)},{size}"


class _Matcher(difflib.SequenceMatcher[str]):
    """Looks for equal lines in one window after the other."""

    a: Sequence[str]
    b: Sequence[str]

    def get_matching_blocks(self) -> list[difflib.Match]:
        blocks = [difflib.Match(0, 0, 0)]
        at = new_at = 0
        while at < len(self.a) and new_at < len(self.b):
            window, new_window = self.a[at : at + _WINDOW], self.b[new_at : new_at + _WINDOW]
            *found, _ = difflib.SequenceMatcher(None, window, new_window).get_matching_blocks()
            for start, new_start, size in found:
                _append(blocks, at + start, new_at + new_start, size)
            # What comes after the last equal lines is looked at once more, with what follows.
            start, new_start, size = found[-1] if found else (_WINDOW, _WINDOW, 0)
            at += start + size
            new_at += new_start + size
        return [*blocks, difflib.Match(len(self.a), len(self.b), 0)]


def _append(blocks: list[difflib.Match], start: int, new_start: int, size: int) -> None:
    """Add equal lines, to the last block where they follow it."""
    last = blocks[-1]
    if (last.a + last.size, last.b + last.size) == (start, new_start):
        blocks[-1] = difflib.Match(last.a, last.b, last.size + size)
    else:
        blocks.append(difflib.Match(start, new_start, size))
