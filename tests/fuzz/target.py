"""What a target is, and the parts of an input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias


#: Holds what is promised of an input; says whether it came past the first gate.
Function: TypeAlias = Callable[[bytes], bool]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Target:
    """A function that fails where something does not hold."""

    name: str
    kind: str
    """What its inputs are; those of one kind begin with the same seeds."""

    function: Function

    @property
    def seeds(self) -> list[Path]:
        """What it begins with."""
        return sorted((HERE / "seeds" / self.kind).iterdir())

    @property
    def found(self) -> list[Path]:
        """What it once failed on."""
        return sorted((HERE / "found").glob(f"{self.name}-*"))


TARGETS: dict[str, Target] = {}


def target(kind: str) -> Callable[[Function], Function]:
    """Register a function, under its name, as a target for inputs of a kind."""

    def register(function: Function) -> Function:
        name = function.__name__
        TARGETS[name] = Target(name, kind, function)
        return function

    return register


def text_of(data: bytes) -> str:
    """Read an input as text; what is no UTF-8 becomes halves of pairs, which are no text."""
    return data.decode("utf-8", "surrogateescape")


def parts_of(data: bytes, number: int) -> list[str]:
    """Split an input into as many texts, at empty lines; those that are missing are empty."""
    parts = text_of(data).split("\n\n", number - 1)
    return parts + [""] * (number - len(parts))
