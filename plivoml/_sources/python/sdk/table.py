"""What the names of Plivo's Python SDK mean, as `names.json` has it from the SDK itself."""

from __future__ import annotations

import functools
import json

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any, Final

import attrs


_PATH: Final = "names.json"


@attrs.frozen
class Takes:
    """
    What becomes of a value that is given.

    Attributes:
        makes: `str`, `bool` and `int` are Python's; `upper` and `lower` change letters, and `same`
            changes nothing.
        takes: The types that are not refused, by name; none where all are taken.
    """

    makes: str
    takes: Sequence[str] = ()


@attrs.frozen
class Keyword(Takes):
    """A keyword of a class, with the attribute that it is in XML."""

    attribute: str = ""


@attrs.frozen
class Signature:
    """What a class, or a method that makes an element, is called with."""

    name: str
    """Of the class or the method."""

    names: Sequence[str]
    required: Sequence[str]
    defaults: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """What is written by itself where nothing is given, by keyword."""


@attrs.frozen(eq=False)
class SdkClass:
    """A class of the SDK."""

    name: str
    tag: str
    nests: Sequence[str]
    signature: Signature
    content: Takes
    keywords: Mapping[str, Keyword]
    setters: Mapping[str, tuple[str, Takes]]
    """The methods that set an attribute, each with the keyword that does so too."""

    adders: Mapping[str, tuple[str, Signature]]
    """The methods that add an element, each with the class of that."""


@functools.cache
def classes() -> Mapping[str, SdkClass]:
    """Return the classes of the SDK, by name."""
    text = resources.files(__name__.rpartition(".")[0]).joinpath(_PATH).read_text("utf-8")
    return read(text)


def read(text: str) -> dict[str, SdkClass]:
    """Return the classes of a table, by name."""
    return {name: _read(name, found) for name, found in json.loads(text)["classes"].items()}


def _read(name: str, found: Mapping[str, Any]) -> SdkClass:
    keywords = {one: Keyword(**given) for one, given in found["keywords"].items()}
    setters = {
        one: (given["keyword"], Takes(keywords[given["keyword"]].makes, given.get("takes", ())))
        for one, given in found["setters"].items()
    }
    adders = {
        one: (given["class"], _signature(one, given)) for one, given in found["adders"].items()
    }
    return SdkClass(
        name,
        found["tag"],
        found["nests"],
        _signature(name, found),
        Takes(found["content"]),
        keywords,
        setters,
        adders,
    )


def _signature(name: str, found: Mapping[str, Any]) -> Signature:
    return Signature(name, found["signature"], found["required"], found.get("defaults", {}))
