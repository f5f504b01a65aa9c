"""How a document is read."""

from __future__ import annotations

from typing import Any

import pytest

from plivoml import Element
from plivoml._model import loading, tokens, validator
from plivoml._model.tokens import Kind
from plivoml._model.tokens import tokens as tokens_of
from plivoml._reading import builder, diagnosis
from plivoml._reading.positions import Lines, read


__all__ = [
    "Kind",
    "Lines",
    "built",
    "built_in_diagnosis",
    "diagnose",
    "forbid_diagnosis",
    "read",
    "tokens",
    "tokens_of",
]


def built(source: str | bytes) -> Element | None:
    """Return what is built as the end tags come by; none if anything is wrong."""
    return builder.build(source)


def diagnose(source: str | bytes) -> Element | None:
    """Return the element that is left when every problem was looked for; none if there are any."""
    found = diagnosis.Diagnosis(source, None)
    return None if found.problems else found.element


def forbid_diagnosis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test fail that has a document diagnosed."""

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(diagnosis, "Diagnosis", fail)


def built_in_diagnosis(source: str, monkeypatch: pytest.MonkeyPatch) -> list[Element]:
    """Return those elements that a diagnosis builds in one go, since all is right in them."""
    found: list[Element] = []

    def load(*given: Any) -> Element:
        found.append(loading.load(*given))
        return found[-1]

    monkeypatch.setattr(validator, "load", load)
    diagnosis.Diagnosis(source, None)
    return found
