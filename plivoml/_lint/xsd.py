"""Where the XML Schema is kept."""

from __future__ import annotations

from pathlib import Path


def schema_path(*, typed: bool = False) -> Path:
    """
    Return the path of the XML Schema 1.0 for Plivo's documents.

    `xml.xsd`, which declares `xml:lang` for it, is beside it; nothing is fetched.

    Args:
        typed: Give the flavour for programs that make classes of a schema: it has numbers and
            booleans where the strict one has texts of a pattern.  It takes every document that
            the strict one takes, and a few more spellings, such as `1` for `true`.
    """
    here = Path(__file__).parents[1]
    # A checkout, and so an editable installation, has it where it is written.
    folder = here / "_data" if (here / "_data").exists() else here.parent / "schema"
    return (folder / "typed" if typed else folder) / "plivoml.xsd"
