"""
What a class says about XML, worked out from its declaration.

Two rules carry the package:

* a field passed by position is what stands between the tags;
* a field passed by keyword is an attribute, spelled in camelCase.

Whoever wants to know something about an element reads its `ElementSpec`: the
constructor, the writer, the reader, the schema, the reference and the tests.
"""

from __future__ import annotations

import functools
import re
import types
import typing

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, TypeAlias, cast, get_args, get_origin

import attrs

from . import diagnostic
from .characters import WHITE_SPACE
from .diagnostic import Diagnostic
from .nodes import Element
from .record import Record
from .rule_names import RuleName
from .types import (
    BAD_VALUE,
    Contested,
    Default,
    Doubt,
    IfWrong,
    Named,
    Reaches,
    SdkOnly,
    Secret,
    Spelled,
    When,
)
from .values import WRONG, Boolean, Enumeration, Integer, ListOf, MappingOf, Text, Union, Value


#: What an element has between its tags.
ContentModel: TypeAlias = Literal["nothing", "one value", "elements", "words and elements"]


class AttributeSpec(Record):
    """A keyword of the class and an attribute of the tag."""

    field: str
    name: str
    value: Value
    required: bool
    default: str | None = None
    sdk_only: tuple[str, ...] = ()
    doubt: str | None = None
    contested: Contested | None = None
    when: When | None = None
    secret: bool = False
    if_wrong: IfWrong = BAD_VALUE
    reaches: Reaches | None = None

    def bad_value(self, got: object, *, python: bool) -> Diagnostic:
        """Say that `got` is no value of it."""
        return diagnostic.bad_value(
            self.value, got, self.if_wrong, python=python, secret=self.secret
        )

    def remarks(self) -> Iterator[str]:
        """Yield what the declaration says of it beside its type and its sentence."""
        if self.default is not None:
            yield f"Plivo takes {self.default or 'an empty text'} where it is not given."
        if self.when is not None:
            yield f"It has an effect if {self.when.says}."
        if self.sdk_only:
            yield f"No page of Plivo's describes it; from its libraries ({', '.join(self.sdk_only)})."
        if self.doubt is not None:
            yield f"In doubt: {self.doubt}"


class ContentSpec(Record):
    """What stands between the tags."""

    field: str
    holds: ContentModel
    value: Value | None = None
    children: tuple[type[Any], ...] = ()
    elements: tuple[type[Element], ...] = ()
    """The declared elements among the children."""
    sdk_only: tuple[type[Any], ...] = ()
    required: bool = False
    if_wrong: IfWrong = BAD_VALUE
    reaches: Reaches | None = None

    @property
    def is_words(self) -> bool:
        """Whether the value is words, of which every space counts."""
        return isinstance(self.value, Text) and self.value.is_words

    def bad_value(self, got: object, *, python: bool) -> Diagnostic:
        """Say that `got` is not the value that stands between the tags."""
        assert self.value is not None
        if isinstance(got, str) and not got.strip(WHITE_SPACE):
            message = diagnostic.expected(self.value.expected, got)
            code = self.if_wrong.code_if_empty
            return Diagnostic(message, rule=RuleName.MISSING_TEXT, hangup_code=code)
        return diagnostic.bad_value(self.value, got, self.if_wrong, python=python)


class ElementSpec:
    """One element; there is one for each class."""

    def __init__(self, cls: type[Element]) -> None:
        self.cls = cls
        self.tag = cls._tag
        self.rules = cls.rules
        self.content = ContentSpec("", "nothing")
        self.by_field: dict[str, AttributeSpec] = {}
        """The attributes by their keyword."""
        hints = typing.get_type_hints(cls, include_extras=True)
        for field in attrs.fields(cls):
            hint, required = hints[field.name], field.default is attrs.NOTHING
            if not field.kw_only:
                self.content = _content(field.name, hint, required=required)
            elif field.name != "extra":
                self.by_field[field.name] = _attribute(field.name, hint, required=required)
        self.attributes = tuple(self.by_field.values())
        self.by_name = {attribute.name: attribute for attribute in self.attributes}
        """The attributes by their name in XML."""


#: Every declared element, by its tag.
by_tag: Final[dict[str, type[Element]]] = {}

#: Declares every element, and returns them; this room knows none, so the one that does puts it here.
chapters: Final[list[Callable[[], list[type[Element]]]]] = []


def elements() -> list[type[Element]]:
    """Return every element that there is, also where nobody has asked for it yet."""
    return chapters[0]()


#: Reads the declaration of a class, once.
# mypy takes a class whose instances have `__hash__` for unhashable.
spec_of: Final = cast("Callable[[type[Element]], ElementSpec]", functools.cache(ElementSpec))


