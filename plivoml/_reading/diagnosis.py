"""What is wrong with a document, all of it, and what can be kept all the same."""

from __future__ import annotations

from collections.abc import Collection

from .._model.diagnostic import MOST
from .._model.nodes import Element
from .._model.tags import Tag
from .._model.validator import Validator
from ..errors import Problem
from .positions import located
from .scanner import Scanner


class Diagnosis:
    """
    What a document says, where it can be read at all, and what is wrong with it.

    Args:
        source: The document.
        root: The name that its root is to have, if one.
        allow: What is taken for nothing else, such as `NewElement` and `Dial.newThing`.
        most: After so many problems nothing else is looked at, which is said.

    Attributes:
        scanner: What stands there.
        found: What is wrong, and where.
    """

    def __init__(
        self,
        source: str | bytes,
        root: str | None,
        allow: Collection[str] = (),
        most: int = MOST,
    ) -> None:
        scanner = self.scanner = Scanner(source)
        self._validator = Validator(allow, most)
        if scanner.tags:
            self._validator.judge(scanner.tags[0], root)
        self.found = [*self._validator.found, *scanner.refusals]

    @property
    def element(self) -> Element | None:
        """What it says, unless it is not the XML that this package reads; built when asked for."""
        return None if self.scanner.refusals else self._validator.build(self.scanner.tags[0])

    @property
    def seen(self) -> list[tuple[Element, Tag]]:
        """
        What there is to see at each tag that can be judged, in their order.

        An element or an attribute by a name of others is seen as the one that is meant.  A
        field that is wrong is not set: who asks for it gets an `AttributeError`.
        """
        return sorted(self._validator.seen, key=lambda pair: pair[1].offset)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the document."""
        return located(self.scanner.lines, self.found)
