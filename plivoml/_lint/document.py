"""
Everything that can be said against a document, in one list.

The reader speaks first, since it knows names, places and reasons.  Where it finds
nothing, the XML Schema has the last word: a document without errors is one that the
schema calls valid.  The rules of `lint` add what may go wrong all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, get_args

import attrs

from .._model import diagnostic
from .._model.diagnostic import Complaint
from .._model.nodes import Element
from .._model.spec import spec_of
from .._problem import Problem, Severity
from .._reading import gate, positions, scanner
from .._reading.builder import build
from .._reading.diagnosis import diagnose
from .._reading.positions import Finding, Tag
from ..elements.response import Response
from ..elements.routing import Redirect
from . import registry, schema
from .registry import Rule, Said
from .rules import documents


@attrs.frozen
class Selection:
    """
    Which problems count.

    Raises:
        ValueError: If there is no rule of a name.
    """

    select: Collection[str] | None = None
    """The rules that count; without them, all."""

    ignore: Collection[str] = ()
    """The rules that do not."""

    severity: Severity = "info"
    """The least that counts."""

    allow: Collection[str] = ()
    """Unknown names that are right, such as `NewElement` and `Dial.newThing`."""

    def __attrs_post_init__(self) -> None:
        for name in sorted({*(self.select or ()), *self.ignore}):
            if name not in registry.RULES:
                raise ValueError(diagnostic.not_known("the name of a rule", name, registry.RULES))

    templates: bool = False
    """Whether values may be missing from documents: `{{ x }}` and the like stand for them."""

    def counts(self, rule: str, severity: Severity) -> bool:
        """Whether what a rule says counts."""
        return (
            (self.select is None or rule in self.select)
            and rule not in self.ignore
            and SEVERITIES.index(severity) <= SEVERITIES.index(self.severity)
        )

    def has(self, finding: Finding) -> bool:
        """Whether a finding counts."""
        complaint = finding.complaint
        return (
            self.counts(complaint.rule, complaint.severity)
            and not (finding.tag is not None and finding.tag.ignores(complaint.rule))
            and _unknown_name(finding) not in self.allow
        )


#: From the worst on.
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

# In bytes.  The problems of a document that is ten times too large would fill the memory.
_WORTH_A_LOOK: Final = 10 * documents.LIMIT

_UNKNOWN_ELEMENTS: Final = ("unknown-element", "twilio-element")
_UNKNOWN_ATTRIBUTES: Final = ("unknown-attribute", "misplaced-attribute")
# What Plivo reports of an action or a Redirect that is asked neither by GET nor by POST.
_BAD_ACTION_METHOD, _BAD_REDIRECT_METHOD = 7032, 7034


def check(
    source: str | bytes | Path | Element,
    *,
    templates: bool = False,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
) -> list[Problem]:
    """
    Return what is wrong, or may go wrong, in a document, in the order in which it stands.

    A comment `<!-- plivoml: ignore RULE -->` right before an element turns rules off for
    that element and for what is in it.

    Args:
        source: A text, bytes, the path of a file, or a `Response`, whose problems have
            neither line nor column.
        templates: Whether placeholders such as `{{ x }}`, `${x}` and `%s` stand for values.
        select: The names of the rules that count; without them, all.
        ignore: The names of rules that do not count.

    Raises:
        OSError: If the file cannot be read.
        ValueError: If there is no rule of a name.
    """
    selection = Selection(select, ignore, templates=templates)
    if isinstance(source, Path):
        return check_file(source.read_bytes(), source.suffix, selection)
    if isinstance(source, Element):
        problems = check_document(str(source), selection)
        return [attrs.evolve(problem, line=None, column=None) for problem in problems]
    return (_check_template if templates else check_document)(source, selection)


def check_file(data: bytes, suffix: str, selection: Selection) -> list[Problem]:
    """Return what counts of what is wrong in a file whose name ends with *suffix*."""
    kind = _check_template if selection.templates else check_document
    return KINDS.get(suffix, kind)(data, selection)


def _check_template(source: str | bytes, selection: Selection) -> list[Problem]:
    from .._sources import in_template  # few projects have templates

    return in_template(source, lambda text: check_document(text, selection))


def _check_if_template(source: bytes, selection: Selection) -> list[Problem]:
    """Check a file that may be a template of anything."""
    from .._sources import is_template  # few projects have templates

    return _check_template(source, selection) if is_template(source) else []


def _check_program(source: bytes, selection: Selection) -> list[Problem]:
    from .._sources import in_python  # few projects have documents in programs

    problems = in_python(source, lambda text: check_document(text, selection))
    return [found for found in problems if selection.counts(found.rule, found.severity)]


def check_document(source: str | bytes, selection: Selection) -> list[Problem]:
    """Return what counts of what is wrong in a document."""
    size = gate.size(source)
    findings = list(_too_large(size))
    if size > _WORTH_A_LOOK and (told := list(filter(selection.has, findings))):
        return list(positions.placed(b"", told))
    response = build(source)
    seen: Iterable[tuple[Element, Tag]]
    if isinstance(response, Response):
        said = registry.look(response.walk())
        last_word = schema.complaints(source)
        if not said and not findings:
            return last_word
        reader = scanner.Reader(source)
        data, seen = reader.data, zip(response.walk(), reader.tags, strict=True)
    else:
        diagnosis = diagnose(source, "Response")
        said = registry.look(element for element, _ in diagnosis.seen)
        data, seen = diagnosis.data, diagnosis.seen
        findings += map(_documented, diagnosis.findings)
        last_word = [] if diagnosis.findings else schema.complaints(source)
    tags = {id(element): tag for element, tag in seen}
    findings += (_located(data, tags[id(one.element)], rule, one) for rule, one in said)
    return [*last_word, *positions.placed(data, list(filter(selection.has, findings)))]


def _too_large(size: int) -> Iterator[Finding]:
    # Of what is even too large for the reader, the reader tells.
    if documents.LIMIT <= size <= gate.LARGEST:
        message = f"expected a document smaller than 100 KB; got {size / 1024:,.0f} KB"
        hint = "nothing else was looked at" if size > _WORTH_A_LOOK else None
        yield _documented(Finding(0, "/", Complaint("too-large", message, hint)))


def _documented(finding: Finding) -> Finding:
    """Add to a finding of the reader what the documentation of its rule says."""
    complaint = finding.complaint
    rule = registry.RULES[complaint.rule]
    hangup_code = rule.hangup_code
    if complaint.rule == "bad-value" and finding.attribute == "method":
        hangup_code = _BAD_REDIRECT_METHOD if finding.cls is Redirect else _BAD_ACTION_METHOD
    docs = None if finding.cls else rule.docs
    complaint = attrs.evolve(complaint, docs=docs, hangup_code=hangup_code)
    return attrs.evolve(finding, complaint=complaint)


def _located(data: bytes, tag: Tag, rule: Rule, said: Said) -> Finding:
    """Give what a rule says its place."""
    cls = type(said.element)
    complaint = Complaint(
        rule.name,
        said.message,
        said.hint,
        rule.severity,
        rule.docs,
        said.hangup_code or rule.hangup_code,
    )
    # What stands between the tags has no name.
    attribute = spec_of(cls).by_field.get(said.field or "")
    return positions.find(data, tag, complaint, cls, attribute.name if attribute else None)


def _unknown_name(finding: Finding) -> str | None:
    """Return the name that is not known, in the form in which a project allows it."""
    if finding.tag is None:
        return None
    if finding.complaint.rule in _UNKNOWN_ELEMENTS:
        return finding.tag.name
    is_attribute = finding.complaint.rule in _UNKNOWN_ATTRIBUTES
    return f"{finding.tag.name}.{finding.attribute}" if is_attribute else None


#: What checks a file, by the end of its name; any other file is a document.
KINDS: Final[dict[str, Callable[[bytes, Selection], list[Problem]]]] = {
    ".py": _check_program,
    **dict.fromkeys((".j2", ".jinja", ".jinja2", ".erb", ".tmpl", ".html"), _check_if_template),
}
