"""Building, checking and writing A, B, C40 and C500."""

from __future__ import annotations

import types

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from .figures import Figure
from .rounds import race, ratio
from .writers import (
    checked_paste,
    escaped_paste,
    etree,
    htpy_tags,
    lxml_factory,
    ours,
    paste,
    plivo_python,
    pydantic_models,
    twilio_nodes,
    xsdata_models,
)


LIMITS: Final[Mapping[str, types.ModuleType]] = {
    "paste": paste,
    "escaped paste": escaped_paste,
    "checked paste": checked_paste,
}
PEERS: Final[Mapping[str, types.ModuleType]] = {
    "plivo-python": plivo_python,
    "twilio": twilio_nodes,
    "lxml": lxml_factory,
    "xml.etree": etree,
    "htpy": htpy_tags,
    "pydantic-xml": pydantic_models,
    "xsdata": xsdata_models,
}

#: The most that plivoml may cost, in times of each of these.
BARS: Final[Mapping[str, Mapping[str, float | None]]] = {
    "A": {"paste": None, "escaped paste": 8.5, "checked paste": None, "plivo-python": 0.45},
    "B": {"paste": None, "escaped paste": 6, "checked paste": None, "plivo-python": 0.06},
    "C40": {"paste": 10, "checked paste": 4.5, "plivo-python": 0.33},
    "C500": {"paste": 5.5, "checked paste": 2.6, "plivo-python": 0.33},
}


def figures() -> Iterator[Figure]:
    """Yield what plivoml and its peers cost."""
    writers = {"plivoml": ours, **LIMITS, **PEERS}
    for document, bars in BARS.items():
        for name, module in writers.items():
            compare(name, document, module.TEXT(module.BUILD[document]()))
        times = race(
            {
                # What the limits return is text already.
                name: module.BUILD[document]
                if name in LIMITS
                else (module.BUILD[document], module.TEXT)
                for name, module in writers.items()
            },
            count=21,
        )
        for other, bar in bars.items():
            name = f"build, check and write {document}: times {other}"
            yield Figure(name, ratio(times["plivoml"], times[other]), bar)
        for peer in PEERS:
            name = f"{peer}, writing {document}: times paste"
            yield Figure(name, ratio(times[peer], times["paste"]))


def compare(name: str, document: str, written: str | bytes) -> None:
    """Refuse to compare what is not the same document."""
    expected = _canonical(paste.BUILD[document](), "paste")
    assert _canonical(written, name) == expected, f"{name} writes another {document}"


def _canonical(written: str | bytes, name: str) -> str:
    root = ET.fromstring(written)  # noqa: S314 - it is our own
    if name == "plivo-python":
        # It writes a score of defaults with this one, and cannot be told otherwise.
        for call in root.iter("MultiPartyCall"):
            for default in plivo_python.DEFAULTS:
                del call.attrib[default]
    return ET.canonicalize(ET.tostring(root, encoding="unicode"))
