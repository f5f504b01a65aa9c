"""Building, checking and writing A, B and C."""

from __future__ import annotations

import types

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from .figures import Figure
from .rounds import race, ratio
from .writers import (
    etree,
    htpy_tags,
    limit,
    lxml_factory,
    ours,
    plivo_python,
    pydantic_models,
    twilio_nodes,
    xsdata_models,
)


WRITERS: Final[Mapping[str, types.ModuleType]] = {
    "the limit": limit,
    "plivoml": ours,
    "plivo-python": plivo_python,
    "twilio": twilio_nodes,
    "lxml": lxml_factory,
    "xml.etree": etree,
    "htpy": htpy_tags,
    "pydantic-xml": pydantic_models,
    "xsdata": xsdata_models,
}

#: Times the limit: bar and aim.
BARS: Final = {"A": (8.5, 6.0), "B": (5.0, 4.0), "C": (2.8, 2.2)}

#: Times a peer.
PEER_BARS: Final = {"plivo-python": 1 / 2, "twilio": 1 / 4, "xml.etree": 1.0}


def figures() -> Iterator[Figure]:
    """Yield what plivoml and its peers cost."""
    for document, (bar, aim) in BARS.items():
        for name, module in WRITERS.items():
            _compare(name, document, module.TEXT(module.BUILD[document]()))
        calls = {name: (module.BUILD[document], module.TEXT) for name, module in WRITERS.items()}
        times = race({**calls, "the limit": limit.BUILD[document]}, count=21)
        mine, least = times["plivoml"], times["the limit"]
        what = f"build, check and write {document}"
        yield Figure(f"{what}: times the limit", ratio(mine, least), bar, aim)
        for peer, most in PEER_BARS.items():
            yield Figure(f"{what}: times {peer}", ratio(mine, times[peer]), most)
        for peer in WRITERS:
            if peer not in {"plivoml", "the limit"}:
                name = f"{peer}, writing {document}: times the limit"
                yield Figure(name, ratio(times[peer], least))


def _compare(name: str, document: str, written: str | bytes) -> None:
    """Refuse to compare what is not the same document."""
    expected = _canonical(limit.BUILD[document](), "the limit")
    assert _canonical(written, name) == expected, f"{name} writes another {document}"


def _canonical(written: str | bytes, name: str) -> str:
    root = ET.fromstring(written)  # noqa: S314 - it is our own
    if name == "plivo-python":
        # It writes a score of defaults with this one, and cannot be told otherwise.
        for call in root.iter("MultiPartyCall"):
            for default in plivo_python.DEFAULTS:
                del call.attrib[default]
    return ET.canonicalize(ET.tostring(root, encoding="unicode"))
