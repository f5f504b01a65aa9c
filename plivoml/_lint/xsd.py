"""Where the XML Schema is kept."""

from __future__ import annotations

import functools

from pathlib import Path
from typing import Final


_NAMES: Final = ("plivoml.xsd", "xml.xsd", "typed/plivoml.xsd", "typed/xml.xsd")


def schema_path(*, typed: bool = False) -> Path:
    """
    Return the path of the XML Schema 1.0 for Plivo's documents.

    `xml.xsd`, which declares `xml:lang` for it, is beside it; nothing is fetched.  If the
    package is in a zip file, both are copies in a temporary folder, which goes with the process.

    Args:
        typed: Give the flavour for programs that make classes of a schema: it has numbers and
            booleans where the strict one has texts of a pattern.  It takes every document that
            the strict one takes, and a few more spellings, such as `1` for `true`.
    """
    name = "typed/plivoml.xsd" if typed else "plivoml.xsd"
    here = Path(__file__).parents[1]
    # A checkout, and so an editable installation, has them where they are written.
    for folder in (here / "_data", here.parent / "schema"):
        if (found := folder / name).exists():
            return found
    unpacked = _unpacked() / name
    if not unpacked.exists():  # whoever forked has removed it at its end
        _unpacked.cache_clear()
        return schema_path(typed=typed)
    return unpacked


@functools.cache
def _unpacked() -> Path:
    """Copy the files to where others can read them."""
    import atexit
    import pkgutil
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="plivoml-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "typed").mkdir()
    for name in _NAMES:
        data = pkgutil.get_data(__name__.partition(".")[0], f"_data/{name}")
        (folder / name).write_bytes(data or b"")
    return folder
