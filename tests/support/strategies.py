"""Hypothesis strategies drawn from the declarations under test."""

from __future__ import annotations

import string

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plivoml import Comment, Element, Response, UnknownElement
from plivoml._model.characters import bad_character
from plivoml._model.spec import ContentSpec, ElementSpec, spec_of
from plivoml._model.values import (
    WRONG,
    Boolean,
    Enumeration,
    Integer,
    ListOf,
    MappingOf,
    Text,
    Union,
    Value,
    matcher,
)
from plivoml.elements.vocabulary import elements as declared

from .effort import examples


DrawnT = TypeVar("DrawnT")

SPECS = [spec_of(cls) for cls in declared()]

#: Any text that XML can hold, with what is easily mistaken drawn more often.
XML_TEXT = st.text(
    st.sampled_from(" \t\n\r\xa0&<>\"'=,;:+-.%#*wW019aé\u2028\U0001f600]")
    | st.characters(exclude_categories=["Cs"]).filter(lambda c: bad_character(c) is None),
    max_size=12,
)

NAMES = st.text(string.ascii_letters, min_size=1, max_size=8).filter(lambda name: name != "xmlns")


@cache
def right(value: Value) -> st.SearchStrategy[Any]:
    """What a constructor takes for a type."""
    match value:
        case Enumeration(words=words):
            return st.sampled_from(words)
        case Boolean():
            return st.booleans()
        case Integer(minimum=low, maximum=high):
            return st.integers(low, high)
        case ListOf(words=words):
            item = st.sampled_from(words) if words else XML_TEXT
            items = st.lists(item, min_size=1, max_size=3)
            text = items.map(f"{value.separator} ".join) if words else _lines(XML_TEXT)
            return (items | text).filter(_fits(value))
        case MappingOf(names=()):
            return (
                st.dictionaries(NAMES, XML_TEXT, min_size=1, max_size=3) | _lines(XML_TEXT)
            ).filter(_fits(value))
        case MappingOf(names=names):
            number = right(Integer("", 0, 9999))
            return st.dictionaries(st.sampled_from(names), number, min_size=1)
        case Text(pattern=None, shortest=shortest, longest=longest):
            return st.text(
                st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
                min_size=shortest,
                max_size=longest or shortest + 12,
            )
        case Text(pattern=str(pattern)):
            python = pattern.replace("(", "(?:")
            return st.from_regex(python, fullmatch=True).filter(_fits(value))
        case Union(members=members):
            return st.one_of([right(member) for member in members])
        case _:
            raise AssertionError(value)


@cache
def wrong(value: Value) -> st.SearchStrategy[Any]:
    """What a constructor refuses for a type, near misses first."""
    strays: list[Any] = [0, 1, -1, True, False, 1.5, "", " ", b"x", [], {}, ["a,b"]]
    near: st.SearchStrategy[Any] = texts(value) | st.sampled_from(strays)
    return near.filter(lambda given: value.coerce(given) is WRONG)


_MANGLES: list[Callable[[str], str]] = [
    lambda text: f" {text}",
    lambda text: f"{text}\n",
    lambda text: f"{text}\xa0",
    lambda text: f"+{text}",
    lambda text: f"-{text}",
    lambda text: f"0{text}",
    lambda text: f"{text}.0",
    str.upper,
    str.lower,
    lambda text: text[1:],
    lambda text: text * 2,
    lambda text: text.translate(str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")),
]


def _mangled(text: str, mangle: Callable[[str], str]) -> str:
    return mangle(text)


def _dumped(value: Value, given: Any) -> str:
    coerced: Any = value.coerce(given)
    return value.dump(coerced)


@cache
def texts(value: Value) -> st.SearchStrategy[str]:
    """Texts that stand for a value of a type, and texts that nearly do."""
    written = right(value).map(lambda given: _dumped(value, given))
    mangled = st.builds(_mangled, written, st.sampled_from(_MANGLES))
    known = st.sampled_from(
        ["", " ", "true", "false", "True", "1", "0", "auto", "none", "real", "9" * 18, "9" * 19]
    )
    return written | mangled | known | XML_TEXT


@cache
@st.composite
def elements(draw: st.DrawFn, spec: ElementSpec, depth: int = 4, *, loose: bool = False) -> Any:
    """Instances of a class; loose ones have what the package does not know."""
    build: Callable[..., Element] = spec.cls
    while True:
        given = {
            attribute.field: draw(right(attribute.value))
            for attribute in spec.attributes
            if attribute.required or draw(st.integers(0, 4)) == 0
        }
        kept = {field: spec.by_field[field].value.coerce(value) for field, value in given.items()}
        if all(rule.holds(*map(kept.get, rule.fields)) for rule in spec.rules):
            break
    if spec.content.field:
        given[spec.content.field] = draw(_contents(spec.content, depth, loose=loose))
    if loose and draw(st.integers(0, 3)) == 0:
        known = set(spec.by_name)
        given["extra"] = draw(st.dictionaries(NAMES.filter(lambda n: n not in known), XML_TEXT))
    return build(**given)


def drawn(strategy: st.SearchStrategy[DrawnT], number: int) -> list[DrawnT]:
    """Draw examples for a test, or a tool, that looks at each more than once."""
    found: list[DrawnT] = []

    @given(strategy)
    @settings(
        examples(number),
        phases=[Phase.generate],
        database=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.large_base_example,
            HealthCheck.data_too_large,
        ],
    )
    def draw(example: DrawnT) -> None:
        found.append(example)

    draw()
    return found


def documents(*, loose: bool = False) -> st.SearchStrategy[Response]:
    """Whole documents."""
    return elements(spec_of(Response), loose=loose)


@cache
def comments() -> st.SearchStrategy[Comment]:
    return (
        XML_TEXT.filter(lambda text: "--" not in text and "\r" not in text)
        .filter(lambda text: not text.endswith("-"))
        .map(Comment)
    )


@cache
@st.composite
def unknown(draw: st.DrawFn, depth: int = 2) -> UnknownElement:
    """Elements whose names begin with x, as none of Plivo's does."""
    node: st.SearchStrategy[Any] = XML_TEXT | comments()
    if depth:
        node |= unknown(depth - 1)
    return UnknownElement(
        f"x{draw(NAMES)}",
        draw(st.dictionaries(NAMES, XML_TEXT, max_size=2)),
        draw(st.lists(node, max_size=3)),
    )


@cache
def _contents(content: ContentSpec, depth: int, *, loose: bool) -> st.SearchStrategy[Any]:
    if content.value is not None:
        return right(content.value)
    nodes: list[st.SearchStrategy[Any]] = [comments()]
    if depth:
        kinds = [spec_of(kind) for kind in content.elements]
        nodes.append(
            st.sampled_from(kinds).flatmap(lambda spec: elements(spec, depth - 1, loose=loose))
        )
    if content.holds == "words and elements":
        nodes.append(XML_TEXT)
    if loose:
        nodes.append(unknown())
    several = st.lists(st.one_of(nodes), max_size=4)
    if content.required and content.holds == "elements":
        first = st.sampled_from([spec_of(kind) for kind in content.elements])
        needed = first.flatmap(lambda spec: elements(spec, max(0, depth - 1)))
        return st.tuples(needed, several).map(lambda pair: [pair[0], *pair[1]])
    return several


def _fits(value: Value) -> Callable[[Any], bool]:
    return lambda given: value.coerce(given) is not WRONG


def _lines(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return text.filter(lambda found: bool(matcher(r"[ \t\r\n]*[^ \t\r\n](.|\s)*")(found)))
