"""
What is wrong with a document, all of it, and what can be kept all the same.

Each tag is held against the declaration of its element.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from .._model import diagnostic, escaping, lookalikes
from .._model.characters import WHITE_SPACE
from .._model.declare import by_tag
from .._model.diagnostic import Diagnostic
from .._model.half_built import half_built
from .._model.nodes import Comment, Element, UnknownElement, joined
from .._model.rule_names import RuleName
from .._model.spec import (
    ContentModel,
    ElementSpec,
    across,
    docs_of,
    holds,
    missing_child,
    spec_of,
)
from .._model.values import WRONG
from ..errors import Problem
from . import positions
from .scanner import Scanner
from .tags import Place, Tag, TextRun


# As many names as are worth a sentence.
_FEW: Final = 2


@attrs.frozen
class Diagnosis:
    """What a document says, where it can be read at all, and what is wrong with it."""

    element: Element | None
    scanner: Scanner
    found: tuple[tuple[Place, Diagnostic], ...]
    seen: tuple[tuple[Element, Tag], ...] = ()
    """
    What there is to see at each tag that stands in a known element, in their order.

    A field that is wrong, or that a misspelt attribute may be meant for, is not set: who
    asks for it gets an `AttributeError`.
    """

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the document."""
        return positions.located(self.scanner.data, self.found)


def diagnose(source: str | bytes, root: str | None) -> Diagnosis:
    """
    Read *source*, whose root is to be *root* if one is given.

    There is no element in the answer if the text is not the XML that this package reads.
    """
    scanner = Scanner(source)
    validator = _Validator(scanner)
    element: Element | None = None
    if scanner.root is not None:
        element = validator.root(scanner.root, root)
    if scanner.refusals:
        element = None
    found = (*validator.found, *scanner.refusals)
    seen = sorted(validator.seen.items(), key=lambda pair: pair[0].offset)
    return Diagnosis(element, scanner, found, tuple((element, tag) for tag, element in seen))