def docs_of(cls: type[Element]) -> str | None:
    """Return the page of Plivo's that `cls` follows, which ends its docstring."""
    from . import docstrings  # only what is wrong pays for it

    return next(reversed(re.findall(r"https://\S+", docstrings.said(cls))), None)


def missing_child(spec: ElementSpec) -> Diagnostic:
    """Say that an element is empty where it needs an element."""
    # The names of the elements that need one are the same in Python.
    message = f"expected at least one {holds(spec.content)}; got none"
    return Diagnostic(message, rule=spec.content.if_wrong.rule)


def holds(content: ContentSpec, *, python: bool = False) -> str:
    """Say what an element can hold, in the names of XML or of Python."""
    tags = [kind.__name__ if python else kind._tag for kind in content.elements]
    if content.holds == "words and elements":
        tags.insert(0, "text")
    return diagnostic.alternatives(tags)


def across(
    spec: ElementSpec, values: Mapping[str, Any], *, python: bool
) -> Iterator[tuple[str | None, Diagnostic]]:
    """Yield what is wrong between attributes, in the names of Python or of XML, and the field."""
    for rule in spec.rules:
        given = [values.get(field) for field in rule.fields]
        if WRONG not in given and not rule.holds(*given):
            names = [field if python else spec.by_field[field].name for field in rule.fields]
            wanted = rule.expected.format(*names)
            message = diagnostic.expected(wanted, values.get(rule.at or rule.fields[0]))
            if rule.got is not None:
                message = f"expected {wanted}; got {rule.got}"
            yield rule.at, Diagnostic(message, rule=rule.name)


def camel(name: str) -> str:
    """Spell the keyword `name` as Plivo does."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


def _attribute(field: str, hint: Any, *, required: bool) -> AttributeSpec:
    found = _markers(hint)
    value = value_of(hint)
    default = found[Default].value if Default in found else None
    return AttributeSpec(
        field=field,
        name=found[Spelled].name if Spelled in found else camel(field),
        value=value,
        required=required,
        default=default if default is None else value.dump(default),
        sdk_only=found[SdkOnly].sdks if SdkOnly in found else (),
        doubt=found[Doubt].note if Doubt in found else None,
        contested=found.get(Contested),
        when=found.get(When),
        secret=Secret in found,
        if_wrong=found.get(IfWrong, BAD_VALUE),
        reaches=found.get(Reaches),
    )


def _content(field: str, hint: Any, *, required: bool) -> ContentSpec:
    kind, _ = next(_members(hint))
    found = _markers(hint)
    is_list = get_origin(kind) is Sequence
    members = list(_members(get_args(kind)[0])) if is_list else []
    children = tuple(kind for kind, _ in members if kind is not str)
    among: ContentModel = "elements" if len(children) == len(members) else "words and elements"
    return ContentSpec(
        field,
        among if is_list else "one value",
        value=None if is_list else value_of(hint),
        children=children,
        elements=tuple(kind for kind in children if getattr(kind, "_tag", "")),
        sdk_only=tuple(kind for kind, marks in members if SdkOnly in map(type, marks)),
        required=required or not is_list,
        if_wrong=found.get(IfWrong, BAD_VALUE),
        reaches=found.get(Reaches),
    )


def _markers(hint: Any) -> dict[type, Any]:
    return {type(marker): marker for marker in next(_members(hint))[1]}


def value_of(hint: Any) -> Value:
    """Find the kind of value that an annotation stands for."""
    members = list(_members(hint))
    # A marker on a union, such as that of a list or its text, is on each member.
    values = tuple(dict.fromkeys(_value(kind, markers) for kind, markers in members))
    if len(values) == 1:
        return values[0]
    return Union(_markers(hint)[Named].name, values)


def _value(kind: Any, markers: tuple[object, ...]) -> Value:
    for marker in markers:
        if isinstance(marker, Text | Integer | ListOf | MappingOf):
            return marker
        if isinstance(marker, Named) and get_origin(kind) is Literal:
            return Enumeration(marker.name, get_args(kind))
    return Boolean()


def _members(
    hint: Any, markers: tuple[object, ...] = ()
) -> Iterator[tuple[Any, tuple[object, ...]]]:
    """Yield the types of a union, each with the markers on it, those of its own first."""
    if get_origin(hint) is Annotated:
        inner, *own = get_args(hint)
        yield from _members(inner, (*own, *markers))
    elif get_origin(hint) in (typing.Union, types.UnionType):
        for member in get_args(hint):
            yield from _members(member, markers)
    elif hint is not types.NoneType:
        yield hint, markers
