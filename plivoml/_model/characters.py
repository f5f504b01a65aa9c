"""Which characters XML can hold, which of them are its white space, and what is a name."""

from __future__ import annotations

import re

from typing import Final


#: The white space of XML.  `str.strip()` alone would take NBSP and more.
WHITE_SPACE: Final = " \t\r\n"

# Characters that no XML 1.0 document may hold, escaped or not.
_NOT_XML: Final = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

_NAME: Final = re.compile(r"(xml:)?[A-Za-z_][A-Za-z0-9._-]*").fullmatch

_PLAIN: Final = bytes(range(0x20, 0x7F))


def printable(v: str, names: dict[str, object]) -> str:
    """Write an expression that is true if `v`, which may be long, is printable."""
    # To take all plain characters away is faster than to ask of each what it is.
    names["PLAIN"] = _PLAIN
    is_short = f"len({v}) < 100 or not {v}.isascii()"
    return f"({v}.isprintable() if {is_short} else not {v}.encode().translate(None, PLAIN))"


def bad_character(text: str) -> str | None:
    """Return the first character of `text` that XML cannot hold."""
    # Nearly all text is printable, and printable text is always good.
    if text.isprintable():
        return None
    # Compiled here, once: it takes long enough to be felt in an import.
    found = re.search(_NOT_XML, text)
    return found[0] if found else None


def plain_text(given: object) -> str | None:
    """Return `given` as an exact `str` where it is text that XML can hold."""
    if type(given) is str and given.isprintable():
        return given
    if not isinstance(given, str) or bad_character(given) is not None:
        return None
    # A subclass, such as a member of StrEnum, counts as the text that it holds.
    return given if type(given) is str else str.__str__(given)


def is_name(text: str) -> bool:
    """Whether `text` is a name in XML, with no namespace but that of XML itself."""
    if _NAME(text):
        return True
    from xml.parsers import expat

    parser = expat.ParserCreate()
    names: list[str] = []
    parser.StartElementHandler = lambda name, _: names.append(name)
    try:
        parser.Parse(f"<{text.removeprefix('xml:')}/>", True)  # noqa: FBT003
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return names == [text.removeprefix("xml:")] and ":" not in names[0]