class _Validator:
    """Holds tags against the declarations of their elements."""

    def __init__(self, scanner: Scanner) -> None:
        self.found: list[tuple[Place, Diagnostic]] = []
        self.seen: dict[Tag, Element] = {}
        self._scanner = scanner

    def root(self, tag: Tag, name: str | None) -> Element:
        """Build the root, which is to have a name if one is given."""
        if name is not None and tag.name != name:
            if by_tag.get(tag.name) is None:
                self._unknown_element(tag, [name])
            else:
                message = f"expected {name} as the root; got {tag.name!r}"
                self._add(tag, Diagnostic(message, rule=RuleName.MISPLACED_ELEMENT))
            return self._unknown(tag)
        if by_tag.get(tag.name) is None:
            self._unknown_element(tag, list(by_tag))
            return self._unknown(tag)
        return self._element(tag, by_tag[tag.name])

    def _element(self, tag: Tag, cls: type[Element]) -> Element:
        spec = spec_of(cls)
        content = self._content(tag, spec)
        before = len(self.found)
        values = self._attributes(tag, spec)
        in_doubt: set[str] = set()
        for field, wrong in across(spec, values, spec.spelled):
            self._add(tag, wrong, cls, spec.spelled(field) if field else None)
            in_doubt.update(*(rule.fields for rule in spec.rules if rule.name == wrong.rule))
        is_broken = content is WRONG or not tag.closed or len(self.found) > before
        extra = {name: text for name, text in tag.attributes.items() if name not in spec.by_name}
        for name in extra:
            meant = self._unknown_attribute(tag, spec, name)
            if meant is not None and meant not in tag.attributes:
                in_doubt.add(spec.by_name[meant].field)
        if spec.content.field:
            values[spec.content.field] = content
        self._see(tag, spec, {**values, **dict.fromkeys(in_doubt, WRONG)})
        if is_broken:
            return _unknown(tag)
        build = cast("Callable[..., Element]", cls)
        return build(**values, extra=extra)

    def _see(self, tag: Tag, spec: ElementSpec, values: Mapping[str, Any]) -> None:
        """Note what there is to see of an element, whether it can be built or not."""
        fields = {**dict.fromkeys(spec.by_field), **values}
        if not tag.closed:
            # The document breaks off, and nobody knows what would follow.
            fields[spec.content.field] = WRONG
        elif spec.content.children:
            nodes = self._nodes(tag, spec, self.seen.__getitem__)
            fields[spec.content.field] = joined(nodes)
        stored = {field: value for field, value in fields.items() if value is not WRONG}
        self.seen[tag] = half_built(spec.cls, stored)

    def _attributes(self, tag: Tag, spec: ElementSpec) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, attribute in spec.by_name.items():
            if name in tag.attributes:
                value = attribute.value.load(tag.attributes[name])
                if value is WRONG:
                    given = tag.attributes[name]
                    wrong = diagnostic.bad_value(
                        attribute.value, given, attribute.if_wrong, secret=attribute.secret
                    )
                    self._add(tag, wrong, spec.cls, name)
                values[attribute.field] = value
            elif attribute.required:
                message = f"expected the attribute {name!r}; got none"
                self._add(tag, Diagnostic(message, rule=RuleName.MISSING_ATTRIBUTE), spec.cls)
                values[attribute.field] = WRONG
        return values

    def _content(self, tag: Tag, spec: ElementSpec) -> Any:
        """Return what stands between the tags, or `WRONG` where *tag* is to blame."""
        if not spec.content.children:
            return self._value(tag, spec)
        nodes = self._nodes(tag, spec, lambda child: self._child(child, spec))
        before = len(self.found)
        if spec.content.holds is not ContentModel.SPEECH:
            self._stray_text(tag, spec)
            if spec.content.required and not tag.counts and tag.closed:
                self._add(tag, missing_child(spec), spec.cls)
        return nodes if len(self.found) == before else WRONG

    def _nodes(
        self, tag: Tag, spec: ElementSpec, take: Callable[[Tag], Element]
    ) -> list[Element | Comment | str]:
        """Return what stands between tags, with what *take* makes of the tags among it."""
        is_speech = spec.content.holds is ContentModel.SPEECH
        nodes: list[Element | Comment | str] = []
        for node in tag.content:
            match node:
                case Tag():
                    nodes.append(take(node))
                case Comment():
                    nodes.append(node)
                case TextRun(text) if is_speech or text.strip(WHITE_SPACE):
                    nodes.append(text)
                case _:
                    pass
        return nodes

    def _value(self, tag: Tag, spec: ElementSpec) -> object:
        before = len(self.found)
        for node in tag.content:
            if isinstance(node, Tag):
                wanted = "a text" if spec.content.field else "nothing"
                self._misplaced(node, f"{wanted} in {tag.name}", spec)
        loaded: object = None
        if spec.content.value is None:
            self._stray_text(tag, spec)
        elif tag.closed and not tag.counts:
            text = "".join(node.text for node in tag.content if isinstance(node, TextRun))
            value = text if spec.content.is_words else text.strip(WHITE_SPACE)
            loaded = spec.content.value.load(value)
            if loaded is WRONG and not text.strip(WHITE_SPACE):
                self._add(tag, diagnostic.missing_text(spec.content.value, text), spec.cls)
            elif loaded is WRONG:
                wrong = diagnostic.bad_value(spec.content.value, value, spec.content.if_wrong)
                self._add(tag, wrong, spec.cls)
        return loaded if len(self.found) == before else WRONG

    def _child(self, tag: Tag, around: ElementSpec) -> Element:
        cls = by_tag.get(tag.name)
        if cls is None:
            self._unknown_element(tag, [kind._tag for kind in around.content.elements])
            return self._unknown(tag)
        if cls not in around.content.elements:
            self._misplaced(tag, f"{holds(around.content)} in {around.tag}", around)
            return self._unknown(tag)
        return self._element(tag, cls)

    def _stray_text(self, tag: Tag, spec: ElementSpec) -> None:
        texts = [node for node in tag.content if isinstance(node, TextRun)]
        stray = next((node for node in texts if node.text.strip(WHITE_SPACE)), None)
        if stray is None:
            return
        # Expat hands a line over in pieces.
        text = "".join(node.text for node in texts).strip(WHITE_SPACE)
        takes = holds(spec.content) if spec.content.field else "nothing"
        # Words are spoken wherever they can be; elsewhere they are the value of an element.
        kinds = [spec_of(kind) for kind in spec.content.elements]
        kinds.sort(key=lambda kind: kind.content.holds is not ContentModel.SPEECH)
        # The message says as much of a long one as anybody wants to read.
        words = escaping.text(text) if len(text) <= diagnostic.LONGEST else "..."
        hint = next(
            (
                f"write <{kind.tag}>{words}</{kind.tag}>"
                for kind in kinds
                if kind.content.holds is ContentModel.SPEECH
                or (kind.content.value and kind.content.value.load(text) is not WRONG)
            ),
            None,
        )
        message = f"expected {takes} in {tag.name}; got the text {diagnostic.shown(text)}"
        offset = stray.offset + len(stray.text) - len(stray.text.lstrip(WHITE_SPACE))
        wrong = Diagnostic(message, hint, RuleName.STRAY_TEXT, docs=docs_of(spec.cls))
        self.found.append((Place(offset, tag.path, tag), wrong))

    def _misplaced(self, tag: Tag, wanted: str, around: ElementSpec) -> None:
        if tag.name not in by_tag:
            self._unknown_element(tag, [], wanted)
            return
        cls = by_tag[tag.name]
        parents = [t for t, c in by_tag.items() if cls in spec_of(c).content.elements]
        hint = f"it stands in <{parents[0]}>" if len(parents) == 1 else None
        message = f"expected {wanted}; got {tag.name!r}"
        self._add(tag, Diagnostic(message, hint, RuleName.MISPLACED_ELEMENT), around.cls)

    def _unknown_element(self, tag: Tag, known: Sequence[str], wanted: str | None = None) -> None:
        hint = (
            lookalikes.TWILIO_ELEMENTS.get(tag.name)
            or lookalikes.ARTEFACTS.get(tag.name)
            or diagnostic.did_you_mean(tag.name, known)
            or diagnostic.did_you_mean(tag.name, by_tag)
        )
        if wanted is None:
            few = len(known) <= _FEW
            wanted = diagnostic.alternatives(known) if few else "an element of Plivo's"
        message = f"expected {wanted}; got {tag.name!r}"
        rule = (
            RuleName.TWILIO_ELEMENT
            if tag.name in lookalikes.TWILIO_ELEMENTS
            else RuleName.UNKNOWN_ELEMENT
        )
        self._add(tag, Diagnostic(message, hint, rule))

    def _unknown_attribute(self, tag: Tag, spec: ElementSpec, name: str) -> str | None:
        """Tell of an attribute, and return the one that may be meant."""
        meant = next((one.name for one in spec.attributes if name in one.instead_of), None)
        owners = [tag for tag, cls in by_tag.items() if name in spec_of(cls).by_name]
        rule = RuleName.MISPLACED_ATTRIBUTE if owners else RuleName.UNKNOWN_ATTRIBUTE
        hint: str | None
        if meant:
            hint = f"write {meant!r}"
        elif owners:
            hint = f"it belongs to {diagnostic.alternatives(owners)}"
        elif name == spec.content.field:
            hint = "write it between the tags"
        elif name in lookalikes.TWILIO_ATTRIBUTES:
            hint = "Plivo has nothing like it"
        else:
            meant = diagnostic.closest(name, spec.by_name)
            hint = diagnostic.suggestion(meant)
        message = f"expected an attribute of {tag.name}; got {name!r}"
        self._add(tag, Diagnostic(message, hint, rule), spec.cls, name)
        return meant

    def _unknown(self, tag: Tag) -> UnknownElement:
        element = self.seen[tag] = _unknown(tag)
        return element

    def _add(
        self,
        tag: Tag,
        wrong: Diagnostic,
        cls: type[Element] | None = None,
        attribute: str | None = None,
    ) -> None:
        if cls is not None:
            wrong = wrong.replace(docs=docs_of(cls))
        self.found.append((self._scanner.place(tag, attribute), wrong))


def _unknown(tag: Tag) -> UnknownElement:
    children: list[str | Comment | UnknownElement] = []
    for node in tag.content:
        match node:
            case Tag():
                children.append(_unknown(node))
            case TextRun(text):
                children.append(text)
            case _:
                children.append(node)
    return UnknownElement(tag.name, tag.attributes, children)
