"""The documents of a file, wherever they stand in it, and what stands where in them."""

from __future__ import annotations

import functools

from collections.abc import Mapping, Sequence

import attrs

from .spots import Kind, Spot, spot_at


@attrs.frozen(eq=False)
class Shown:
    """A document as it reads, with the offset in the file of each of its characters."""

    text: str
    offsets: Sequence[int]
    holes: Mapping[int, str] = attrs.Factory(dict[int, str])
    """Where values come in when a program runs, and what stands there instead."""

    def spot(self, offset: int) -> Spot | None:
        """Return what stands at an offset of the file, if that is in the document."""
        place = self.place(offset)
        return None if place is None else spot_at(self.text, place)

    def place(self, offset: int) -> int | None:
        """Return where in the document an offset of the file is, if it is in it."""
        if isinstance(self.offsets, range):
            place = offset - self.offsets.start
            return place if 0 <= place <= len(self.text) else None
        before = self._places.get(offset - 1)
        # Behind a character is before the next one, wherever that is in the file.
        if before is not None and before not in self.holes:
            return before + 1
        return self._places.get(offset)

    def read(self, start: int, end: int) -> str:
        """Return a part of the document, with what stands for values as the file has it."""
        if not self.holes:
            return self.text[start:end]
        return "".join(self.holes.get(at, self.text[at]) for at in range(start, end))

    def in_file(self, place: int) -> int:
        """Return where in the file a place of the document is."""
        return self.offsets[place] if place < len(self.offsets) else self.offsets[-1] + 1

    def after(self, place: int) -> int:
        """Return where in the file what stands before a place of the document ends."""
        return self.offsets[place - 1] + 1 if place else self.in_file(0)

    @functools.cached_property
    def _places(self) -> Mapping[int, int]:
        # A text that a program repeats is looked for where it first stands.
        return {offset: place for place, offset in reversed([*enumerate(self.offsets)])}


def raw(text: str, start: int = 0) -> Shown:
    """Return what stands in a file from an offset on, as it is."""
    return Shown(text[start:], range(start, len(text)))


def unfinished(text: str, offset: int) -> Shown | None:
    """
    Return the document that is open at an offset of a file that cannot be read.

    A program is none while it is written, and of many languages nothing is known here.
    """
    start = text.rfind("<Response", 0, offset)
    if start < 0:
        return None
    shown = raw(text, start)
    spot = spot_at(shown.text, offset - start)
    is_open = bool(spot.around) or (spot.kind is not Kind.CONTENT and spot.tag_start == 0)
    return shown if is_open else None
