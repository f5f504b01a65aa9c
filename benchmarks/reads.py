"""Reading A, B, C40 and C500 to a checked model."""

from __future__ import annotations

import functools

from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

import plivoml

from .figures import Figure
from .rounds import race, ratio
from .writers import ours, paste, pydantic_models, xsdata_models


#: Times `xml.etree.fromstring`.
BARS: Final = {"A": 2.5, "B": 2.9, "C40": 3.2, "C500": 3.2}


def figures() -> Iterator[Figure]:
    """Yield what plivoml and its peers cost."""
    for document, bar in BARS.items():
        text = paste.BUILD[document]()
        assert plivoml.parse(text) == ours.BUILD[document]()
        assert xsdata_models.READ(text) == xsdata_models.BUILD[document]()
        assert pydantic_models.READ(text) == pydantic_models.BUILD[document]()
        calls = {name: functools.partial(read, text) for name, read in READERS.items()}
        # Some peers take a second, so they get few rounds of their own.
        few = race(calls, count=5)
        many = race({name: calls[name] for name in ("xml.etree", "plivoml")}, count=41)
        name = f"read {document} and check: times xml.etree.fromstring"
        yield Figure(name, ratio(many["plivoml"], many["xml.etree"]), bar)
        for peer in ("xsdata", "pydantic-xml"):
            name = f"{peer}, reading {document}: times xml.etree.fromstring"
            yield Figure(name, ratio(few[peer], few["xml.etree"]))


READERS: Final[dict[str, Any]] = {
    "xml.etree": ET.fromstring,
    "plivoml": plivoml.parse,
    "xsdata": xsdata_models.READ,
    "pydantic-xml": pydantic_models.READ,
}
