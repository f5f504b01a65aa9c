"""Reading A, B and C to a checked model."""

from __future__ import annotations

import functools

from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

import plivoml

from .figures import Figure
from .rounds import race, ratio
from .writers import limit, ours, pydantic_models, xsdata_models


#: Times `xml.etree.fromstring`: bar and aim.
BARS: Final = {"A": (2.5, 2.0), "B": (2.8, 2.2), "C": (3.2, 2.5)}
XSDATA_BAR: Final = 1 / 3


def figures() -> Iterator[Figure]:
    """Yield what plivoml and its peers cost."""
    for document, (bar, aim) in BARS.items():
        text = limit.BUILD[document]()
        assert plivoml.parse(text) == ours.BUILD[document]()
        assert xsdata_models.READ(text) == xsdata_models.BUILD[document]()
        assert pydantic_models.READ(text) == pydantic_models.BUILD[document]()
        times = race(
            {name: functools.partial(read, text) for name, read in READERS.items()}, count=11
        )
        tree, mine = times["xml.etree"], times["plivoml"]
        what = f"read {document} and check"
        yield Figure(f"{what}: times xml.etree.fromstring", ratio(mine, tree), bar, aim)
        yield Figure(f"{what}: times xsdata", ratio(mine, times["xsdata"]), XSDATA_BAR)
        for peer in ("xsdata", "pydantic-xml"):
            yield Figure(
                f"{peer}, reading {document}: times xml.etree.fromstring", ratio(times[peer], tree)
            )


READERS: Final[dict[str, Any]] = {
    "xml.etree": ET.fromstring,
    "plivoml": plivoml.parse,
    "xsdata": xsdata_models.READ,
    "pydantic-xml": pydantic_models.READ,
}
