"""Where the XML Schema is kept."""

from __future__ import annotations

from pathlib import Path


def schema_path() -> Path:
    """
    Return the path of the XML Schema 1.0 for Plivo's documents.

    `xml.xsd`, which declares `xml:lang` for it, is beside it; nothing is fetched.
    """
    here = Path(__file__).parents[1]
    installed = here / "_data" / "plivoml.xsd"
    # A checkout, and so an editable installation, has it where it is written.
    return installed if installed.exists() else here.parent / "schema" / "plivoml.xsd"
