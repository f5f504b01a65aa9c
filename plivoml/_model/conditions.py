"""
When an attribute has an effect, as its declaration says it.

`str()` says it in the names of XML.  `holds` asks for texts of attributes by these names;
that of an attribute which is not given is `None`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from .record import Record


Texts: TypeAlias = Callable[[str], str | None]


class IsSet(Record):
    """Another attribute is given."""

    name: str

    def holds(self, texts: Texts) -> bool:
        return texts(self.name) is not None

    def __str__(self) -> str:
        return f"{self.name} is set"


class Is(Record):
    """Another attribute has a value, in capitals or not."""

    name: str
    value: str

    def holds(self, texts: Texts) -> bool:
        return (texts(self.name) or "").lower() == self.value.lower()

    def __str__(self) -> str:
        return f'{self.name}="{self.value}"'


class Includes(Record):
    """Another attribute has a word among its words."""

    name: str
    word: str

    def holds(self, texts: Texts) -> bool:
        # No page prints a default: where the attribute is not given, nobody can tell.
        return (words := texts(self.name)) is None or self.word in words.split()

    def __str__(self) -> str:
        return f"{self.name} includes {self.word}"


class AreOff(Record):
    """Neither of two others is given, or says more than false."""

    names: tuple[str, str]
    called: str = "false"

    def holds(self, texts: Texts) -> bool:
        return all(texts(name) in (None, "false") for name in self.names)

    def __str__(self) -> str:
        return f"{' and '.join(self.names)} are {self.called}"


Condition: TypeAlias = IsSet | Is | Includes | AreOff
