"""
What a rule is, and how a module declares one.

A rule that a function holds looks at one element at a time and sees what is in it.  A
rule without a function is one that the reader holds: it stands here for its documentation.
"""

from __future__ import annotations

import functools

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

import attrs

from .._model.nodes import Element
from .._model.spec import AttributeSpec, ElementSpec, spec_of
from .._problem import Severity


OVERVIEW: Final = "https://www.plivo.com/docs/voice/xml/overview"
CALLBACK_SETTINGS: Final = "https://plivo.com/docs/voice/concepts/callback-configurations"

_LONGEST_EXAMPLE: Final = 300


@attrs.frozen
class Said:
    """What a rule has to say, and of what."""

    element: Element
    message: str
    """*expected what; got what*."""

    field: str | None = None
    """The keyword of the attribute; without one, the element."""

    hint: str | None = None
    hangup_code: int | None = None


@attrs.frozen
class Rule:
    """Something that breaks a call, or may."""

    name: str
    severity: Severity
    says: str
    """One or two sentences for the people who break it."""

    wrong: str
    """A document that breaks it, and no other rule."""

    right: str
    """The same document as it should be; no rule has a word against it."""

    docs: str | None = None
    """The page that says so, where it is not that of the element."""

    hangup_code: int | None = None
    """What Plivo reports of a call that breaks it, where that is known."""

    suffix: str = ".xml"
    """The end of the name of a file that holds an example."""

    def examples(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong and what is right, each with its title, where it is short."""
        for title, example in (("Wrong", self.wrong), ("Right", self.right)):
            if len(example) < _LONGEST_EXAMPLE:
                yield title, example


Look: TypeAlias = Callable[[Any], Iterator[Said]]
LookAtValue: TypeAlias = Callable[[Element, AttributeSpec, Any], Iterator[Said]]
ChooseElement: TypeAlias = Callable[[ElementSpec], bool]
Choose: TypeAlias = Callable[[ElementSpec, AttributeSpec], bool]


class Family:
    """The rules of a module."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._looks: list[tuple[Rule, ChooseElement, Look]] = []
        self._value_looks: list[tuple[Rule, Choose, LookAtValue]] = []

    def read(self, *rules: Rule) -> None:
        """Declare rules that the reader holds."""
        self.rules += rules

    def rule(self, rule: Rule, *kinds: type[Element]) -> Callable[[Look], None]:
        """Declare a rule on elements of some classes."""
        self.rules.append(rule)
        return self.also(rule, lambda spec: spec.cls in kinds)

    def also(self, rule: Rule, choose: ChooseElement) -> Callable[[Look], None]:
        """Add to a rule of this family what it says of elements."""

        def declare(look: Look) -> None:
            self._looks.append((rule, choose, look))

        return declare

    def value_rule(self, rule: Rule, choose: Choose) -> Callable[[LookAtValue], None]:
        """Declare a rule on values that are given: of attributes, or between the tags."""
        self.rules.append(rule)

        def declare(look: LookAtValue) -> None:
            self._value_looks.append((rule, choose, look))

        return declare

    def looks(self, cls: type[Element]) -> Iterator[tuple[Rule, Look]]:
        """Yield what looks at elements of a class."""
        spec = spec_of(cls)
        yield from ((rule, look) for rule, choose, look in self._looks if choose(spec))

    def value_looks(self, cls: type[Element]) -> Iterator[tuple[AttributeSpec, Rule, LookAtValue]]:
        """Yield what looks at values of elements of a class."""
        spec = spec_of(cls)
        for value in values_of(spec):
            for rule, choose, look in self._value_looks:
                if choose(spec, value):
                    yield value, rule, look


@functools.cache
def values_of(spec: ElementSpec) -> tuple[AttributeSpec, ...]:
    """Return the attributes, and what stands between the tags as one without a name."""
    field, value = spec.content.field, spec.content.value
    if value is None:
        return spec.attributes
    return (AttributeSpec(field, "", value, required=True), *spec.attributes)


def written(element: Element, attribute: AttributeSpec) -> str | None:
    """Return the text of an attribute in XML, if it is given."""
    value: Any = getattr(element, attribute.field)
    return None if value is None else attribute.value.dump(value)


def is_given(element: Element, attribute: AttributeSpec) -> bool:
    """Whether an attribute says anything but what Plivo takes without it."""
    return written(element, attribute) not in (None, attribute.default)


def elements(nodes: Iterable[object]) -> list[Element]:
    """Return the elements among *nodes*."""
    return [node for node in nodes if isinstance(node, Element)]
