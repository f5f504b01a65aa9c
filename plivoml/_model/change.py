"""
What to write instead of something wrong, as whoever says that it is wrong knows it.

Where that stands in the document, and how it is spelled there, is worked out later.
"""

from __future__ import annotations

from .record import Record


class Change(Record):
    """
    What becomes of an attribute or, where a problem is about none, of an element.

    With `name` and `text` it is written anew: the value of an attribute, or what stands between
    the tags of an element.
    """

    title: str
    """What it does, in one line."""

    is_safe: bool = True
    """Whether the call stays the same but for the problem."""

    name: str | None = None
    text: str | None = None

    attributes: tuple[tuple[str, str], ...] = ()
    """Attributes that the element gets, or gets other values of."""

    is_left_out: bool = False
    """Whether the attribute goes, or the tags do, of which the content stays."""

    is_moved: bool = False
    """Whether the value of the attribute goes between the tags."""

    around: str | None = None
    """The element that a text gets around it."""

    spans: tuple[tuple[int, int, str], ...] = ()
    """Where the place is known: from which character to which, and the text for it."""


def renamed(old: str, new: str, *, is_safe: bool) -> Change:
    """Give an attribute or an element another name."""
    return Change(f"Write {new!r} for {old!r}", is_safe, name=new)


def rewritten(old: str, new: str, *, is_safe: bool) -> Change:
    """Give a value another text."""
    return Change(f"Write {new!r} for {old!r}", is_safe, text=new)


def with_attributes(**attributes: str) -> Change:
    """Give an element attributes, which nobody has asked for."""
    written = " and ".join(f'{name}="{value}"' for name, value in attributes.items())
    return Change(f"Write {written}", is_safe=False, attributes=tuple(attributes.items()))


def left_out(name: str, *, is_safe: bool = False) -> Change:
    """Take an attribute away, or the tags of an element."""
    return Change(f"Leave {name!r} out", is_safe, is_left_out=True)
