"""The docstring of a class with all its arguments, written when somebody asks for it."""

from __future__ import annotations

import inspect
import textwrap

from collections.abc import Iterable, Iterator, Mapping

from . import docstrings
from .nodes import Element
from .spec import AttributeSpec, spec_of


def described(said: str, arguments: Iterable[tuple[str, Iterable[str]]]) -> str:
    """
    Return a docstring with what there is to say of each argument.

    Args:
        said: what the class says of itself; the last paragraph may be the page that it follows.
        arguments: the name of each and what is told of it, in sentences.
    """
    paragraphs = inspect.cleandoc(said).split("\n\n")
    at = -1 if paragraphs[-1].startswith("https://") else len(paragraphs)
    entries = "\n".join(["Args:", *(_entry(name, told) for name, told in arguments)])
    return "\n\n".join([*paragraphs[:at], entries, *paragraphs[at:]])


def arguments(cls: type[Element]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what the declaration of an element says of each argument."""
    spec, says = spec_of(cls), docstrings.inherited(cls)
    if spec.content.field:
        yield spec.content.field, [says.get(spec.content.field, "")]
    for attribute in spec.attributes:
        expected = f"Expected: {attribute.value.expected}."
        yield attribute.field, [says.get(attribute.field, ""), expected, *remarks(attribute)]
    yield "extra", [says.get("extra", "")]


def of_fields(cls: type, remarks: Mapping[str, str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what a callback or message says of each of its fields, with a remark after it."""
    says = docstrings.inherited(cls)
    for name, remark in remarks.items():
        yield name, [says.get(name, ""), remark]


def _entry(name: str, told: Iterable[str]) -> str:
    text = f"{name}: {' '.join(filter(None, told))}"
    return textwrap.fill(
        text, 96, initial_indent=" " * 4, subsequent_indent=" " * 8, break_on_hyphens=False
    )


def remarks(attribute: AttributeSpec) -> Iterator[str]:
    """Yield what a declaration says of an attribute beside its type and its sentence."""
    if attribute.default is not None:
        yield f"Plivo takes {attribute.default or 'an empty text'} where it is not given."
    if attribute.when is not None:
        yield f"It has an effect if {attribute.when}."
    if attribute.sdk_only:
        yield f"No page of Plivo's describes it; from its libraries ({', '.join(attribute.sdk_only)})."
    if attribute.doubt is not None:
        yield f"In doubt: {attribute.doubt}"
