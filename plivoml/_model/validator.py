"""
What is wrong with tags, all of it, and what can be kept all the same.

Each is held against the declaration of its element, wherever it is from: a document or plain data.
"""

from __future__ import annotations

import contextlib

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, cast

from ..errors import InvalidElementError
from . import unknown
from .characters import WHITE_SPACE
from .closeness import closest
from .constructor import make_once
from .diagnostic import ENOUGH, MOST, Diagnostic
from .loading import load
from .lookalikes import ForeignElement
from .mapping import NOTHING
from .nodes import Comment, Element, Node, UnknownElement, joined
from .outdated import go_on
from .rule_names import RuleName
from .spec import (
    AttributeSpec,
    ElementSpec,
    across,
    by_tag,
    docs_of,
    elements,
    missing_child,
    spec_of,
)
from .suggestions import nearest
from .tags import Place, Tag, TextRun
from .values import WRONG


class _EnoughError(Exception):
    """Nothing else is judged."""


class Validator:
    """
    Holds tags against the declarations of their elements.

    Attributes:
        found: What is wrong, and where.
        seen: What there is to see of each tag that can be judged, whether it can be built or not.
    """

    def __init__(self, allow: Collection[str] = (), most: int = MOST) -> None:
        self.found: list[tuple[Place, Diagnostic]] = []
        self.seen: list[tuple[Element, Tag]] = []
        self._allow = allow
        self._most = most
        # What nobody has asked for yet may be meant as well.
        elements()
        # What stands for a tag in the element around it, as the rules see that; of one that is to
        # be left out, that is what is in it.
        self._shown: dict[Tag, Element | list[Node | str]] = {}
        # The element that is right, or the value in one that may be.
        self._right: dict[Tag, Any] = {}
        self._kept: dict[Tag, UnknownElement] = {}

    def judge(self, tag: Tag, name: str | None) -> None:
        """Find what is wrong with the root, which is to have a name if one is given, and in it."""
        with contextlib.suppress(_EnoughError):
            cls, row = by_tag.get(tag.name), None
            if cls is not None and name in (None, tag.name):
                self._right[tag] = self._element(tag, cls)
                return
            if cls is not None:
                message = f"expected {name} as the root; got {tag.name!r}"
                self._add(tag, Diagnostic(message, rule=RuleName.MISPLACED_ELEMENT))
            else:
                cls, row = self._unknown_element(tag, [name] if name else [*by_tag])
            if cls is not None:
                self._element(tag, cls, row.attributes if row else NOTHING)
            self._show(tag, self._keep(tag))

    def build(self, tag: Tag) -> Element:
        """Build an element of a tag that was judged, or keep it as it is."""
        right = self._right.get(tag, WRONG)
        if isinstance(right, Element):
            return right
        return self._keep(tag) if right is WRONG else self._build(tag, right)

    def _keep(self, tag: Tag) -> UnknownElement:
        """Return what is kept of a tag that nothing else can be made of."""
        if tag not in self._kept:
            nodes = (self._keep(node) if isinstance(node, Tag) else node for node in tag.content)
            children = [node.text if isinstance(node, TextRun) else node for node in nodes]
            self._kept[tag] = UnknownElement(tag.name, tag.attributes, children)
        return self._kept[tag]

    def _element(self, tag: Tag, cls: type[Element], beside: Mapping[str, str] = NOTHING) -> Any:
        """
        Hold a tag against the declaration of `cls`; return its value, or `WRONG`.

        The attributes `beside` those that stand there are given by what it has to become.
        """
        go_on()
        spec = spec_of(cls)
        between = unknown.between(tag.attributes, spec)
        text = _text(tag, spec)
        if text.strip(WHITE_SPACE):
            between = None
        elif between:
            text = tag.attributes[between]
        for child in _children(tag):
            self._child(child, spec)
        content = self._content(tag, spec, text, between)
        doubtful = self._unknown_attributes(tag, spec)
        given = {*tag.attributes, *tag.meant, *doubtful}
        values = {
            attribute.field: self._attribute(tag, spec, attribute, doubtful)
            for attribute in spec.attributes
            if attribute.required or attribute.name in given
        }
        for name, value in beside.items():
            attribute = spec.by_name[name]
            values.setdefault(attribute.field, attribute.value.load(value))
        stored = dict(values)
        for field, wrong in across(spec, values, python=False):
            self._add(tag, wrong, cls, spec.by_field[field].name if field else None)
            for rule in spec.rules:
                if rule.name == wrong.rule:
                    stored.update(dict.fromkeys(rule.fields, WRONG))
        if spec.content.field:
            stored[spec.content.field] = content
        if content is WRONG and spec.content.value is not None:
            stored[spec.content.field] = nearest(spec.content.value, text.strip(WHITE_SPACE))[0]
        self._see(tag, spec, stored)
        return content if tag.closed and not between else WRONG

    def _build(self, tag: Tag, content: Any) -> Element:
        """Build an element of what stands there, or keep it as it is."""
        spec = spec_of(by_tag[tag.name])
        if spec.content.children:
            content = self._nodes(tag, spec, self.build)
        values: dict[str, Any] = {spec.content.field: content} if spec.content.field else {}
        extra: dict[str, str] = {}
        for name, text in tag.attributes.items():
            if name in spec.by_name:
                values[spec.by_name[name].field] = spec.by_name[name].value.load(text)
            else:
                extra[name] = text
        # To look costs less than to be refused.
        if any(value is WRONG for value in values.values()):
            return self._keep(tag)
        try:
            return cast("Callable[..., Element]", spec.cls)(**values, extra=extra)
        except InvalidElementError:
            return self._keep(tag)

    def _at_once(self, tag: Tag, cls: type[Element]) -> Element | None:
        """Build an element with nothing in it but text, if all is right, which takes no time."""
        if any(_children(tag)) or not tag.closed:
            return None
        nodes = [node.text if isinstance(node, TextRun) else node for node in tag.content]
        try:
            built = load(cls, tag.attributes, cast("list[Comment | str]", nodes))
        except (LookupError, TypeError, ValueError):
            return None
        self._show(tag, built)
        return built

    def _see(self, tag: Tag, spec: ElementSpec, values: Mapping[str, Any]) -> None:
        """Note what there is to see of an element, whether it can be built or not."""
        fields = {**dict.fromkeys(spec.by_field), **values}
        if not tag.closed:
            # The document breaks off, and nobody knows what would follow.
            fields[spec.content.field] = WRONG
        elif spec.content.children:
            fields[spec.content.field] = joined(self._seen_in(tag, spec))
        stored = {field: value for field, value in fields.items() if value is not WRONG}
        # Whoever asks for a field that is not there gets an `AttributeError`.
        make_once(spec.cls)
        half_built = object.__new__(spec.cls)
        for field, value in {"extra": NOTHING, **stored}.items():
            object.__setattr__(half_built, field, value)
        self._show(tag, half_built)

    def _show(self, tag: Tag, element: Element) -> None:
        self.seen.append((element, tag))
        self._shown[tag] = element

    def _attribute(
        self, tag: Tag, spec: ElementSpec, attribute: AttributeSpec, doubtful: Mapping[str, object]
    ) -> Any:
        name = tag.meant.get(attribute.name, attribute.name)
        if name in tag.attributes:
            given = tag.attributes[name]
            value = attribute.value.load(given)
            if value is WRONG:
                wrong = attribute.bad_value(given, python=False)
                self._add(tag, wrong, spec.cls, attribute.name)
                return nearest(attribute.value, given)[0]
            return value
        if attribute.name in doubtful:
            return doubtful[attribute.name]
        message = f"expected the attribute {name!r}; got none"
        self._add(tag, Diagnostic(message, rule=RuleName.MISSING_ATTRIBUTE), spec.cls)
        return WRONG

    def _content(self, tag: Tag, spec: ElementSpec, text: str, between: str | None) -> Any:
        """Return what stands between the tags, or `WRONG` where `tag` is to blame."""
        if not spec.content.children:
            return self._value(tag, spec, text, between)
        before = len(self.found)
        if spec.content.holds != "words and elements":
            self._stray_text(tag, spec)
            needs_element = spec.content.required and tag.closed
            if needs_element and not any(
                isinstance(node, Element) for node in self._seen_in(tag, spec)
            ):
                self._add(tag, missing_child(spec), spec.cls)
        return None if len(self.found) == before else WRONG

    def _nodes(
        self, tag: Tag, spec: ElementSpec, take: Callable[[Tag], Element | list[Node | str]]
    ) -> list[Node | str]:
        """Return what stands between tags, with what `take` makes of the tags among it."""
        is_speech = spec.content.holds == "words and elements"
        nodes: list[Node | str] = []
        for node in tag.content:
            if isinstance(node, Tag):
                taken = take(node)
                nodes += taken if isinstance(taken, list) else (taken,)
            elif isinstance(node, Comment):
                nodes.append(node)
            elif is_speech or node.text.strip(WHITE_SPACE):
                nodes.append(node.text)
        return nodes

    def _seen_in(self, tag: Tag, spec: ElementSpec) -> list[Node | str]:
        return self._nodes(tag, spec, self._shown.__getitem__)

    def _value(self, tag: Tag, spec: ElementSpec, text: str, between: str | None) -> object:
        content = spec.content
        if content.value is None:
            return WRONG if self._stray_text(tag, spec) or any(_children(tag)) else None
        if not tag.closed:
            return WRONG
        value = text if content.is_words else text.strip(WHITE_SPACE)
        loaded = content.value.load(value)
        if loaded is WRONG:
            is_blank = not text.strip(WHITE_SPACE)
            wrong = content.bad_value(text if is_blank else value, python=False)
            self._add(tag, wrong, spec.cls, None if is_blank else between)
        return WRONG if any(_children(tag)) else loaded

    def _child(self, tag: Tag, around: ElementSpec | None) -> None:
        """Judge a tag in an element; without one, in something that nobody knows."""
        cls, row = by_tag.get(tag.name), None
        takes = around.content.elements if around else tuple(by_tag.values())
        if cls is not None and cls in takes:
            self._right[tag] = self._at_once(tag, cls) or self._element(tag, cls)
            return
        if around is not None and cls is not None:
            self._add(tag, unknown.misplaced(cls, around), around.cls)
        elif around is not None or unknown.is_foreign(tag.name):
            cls, row = self._unknown_element(tag, [kind._tag for kind in takes], around)
        if row is not None and row.is_wrapper and around is not None:
            self._wrapped(tag, around)
            return
        if cls is not None:
            self._element(tag, cls, row.attributes if row else NOTHING)
        elif tag.name not in self._allow:
            for child in _children(tag):
                self._child(child, None)
        if cls not in takes:
            self._show(tag, self._keep(tag))

    def _wrapped(self, tag: Tag, around: ElementSpec) -> None:
        """Judge what is in a tag as if it stood around it."""
        if around.content.holds in ("nothing", "elements"):
            self._stray_text(tag, around)
        for child in _children(tag):
            self._child(child, around)
        self._shown[tag] = self._seen_in(tag, around)

    def _stray_text(self, tag: Tag, spec: ElementSpec) -> bool:
        """Tell of text where none can stand, and whether there is some."""
        texts = [node for node in tag.content if isinstance(node, TextRun)]
        stray = next((node for node in texts if node.text.strip(WHITE_SPACE)), None)
        if stray is not None:
            offset = stray.offset + len(stray.text) - len(stray.text.lstrip(WHITE_SPACE))
            text = "".join(node.text for node in texts).strip(WHITE_SPACE)
            wrong = unknown.stray_text(text, spec)
            self._tell(Place(offset, tag.path, tag), wrong)
        return stray is not None

    def _unknown_element(
        self, tag: Tag, known: Sequence[str], around: ElementSpec | None = None
    ) -> tuple[type[Element] | None, ForeignElement | None]:
        """Tell of an element, and return the one that is meant, and what is known of it."""
        row = None if tag.name in self._allow else unknown.foreign(tag.name, around)
        row = row and row.beside(unknown.given(tag.attributes, row.counterpart))
        meant = row.counterpart if row else None
        if row is None and tag.name not in self._allow:
            meant = closest(tag.name, known) or closest(tag.name, by_tag)
        self._add(tag, unknown.element(tag.name, known, meant, row, around))
        return by_tag.get(meant or ""), row

    def _unknown_attributes(self, tag: Tag, spec: ElementSpec) -> Mapping[str, object]:
        """
        Tell of attributes that are not known, and note which they are meant for.

        What one with other values is meant for is returned, with its value or `WRONG`.
        """
        doubtful: dict[str, object] = {}
        for name, given in tag.attributes.items():
            if name in spec.by_name:
                continue
            is_allowed = f"{tag.name}.{name}" in self._allow
            wrong, meant, is_same = unknown.attribute(name, spec, is_allowed=is_allowed)
            taken = is_allowed or any(meant in one for one in (tag.attributes, tag.meant, doubtful))
            change = None if taken else unknown.instead(name, given, spec, meant)
            self._add(tag, wrong.replace(change=change), spec.cls, name)
            if meant is None or meant in tag.attributes:
                pass
            elif is_same:
                tag.meant = {meant: name, **tag.meant}
            else:
                text = change.text if change else None
                value = WRONG if text is None else spec.by_name[meant].value.load(text)
                doubtful.setdefault(meant, value)
        return doubtful

    def _add(
        self,
        tag: Tag,
        wrong: Diagnostic,
        cls: type[Element] | None = None,
        attribute: str | None = None,
    ) -> None:
        if cls is not None:
            wrong = wrong.replace(docs=docs_of(cls))
        self._tell(tag.place(attribute), wrong)

    def _tell(self, place: Place, wrong: Diagnostic) -> None:
        if len(self.found) == self._most:
            self.found.append((place, ENOUGH))
            raise _EnoughError
        self.found.append((place, wrong))


def _children(tag: Tag) -> Iterator[Tag]:
    return (node for node in tag.content if isinstance(node, Tag))


def _text(tag: Tag, spec: ElementSpec) -> str:
    """Return the text in a tag, and in those that are to be left out of it."""
    # Expat hands a line over in pieces.
    return "".join(
        node.text if isinstance(node, TextRun) else _text(node, spec)
        for node in tag.content
        if isinstance(node, TextRun)
        or (isinstance(node, Tag) and unknown.is_wrapper(node.name, spec))
    )
