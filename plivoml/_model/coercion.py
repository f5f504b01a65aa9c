"""
What a constructor does with what is not right as it was given.

Some of it may be converted: a list to a tuple, the text of a mapping to the mapping, a text
of a type of its own, a value with white space around it.  The rest is collected and said all
at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from ..errors import InvalidArgumentError, InvalidElementError
from . import diagnostic, loading
from .characters import WHITE_SPACE, plain_text
from .closeness import closest
from .diagnostic import Diagnostic
from .nodes import (
    Element,
    Problems,
    UnknownElement,
    expected,
    refuse,
    settled,
    several,
    texts_by_name,
)
from .rule_names import RuleName
from .spec import ElementSpec, across, camel, holds, missing_child, spec_of
from .values import WRONG


#: Stands for an argument that was not given and has no default.
MISSING: Final = attrs.NOTHING


def element(
    cls: type[Element], given: tuple[Any, ...], surplus: Sequence[object], wrong: Mapping[str, Any]
) -> tuple[Any, ...]:
    """
    Return what is stored of `given`, the fields of `cls` in the order of its constructor.

    The height comes last where there are children.

    Args:
        cls: The class of the element.
        given: What was given for each field, or `MISSING`.
        surplus: What was given by position beside it.
        wrong: What was given by keywords that the class has not.

    Raises:
        InvalidArgumentError: With every problem, if an argument is wrong, missing or surplus.
        InvalidElementError: With every problem, if values alone are wrong.
    """
    spec = spec_of(cls)
    content = spec.content
    fields = [*([content.field] if content.field else []), *spec.by_field, "extra"]
    values = dict(zip(fields, given, strict=True))
    keywords = dict(zip(fields, fields, strict=True))
    problems = list(_arguments(spec, values, surplus, wrong, keywords))
    error = InvalidArgumentError if problems else InvalidElementError
    height: list[int] = []
    for field, value in values.items():
        told: Problems = []
        if value is MISSING:
            values[field] = WRONG
        elif field == "extra":
            values[field] = _extra(spec, value, told)
        elif field != content.field:
            values[field] = _attribute(spec, field, value, told)
        elif content.value is not None:
            values[field] = _text(spec, value, told)
        else:
            values[field], *height = settled(_nodes(spec, value, told), field, told)
        problems += ((at.replace(field, keywords[field], 1), one) for at, one in told)
    problems += ((at or "", one) for at, one in across(spec, values, python=True))
    refuse(cls.__name__, problems, error)
    return (*values.values(), *height)


def _arguments(
    spec: ElementSpec,
    values: dict[str, Any],
    surplus: Sequence[object],
    wrong: Mapping[str, Any],
    keywords: dict[str, str],
) -> Iterator[tuple[str, Diagnostic]]:
    """
    Yield what is wrong with a call, whatever the values are.

    What a keyword that the class has not is meant for gets its value, and its name in
    `keywords`.
    """
    name, content = spec.cls.__name__, spec.content
    if surplus:
        what = "positional argument"
        takes = f"one {what}, {content.field}" if content.field else f"no {what}"
        message = f"expected {takes}; got {len(surplus) + bool(content.field)}"
        yield "", Diagnostic(message, "give attributes by keyword")
    for keyword in wrong:
        field, hint = _meant(spec, keyword)
        if field is not None and values.get(field, 0) in (None, MISSING):
            values[field], keywords[field] = wrong[keyword], keyword
        message = diagnostic.expected(f"a keyword of {name}", keyword)
        yield keyword, Diagnostic(message, hint, RuleName.UNKNOWN_ATTRIBUTE)
    for field, value in values.items():
        if value is not MISSING:
            continue
        if field in spec.by_field:
            message = f"expected {diagnostic.listed(spec.by_field[field].value.expected)}; got none"
            yield field, Diagnostic(message, rule=RuleName.MISSING_ATTRIBUTE)
        elif content.holds == "elements":
            yield field, missing_child(spec)
        else:
            what = content.value.expected if content.value else _wanted(spec)
            yield field, Diagnostic(f"expected {what}; got none", rule=RuleName.MISSING_TEXT)


def _meant(spec: ElementSpec, keyword: str) -> tuple[str | None, str | None]:
    """Return the field whose value a keyword may have, and a hint on what to write."""
    # Only who is wrong pays for the table.
    from .lookalikes import ATTRIBUTES

    rows = ATTRIBUTES.get(spec.tag, {})
    # Libraries write the names of their platform in either way.
    for name in (keyword, camel(keyword)):
        row = rows.get(name)
        meant = row.instead if row and row.instead else name
        if meant in spec.by_name:
            field = spec.by_name[meant].field
            return None if row and not row.same_value else field, f"write {field!r}"
        if row:
            return None, row.hint
    content = [spec.content.field] if spec.content.field else []
    near = closest(keyword, [*content, *spec.by_field, "extra"])
    return near, diagnostic.suggestion(near)


def _wanted(spec: ElementSpec) -> str:
    return f"a list of {holds(spec.content, python=True)}"


def _attribute(spec: ElementSpec, field: str, given: object, problems: Problems) -> object:
    attribute = spec.by_field[field]
    if given is None and not attribute.required:
        return None
    stored = attribute.value.coerce(given)
    if stored is WRONG:
        problems.append((field, attribute.bad_value(given, python=True)))
    return stored


def _nodes(spec: ElementSpec, given: Any, problems: Problems) -> list[Any]:
    content = spec.content
    is_speech = content.holds == "words and elements"
    if not isinstance(given, Sequence) or (isinstance(given, str | bytes) and not is_speech):
        wrong = expected(_wanted(spec), given)
        if isinstance(given, content.children):
            example = f"write {spec.cls.__name__}([{type(given).__name__}(...)])"
            wrong = wrong.replace(hint=example)
        problems.append((content.field, wrong))
        return []
    before = len(problems)
    nodes: list[Any] = []
    for index, node in enumerate(several(cast("object", given))):
        text = plain_text(node) if is_speech else None
        refused = None if text is not None else _refused_node(spec, node)
        if refused is None:
            nodes.append(node if text is None else text)
        else:
            problems.append((f"{content.field}[{index}]", refused))
    needs_element = content.required and not is_speech and len(problems) == before
    if needs_element and not any(isinstance(node, Element) for node in nodes):
        problems.append((content.field, missing_child(spec)))
    return nodes


def _refused_node(spec: ElementSpec, node: object) -> Diagnostic | None:
    """Say why `node`, which is no text, cannot stand in an element."""
    content = spec.content
    if not isinstance(node, content.children):
        wrong = diagnostic.bad_text(node) if content.holds == "words and elements" else None
        message = diagnostic.expected(holds(content, python=True), node)
        return wrong or Diagnostic(message, rule=RuleName.MISPLACED_ELEMENT)
    known = loading.known(node, content.elements) if isinstance(node, UnknownElement) else None
    return expected(f"{diagnostic.shown(known)}, which is known", node) if known else None


def _text(spec: ElementSpec, given: object, problems: Problems) -> object:
    value = spec.content.value
    assert value is not None
    text = plain_text(given)
    if text is not None and not spec.content.is_words:
        text = text.strip(WHITE_SPACE)
    stored = WRONG if text is None else value.coerce(text)
    if stored is WRONG:
        problems.append((spec.content.field, spec.content.bad_value(given, python=True)))
    return stored


def _extra(spec: ElementSpec, given: object, problems: Problems) -> object:
    pairs = texts_by_name(given, "extra", problems)
    wanted = f"no attribute that {spec.cls.__name__} has"
    problems += (("extra", expected(wanted, name)) for name in pairs if name in spec.by_name)
    return pairs
