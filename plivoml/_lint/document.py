"""
Everything that can be said against one document, in one list.

The reader speaks first, since it knows names, places and reasons.  Where it finds
nothing, the XML Schema has the last word: a document without errors is one that the
schema calls valid.  The rules of `lint` add what may go wrong all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, TypeAlias, get_args

import attrs

from .._lazy import loading
from .._model import diagnostic
from .._model.characters import is_name
from .._model.diagnostic import Diagnostic
from .._model.nodes import Element
from .._model.outdated import go_on
from .._model.rule_names import RuleName
from .._model.spec import by_tag, docs_of, spec_of
from .._model.tags import Opened, Place, Tag
from .._reading import gate
from .._reading.builder import Event, build
from .._reading.positions import located
from .._reading.scanner import Scanner
from ..elements.response import Response
from ..errors import Fix, Problem, Severity
from . import libxml2, registry
from .rule import Answers
from .rules import documents


#: Stands for every rule where rules are selected.
ALL: Final = "all"

_Found: TypeAlias = tuple[Place, Diagnostic]


def _names(given: Collection[str]) -> Collection[str]:
    """Return names, of which a text is one and no collection of letters."""
    return (given,) if isinstance(given, str) else given


def allowed(name: str) -> tuple[str, str]:
    """
    Return the element that is allowed by a name, or whose attribute is, and that attribute.

    Raises:
        ValueError: If XML cannot have such a name.
    """
    tag, dot, attribute = name.partition(".")
    if not is_name(tag) or (dot and not is_name(attribute)) or attribute == "xmlns":
        msg = f"expected a name such as Dial.newThing or NewElement; got {name!r}"
        raise ValueError(msg)
    return tag, attribute


@attrs.frozen
class Selection:
    """
    Which problems count.

    Raises:
        ValueError: If there is no rule of a name, nothing that documents answer, or no name that
            XML can have.
    """

    select: Collection[str] | None = attrs.field(
        default=None, converter=attrs.converters.optional(_names)
    )
    """The rules that count, `all` for every one; without them, those of the default."""

    ignore: Collection[str] = attrs.field(default=(), converter=_names)
    """The rules that do not."""

    severity: Severity = "info"
    """The least that counts."""

    allow: Collection[str] = attrs.field(default=(), converter=_names)
    """Unknown names that are right, such as `NewElement` and `Dial.newThing`."""

    templates: bool = False
    """Whether values may be missing from documents: `{{ x }}` and the like stand for them."""

    answers: Answers | None = None
    """What documents answer, where that is known."""

    fixable: Collection[str] = attrs.field(default=(ALL,), converter=_names)
    """The rules whose problems are fixed, `all` for every one."""

    unfixable: Collection[str] = attrs.field(default=(), converter=_names)
    """The rules whose problems are not."""

    unsafe_fixes: bool = False
    """Whether a fix counts that may change what the call does."""

    most: int = diagnostic.MOST
    """How many of a document are told."""

    def __attrs_post_init__(self) -> None:
        named = {*(self.select or ()), *self.ignore, *self.fixable, *self.unfixable}
        for name in sorted(named - {ALL}):
            if name not in registry.RULES:
                raise ValueError(diagnostic.not_known("the name of a rule", name, registry.RULES))
        for name in self.allow:
            allowed(name)
        if self.answers is not None and self.answers not in ANSWERS:
            raise ValueError(diagnostic.not_known("calls or callbacks", self.answers, ANSWERS))

    def counts(self, rule: str, severity: Severity) -> bool:
        """Whether what a rule says counts."""
        return (
            self._selects(rule)
            and rule not in self.ignore
            and SEVERITIES.index(severity) <= SEVERITIES.index(self.severity)
        )

    def fixes(self, problem: Problem, fix: Fix) -> bool:
        """Whether a problem is to be fixed by its fix."""
        return (
            (fix.is_safe or self.unsafe_fixes)
            and (problem.rule in self.fixable or ALL in self.fixable)
            and problem.rule not in self.unfixable
        )

    def _selects(self, rule: str) -> bool:
        if self.select is None:
            return registry.RULES[rule].is_default
        return rule in self.select or ALL in self.select

    def has(self, found: _Found) -> bool:
        """Whether what was found counts."""
        place, wrong = found
        return (
            self.counts(wrong.rule, wrong.severity or "error")
            and not (place.tag is not None and place.tag.ignores(wrong.rule))
            and _unknown_name(place, wrong.rule) not in self.allow
        )


@attrs.frozen
class Checked:
    """What there is to say of a file."""

    problems: list[Problem]

    documents: int
    """How many documents were found in it."""


#: From the worst on.
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")

ANSWERS: Final[tuple[Answers, ...]] = get_args(Answers)

# In bytes.  The problems of a document that is ten times too large would fill the memory.
_WORTH_A_LOOK: Final = 10 * documents.LIMIT

_UNKNOWN_ELEMENTS: Final = (RuleName.UNKNOWN_ELEMENT, RuleName.TWILIO_ELEMENT)
_UNKNOWN_ATTRIBUTES: Final = (RuleName.UNKNOWN_ATTRIBUTE, RuleName.MISPLACED_ATTRIBUTE)


def check_document(
    source: str | bytes, selection: Selection, *, is_probe: bool = False
) -> list[Problem]:
    """
    Return what counts of what is wrong in a document.

    The schema is asked of what has no error that counts; not of a probe, which is a document that
    nobody has written: it confirms what the reader says, and costs more than all the rest.
    """
    go_on()
    size = gate.size(source)
    found = list(_too_large(size))
    if size > _WORTH_A_LOOK and (told := list(filter(selection.has, found))):
        return [wrong.at(place.path, 1, 1) for place, wrong in told]
    noted: list[Event] = []
    response = build(source, noted)
    seen: Iterable[tuple[Element, Tag]]
    if is_read := isinstance(response, Response):
        elements = [*response.walk()]
        said = registry.check(elements, selection.answers)
        if not said and not found:
            return [] if is_probe else _last_word(source)
        scanned = Scanner(source, noted)
        seen = zip(elements, scanned.tags, strict=True)
    else:
        with loading:
            from .._reading.diagnosis import Diagnosis  # only what is wrong pays for it

        diagnosis = Diagnosis(source, "Response", selection.allow, selection.most)
        scanned, seen = diagnosis.scanner, diagnosis.seen
        said = registry.check((element for element, _ in seen), selection.answers)
        found += map(_documented, diagnosis.found)
        is_read = not diagnosis.found
    tags = {id(element): tag for element, tag in seen}
    for wrong in said:
        element = wrong.element
        assert isinstance(element, Element)
        tag = tags[id(element)]
        # What stands between the tags has no name.
        attribute = spec_of(type(element)).by_field.get(wrong.field or "")
        place = tag.place(attribute.name if attribute else None)
        message = _as_written(wrong, element, place)
        docs = wrong.docs or docs_of(type(element))
        beside = tuple(one.replace(what=tags[id(one.what)].place()) for one in wrong.beside)
        found.append((place, wrong.replace(message=message, docs=docs, beside=beside)))
    problems = located(scanned.lines, _told(found, selection))
    if is_probe or not is_read or any(problem.severity == "error" for problem in problems):
        return [*problems]
    return [*_last_word(source), *problems]


def _told(found: list[_Found], selection: Selection) -> list[_Found]:
    """Return what counts, no more than anybody reads; that there is more is always said."""
    told = sorted(filter(selection.has, found), key=lambda one: one[0].offset)
    end = [one for one in found if one[1].message == diagnostic.ENOUGH.message]
    if len(told) > selection.most:
        end = [(told[selection.most][0], diagnostic.ENOUGH)]
    kept = [one for one in told[: selection.most] if one[1].message != diagnostic.ENOUGH.message]
    return [*kept, *map(_documented, end)]


def _as_written(wrong: Diagnostic, element: Element, place: Place) -> str:
    """Say in the words of the document what is said of what is meant by them."""
    message, tag = wrong.message, place.tag
    assert tag is not None
    if element.tag != tag.name:
        message = message.replace(repr(element.tag), repr(tag.name))
    judged: Any = getattr(element, wrong.field or "", None)
    written = tag.attributes.get(place.attribute or "")
    # No message quotes what is longer than itself.
    if isinstance(judged, str) and written is not None and len(judged) < len(message):
        message = message.replace(repr(judged), repr(written))
    return message


def _too_large(size: int) -> Iterator[_Found]:
    # Of what is even too large for the reader, the reader tells.
    if documents.LIMIT <= size <= gate.LARGEST:
        message = f"expected a document smaller than 100 KB; got {size / 1024:,.0f} KB"
        hint = "nothing else was looked at" if size > _WORTH_A_LOOK else None
        yield _documented((Place(0, "/"), Diagnostic(message, hint, RuleName.TOO_LARGE)))


def _documented(found: _Found) -> _Found:
    """Add to what the reader says what the documentation of its rule does."""
    place, wrong = found
    rule = registry.RULES[wrong.rule]
    hangup_code = wrong.hangup_code or rule.hangup_code
    return place, wrong.replace(docs=wrong.docs or rule.docs, hangup_code=hangup_code)


def _unknown_name(place: Place, rule: str) -> str | None:
    """Return the name that is not known, in the form in which a project allows it."""
    if place.tag is None:
        return None
    if rule in _UNKNOWN_ELEMENTS:
        return place.tag.name if _may_hold_elements(place.tag.parent) else None
    return f"{place.tag.name}.{place.attribute}" if rule in _UNKNOWN_ATTRIBUTES else None


def _may_hold_elements(around: Opened | None) -> bool:
    """Whether elements may stand somewhere, so that one that is allowed may, too."""
    if around is None:
        return False
    cls = by_tag.get(around.name)
    return cls is None or bool(spec_of(cls).content.children)


def _last_word(source: str | bytes) -> list[Problem]:
    """Ask the schema, which takes a moment to load."""
    if libxml2.calls_valid(source):
        return []
    with loading:
        from .schema import complaints  # of what is wrong nobody asks it

    return complaints(source)
