"""What is wrong with a document, all of it, and what can be kept all the same."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from .._model.diagnostic import MOST, Diagnostic
from .._model.nodes import Element
from .._model.tags import Place, Tag
from .._model.validator import Validator
from ..errors import Problem
from .scanner import Scanner


@attrs.frozen
class Diagnosis:
    """What a document says, where it can be read at all, and what is wrong with it."""

    element: Element | None
    scanner: Scanner
    validator: Validator

    @property
    def found(self) -> list[tuple[Place, Diagnostic]]:
        """What is wrong, and where."""
        return [*self.validator.found, *self.scanner.refusals]

    @property
    def seen(self) -> list[tuple[Element, Tag]]:
        """
        What there is to see at each tag that can be judged, in their order.

        An element or an attribute by a name of others is seen as the one that is meant.  A
        field that is wrong is not set: who asks for it gets an `AttributeError`.
        """
        pairs = zip(self.validator.seen, self.validator.tags, strict=True)
        return sorted(pairs, key=lambda pair: pair[1].offset)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the document."""
        return self.scanner.located(self.found)


def diagnose(
    source: str | bytes, root: str | None, allow: Collection[str] = (), most: int = MOST
) -> Diagnosis:
    """
    Read `source`, whose root is to be `root` if one is given.

    There is no element in the answer if the text is not the XML that this package reads.
    What `allow` names, such as `NewElement` and `Dial.newThing`, is taken for nothing else.
    After `most` problems nothing else is looked at, which is said.
    """
    scanner = Scanner(source)
    validator = Validator(scanner.place, allow, most)
    element = validator.judge(scanner.root, root) if scanner.root else None
    return Diagnosis(None if scanner.refusals else element, scanner, validator)
