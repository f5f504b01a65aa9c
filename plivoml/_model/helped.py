"""The docstring of an element with all its attributes, written when somebody asks for it."""

from __future__ import annotations

import inspect
import textwrap

from collections.abc import Iterable, Iterator

from . import docstrings
from .nodes import Element
from .spec import AttributeSpec, spec_of


def described(cls: type[Element], said: str) -> str:
    """
    Return a docstring with what the declaration of a class says of each argument.

    Args:
        cls: the class.
        said: what it says of itself; the last paragraph is the page that it follows.
    """
    *text, page = inspect.cleandoc(said).split("\n\n")
    return "\n\n".join([*text, "\n".join(_arguments(cls)), page])


def _arguments(cls: type[Element]) -> Iterator[str]:
    spec, says = spec_of(cls), docstrings.inherited(cls)
    yield "Args:"
    if spec.content.field:
        yield _entry(spec.content.field, [says.get(spec.content.field, "")])
    for attribute in spec.attributes:
        expected = f"Expected: {attribute.value.expected}."
        yield _entry(
            attribute.field, [says.get(attribute.field, ""), expected, *remarks(attribute)]
        )
    yield _entry("extra", [says.get("extra", "")])


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
