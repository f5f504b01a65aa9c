"""
What a rule is, and how a module declares one.

A rule that a function checks sees one element at a time, with what is in it, or one value.
The function yields a `Diagnostic` for each time that the rule is broken; the rule itself and
what it is about are added, unless it is about another element or attribute than was given.
A rule without a function is one that the reader checks: it is here for its documentation.
"""

from __future__ import annotations

import functools

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final, Literal, TypeAlias

import attrs

from .._model.diagnostic import Diagnostic
from .._model.nodes import Element
from .._model.rule_names import RuleName
from .._model.spec import AttributeSpec, ContentModel, ElementSpec, spec_of, value_of
from ..elements import vocabulary
from ..errors import Severity


OVERVIEW: Final = "https://www.plivo.com/docs/voice/xml/overview"
CALLBACK_SETTINGS: Final = "https://plivo.com/docs/voice/concepts/callback-configurations"

#: What the documents of a project are the answers to.
Answers: TypeAlias = Literal["calls", "callbacks"]

# What Plivo reports of a bad answer to a call, and of a bad document of an action, a transfer or a
# Redirect.  A document does not show which one it is.
_BAD_ANSWER: Final = 8011
_BAD_DOCUMENTS: Final = (8011, 8012, 8013, 8014)

_LONGEST_EXAMPLE: Final = 300


@attrs.frozen
class Rule:
    """Something that breaks a call, or may."""

    name: RuleName
    severity: Severity
    says: str
    """One or two sentences for the people who break it."""

    wrong: str
    """A document that breaks it, and no other rule."""

    right: str
    """The same document as it should be; no rule has a word against it."""

    fixable: str | None = None
    """A document that breaks it and has a fix, where `wrong` has none."""

    docs: str | None = None
    """The page that says so, where it is not that of the element."""

    hangup_code: int | None = None
    """What Plivo reports of a call that breaks it, where that is known."""

    other_codes: tuple[int, ...] = ()
    """What it reports in some cases; what is said of these names the code."""

    code_of: Callable[[AttributeSpec], int | None] | None = None
    """What it reports in the cases of single values, by their declarations."""

    of_answers: Severity | None = None
    """
    Its severity in a project whose documents answer calls.

    A rule that has one says nothing in a project whose documents answer callbacks.
    """

    suffix: str = ".xml"
    """The end of the name of a file that holds an example."""

    is_default: bool = True
    """Whether it counts where nobody has chosen: most authors mean what it warns of, if not."""

    is_of_unused: bool = False
    """Whether what it is about is there for nothing: it never runs, or has no effect."""

    @property
    def hangup_codes(self) -> tuple[int, ...]:
        """Every code that Plivo reports of a call that breaks it."""
        codes = {self.hangup_code, *self.other_codes}
        if self.code_of is not None:
            specs = map(spec_of, vocabulary.elements())
            codes.update(self.code_of(value) for spec in specs for value in values_of(spec))
        if _BAD_ANSWER in codes:
            codes.update(_BAD_DOCUMENTS)
        return tuple(sorted(code for code in codes if code is not None))

    def severity_among(self, answers: Answers | None) -> Severity | None:
        """Return its severity in a project that answers `answers`, if it has something to say."""
        if self.of_answers is None or answers is None:
            return self.severity
        return self.of_answers if answers == "calls" else None

    def broken(
        self, wrong: Diagnostic, severity: Severity, element: Element, field: str | None = None
    ) -> Diagnostic:
        """Add to what a check says what it leaves out: the rule, and what it looked at."""
        return wrong.replace(
            rule=self.name,
            severity=wrong.severity or severity,
            docs=self.docs,
            hangup_code=wrong.hangup_code or self.hangup_code,
            element=wrong.element or element,
            field=field if wrong.element is wrong.field is None else wrong.field,
        )

    def examples(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong and what is right, each with its title, where it is short."""
        for title, example in (("Wrong", self.wrong), ("Right", self.right)):
            if len(example) < _LONGEST_EXAMPLE:
                yield title, example


Check: TypeAlias = Callable[[Any], Iterator[Diagnostic]]
ValueCheck: TypeAlias = Callable[["Given"], Iterator[Diagnostic]]
Choose: TypeAlias = Callable[[AttributeSpec], bool]
Find: TypeAlias = Callable[[str], object]

#: Elements of a class, or all that hold something.
Kind: TypeAlias = type[Element] | ContentModel

#: The classes of which an element holds one, if what is asked of it is about that.
Holding: TypeAlias = frozenset[type[Element]]


@attrs.frozen
class Given:
    """A value that an element has."""

    element: Element
    attribute: AttributeSpec
    """Its declaration; without a name for what stands between the tags."""
    value: Any
    text: str
    """It, as XML has it."""

    @property
    def is_default(self) -> bool:
        """Whether it says what Plivo takes without it."""
        return self.text == self.attribute.default

    @property
    def has_effect(self) -> bool:
        """Whether what it needs beside it is there."""
        when, by_name = self.attribute.when, spec_of(type(self.element)).by_name
        return when is None or when.holds(lambda name: written(self.element, by_name[name]))


class Family:
    """The rules of a module."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._checks: list[tuple[Rule, tuple[Kind, ...], Holding, Check]] = []
        self._value_checks: list[
            tuple[Rule, tuple[Kind, ...], Choose, Find | None, ValueCheck]
        ] = []

    def reader_rules(self, *rules: Rule) -> None:
        """Declare rules that the reader checks."""
        self.rules += rules

    def rule(
        self, rule: Rule, *kinds: Kind, holding: Collection[type[Element]] = ()
    ) -> Callable[[Check], None]:
        """
        Declare a rule on elements; one that is declared already has one more check then.

        Args:
            rule: The rule.
            kinds: The elements that it is about; without one, all.
            holding: What it is about in them; it is asked of none that holds nothing of these.
        """

        def declare(check: Check) -> None:
            if rule not in self.rules:
                self.rules.append(rule)
            self._checks.append((rule, kinds, frozenset(holding), check))

        return declare

    def value_rule(
        self, rule: Rule, choose: Choose, *kinds: Kind, find: Find | None = None
    ) -> Callable[[ValueCheck], None]:
        """
        Declare a rule on values that are given: of attributes, or between the tags.

        One that is declared already has one more check then.

        Args:
            rule: The rule.
            choose: Whether it is about the values of an attribute.
            kinds: The elements that it is about; without one, all.
            find: What finds something in the text of a value; the rule is asked of no other.
        """

        def declare(check: ValueCheck) -> None:
            if rule not in self.rules:
                self.rules.append(rule)
            self._value_checks.append((rule, kinds, choose, find, check))

        return declare

    def checks(self, cls: type[Element]) -> Iterator[tuple[Rule, Holding, Check]]:
        """Yield the checks of elements of a class."""
        for rule, kinds, holding, check in self._checks:
            if _is_of(cls, kinds):
                yield rule, holding, check

    def value_checks(
        self, cls: type[Element]
    ) -> Iterator[tuple[AttributeSpec, Rule, Find | None, ValueCheck]]:
        """Yield the checks of values of elements of a class."""
        for attribute in values_of(spec_of(cls)):
            for rule, kinds, choose, find, check in self._value_checks:
                if _is_of(cls, kinds) and choose(attribute):
                    yield attribute, rule, find, check


def _is_of(cls: type[Element], kinds: tuple[Kind, ...]) -> bool:
    return not kinds or cls in kinds or spec_of(cls).content.holds in kinds


@functools.cache
def values_of(spec: ElementSpec) -> tuple[AttributeSpec, ...]:
    """Return the attributes, and what stands between the tags as one without a name."""
    field, value = spec.content.field, spec.content.value
    if value is None:
        return spec.attributes
    content = AttributeSpec(
        field,
        "",
        value,
        required=True,
        if_wrong=spec.content.if_wrong,
        reaches=spec.content.reaches,
    )
    return (content, *spec.attributes)


def takes(kind: Any) -> Choose:
    """Choose the attributes whose values are annotated as `kind`."""
    value = value_of(kind)
    return lambda attribute: attribute.value == value


def written(element: Element, attribute: AttributeSpec) -> str | None:
    """Return the text of an attribute in XML, if it is given."""
    value: Any = getattr(element, attribute.field)
    return None if value is None else attribute.value.dump(value)
